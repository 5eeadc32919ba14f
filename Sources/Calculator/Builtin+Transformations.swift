import Autodiff
import Syntax

extension Builtin {
  static let transformations: [Builtin] = [
    gradient(
      "grad", aliases: ["gradient"],
      "The function that gives the gradient of f, which returns a number."),
    gradient(
      "value_and_grad", aliases: ["grad_and_value"],
      "The function that gives the value of f and its gradient."),
    jacobian("jacobian", aliases: ["jac"], .cheapest, "with as few passes as there are"),
    jacobian("jacfwd", .forward, "column by column"),
    jacobian("jacrev", .reverse, "row by row"),
    jacobian("value_and_jacobian", .cheapest, "and its value before it"),
    hessian("hessian", "The function that gives the second derivatives of f."),
    hessian(
      "value_and_hessian", "The function that gives the value of f and its second derivatives."),
    Builtin(
      "jvp", "f, primals, tangents",
      "The value of f(*primals), and its derivative in the direction of the tangents.",
      example: "jvp(x -> x ** 2, (3,), (1,))"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "jvp", ["f", "primals", "tangents", "has_aux"], required: 3,
        signature: "jvp(f, primals, tangents)")
      let pushed = try Pushed(given, "jvp", interpreter)
      return try interpreter.tuple([pushed.call.result, try pushed.tangents()])
    },
    Builtin(
      "hvp", "f, primals, tangents",
      "The derivative of the gradient of f in the direction of the tangents: a Hessian-vector product.",
      example: "hvp(x -> sum(x ** 3), ([1, 2],), ([1, 0],))"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "hvp", ["f", "primals", "tangents"], required: 3,
        signature: "hvp(f, primals, tangents)")
      let pushed = try Pushed(given, "hvp", interpreter)
      let gradients = try pushed.call.gradients(of: pushed.call.result, "hvp")
      let products = try gradients.map { gradient throws(Diagnostic) in
        try pushed.tangents(of: gradient)
      }
      return products.count == 1 ? products[0] : try interpreter.tuple(products)
    },
    Builtin(
      "vjp", "f, *primals, has_aux=False",
      "The value of f(*primals), and the function that takes a cotangent of it back to the primals.",
      example: "vjp((x, y) -> x * y, 2, 3)[1](1)"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "vjp", ["f"], required: 1, takesRest: true,
        signature: "vjp(f, *primals, has_aux=False)")
      return try interpreter.vjp(given)
    },
    Builtin(
      "linearize", "f, *primals",
      "The value of f(*primals), and the linear function of tangents that is its derivative.",
      example: "linearize(x -> x ** 2, 3)[1](1)"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "linearize", ["f"], required: 1, takesRest: true,
        signature: "linearize(f, *primals)")
      let call = try Differentiation(
        try given.function("f"), CallArguments(given.rest), by: Array(given.rest.indices),
        interpreter)
      let linear = Native("linear function") { interpreter, arguments throws(Diagnostic) in
        try Pushed(call, arguments.positional, "the linear function", interpreter).tangents()
      }
      return try interpreter.tuple([call.result, .function(.native(linear))])
    },
    Builtin(
      "vmap", aliases: ["vectorized_map"], "f, in_axes=0, out_axes=0",
      "The function that applies f along an axis of its arguments.",
      example: "vmap(x -> x ** 2)([1, 2, 3])"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "vmap", ["f", "in_axes", "out_axes"], required: 1,
        signature: "vmap(f, in_axes=0, out_axes=0)")
      let function = try given.function("f")
      let inAxes = given.hasValue("in_axes") ? given.value("in_axes") : interpreter.zero
      let outAxes = given.hasValue("out_axes") ? given.value("out_axes") : interpreter.zero
      return .derived("vmap", function) { interpreter, arguments throws(Diagnostic) in
        try Vectorization(function, arguments, inAxes: inAxes, outAxes: outAxes, interpreter)
          .result()
      }
    },
    Builtin(
      "checkpoint", aliases: ["remat"], "f",
      "f, which is computed again on the way back instead of being remembered: a loop whose body is "
        + "checkpointed keeps the square root of its steps.",
      example: "grad(checkpoint(x -> sin(x) ** 2))(1)"
    ) { _, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "checkpoint", ["f"], required: 1, signature: "checkpoint(f)")
      return .function(.checkpointed(try given.function("f")))
    },
    Builtin(
      "custom_vjp", "f, forward, backward",
      "f with a derivative of your own: forward(*args) -> (y, residuals), and "
        + "backward(residuals, cotangent) gives a cotangent for each argument.",
      example: "grad(custom_vjp(x -> x, x -> (x, x), (r, c) -> (2 * c,)))(1)"
    ) { _, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "custom_vjp", ["f", "forward", "backward"], required: 3,
        signature: "custom_vjp(f, forward, backward)")
      let functions = (
        try given.function("f"), try given.function("forward"), try given.function("backward")
      )
      return .derived("custom_vjp", functions.0) { interpreter, arguments throws(Diagnostic) in
        try interpreter.customVJP(functions.0, functions.1, functions.2, arguments)
      }
    },
    Builtin(
      "value_and_gradient", aliases: ["value_and_gradients"],
      "f, *args, output_gradients=None, use_gradient_tape=False, auto_unpack_single_arg=True, "
        + "has_aux=False, name=None, **kwargs",
      "The value of f(*args, **kwargs), and its gradients by every argument.",
      example: "value_and_gradient((x, y) -> x * log(y), 2, 3)"
    ) { interpreter, arguments throws(Diagnostic) in
      try ValueAndGradientCall(arguments, "value_and_gradient", interpreter).result()
    },
  ]

  /// A function that makes of another one the function of its derivatives; `value_and_...` gives the
  /// value as well.
  private static func derivative(
    _ name: String, aliases: [String] = [], _ summary: String, example: String,
    _ derive:
      @escaping @Sendable (Differentiation, Value, TransformationOptions) throws(Diagnostic) ->
      Value
  ) -> Builtin {
    Builtin(name, aliases: aliases, "f, argnums=0, has_aux=False", summary, example: example) {
      interpreter, arguments throws(Diagnostic) in
      let options = try TransformationOptions(arguments, of: name, interpreter)
      return .derived(name, options.function) { interpreter, arguments throws(Diagnostic) in
        let call = try Differentiation(
          options.function, arguments, by: options.numbers, interpreter)
        let (y, aux) = try options.split(call.result)
        let derivative = try derive(call, y, options)
        if name.hasPrefix("value_and_") { return try interpreter.tuple([call.result, derivative]) }
        guard let aux else { return derivative }
        return try interpreter.tuple([derivative, aux])
      }
    }
  }

  private static func gradient(_ name: String, aliases: [String], _ summary: String) -> Builtin {
    derivative(name, aliases: aliases, summary, example: "\(name)(x -> x ** 3)(2)") {
      call, y, options throws(Diagnostic) in
      try options.shaped(try call.gradients(of: y, name))
    }
  }

  private static func jacobian(
    _ name: String, aliases: [String] = [], _ mode: JacobianMode, _ how: String
  ) -> Builtin {
    derivative(
      name, aliases: aliases,
      "The function that gives the derivative of every result of f by every input, \(how).",
      example: "\(name)(x -> [x[0] * x[1], x[0]])([2, 3])"
    ) { call, y, options throws(Diagnostic) in
      let (value, rows) = try call.jacobian(of: y, mode: mode)
      var next = rows.makeIterator()
      return try value.mapTensors { (_: Variable) throws(Diagnostic) in
        try options.shaped(try call.filled(next.next() ?? []))
      }
    }
  }

  private static func hessian(_ name: String, _ summary: String) -> Builtin {
    derivative(name, summary, example: "\(name)(x -> sum(x ** 3))([1, 2])") {
      call, y, options throws(Diagnostic) in
      let (value, entries) = try call.hessian(of: y)
      var next = entries.makeIterator()
      return try value.mapTensors { (_: Variable) throws(Diagnostic) in
        var rows = (next.next() ?? []).makeIterator()
        var parts: [Value] = []
        for argument in call.arguments {
          parts.append(
            try argument.mapTensors { (_: Variable) throws(Diagnostic) in
              try options.shaped(try call.filled(rows.next() ?? []))
            })
        }
        return try options.shaped(parts)
      }
    }
  }
}

