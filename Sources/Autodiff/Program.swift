import CKernels

/// A graph made ready to run: what is elementwise is fused into regions, the rest stands between.
public struct Program: Sendable {
  enum Step: Sendable {
    case region(Region)
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

  /// Orders the operations of a simplified graph by levels: within a level nothing depends on
  /// anything that is not elementwise and of the same shape.
  ///
  /// - Parameter nodes: the inputs in the order in which their values will be given, as nodes of the
  ///   graph that was simplified.
  public init(_ simplified: SimplifiedGraph, inputs nodes: [Int]) {
    graph = simplified.graph
    results = simplified.results
    inputs = nodes.map { simplified.inputs[$0] }
    start = (0..<simplified.graph.count).map { simplified.graph.constant(of: $0) }
    let graph = simplified.graph
    let results = Set(simplified.results)
    let sums = graph.sumsOfRegions()
    var levels = [Int](repeating: 0, count: graph.count)
    var members: [Key: [Int]] = [:]
    var order: [(level: Int, first: Int, key: Key?)] = []
    for node in 0..<graph.count {
      let primitive = graph.primitives[node]
      guard !primitive.isLeaf else { continue }
      let fuses = primitive.isElementwise
      for operand in graph.operands(of: node).lazy.map(Int.init) {
        let joins =
          fuses && graph.primitives[operand].isElementwise
          && graph.shapes[operand] == graph.shapes[node]
        let leaf = graph.primitives[operand].isLeaf
        levels[node] = max(levels[node], levels[operand] + (joins || leaf ? 0 : 1))
      }
      if fuses {
        let key = Key(level: levels[node], shape: graph.shapes[node])
        if members[key] == nil { order.append((levels[node], node, key)) }
        members[key, default: []].append(node)
      } else if !sums.isFused(node) {
        order.append((levels[node], node, nil))
      }
    }
    order.sort { ($0.level, $0.first) < ($1.level, $1.first) }
    var readers = [Int](repeating: -1, count: graph.count)
    for node in 0..<graph.count where !sums.isFused(node) {
      for operand in graph.operands(of: node) {
        // Within a region a value stays in a register; anyone else needs it in memory.
        let inside =
          graph.primitives[node].isElementwise && graph.primitives[Int(operand)].isElementwise
          && graph.shapes[node] == graph.shapes[Int(operand)]
          && levels[node] == levels[Int(operand)]
        if !inside { readers[Int(operand)] = node }
      }
    }
    steps = order.map { entry in
      guard let key = entry.key, let nodes = members[key] else {
        return .whole(entry.first, graph.computation(of: entry.first))
      }
      return .region(
        Region(graph: graph, nodes: nodes, sums: sums.bySummed) {
          readers[$0] >= 0 || results.contains($0)
        })
    }
    var lastUse = [Int](repeating: -1, count: graph.count)
    for (index, step) in steps.enumerated() {
      switch step {
      case .whole(let node, _):
        for operand in graph.operands(of: node) { lastUse[Int(operand)] = index }
      case .region(let region):
        for node in region.inputs { lastUse[node] = index }
      }
    }
    for node in results { lastUse[node] = steps.count }
    self.lastUse = lastUse
  }

  /// The memory for values at the fullest moment, that of inputs and constants aside.
  var peakBytes: Int {
    var (held, peak) = (0, 0)
    var ends: [Int: Int] = [:]
    let size = { (node: Int) -> Int in
      let count = graph.shapes[node].count
      return count > 1 ? count * MemoryLayout<Double>.stride : 0
    }
    for (index, step) in steps.enumerated() {
      let made: [Int]
      switch step {
      case .whole(let node, _): made = [node]
      case .region(let region): made = region.outputs.map(\.node)
      }
      for node in made {
        let bytes = size(node)
        held += bytes
        if lastUse[node] < steps.count { ends[max(lastUse[node], index), default: 0] += bytes }
      }
      peak = max(peak, held)
      held -= ends[index] ?? 0
    }
    return peak
  }

  private struct Key: Hashable {
    let level: Int
    let shape: Shape
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
