extension GraphRecorder {
  /// The values of nodes that nothing but numbers go into, computed one after the other as they were
  /// recorded: what runs once need not be made a program of, which takes longer than the run.
  ///
  /// They have the bits that the program would give.
  ///
  /// - Returns: nil where an array, a loop or a choice is among what the nodes are computed from.
  /// - Throws: where the values take more time or memory than there may be.
  package func numbers(of nodes: [Int]) throws(TensorError) -> [Tensor]? {
    // A copy of its own: else every look at the recorder's counts all its arrays' references.
    let graph = graph
    let needed = graph.ancestors(of: nodes)
    guard graph.areNumbers(needed) else { return nil }
    let bytes = needed.count * MemoryLayout<Double>.stride
    try budget.reserve(bytes: bytes)
    defer { budget.release(bytes: bytes) }
    var values = [Double](repeating: .nan, count: needed.count)
    for (node, value) in zip(graph.constantNodes, graph.constantValues) where needed[Int(node)] {
      values[Int(node)] = value[0]
    }
    for (node, value) in zip(inputs.nodes, inputs.values) where needed[node] {
      values[node] = value[0]
    }
    for start in stride(from: 0, to: needed.count, by: Self.nodesAtOnce) {
      try budget.checkTime()
      values.withUnsafeMutableBufferPointer { values in
        guard let base = values.baseAddress else { return }
        for node in start..<min(start + Self.nodesAtOnce, needed.count) where needed[node] {
          graph.compute(node, into: base)
        }
      }
    }
    return nodes.map { Tensor(repeating: values[$0], shape: [], type: graph.types[$0]) }
  }

  /// Between two of these the time is looked at.
  private static let nodesAtOnce = 4096

  /// The values of nodes that are computed once.
  func valuesOfOneRun(of nodes: [Int]) throws(TensorError) -> [Tensor] {
    if let numbers = try numbers(of: nodes) { return numbers }
    return try Compiled(self, for: nodes).run()
  }
}

extension Graph {
  /// Whether some nodes are numbers that come from others of them element by element.
  fileprivate func areNumbers(_ nodes: [Bool]) -> Bool {
    for node in nodes.indices where nodes[node] {
      guard shapes[node].isScalar else { return false }
      switch primitives[node].definition {
      case .elementwise, .leaf: break
      default: return false
      }
    }
    return true
  }

  /// Computes a number from those at its operands' places.
  fileprivate func compute(_ node: Int, into values: UnsafeMutablePointer<Double>) {
    guard case .elementwise(let kernel, _) = primitives[node].definition else { return }
    let places = operandPlaces(of: node)
    guard let first = places.first else { return }
    let last = places.upperBound - 1
    kernel.run(
      values + operand(at: first), values + operand(at: min(first + 1, last)),
      values + operand(at: last), index: index(of: node), into: values + node, count: 1)
    if types[node] == .float32 { values[node] = Double(Float(values[node])) }
  }
}
