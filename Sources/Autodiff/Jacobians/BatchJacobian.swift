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
    let cotangents = pullback(
      [(result, rowWeights.broadcast(to: y))], to: [input], since: start)
    let batch = variable(append(constant: unit(outer)))
    let rows = batches(
      of: cotangents, [input], replacing: rowWeights, by: batch, size: outer.count)[0]
    // (elements of a row of y, rows, rest of x) to (rows, elements, rest).
    return rows.permuted([1, 0] + Array(2..<(2 + inner.rank)))
      .reshaped(to: Shape([y[0]] + outer.dimensions + inner.dimensions))
  }
}
