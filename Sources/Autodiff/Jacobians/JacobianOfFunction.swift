// Matrices of derivatives of Swift functions.

/// The value of a function and the derivative of every element of it by every element of `x`.
///
/// - Returns: the value, and an array of the value's shape followed by the shape of `x`.
/// - Throws: `TensorError` for shapes that do not fit, and what the function throws.
public func jacobian(
  of function: (Variable) throws -> Variable, at x: Tensor, mode: JacobianMode = .cheapest
) throws -> (value: Tensor, jacobian: Tensor) {
  let recording = try Recording(x.structure, onTape: false) { inputs in
    .leaf(try function(Tensor.recorded(inputs)))
  }
  let (input, result) = (recording.inputs.leaves[0], recording.result.leaves[0])
  let matrix = recording.recorder.jacobian(
    of: [result.node], by: [input.node], since: recording.start, mode: mode)[0][0]
  try recording.recorder.checkFailure()
  let shape = Shape(result.shape.dimensions + x.shape.dimensions)
  let values = try recording.values([result] + (matrix.map { [$0] } ?? []))
  return (values[0], matrix == nil ? Tensor(repeating: 0, shape: shape) : values[1])
}

/// The value of a function that returns a number, its gradient and its second derivatives.
///
/// The Hessian costs as many Hessian-vector products as the sparsity of the function asks for, at
/// most one for each element of `x`.
///
/// - Returns: the value, the gradient of the shape of `x`, and the Hessian of that shape twice.
/// - Throws: `not-a-scalar` if the function returns an array, other `TensorError`s for shapes that do
///   not fit, and what the function throws.
public func hessian(
  of function: (Variable) throws -> Variable, at x: Tensor
) throws -> (value: Tensor, gradient: Tensor, hessian: Tensor) {
  let recording = try Recording(x.structure, onTape: false) { inputs in
    .leaf(try function(Tensor.recorded(inputs)))
  }
  let (recorder, input, result) = (
    recording.recorder, recording.inputs.leaves[0], recording.result.leaves[0]
  )
  guard result.rank == 0 else {
    throw TensorError(
      "not-a-scalar", "a Hessian is that of a number, not of an array of shape \(result.shape)")
  }
  let gradient =
    recorder.pullback(
      [(result.node, result.filled(with: 1))], to: [input.node], since: recording.start)[
      0] ?? input.filled(with: 0)
  let matrix = recorder.jacobian(
    of: [gradient.node], by: [input.node], since: recording.start, mode: .forward)[0][0]
  try recorder.checkFailure()
  let values = try recording.values([result, gradient] + (matrix.map { [$0] } ?? []))
  let shape = Shape(x.shape.dimensions + x.shape.dimensions)
  return (
    values[0], values[1], matrix == nil ? Tensor(repeating: 0, shape: shape) : values[2]
  )
}
