import CKernels

/// A graph made ready to run: what is elementwise is fused into regions, the rest stands between.
///
/// A class, so that who runs it, on several threads, does not count references to all its arrays.
public final class Program: Sendable {
  enum Step: Sendable {
    case region(Region)
    case bands(BandStep)
    case whole(Int, @Sendable ([Tensor]) throws(TensorError) -> Tensor)
  }

  let graph: Graph
  /// Where each input goes; nil if it is not needed.
  let inputs: [Int?]
  public let results: [Int]
  /// The values that are known before the start: constants.
  let start: [Tensor?]
  let steps: [Step]
  /// The last step that reads each node, after which its memory can go.
  let lastUse: [Int]

  /// Orders the operations of a simplified graph.
  ///
  /// - Parameter nodes: the inputs in the order in which their values will be given, as nodes of the
  ///   graph that was simplified.
  public convenience init(_ simplified: SimplifiedGraph, inputs nodes: [Int]) {
    self.init(simplified, inputs: nodes, inBands: true)
  }

  /// Orders the operations by levels: within a level nothing depends on anything that is not
  /// elementwise and of the same shape. Those of a later phase have higher levels.
  ///
  /// - Parameter inBands: whether operations on rows may be grouped, to go through them band by band.
  init(_ simplified: SimplifiedGraph, inputs nodes: [Int], inBands: Bool) {
    graph = simplified.graph
    results = simplified.results
    inputs = nodes.map { simplified.inputs[$0] }
    let graph = simplified.graph
    var start = [Tensor?](repeating: nil, count: graph.count)
    for (node, value) in zip(graph.constantNodes, graph.constantValues) { start[Int(node)] = value }
    self.start = start
    let isLeaf = graph.primitives.map(\.isLeaf)
    var isResult = [Bool](repeating: false, count: graph.count)
    for node in simplified.results { isResult[node] = true }
    let bands = inBands ? BandGroups(graph) { isResult[$0] } : nil
    let isInBands = { (node: Int) in bands?.isMember(node) ?? false }
    // What regions compute.
    var isElementwise = graph.primitives.map(\.isElementwise)
    if bands != nil {
      for node in 0..<graph.count where isInBands(node) { isElementwise[node] = false }
    }
    let sums = graph.sumsOfRegions()
    let broadcasts = FusedBroadcasts(graph, isElementwise: isElementwise, isIgnored: isInBands) {
      isResult[$0]
    }
    var levels = [Int](repeating: 0, count: graph.count)
    /// The nodes of each region, and for each node which one it is in.
    var members: [[Int]] = []
    var regions = [Int](repeating: -1, count: graph.count)
    /// Those of each level, which differ in their shapes.
    var regionsByLevel: [Int: [Int]] = [:]
    var order: [Place] = []
    for node in 0..<graph.count where !isLeaf[node] {
      // No level within a phase is as high as the number of nodes.
      if let bands { levels[node] = bands.phases[node] * graph.count }
      if isInBands(node) { continue }
      let fuses = isElementwise[node]
      for place in graph.operandPlaces(of: node) {
        let operand = graph.operand(at: place)
        let joins =
          fuses
          && (isElementwise[operand] && graph.shapes[operand] == graph.shapes[node]
            || broadcasts.isFused(operand))
        levels[node] = max(levels[node], levels[operand] + (joins || isLeaf[operand] ? 0 : 1))
      }
    }
    graph.delayToReaders(&levels, broadcasts, isElementwise: isElementwise) { isResult[$0] }
    let assemblies = FusedAssemblies(graph, levels: levels) { isResult[$0] }
    let isAbsorbed = { (node: Int) in bands?.isAbsorbed(node) ?? false }
    for node in 0..<graph.count where !isLeaf[node] && !isAbsorbed(node) {
      let level = levels[node]
      if isElementwise[node] {
        var region = -1
        for place in graph.operandPlaces(of: node) {
          let operand = graph.operand(at: place)
          if regions[operand] >= 0, levels[operand] == level,
            graph.shapes[operand] == graph.shapes[node]
          {
            region = regions[operand]
          }
        }
        if region < 0 {
          let shape = graph.shapes[node]
          if let known = regionsByLevel[level]?.first(where: {
            graph.shapes[members[$0][0]] == shape
          }) {
            region = known
          } else {
            region = members.count
            regionsByLevel[level, default: []].append(region)
            members.append([])
            order.append(Place(level: level, first: node, .region(region)))
          }
        }
        regions[node] = region
        members[region].append(node)
      } else if !sums.isFused(node), !broadcasts.isFused(node), !assemblies.isFused(node),
        !isInBands(node)
      {
        order.append(Place(level: level, first: node, .operation))
      }
    }
    for group in bands?.groups ?? [] {
      let level = group.phase * graph.count
      order.append(Place(level: level, first: group.members[0], .bands(group)))
    }
    order.sort { ($0.level, $0.first) < ($1.level, $1.first) }
    var isRead = isResult
    for node in 0..<graph.count
    where !isLeaf[node] && !sums.isFused(node) && !assemblies.isFused(node) {
      for place in graph.operandPlaces(of: node) {
        let operand = graph.operand(at: place)
        // Within a region a value stays in a register; anyone else needs it in memory.
        if regions[node] < 0 || regions[node] != regions[operand] { isRead[operand] = true }
      }
    }
    var scratch = RegionScratch(nodeCount: graph.count)
    steps = order.map { entry in
      switch entry.kind {
      case .operation: .whole(entry.first, graph.computation(of: entry.first))
      case .bands(let group): .bands(BandStep(graph, group) { bands?.isWanted($0) ?? true })
      case .region(let region):
        .region(
          Region(
            graph: graph, nodes: members[region], sums: sums.bySummed, broadcasts: broadcasts,
            assemblies: assemblies.made(of: members[region]), scratch: &scratch
          ) { isRead[$0] })
      }
    }
    var lastUse = [Int](repeating: -1, count: graph.count)
    for (index, step) in steps.enumerated() {
      switch step {
      case .whole(let node, _):
        for place in graph.operandPlaces(of: node) { lastUse[graph.operand(at: place)] = index }
      case .region(let region):
        for node in region.inputs { lastUse[node] = index }
      case .bands(let bands):
        for input in bands.inputs { lastUse[input.node] = index }
      }
    }
    for node in simplified.results { lastUse[node] = steps.count }
    self.lastUse = lastUse
  }

