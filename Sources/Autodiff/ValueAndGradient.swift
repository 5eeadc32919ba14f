// The face of the library: values and gradients of Swift functions.

/// The value of a function and its gradient with respect to every argument.
///
///     let (y, (dx, dz)) = try valueAndGradient(of: { x, z in x * log(z) }, at: 2.0, 3.0)
///
/// The function is called once, with variables in the place of its arguments, and may return
/// variables, arrays or dictionaries of them.
///
/// - Parameters:
///   - arguments: numbers, tensors, or arrays and dictionaries of them.
///   - outputGradients: the weight of each part of the result, of its shape; 1 if left out.
///   - useGradientTape: whether operations are evaluated as they are recorded, so that
///     `Tape.value(of:)` can decide what comes next.
///   - name: a prefix for every operation of the call in printed graphs.
/// - Returns: the value, and for every argument its gradient in the argument's own structure; nil
///   where the result does not depend on it.
/// - Throws: `TensorError` for shapes that do not fit, and what the function throws.
public func valueAndGradient<each Argument: DifferentiableValue, Result: RecordedValue>(
  of function: (repeat (each Argument).Recorded) throws -> Result,
  at arguments: repeat each Argument,
  outputGradients: Structure<Tensor>? = nil,
  useGradientTape: Bool = false,
  name: String? = nil
) throws -> (value: Result.Computed, gradient: (repeat (each Argument).Gradient)) {
  let recording = try Recording(
    packed(repeat each arguments), onTape: useGradientTape, name: name
  ) { inputs in
    var rest = Parts(inputs)
    return try function(repeat (each Argument).recorded(rest.next())).structure
  }
  let cotangents = try recording.pullback(recording.result, weights: outputGradients)
  let outputs = recording.result.leaves
  let values = try recording.values(outputs + cotangents.compactMap(\.self))
  var gradients = Parts(recording.gradients(cotangents, values[outputs.count...]))
  let value = Result.value(recording.result.filled(with: Array(values[..<outputs.count])))
  return (value, (repeat (each Argument).gradient(gradients.next())))
}

/// The value, the gradient and what else a function that returns a pair `(y, aux)` gives back; only
/// `y` is differentiated.
public func valueAndGradient<
  each Argument: DifferentiableValue, Result: RecordedValue, Aux: RecordedValue
>(
  ofFunctionWithAux function: (repeat (each Argument).Recorded) throws -> (Result, Aux),
  at arguments: repeat each Argument,
  outputGradients: Structure<Tensor>? = nil,
  useGradientTape: Bool = false,
  name: String? = nil
) throws -> (value: Result.Computed, gradient: (repeat (each Argument).Gradient), aux: Aux.Computed)
{
  let recording = try Recording(
    packed(repeat each arguments), onTape: useGradientTape, name: name
  ) { inputs in
    var rest = Parts(inputs)
    let (y, aux) = try function(repeat (each Argument).recorded(rest.next()))
    return .list([y.structure, aux.structure])
  }
  var parts = Parts(recording.result)
  let (y, aux) = (parts.next(), parts.next())
  let cotangents = try recording.pullback(y, weights: outputGradients)
  let (yCount, auxCount) = (y.leaves.count, aux.leaves.count)
  let values = try recording.values(y.leaves + aux.leaves + cotangents.compactMap(\.self))
  var gradients = Parts(recording.gradients(cotangents, values[(yCount + auxCount)...]))
  return (
    Result.value(y.filled(with: Array(values[..<yCount]))),
    (repeat (each Argument).gradient(gradients.next())),
    Aux.value(aux.filled(with: Array(values[yCount..<(yCount + auxCount)])))
  )
}

/// The value and the gradients of a function of positional and named arguments, in the calling
/// rules of `value_and_gradient`.
///
/// - Parameters:
///   - function: gets the positional arguments in order and the named ones by name.
///   - autoUnpackSingleArgument: whether a single positional argument that is a list, without named
///     ones beside it, is unpacked into several.
/// - Returns: the value, and the gradients: of one argument that was not unpacked its gradient
///   itself, of several a list, of named ones a dict, of both `{"args": ..., "kwargs": ...}`.
public func valueAndGradient(
  of function: (_ args: [Structure<Variable>], _ kwargs: [String: Structure<Variable>]) throws ->
    Structure<Variable>,
  args: [Structure<Tensor>],
  kwargs: KeyValuePairs<String, Structure<Tensor>> = [:],
  outputGradients: Structure<Tensor>? = nil,
  useGradientTape: Bool = false,
  autoUnpackSingleArgument: Bool = true,
  name: String? = nil
) throws -> (value: Structure<Tensor>, gradient: Structure<Tensor?>) {
  var positional = args
  var isUnpacked = false
  if autoUnpackSingleArgument, kwargs.isEmpty, args.count == 1, case .list(let items) = args[0] {
    positional = items
    isUnpacked = true
  }
  guard !positional.isEmpty || !kwargs.isEmpty else {
    throw TensorError(
      "no-arguments", "gradient is not defined unless at least one argument is given")
  }
  let packed = Structure<Tensor>.list(positional + kwargs.map(\.value))
  let recording = try Recording(packed, onTape: useGradientTape, name: name) { inputs in
    var parts = Parts(inputs)
    let args = positional.map { _ in parts.next() }
    let named = kwargs.map { ($0.key, parts.next()) }
    return try function(args, Dictionary(named) { first, _ in first })
  }
  let cotangents = try recording.pullback(recording.result, weights: outputGradients)
  let outputs = recording.result.leaves
  let values = try recording.values(outputs + cotangents.compactMap(\.self))
  var gradients = Parts(recording.gradients(cotangents, values[outputs.count...]))
  let ofArgs = positional.map { _ in gradients.next() }
  return (
    recording.result.filled(with: Array(values[..<outputs.count])),
    argumentStructure(
      positional: ofArgs, named: kwargs.map { (key: $0.key, value: gradients.next()) },
      isUnpacked: isUnpacked)
  )
}

