extension GraphRecorder {
  /// The values of nodes, each operation evaluated by itself, as it was recorded.
  ///
  /// A program that is made of the graph computes the same numbers, but keeps few of them.
  ///
  /// - Throws: what only values show, with the place of the operation; also where the value of an
  ///   input is not known, and where the values take more memory than there may be.
  package func values(of nodes: [Int]) throws(TensorError) -> NodeMap<Tensor> {
    if let tape = self as? Tape { return tape.knownValues(of: nodes) }
    var values = NodeMap<Tensor>()
    for node in graph.ancestors(of: nodes, since: 0) {
      try budget.checkTime()
      if let value = inputs[node] ?? graph.constant(of: node) {
        values[node] = value
        continue
      }
      let operands = graph.operands(of: node).compactMap { values[Int($0)] }
      guard operands.count == graph.operands(of: node).count, !graph.primitives[node].isLeaf else {
        throw TensorError("unknown-value", "a value comes later").at(graph.note(of: node).place)
      }
      do throws(TensorError) {
        let value = try graph.evaluate(node, operands)
        if value.uniformValue == nil {
          try budget.reserve(bytes: value.count * MemoryLayout<Double>.stride)
        }
        values[node] = value
      } catch {
        throw error.at(graph.note(of: node).place)
      }
    }
    return values
  }
}
