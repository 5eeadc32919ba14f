import CKernels

/// Elementwise operations over the same lanes, run block by block: a block of every value stays in
/// the first-level cache from the operation that makes it to the last that reads it.
///
/// A class, as a program is.
final class Region: Sendable {
  let shape: Shape
  let code: RegionCode
  /// Nodes that are read from memory, each into the register of its position.
  let inputs: [Int]
  /// Nodes that are written to memory, and their registers.
  let outputs: [(node: Int, register: Int)]
  /// Sums of all lanes: their nodes, and the registers that are summed.
  let sums: [(node: Int, register: Int)]
  /// Broadcasts that are made as they are read.
  let broadcasts: [Int]
  /// How each input is repeated, where it is one of those; empty where none is.
  private let repetitions: [Repetition?]
  /// Arrays that are put together of what the instructions compute.
  let assemblies: [RegionAssembly]
  private let blockLength: Int

  /// - Parameter isNeeded: whether a node's value must be in memory when the region is done.
  convenience init(graph: Graph, nodes: [Int], isNeeded: (Int) -> Bool) {
    var scratch = RegionScratch(nodeCount: graph.count)
    self.init(graph: graph, nodes: nodes, scratch: &scratch, isNeeded: isNeeded)
  }

  /// - Parameters:
  ///   - sums: nodes that sum all lanes of a node, by that node.
  ///   - broadcasts: which nodes are broadcasts that are made as they are read.
  ///   - assemblies: nodes that put together what the instructions compute.
  ///   - scratch: what regions of the same graph make use of, one after the other.
  ///   - isNeeded: whether a node's value must be in memory when the region is done.
  init(
    graph: Graph, nodes: [Int], sums summed: [Int: [Int]] = [:],
    broadcasts fused: FusedBroadcasts = FusedBroadcasts(), assemblies: [Int] = [],
    scratch: inout RegionScratch, isNeeded: (Int) -> Bool
  ) {
    shape = graph.shapes[nodes[0]]
    for node in nodes { scratch.isOwn[node] = true }
    var inputs: [Int] = []
    // Those that are read, each with its register; an input may be what is repeated for one.
    var read: [Int] = []
    var repeated: [Int] = []
    var repetitions: [Repetition?] = []
    let parts = assemblies.flatMap { graph.operands(of: $0).map(Int.init) }
    for node in nodes {
      for place in graph.operandPlaces(of: node) {
        let operand = graph.operand(at: place)
        scratch.uses[operand] += 1
        if !scratch.isOwn[operand], scratch.registers[operand] < 0 {
          scratch.registers[operand] = Int32(truncatingIfNeeded: inputs.count)
          read.append(operand)
          let broadcast = fused[operand]
          if broadcast != nil { repeated.append(operand) }
          inputs.append(broadcast?.source ?? operand)
          if !fused.isEmpty { repetitions.append(broadcast?.repetition) }
        }
      }
    }
    defer {
      scratch.clear(nodes)
      scratch.clear(read)
    }
    let isKept = { isNeeded($0) || summed[$0] != nil || parts.contains($0) }
    code = RegionCode(
      graph, nodes, inputCount: inputs.count, scratch: &scratch, isKept: isKept)
    var outputs: [(node: Int, register: Int)] = []
    var sums: [(node: Int, register: Int)] = []
    for node in code.nodes {
      let register = Int(scratch.registers[node])
      if isNeeded(node) { outputs.append((node, register)) }
      for sum in summed[node] ?? [] { sums.append((sum, register)) }
    }
    self.inputs = inputs
    self.outputs = outputs
    self.sums = sums
    broadcasts = repeated
    self.repetitions = repeated.isEmpty ? [] : repetitions
    blockLength = Self.blockLength(
      registers: code.registerCount, isFixed: !sums.isEmpty || !assemblies.isEmpty,
      repetitions: self.repetitions)
    self.assemblies = assemblies.map { node in
      RegionAssembly(node, in: graph) { Int(scratch.registers[$0]) }
    }
  }

  /// Lanes that a thread computes at a time.
  private static let piece = 64 * ElementKernel.blockLength

  /// Lanes of a block. The sum of a whole array is one of blocks of a fixed length; where nothing is
  /// summed the blocks are as short as it takes for all registers to stay in the first-level cache,
  /// and begin where rows do that are repeated, so that they are laid out alike.
  private static func blockLength(
    registers: Int, isFixed: Bool, repetitions: [Repetition?]
  ) -> Int {
    if isFixed { return ElementKernel.blockLength }
    let longest = registers <= 8 ? ElementKernel.blockLength : registers <= 16 ? 256 : 128
    var unit = lanesOfLine
    for repetition in repetitions {
      guard let own = repetition?.unit, own <= longest else { continue }
      let common = leastCommonMultiple(unit, own)
      if common <= longest { unit = common }
    }
    return longest / unit * unit
  }