/// The gradient of a function with respect to every argument: `valueAndGradient` without the value.
public func gradient<each Argument: DifferentiableValue, Result: RecordedValue>(
  of function: (repeat (each Argument).Recorded) throws -> Result,
  at arguments: repeat each Argument
) throws -> (repeat (each Argument).Gradient) {
  try valueAndGradient(of: function, at: repeat each arguments).gradient
}

/// The gradient inside a function that is itself being recorded: a variable like any other, that can
/// be differentiated again.
public func gradient(of function: (Variable) throws -> Variable, at x: Variable) throws -> Variable
{
  guard let recorder = x.recorder as? GraphRecorder else {
    throw TensorError("foreign-recorder", "this variable belongs to no graph or tape")
  }
  let point = Primitive.alias(x)
  let start = recorder.graph.count
  let y = try function(point)
  let cotangents = recorder.pullback(
    [(y.node, y.filled(with: 1))], to: [point.node], since: start)
  return cotangents[0] ?? x.filled(with: 0)
}

// MARK: - Directional derivatives

/// The value of a function and its derivative in one direction, by forward mode.
///
/// - Parameter tangent: the direction, of the shape of `x`.
public func jvp(
  of function: (Variable) throws -> Variable, at x: Tensor, along tangent: Tensor
) throws -> (value: Tensor, tangent: Tensor) {
  guard x.shape == tangent.shape else {
    throw TensorError(
      "shape-mismatch", "the tangent of shape \(tangent.shape) does not match \(x.shape)")
  }
  let recording = try Recording(x.structure, onTape: false) { inputs in
    .leaf(try function(Tensor.recorded(inputs)))
  }
  let (input, result) = (recording.inputs.leaves[0], recording.result.leaves[0])
  let direction = input.constant(tangent.converted(to: recording.recorder.numberType))
  let pushed = recording.recorder.pushforward(
    [result.node], along: [(input.node, direction)], since: recording.start)
  try recording.recorder.checkFailure()
  let values = try recording.values([result, pushed[0] ?? result.filled(with: 0)])
  return (values[0], values[1])
}

/// The value of a function, and the function that pulls a cotangent of the value back to `x`.
///
/// The pullback throws `output-gradients-mismatch` for a cotangent of another shape than the value.
public func vjp(
  of function: (Variable) throws -> Variable, at x: Tensor
) throws -> (value: Tensor, pullback: (Tensor) throws -> Tensor) {
  let recording = try Recording(x.structure, onTape: false) { inputs in
    .leaf(try function(Tensor.recorded(inputs)))
  }
  let value = try recording.values(recording.result.leaves)[0]
  return (
    value,
    { cotangent in
      let pulled = try recording.pullback(recording.result, weights: .leaf(cotangent))[0]
      return try recording.values([pulled ?? recording.inputs.leaves[0].filled(with: 0)])[0]
    }
  )
}

// MARK: - Packing

/// Hands out the parts of a list one by one.
private struct Parts<Leaf> {
  private var rest: ArraySlice<Structure<Leaf>>

  init(_ structure: Structure<Leaf>) {
    rest = if case .list(let items) = structure { items[...] } else { [] }
  }

  mutating func next() -> Structure<Leaf> { rest.popFirst() ?? .list([]) }
}

private func packed<each Argument: DifferentiableValue>(
  _ arguments: repeat each Argument
) -> Structure<Tensor> {
  var items: [Structure<Tensor>] = []
  for argument in repeat each arguments { items.append(argument.structure) }
  return .list(items)
}

extension Recording {
  /// The values of the gradients in the structure of the inputs, nil where there is none.
  fileprivate func gradients(
    _ cotangents: [Variable?], _ values: ArraySlice<Tensor>
  ) -> Structure<Tensor?> {
    var values = values
    return inputs.filled(with: cotangents.map { $0 == nil ? nil : values.popFirst() })
  }
}
