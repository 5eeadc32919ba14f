import CKernels
import Tensors

/// An array that a region puts together of values it computes, each of which lies in one run of it:
/// so that they need not go through memory.
struct RegionAssembly: Sendable {
  /// Lanes before a block that can be kept for the next one.
  static let largestSpan = 256

  let node: Int
  let shape: Shape
  let type: ElementType
  let background: Double
  /// The registers of the parts, and where their first lanes go.
  let parts: [(register: Int, offset: Int)]
  /// The lowest of the offsets, and how far the highest is from it.
  private let first: Int
  let span: Int

  /// - Parameter register: the register of a part.
  init(_ node: Int, in graph: Graph, register: (Int) -> Int) {
    self.node = node
    shape = graph.shapes[node]
    type = graph.types[node]
    background = graph.statics(of: node).last == .number(0) ? 0 : -0.0
    let offsets = graph.offsets(ofAssembly: node) ?? []
    parts = zip(graph.operands(of: node), offsets).map { (register(Int($0)), $1) }
    first = offsets.min() ?? 0
    span = (offsets.max() ?? 0) - first
  }

  /// Writes what is complete with a block of lanes: all that no later lane is added to.
  ///
  /// - Parameters:
  ///   - at: the registers; those of the parts have the lanes of the block, and before these `span`
  ///     lanes of the block before.
  func write(
    _ at: UnsafeMutableBufferPointer<UnsafeMutablePointer<Double>>, from start: Int, count: Int,
    isLast: Bool, to target: UnsafeMutablePointer<Double>, passingCache: Bool
  ) {
    let from = start == 0 ? 0 : start + first
    let end = isLast ? shape.count : start + count + first
    guard passingCache else {
      return add(at, from: start, count: count, from..<end, to: target + from)
    }
    let length = ElementKernel.blockLength
    withUnsafeTemporaryAllocation(of: Double.self, capacity: length) { tile in
      guard let tile = tile.baseAddress else { return }
      for low in stride(from: from, to: end, by: length) {
        let high = min(end, low + length)
        add(at, from: start, count: count, low..<high, to: tile)
        sg_copy_past_cache(tile, target + low, high - low)
      }
    }
  }

  /// Adds up the parts at some places of the array.
  private func add(
    _ at: UnsafeMutableBufferPointer<UnsafeMutablePointer<Double>>, from start: Int, count: Int,
    _ places: Range<Int>, to target: UnsafeMutablePointer<Double>
  ) {
    target.update(repeating: background, count: places.count)
    for part in parts {
      let low = max(places.lowerBound, part.offset + max(0, start - span))
      let high = min(places.upperBound, part.offset + start + count)
      guard low < high else { continue }
      let own = target + (low - places.lowerBound)
      sg_add(own, at[part.register] + (low - part.offset - start), own, high - low)
    }
    if type == .float32 { sg_round_to_float(target, target, places.count) }
  }
}

extension Graph {
  /// Where the parts of an assembly begin in it; nil where one of them is not one run.
  fileprivate func offsets(ofAssembly node: Int) -> [Int]? {
    let (shape, ranges) = (shapes[node], statics(of: node)[1].stridedRanges)
    var offsets: [Int] = []
    for part in 0..<operands(of: node).count {
      let own = Array(ranges[(part * shape.rank)..<((part + 1) * shape.rank)])
      guard let offset = shape.start(ofRun: own) else { return nil }
      offsets.append(offset)
    }
    return offsets
  }
}

/// The assemblies of a program that regions make, by the first of their parts.
struct FusedAssemblies {
  private var byPart: [Int: [Int]] = [:]
  private var nodes = Set<Int>()

  init(_ graph: Graph, levels: [Int], isResult: (Int) -> Bool) {
    guard graph.primitives.contains(where: { $0 === Primitive.assemble }) else { return }
    // Those who read a node from outside of its region.
    var readers = [Int](repeating: 0, count: graph.count)
    for node in 0..<graph.count {
      for operand in graph.operands(of: node).lazy.map(Int.init)
      where !graph.isJoined(operand, node, levels) { readers[operand] += 1 }
    }
    for node in 0..<graph.count where graph.primitives[node] === Primitive.assemble {
      let parts = graph.operands(of: node).map(Int.init)
      guard let one = parts.first, Set(parts).count == parts.count,
        graph.shapes[one].count > RegionAssembly.largestSpan,
        parts.allSatisfy({ part in
          graph.primitives[part].isElementwise && graph.types[part] == graph.types[node]
            && graph.shapes[part] == graph.shapes[one] && levels[part] == levels[one]
            && readers[part] == 1 && !isResult(part)
        }),
        let offsets = graph.offsets(ofAssembly: node), let low = offsets.min(),
        let high = offsets.max(), high - low <= RegionAssembly.largestSpan
      else { continue }
      byPart[one, default: []].append(node)
      nodes.insert(node)
    }
  }

  func isFused(_ node: Int) -> Bool { nodes.contains(node) }

  /// Those that are made of some nodes.
  func made(of nodes: [Int]) -> [Int] {
    byPart.isEmpty ? [] : nodes.flatMap { byPart[$0] ?? [] }
  }
}

extension Graph {
  /// Whether two nodes are elementwise and of one shape and level, so that they are in one region.
  func isJoined(_ operand: Int, _ node: Int, _ levels: [Int]) -> Bool {
    primitives[node].isElementwise && primitives[operand].isElementwise
      && shapes[node] == shapes[operand] && levels[node] == levels[operand]
  }
}
