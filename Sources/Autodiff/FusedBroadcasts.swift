import Tensors

/// The broadcasts that only regions read: these repeat their operand as they read it, so that no
/// array is made of it.
struct FusedBroadcasts {
  private var byNode: [Int: (source: Int, repetition: Repetition)] = [:]

  init() {}

  var isEmpty: Bool { byNode.isEmpty }

  /// - Parameters:
  ///   - isElementwise: which nodes regions compute.
  ///   - isIgnored: who reads operands in a way of its own.
  init(
    _ graph: Graph, isElementwise: [Bool], isIgnored: (Int) -> Bool, isResult: (Int) -> Bool
  ) {
    guard graph.primitives.contains(where: { $0 === Primitive.broadcast }) else { return }
    var isRead = [Bool](repeating: false, count: graph.count)
    for node in 0..<graph.count where !isIgnored(node) {
      for operand in graph.operands(of: node).lazy.map(Int.init)
      where !isElementwise[node] || graph.shapes[node] != graph.shapes[operand] {
        isRead[operand] = true
      }
    }
    for node in 0..<graph.count
    where graph.primitives[node] === Primitive.broadcast && !isRead[node] && !isResult(node) {
      guard let source = graph.operands(of: node).first.map(Int.init), graph.shapes[node].count > 0,
        let repetition = Repetition(of: graph.shapes[source], to: graph.shapes[node])
      else { continue }
      byNode[node] = (source, repetition)
    }
  }

  /// What is repeated, and how; nil for a node that is in memory.
  subscript(node: Int) -> (source: Int, repetition: Repetition)? {
    byNode.isEmpty ? nil : byNode[node]
  }

  func isFused(_ node: Int) -> Bool { self[node] != nil }
}
