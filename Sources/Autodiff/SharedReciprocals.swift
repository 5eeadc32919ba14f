/// Reciprocals that are computed anyway. An array divided by the same numbers takes three operations
/// an element with them instead of a division, and has the same bits.
struct SharedReciprocals {
  /// Below this a division takes no longer than what it takes to do without.
  private static let leastCount = 128

  private let graph: Graph
  /// The reciprocal of a node, by that node.
  private var byDivisor = NodeMap<Int>()

  /// - Parameter isNeeded: which nodes of the graph are computed.
  init(_ graph: Graph, _ isNeeded: [Bool]) {
    self.graph = graph
    for node in 0..<graph.count
    where graph.primitives[node] === Primitive.reciprocal && isNeeded[node] && isLarge(node) {
      if let divisor = graph.operands(of: node).first { byDivisor[Int(divisor)] = node }
    }
  }

  /// The reciprocal that a quotient can be computed with; nil for any other node.
  func reciprocal(for node: Int) -> Int? {
    guard graph.primitives[node] === Primitive.divide, !byDivisor.nodes.isEmpty, isLarge(node),
      let divisor = graph.operands(of: node).last
    else { return nil }
    return byDivisor[Int(divisor)]
  }

  /// The nodes in an order in which reciprocals come before the quotients that are computed with them.
  func beforeQuotients(_ nodes: [Int]) -> [Int] {
    if byDivisor.nodes.isEmpty { return nodes }
    var taken = Set<Int>()
    var result: [Int] = []
    for node in nodes {
      if let reciprocal = reciprocal(for: node), taken.insert(reciprocal).inserted {
        result.append(reciprocal)
      }
      if taken.insert(node).inserted { result.append(node) }
    }
    return result
  }

  /// Whether a node is a large array whose elements are not rounded further.
  private func isLarge(_ node: Int) -> Bool {
    graph.types[node] == .float64 && graph.shapes[node].count >= Self.leastCount
  }
}
