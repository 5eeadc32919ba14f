extension GraphRecorder {
  /// For each row of a result along its first axis, the derivative by the same row of an input; every
  /// row must depend on no other.
  ///
  /// - Returns: an array of the shape (rows, the rest of the result's, the rest of the input's).
  package func batchJacobian(of result: Int, by input: Int, since start: Int) -> Variable {
    let (y, x) = (graph.shapes[result], graph.shapes[input])
    let (outer, inner) = (
      Shape(Array(y.dimensions.dropFirst())), Shape(Array(x.dimensions.dropFirst()))
    )
    // One weight for an element of every row at once: rows do not mix.
    let rowWeights = placeholder(shape: outer, type: numberType)
    let passStart = rowWeights.node
    let cotangents = pullback(
      [(result, rowWeights.broadcast(to: y))], to: [input], since: start)
    let target = Shape([y[0]] + outer.dimensions + inner.dimensions)
    guard let cotangent = cotangents[0] else {
      return variable(append(constant: Tensor(repeating: 0, shape: target, type: numberType)))
    }
    let count = outer.count
    let unit = Tensor(shape: [count, count], type: numberType) { elements in
      elements.initialize(repeating: 0, count: count * count)
      for index in 0..<count { elements[index * (count + 1)] = 1 }
    }
    let batch = variable(append(constant: unit.reshaped(to: Shape([count] + outer.dimensions))))
    let rows =
      batched(
        [cotangent.node], replacing: [(rowWeights.node, batch)], size: count, since: passStart)[0]
      ?? cotangent.broadcast(to: Shape([count] + x.dimensions))
    // (elements of a row of y, rows, rest of x) to (rows, elements, rest).
    let rest = (2..<(2 + inner.rank)).map { $0 }
    return rows.permuted([1, 0] + rest).reshaped(to: target)
  }
}
