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

  /// Those of a node, behind views.
  subscript(node: Int) -> [Source] { sources[node] }

  func work(of node: Int) -> Int? { works[node] < 0 ? nil : works[node] }
}

extension Graph {
  /// Whether a node only shows the elements of another in another shape: this is done anew in every
  /// group that reads it.
  func isView(_ node: Int) -> Bool {
    primitives[node] === Primitive.broadcast || primitives[node] === Primitive.reshape
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
      zip(operands(of: node), plan.isByRow).map { operand, isByRow in
        var source = RowSources.Source(node: Int(operand), isByRow: isByRow)
        while source.isByRow, isView(source.node), let plan = rowPlan(of: source.node, count: count)
        {
          let operand = self.operand(at: operandPlaces(of: source.node).lowerBound)
          source = RowSources.Source(node: operand, isByRow: plan.isByRow[0])
        }
        return source
      }
    }
  }

  /// Whether an operation on a large array could be done by bands: nearly all graphs have none.
  var mayHaveBands: Bool {
    (0..<count).contains { node in
      !primitives[node].isElementwise && !primitives[node].isLeaf && !isView(node)
        && shapes[node].rank > 0 && shapes[node][0] >= BandGroups.leastRows
        && operands(of: node).contains { shapes[Int($0)].count >= 1 << 14 }
        && rowPlan(of: node, count: shapes[node][0]) != nil
    }
  }
}