extension Value {
  /// A function that is made of another one, with its parameters.
  static func derived(
    _ name: String, _ function: Function,
    _ body: @escaping (Interpreter, CallArguments) throws(Diagnostic) -> Value
  ) -> Value {
    .function(.native(Native(name, parameterNames: function.parameterNames, body)))
  }
}

/// What JAX's transformations of functions are told: the function, the arguments to differentiate by,
/// whether a second result is only passed on.
struct TransformationOptions {
  let function: Value.Function
  /// Which positional arguments.
  let numbers: [Int]
  private let isSingle: Bool
  private let hasAux: Bool
  private let name: String

  init(
    _ arguments: CallArguments, of name: String, _ interpreter: Interpreter
  ) throws(Diagnostic) {
    let given = try BoundArguments(
      arguments, of: name, ["f", "argnums", "has_aux"], required: 1,
      signature: "\(name)(f, argnums=0, has_aux=False)")
    self.name = name
    function = try given.function("f")
    if let argnums = given["argnums"] {
      do throws(Diagnostic) {
        var numbers: [Int] = []
        for number in argnums.elements ?? [argnums] {
          numbers.append(try interpreter.integer(number))
        }
        self.numbers = numbers
      } catch {
        throw given.mismatch("'argnums' of \(name) is an integer or a tuple of them")
      }
      isSingle = argnums.elements == nil
    } else {
      numbers = [0]
      isSingle = true
    }
    hasAux =
      try given["has_aux"].map { hasAux throws(Diagnostic) in
        try interpreter.truth(hasAux)
      } ?? false
  }

  /// The value to differentiate, and what is passed on.
  func split(_ result: Value) throws(Diagnostic) -> (y: Value, aux: Value?) {
    try result.split(hasAux: hasAux)
  }

  /// What belongs to one argument itself, what belongs to several as a tuple.
  func shaped(_ parts: [Value]) throws(Diagnostic) -> Value {
    isSingle && parts.count == 1 ? parts[0] : try .sequence(parts, .tuple)
  }
}

extension Value {
  /// With `has_aux` the two parts of a pair `(y, aux)`, else all of it.
  ///
  /// - Parameter flag: how the user asked for it.
  func split(
    hasAux: Bool, flag: String = "has_aux"
  ) throws(Diagnostic) -> (y: Value, aux: Value?) {
    guard hasAux else { return (self, nil) }
    guard let pair = elements, pair.count == 2 else {
      throw Diagnostic(
        "no-aux", "with \(flag) the function returns a pair (y, aux), not \(description)")
    }
    return (pair[0], pair[1])
  }
}
