import Autodiff
import Syntax

/// A function that was called with arguments of its own, to be differentiated by some of them.
struct Differentiation {
  let interpreter: Interpreter
  /// The arguments that are differentiated by, as the function saw them.
  let arguments: [Value]
  let result: Value
  /// The first node of the call.
  let start: Int

  private var recorder: GraphRecorder { interpreter.recorder }

  /// Calls a function with new names for the numbers in some of its arguments, so that a derivative
  /// by them is not one by what else has their values.
  ///
  /// - Parameter numbers: which positional arguments; negative ones count from the back.
  init(
    _ function: Value.Function, _ arguments: CallArguments, by numbers: [Int],
    _ interpreter: Interpreter
  ) throws(Diagnostic) {
    self.interpreter = interpreter
    start = interpreter.recorder.graph.count
    var given = arguments
    var own: [Value] = []
    var renamed = Set<Int>()
    for number in numbers {
      let index = number < 0 ? number + given.positional.count : number
      guard given.positional.indices.contains(index) else {
        throw Diagnostic(
          "wrong-arguments",
          "the derivative is taken by argument \(number), and \(given.positional.count) are given "
            + "by position")
      }
      if renamed.insert(index).inserted {
        given.positional[index] = try interpreter.renamed(given.positional[index])
      }
      own.append(given.positional[index])
    }
    self.arguments = own
    result = try interpreter.call(function, given)
  }

  /// The nodes of the numbers that are differentiated by.
  var targets: [Int] { arguments.flatMap { $0.tensors.map(\.node) } }

  /// The gradient of a scalar, in the structure of each argument.
  func gradients(
    of y: Value, _ function: String
  ) throws(Diagnostic) -> [Value] {
    guard case .tensor(let scalar) = try interpreter.packed(y), scalar.shape.count == 1,
      scalar.rank == 0
    else {
      throw Diagnostic(
        "not-a-scalar",
        "\(function) differentiates a function that returns a number, not \(y.description)",
        hint: "return sum(...) of it, or use jacobian")
    }
    return try filled(
      recorder.pullback([(scalar.node, scalar.filled(with: 1))], to: targets, since: start))
  }

  /// Derivatives in the structure of the arguments, 0 where there is no connection.
  func filled(_ derivatives: [Variable?]) throws(Diagnostic) -> [Value] {
    var next = derivatives.makeIterator()
    var values: [Value] = []
    for argument in arguments {
      values.append(
        try argument.mapTensors { (tensor: Variable) throws(Diagnostic) in
          .tensor(tied((next.next() ?? nil) ?? tensor.filled(with: 0)))
        })
    }
    return values
  }

  /// A derivative, which counts as depending on what it was taken by even where it is constant: the
  /// second derivative of a line is 0, not missing.
  func tied(_ derivative: Variable) -> Variable {
    let others = targets.filter { $0 != derivative.node }
    guard !others.isEmpty else { return derivative }
    return Primitive.tie.apply(
      [derivative] + others.map { Variable(recorder: recorder, node: $0) })
  }

  /// The derivative of every number in `y` by every number in the arguments: in the structure of `y`
  /// the structure of each argument.
  func jacobian(of y: Value, mode: JacobianMode) throws(Diagnostic) -> (Value, [[Variable]]) {
    let y = try interpreter.packed(y)
    let rows = recorder.jacobian(of: y.tensors.map(\.node), by: targets, since: start, mode: mode)
    return (y, zip(y.tensors, rows).map { completed($1, of: $0.shape) })
  }

  /// The derivatives of a result of a shape by every argument, 0 where there is no connection.
  private func completed(_ row: [Variable?], of shape: Shape) -> [Variable] {
    zip(targets, row).map { target, part in
      part ?? recorder.zero(of: shape, by: recorder.graph.shapes[target])
    }
  }

  /// The second derivatives of every number in `y`.
  func hessian(of y: Value) throws(Diagnostic) -> (Value, [[[Variable]]]) {
    let y = try interpreter.packed(y)
    var result: [[[Variable]]] = []
    for leaf in y.tensors {
      let found =
        leaf.rank == 0
        ? recorder.pullback([(leaf.node, leaf.filled(with: 1))], to: targets, since: start)
        : recorder.jacobian(of: [leaf.node], by: targets, since: start, mode: .reverse)[0]
      let first = completed(found, of: leaf.shape)
      let second = recorder.jacobian(
        of: first.map(\.node), by: targets, since: start, mode: .forward)
      result.append(zip(first, second).map { completed($1, of: $0.shape) })
    }
    return (y, result)
  }
}

extension Interpreter {
  /// A value with new names for its numbers; a list that is a tensor becomes one.
  func renamed(_ value: Value) throws(Diagnostic) -> Value {
    try packed(value).mapTensors { (tensor: Variable) throws(Diagnostic) in
      .tensor(tensor.elementType == .bool ? tensor : Primitive.alias(tensor))
    }
  }
}

extension GraphRecorder {
  func zero(of shape: Shape, by other: Shape) -> Variable {
    constant(
      Tensor(
        repeating: 0, shape: Shape(shape.dimensions + other.dimensions), type: numberType))
  }
}
