extension Program {
  /// A fault while a program ran, and the node that was being computed.
  public struct Fault: Error {
    public let reason: TensorError
    public let node: Int
  }

  /// The values of the results.
  ///
  /// - Parameter inputs: the value of each input node of the simplified graph.
  /// - Throws: faults that only values show, such as an index out of range, and their node.
  public func execute(_ inputs: [Int: Tensor]) throws(Fault) -> [Tensor] {
    var values = [Tensor?](repeating: nil, count: graph.count)
    for node in 0..<graph.count {
      values[node] = inputs[node] ?? graph.constant(of: node)
    }
    for (index, step) in steps.enumerated() {
      switch step {
      case .whole(let node):
        let operands = graph.operands(of: node).compactMap { values[Int($0)] }
        do throws(TensorError) {
          values[node] = try graph.evaluate(node, operands)
        } catch {
          throw Fault(reason: error, node: node)
        }
        for operand in graph.operands(of: node) where lastUse[Int(operand)] <= index {
          values[Int(operand)] = nil
        }
      case .region(let region):
        let results = region.run(
          region.inputs.compactMap { values[$0] },
          types: region.outputs.map { graph.types[$0.node] })
        for (output, value) in zip(region.outputs, results) { values[output.node] = value }
        for node in region.inputs where lastUse[node] <= index { values[node] = nil }
      }
    }
    return results.compactMap { values[$0] }
  }
}
