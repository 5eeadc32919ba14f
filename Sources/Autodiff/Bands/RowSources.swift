import Tensors

/// What some rows of the nodes of a graph come from, as far as they come from rows.
struct RowSources {
  struct Source {
    let node: Int
    /// Whether it is read by the same rows; else as a whole.
    let isByRow: Bool
  }

  private var sources: [[Source]]
  /// The elements that an operation reads or writes by rows, whichever are more; -1 where it does not
  /// go by rows.
  private var works: [Int]

  init(_ graph: Graph) {
    sources = [[Source]](repeating: [], count: graph.count)
    works = [Int](repeating: -1, count: graph.count)
    for node in 0..<graph.count where !graph.primitives[node].isLeaf {
      guard let own = graph.rowSources(of: node) else { continue }
      sources[node] = own
      works[node] = own.reduce(graph.shapes[node].count) {
        $1.isByRow ? max($0, graph.shapes[$1.node].count) : $0
      }
    }
  }

  /// Those of a node, behind what is made anew.
  subscript(node: Int) -> [Source] { sources[node] }

  func work(of node: Int) -> Int? { works[node] < 0 ? nil : works[node] }
}

extension Graph {
  /// Whether a node is made anew in every group that reads it: it only shows the elements of another in
  /// another shape, or that takes less time than to fetch it from memory.
  func isMadeAnew(_ node: Int) -> Bool { isView(node) || isOfRepeated(node) }

  /// Whether a node only shows the elements of another in another shape.
  func isView(_ node: Int) -> Bool {
    primitives[node] === Primitive.broadcast || primitives[node] === Primitive.reshape
  }

  /// Whether a node is simple arithmetic on what is repeated.
  private func isOfRepeated(_ node: Int) -> Bool {
    let primitive = primitives[node]
    guard
      primitive === Primitive.add || primitive === Primitive.subtract
        || primitive === Primitive.multiply
    else {
      return false
    }
    return operands(of: node).lazy.map(Int.init).allSatisfy { operand in
      primitives[operand] === Primitive.broadcast
        && 8 * shapes[Int(operands(of: operand).first ?? 0)].count <= shapes[node].count
    }
  }

  /// How `count` rows of a node come from its operands.
  func rowPlan(of node: Int, count: Int) -> RowCall.Plan? {
    primitives[node].rowPlan(
      RowCall(
        operands: operands(of: node).map { shapes[Int($0)] }, statics: statics(of: node),
        shape: shapes[node], count: count))
  }

  fileprivate func rowSources(of node: Int) -> [RowSources.Source]? {
    guard shapes[node].rank > 0 else { return nil }
    let count = shapes[node][0]
    return rowPlan(of: node, count: count).map { plan in
      zip(operands(of: node), plan.isByRow).flatMap { operand, isByRow in
        sources(of: Int(operand), isByRow: isByRow, count: count)
      }
    }
  }

  /// What an operand comes from, behind what is made anew. That is never deep: each such node repeats
  /// or shows what is smaller, or stands on one that does.
  private func sources(of node: Int, isByRow: Bool, count: Int) -> [RowSources.Source] {
    guard isByRow, isMadeAnew(node), let plan = rowPlan(of: node, count: count) else {
      return [RowSources.Source(node: node, isByRow: isByRow)]
    }
    return zip(operands(of: node), plan.isByRow).flatMap { operand, isByRow in
      sources(of: Int(operand), isByRow: isByRow, count: count)
    }
  }

  /// Whether an operation on a large array could be done by bands: nearly all graphs have none.
  var mayHaveBands: Bool {
    (0..<count).contains { node in
      !primitives[node].isElementwise && !primitives[node].isLeaf && !isView(node)
        && shapes[node].rank > 0 && shapes[node][0] >= BandGroups.leastRows
        && operands(of: node).contains { shapes[Int($0)].count >= BandGroups.largeCount }
        && rowPlan(of: node, count: shapes[node][0]) != nil
    }
  }
}
