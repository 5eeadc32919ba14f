/// A Swift function that was recorded once with its arguments: its results, and how to get values.
struct Recording {
  let recorder: GraphRecorder
  let inputs: Structure<Variable>
  let result: Structure<Variable>
  let start: Int

  /// Records `body` on inputs with the values and the structure of `arguments`.
  init(
    _ arguments: Structure<Tensor>, onTape: Bool, name: String? = nil,
    type: ElementType = .float64,
    _ body: (Structure<Variable>) throws -> Structure<Variable>
  ) throws {
    let recorder = onTape ? Tape(numberType: type) : GraphRecorder(numberType: type)
    let inputs = arguments.map { tensor in
      let value = tensor.elementType == .bool ? tensor : tensor.converted(to: type)
      return recorder.input(shape: value.shape, type: value.elementType, value: value)
    }
    let start = recorder.graph.count
    var result: Structure<Variable>?
    do {
      result = try recorder.named(name) { () throws(RethrownError) in
        do { return try body(inputs) } catch { throw RethrownError(error: error) }
      }
    } catch {
      throw error.error
    }
    try recorder.checkFailure()
    self.recorder = recorder
    self.inputs = inputs
    self.result = result ?? .list([])
    self.start = start
  }

  private struct RethrownError: Error {
    let error: any Error
  }

  /// The gradients of the weighted sum of some results, one for each input.
  func pullback(
    _ results: Structure<Variable>, weights: Structure<Tensor>?
  ) throws(TensorError) -> [Variable?] {
    let leaves = results.leaves
    let given = try weights.map { weights throws(TensorError) in
      try Self.matched(weights.leaves, leaves)
    }
    let seeds = leaves.enumerated().map { index, leaf in
      (node: leaf.node, cotangent: given.map { leaf.constant($0[index]) } ?? leaf.filled(with: 1))
    }
    let cotangents = recorder.pullback(seeds, to: inputs.leaves.map(\.node), since: start)
    try recorder.checkFailure()
    return cotangents
  }

  static func matched(_ tensors: [Tensor], _ variables: [Variable]) throws(TensorError) -> [Tensor]
  {
    guard tensors.map(\.shape) == variables.map(\.shape) else {
      throw TensorError(
        "output-gradients-mismatch",
        "weights of the shapes \(tensors.map(\.shape)) do not match \(variables.map(\.shape))")
    }
    return tensors
  }

  /// The values of nodes.
  func values(_ variables: [Variable]) throws(TensorError) -> [Tensor] {
    let nodes = variables.map(\.node)
    if let tape = recorder as? Tape { return nodes.compactMap { tape.value(of: $0) } }
    return try recorder.valuesOfOneRun(of: nodes)
  }
}

extension Structure {
  /// The same structure with other leaves, taken in order.
  func filled<Other>(with leaves: [Other]) -> Structure<Other> {
    var next = leaves.makeIterator()
    return map { _ in
      guard let leaf = next.next() else { preconditionFailure("there are too few leaves") }
      return leaf
    }
  }
}