  /// Doubles of a line of the cache: blocks begin where one does.
  private static let lanesOfLine = 8

  private static func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
    var (divisor, rest) = (a, b)
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    return a / divisor * b
  }

  /// What a run gives, in the order of the region's outputs, assemblies and sums.
  struct Results {
    var outputs: [Tensor]
    var assemblies: [Tensor]
    var sums: [Double]
  }

  /// Arrays from this size on do not stay in the cache until they are read.
  private static let largestCached = 1 << 19

  /// From this number of instructions on there is time between them to fetch what the next block needs.
  private static let leastHiding = 16

  /// Where a result is written while it is made: past the cache, where it is large and nothing that
  /// is still computed reads it.
  private struct Target {
    let builder: TensorBuilder
    let passesCache: Bool

    init(_ shape: Shape, _ type: ElementType, at given: TensorBuilder? = nil, isRead: Bool) {
      builder = given ?? TensorBuilder(shape: shape, type: type)
      passesCache = !isRead && shape.count >= Region.largestCached
    }
  }

  /// Where results are written while they are made.
  private struct Targets {
    var outputs: [Target]
    var assemblies: [Target]
    /// Room for the sums of all blocks, sum by sum.
    var parts: UnsafeMutablePointer<Double>
  }

  /// An input that is in memory. Blocks go through these and not through tensors, of which each would
  /// be retained and released.
  private struct Source {
    let register: Int
    let base: UnsafePointer<Double>
    let repetition: Repetition?
    /// Where repeated rows are laid out.
    var layout: RepeatedRows

    /// Where a block of it is.
    mutating func block(from start: Int, count: Int) -> UnsafeMutablePointer<Double> {
      UnsafeMutablePointer(
        mutating: repetition?.block(of: base, from: start, count: count, in: &layout)
          ?? base + start)
    }
  }

  /// A result in memory.
  private struct Sink {
    let register: Int
    let base: UnsafeMutablePointer<Double>
    let passesCache: Bool
  }

  /// Computes the results from the values of the inputs, in the order of `inputs`.
  ///
  /// - Parameters:
  ///   - targets: for each output where to write it, if that is given.
  ///   - isRead: whether anything that is still computed reads a node.
  func run(
    _ values: [Tensor], types: [ElementType], targets: [TensorBuilder?] = [],
    isRead: (Int) -> Bool
  ) -> Results {
    let lanes = shape.count
    let length = blockLength
    let blocks = (lanes + length - 1) / length
    let blocksOfPiece = Self.piece / length
    let pieces = (blocks + blocksOfPiece - 1) / blocksOfPiece
    let outputs = self.outputs.indices.map { index in
      Target(
        shape, types[index], at: targets.isEmpty ? nil : targets[index],
        isRead: isRead(self.outputs[index].node))
    }
    let assembled = assemblies.map { Target($0.shape, $0.type, isRead: isRead($0.node)) }
    var totals: [Double] = []
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, sums.count * blocks)) {
      parts in
      guard let parts = parts.baseAddress else { return }
      let targets = Targets(outputs: outputs, assemblies: assembled, parts: parts)
      parallel(pieces) { piece in
        let last = min(blocks, (piece + 1) * blocksOfPiece)
        compute(piece * blocksOfPiece..<last, values, targets)
      }
      totals = sums.indices.map { PartialSums.total(parts + $0 * blocks, elements: lanes) }
    }
    return withExtendedLifetime(values) {
      Results(
        outputs: outputs.map { $0.builder.finished() },
        assemblies: assembled.map { $0.builder.finished() },
        sums: totals)
    }
  }

  /// Computes some blocks.
  private func compute(_ blocks: Range<Int>, _ values: [Tensor], _ targets: Targets) {
    let lanes = shape.count
    let length = min(lanes, blockLength)
    // Registers begin where a line of the cache does, so that no vector lies across two. Those of numbers
    // lie close: a program of many thousands is to stay in the cache.
    let distance = length == 1 ? 1 : (length + 7) & ~7
    let blockCount = (lanes + length - 1) / max(1, length)
    let fetches = lanes >= Self.largestCached && code.instructions.count >= Self.leastHiding
    // Lanes before a block that are still at hand, and the room for a part of an assembly.
    let halo = assemblies.reduce(0) { max($0, $1.span) }
    let margin = (halo + 7) & ~7
    let room = margin + distance
    let partCount = assemblies.reduce(0) { $0 + $1.parts.count }
    withUnsafeTemporaryAllocation(
      byteCount: max(1, code.registerCount * distance + partCount * room)
        * MemoryLayout<Double>.stride,
      alignment: 64
    ) { bytes in
      let memory = bytes.bindMemory(to: Double.self)
      withUnsafeTemporaryAllocation(
        of: UnsafeMutablePointer<Double>.self,
        capacity: code.registerCount + values.count + outputs.count + 1
      ) { at in
        // Behind the registers: what the next block reads and writes in memory.
        let soon = UnsafeMutableBufferPointer(rebasing: at[code.registerCount...])
        guard let registers = memory.baseAddress else { return }
        for register in 0..<code.registerCount { at[register] = registers + register * distance }
        // Bare memory: arrays of types of their own would cost every process that runs a program.
        let sources = UnsafeMutableBufferPointer<Source>.allocate(capacity: values.count)
        let sinks = UnsafeMutableBufferPointer<Sink>.allocate(capacity: outputs.count)
        defer {
          sources.deallocate()
          sinks.deallocate()
        }
        var sourceCount = 0
        for (register, value) in values.enumerated() {
          if let uniform = value.uniformValue {
            at[register].initialize(repeating: uniform, count: length)
          } else if let base = value.base {
            sources.initializeElement(
              at: sourceCount,
              to: Source(
                register: register, base: base,
                repetition: repetitions.isEmpty ? nil : repetitions[register],
                layout: RepeatedRows(memory: at[register])))
            sourceCount += 1
          }
        }
        for index in outputs.indices {
          let target = targets.outputs[index]
          sinks.initializeElement(
            at: index,
            to: Sink(
              register: outputs[index].register, base: target.builder.base,
              passesCache: target.passesCache))
        }
        var rooms = registers + code.registerCount * distance
        for part in assemblies.lazy.flatMap(\.parts) {
          at[part.register] = rooms + (margin - halo)
          rooms += room
        }
        if halo > 0, let first = blocks.first, first > 0 {
          let start = first * length - halo
          for index in 0..<sourceCount {
            at[sources[index].register] = sources[index].block(from: start, count: halo)
          }
          compute(at, halo)
        }
        for part in assemblies.lazy.flatMap(\.parts) { at[part.register] += halo }
        for block in blocks {
          let start = block * length
          let count = min(length, lanes - start)
          let next = block + 1 < blocks.upperBound && fetches ? start + length : nil
          var soonCount = 0
          // What is in memory is read and written there, without a copy.
          for index in 0..<sourceCount {
            at[sources[index].register] = sources[index].block(from: start, count: count)
            guard let next, sources[index].repetition == nil else { continue }
            soon[soonCount] = UnsafeMutablePointer(mutating: sources[index].base + next)
            soonCount += 1
          }
          for sink in sinks where !sink.passesCache {
            at[sink.register] = sink.base + start
            guard let next else { continue }
            soon[soonCount] = sink.base + next
            soonCount += 1
          }
          compute(at, count, soon: UnsafeMutableBufferPointer(rebasing: soon[..<soonCount]))
          for sink in sinks where sink.passesCache {
            sg_copy_past_cache(at[sink.register], sink.base + start, count)
          }
          for index in sums.indices {
            let part = targets.parts + (index * blockCount + block)
            part.initialize(to: PartialSums.block(at[sums[index].register], count))
          }
          guard !assemblies.isEmpty else { continue }
          for (assembly, target) in zip(assemblies, targets.assemblies) {
            assembly.write(
              at, from: start, count: count, isLast: start + count == lanes,
              to: target.builder.base, passingCache: target.passesCache)
          }
          if halo > 0, count >= halo {
            for part in assemblies.lazy.flatMap(\.parts) {
              let lanes = at[part.register]
              (lanes - halo).update(from: lanes + (count - halo), count: halo)
            }
          }
        }
        sg_finish_copies()
      }
    }
  }

  /// Runs the instructions on one block.
  ///
  /// - Parameter soon: where the next block begins in memory.
  func compute(
    _ at: UnsafeMutableBufferPointer<UnsafeMutablePointer<Double>>, _ count: Int,
    soon: UnsafeMutableBufferPointer<UnsafeMutablePointer<Double>>? = nil
  ) {
    guard let at = at.baseAddress else { return }
    code.instructions.withUnsafeBufferPointer { instructions in
      guard let first = instructions.baseAddress else { return }
      sg_run_block(first, instructions.count, at, count, soon?.baseAddress, soon?.count ?? 0)
    }
  }
}