  /// Where a step has its place among the others.
  private struct Place {
    let level: Int
    let first: Int
    let kind: Kind

    enum Kind {
      /// By itself.
      case operation
      case region(Int)
      case bands(BandGroups.Group)
    }

    init(level: Int, first: Int, _ kind: Kind) {
      (self.level, self.first, self.kind) = (level, first, kind)
    }
  }

  /// The memory for values at the fullest moment, that of inputs and constants aside.
  var peakBytes: Int {
    var (held, peak) = (0, 0)
    /// The bytes that go with each step.
    var ends = [Int](repeating: 0, count: steps.count)
    let size = { [graph] (node: Int) -> Int in
      let count = graph.shapes[node].count
      return count > 1 ? count * MemoryLayout<Double>.stride : 0
    }
    for (index, step) in steps.enumerated() {
      let made: [Int]
      var passing = 0
      switch step {
      case .whole(let node, _): made = [node]
      case .region(let region):
        made = region.outputs.map(\.node) + region.assemblies.map(\.node)
      case .bands(let bands):
        made = bands.outputs
        passing = min(bands.bandCount, ThreadCount.current) * bands.band.program.peakBytes
      }
      for node in made {
        let bytes = size(node)
        held += bytes
        if lastUse[node] < steps.count { ends[max(lastUse[node], index)] += bytes }
      }
      peak = max(peak, held + passing)
      held -= ends[index]
    }
    return peak
  }
}

extension Primitive {
  package var isLeaf: Bool { if case .leaf = definition { true } else { false } }
}

/// Sums of all elements of what is computed elementwise: the region that computes it sums it as well.
struct FusedSums {
  /// The sums of each node that has any.
  fileprivate(set) var bySummed: [Int: [Int]] = [:]
  private var nodes = Set<Int>()

  fileprivate mutating func add(_ sum: Int, of node: Int) {
    bySummed[node, default: []].append(sum)
    nodes.insert(sum)
  }

  func isFused(_ node: Int) -> Bool { nodes.contains(node) }
}

extension Graph {
  fileprivate func sumsOfRegions() -> FusedSums {
    var sums = FusedSums()
    for node in 0..<count where primitives[node] === Primitive.sum {
      guard let operand = operands(of: node).first.map(Int.init), shapes[operand].count > 1,
        primitives[operand].isElementwise, shapes[node].count == 1
      else { continue }
      sums.add(node, of: operand)
    }
    return sums
  }
}
