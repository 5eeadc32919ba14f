import Autodiff
import Syntax

/// A call with tangents of its arguments: `jvp`, `hvp`, `linearize`.
struct Pushed {
  let call: Differentiation
  private let along: [(node: Int, tangent: Variable)]
  private let interpreter: Interpreter

  init(
    _ given: BoundArguments, _ name: String, _ interpreter: Interpreter
  ) throws(Diagnostic) {
    let primals = try Self.list(given.value("primals"), "primals", name)
    let tangents = try Self.list(given.value("tangents"), "tangents", name)
    let call = try Differentiation(
      try given.function("f"), CallArguments(primals), by: Array(primals.indices), interpreter)
    try self.init(call, tangents, name, interpreter)
  }

  init(
    _ call: Differentiation, _ tangents: [Value], _ name: String, _ interpreter: Interpreter
  ) throws(Diagnostic) {
    self.call = call
    self.interpreter = interpreter
    guard tangents.count == call.arguments.count else {
      throw Diagnostic(
        "wrong-arguments",
        "\(name) needs a tangent for each of \(call.arguments.count) primals, not \(tangents.count)"
      )
    }
    var along: [(node: Int, tangent: Variable)] = []
    for (argument, tangent) in zip(call.arguments, tangents) {
      let directions = try interpreter.matching(
        tangent, argument, of: "the tangents of \(name)", to: "the primals")
      for (target, direction) in zip(argument.tensors, directions) {
        along.append((target.node, direction))
      }
    }
    self.along = along
  }

  /// The tangents of the result, in its structure.
  func tangents() throws(Diagnostic) -> Value { try tangents(of: call.result) }

  /// The tangents of what was computed from the result.
  func tangents(of value: Value) throws(Diagnostic) -> Value {
    let value = try interpreter.packed(value)
    let pushed = interpreter.recorder.pushforward(
      value.tensors.map(\.node), along: along, since: call.start)
    var next = pushed.makeIterator()
    return try value.mapTensors { (tensor: Variable) throws(Diagnostic) in
      .tensor(call.tied((next.next() ?? nil) ?? tensor.filled(with: 0)))
    }
  }

  private static func list(
    _ value: Value, _ parameter: String, _ name: String
  ) throws(Diagnostic) -> [Value] {
    if let elements = value.elements { return elements }
    // One primal may stand without its brackets.
    guard case .tensor = value else {
      throw Diagnostic(
        "wrong-type", "'\(parameter)' of \(name) is a tuple with one entry for each argument",
        hint: "\(name)(f, (x,), (v,))")
    }
    return [value]
  }
}

extension Interpreter {
  /// The numbers of a value that has the structure and the shapes of another one.
  func matching(
    _ value: Value, _ other: Value, of what: String, to whose: String
  ) throws(Diagnostic) -> [Variable] {
    var value = value
    if !value.hasStructure(of: other) { value = try packed(value) }
    guard value.hasStructure(of: other) else {
      throw Diagnostic(
        "structure-mismatch",
        "\(what) do not match \(whose): \(value.description) for \(other.description)")
    }
    let numbers = try value.ordered(like: other).tensors
    for (number, model) in zip(numbers, other.tensors) where number.shape != model.shape {
      throw Diagnostic(
        "shape-mismatch",
        "\(what) do not match \(whose): the shape \(number.shape) for \(model.shape)")
    }
    return numbers
  }

  /// `vjp(f, *primals)`.
  func vjp(_ given: BoundArguments) throws(Diagnostic) -> Value {
    var named = given.named
    var hasAux = false
    if let index = named.firstIndex(where: { $0.name == "has_aux" }) {
      hasAux = try truth(named.remove(at: index).value)
    }
    var arguments = CallArguments(given.rest)
    arguments.named = named
    let call = try Differentiation(
      try given.function("f"), arguments, by: Array(given.rest.indices), self)
    let (y, aux) = try call.result.split(hasAux: hasAux)
    let whole = try packed(y)
    let pullback = Native("pullback") { interpreter, arguments throws(Diagnostic) in
      guard arguments.positional.count == 1, let cotangent = arguments.positional.first else {
        throw Diagnostic(
          "wrong-arguments", "a pullback takes one cotangent, of the result's structure")
      }
      let weights = try interpreter.matching(
        cotangent, whole, of: "the parts of the cotangent", to: "the result")
      let seeds = zip(whole.tensors, weights).map { (node: $0.node, cotangent: $1) }
      return try interpreter.tuple(
        try call.filled(
          interpreter.recorder.pullback(seeds, to: call.targets, since: call.start)))
    }
    return try tuple([y, .function(.native(pullback))] + (aux.map { [$0] } ?? []))
  }

  /// A call of a function with a derivative of the user's own.
  func customVJP(
    _ function: Value.Function, _ forward: Value.Function, _ backward: Value.Function,
    _ arguments: CallArguments
  ) throws(Diagnostic) -> Value {
    var given = arguments
    for index in given.positional.indices {
      given.positional[index] = try packed(given.positional[index])
    }
    let result = try packed(try call(function, given))
    guard let pair = try call(forward, given).elements, pair.count == 2 else {
      throw Diagnostic(
        "wrong-type", "forward of custom_vjp returns a pair (y, residuals)")
    }
    let results = result.tensors
    let start = recorder.graph.count
    let cotangents = results.map {
      recorder.placeholder(shape: $0.shape, type: recorder.numberType)
    }
    let back = try call(
      backward, CallArguments([pair[1], result.replacingTensors(by: cotangents)]))
    let parts = given.positional.count == 1 && !back.isTuple ? [back] : back.elements ?? [back]
    guard parts.count == given.positional.count else {
      throw Diagnostic(
        "wrong-count",
        "backward of custom_vjp gives \(parts.count) cotangents for \(given.positional.count) arguments",
        hint: "it returns a tuple with one for each argument")
    }
    var outputs: [Variable] = []
    for (part, argument) in zip(parts, given.positional) {
      if case .none = part {
        outputs += argument.tensors.map { .structuralZero(like: $0) }
      } else {
        outputs += try matching(
          part, argument, of: "the cotangents of custom_vjp", to: "the arguments")
      }
    }
    let (body, captured) = recorder.body(
      from: cotangents.map(\.node), to: outputs.map(\.node), since: start)
    let operands =
      results + given.positional.flatMap(\.tensors)
      + captured.map { Variable(recorder: recorder, node: $0) }
    let custom = CustomDerivative(
      resultCount: results.count, argumentCount: outputs.count, backward: body)
    guard !operands.isEmpty else { return result }
    return result.replacingTensors(by: custom.primitive(results).several(operands).parts)
  }

  /// A call of a function that is computed again on the way back.
  func checkpointed(
    _ function: Value.Function, _ arguments: CallArguments
  ) throws(Diagnostic) -> Value {
    try followingValues { () throws(Diagnostic) in
      var given = arguments
      for index in given.positional.indices {
        given.positional[index] = try packed(given.positional[index])
      }
      let start = recorder.graph.count
      let operands = given.positional.flatMap(\.tensors)
      let standIns = operands.map { recorder.placeholder(shape: $0.shape, type: $0.elementType) }
      var rest = standIns[...]
      for index in given.positional.indices {
        let count = given.positional[index].tensors.count
        given.positional[index] = given.positional[index].replacingTensors(
          by: Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      let result = try packed(try call(function, given))
      let (body, captured) = recorder.body(
        from: standIns.map(\.node), to: result.tensors.map(\.node), since: start)
      let parts = recorder.append(
        Branches(bodies: [body]),
        [recorder.constant(0)] + operands
          + captured.map { Variable(recorder: recorder, node: $0) })
      return result.replacingTensors(by: parts)
    } orElse: { () throws(Diagnostic) in
      try call(function, arguments)
    }
  }
}
