import Autodiff
import Syntax

extension Builtin {
  static let vectorCalculus: [Builtin] = [
    Builtin(
      "laplacian", "f", "The function that gives the sum of the unmixed second derivatives of f.",
      example: "laplacian(x -> sum(x ** 3))([1, 2])"
    ) { _, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "laplacian", ["f"], required: 1, signature: "laplacian(f)")
      let function = try given.function("f")
      return .derived("laplacian", function) { interpreter, arguments throws(Diagnostic) in
        let call = try Differentiation(
          function, arguments, by: Array(arguments.positional.indices), interpreter)
        let (y, entries) = try call.hessian(of: call.result)
        let targets = call.arguments.flatMap(\.tensors)
        var sums = entries.makeIterator()
        return try y.mapTensors { (leaf: Variable) throws(Diagnostic) in
          let rows = sums.next() ?? []
          let traces = targets.indices.map { rows[$0][$0].traced(leaf.shape, targets[$0].shape) }
          return .tensor(
            traces.dropFirst().reduce(traces.first ?? leaf.filled(with: 0)) { $0 + $1 })
        }
      }
    },
    Builtin(
      "divergence", "f",
      "The function that gives the sum of the derivatives of each part of f by the same part of x.",
      example: "divergence(x -> x ** 2)([1, 2])"
    ) { _, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "divergence", ["f"], required: 1, signature: "divergence(f)")
      let function = try given.function("f")
      return .derived("divergence", function) { interpreter, arguments throws(Diagnostic) in
        .tensor(try interpreter.squareJacobian(function, arguments, "divergence").trace)
      }
    },
    Builtin(
      "curl", "f",
      "The function that gives the curl of a field of three dimensions (or two: a number).",
      example: "curl(x -> [-x[1], x[0], 0])([1, 2, 3])"
    ) { _, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "curl", ["f"], required: 1, signature: "curl(f)")
      let function = try given.function("f")
      return .derived("curl", function) { interpreter, arguments throws(Diagnostic) in
        .tensor(try interpreter.squareJacobian(function, arguments, "curl").curl)
      }
    },
    Builtin(
      "batch_jacobian", "f, *args",
      "The Jacobian of each row of f(*args) by the same row of each argument.",
      example: "batch_jacobian(x -> x ** 2, array([[1, 2], [3, 4]]))"
    ) { interpreter, arguments throws(Diagnostic) in
      try interpreter.batchJacobian(arguments, "batch_jacobian").jacobian
    },
    Builtin(
      "value_and_batch_jacobian", "f, *args",
      "The value of f(*args), and the Jacobian of each of its rows by the same row of each argument.",
      example: "value_and_batch_jacobian(x -> x ** 2, array([[1, 2], [3, 4]]))"
    ) { interpreter, arguments throws(Diagnostic) in
      let (y, jacobian) = try interpreter.batchJacobian(arguments, "value_and_batch_jacobian")
      return try interpreter.tuple([y, jacobian])
    },
    Builtin(
      "diag_jacobian", "f, *args",
      "The derivative of each element of f(*args) by the same element of each argument.",
      example: "diag_jacobian(x -> x ** 2, [1, 2])"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "diag_jacobian", ["f"], required: 1, takesRest: true,
        signature: "diag_jacobian(f, *args)")
      return try interpreter.diagonalJacobian(try given.function("f"), given.rest)
    },
  ]
}

extension Interpreter {
  /// The Jacobian of a function from n numbers to n numbers.
  fileprivate func squareJacobian(
    _ function: Value.Function, _ arguments: CallArguments, _ name: String
  ) throws(Diagnostic) -> SquareMatrix {
    let call = try Differentiation(
      function, arguments, by: Array(arguments.positional.indices), self)
    let (y, rows) = try call.jacobian(of: call.result, mode: .cheapest)
    return try SquareMatrix(
      y.tensors.map(\.shape), call.arguments.flatMap(\.tensors).map(\.shape), rows, name, recorder)
  }

  /// Rows of the result by rows of the arguments, each only by its own.
  fileprivate func batchJacobian(
    _ arguments: CallArguments, _ name: String
  ) throws(Diagnostic) -> (value: Value, jacobian: Value) {
    let recorded = try ValueAndGradientCall(arguments, name, self).recorded()
    guard case .tensor(let y) = recorded.y, y.rank > 0 else {
      throw Diagnostic(
        "wrong-type",
        "\(name) takes a function that returns one array, whose first axis is the batch")
    }
    let size = y.shape[0]
    let jacobian = try recorded.calling.gradients { target in
      guard target.rank > 0, target.shape[0] == size else { return .none }
      return .tensor(
        self.recorder.batchJacobian(of: y.node, by: target.node, since: recorded.start))
    }
    return (recorded.result, jacobian)
  }

  /// Element by element.
  fileprivate func diagonalJacobian(
    _ function: Value.Function, _ arguments: [Value]
  ) throws(Diagnostic) -> Value {
    let call = try Differentiation(
      function, CallArguments(arguments), by: Array(arguments.indices), self)
    let y = try tensor(call.result)
    var results: [Value] = []
    for argument in call.arguments {
      results.append(
        try argument.mapTensors { (target: Variable) throws(Diagnostic) in
          let diagonal = try self.recorder.diagonalJacobian(of: y, by: target, since: call.start)
          return .tensor(diagonal ?? target.filled(with: 0))
        })
    }
    return results.count == 1 ? results[0] : try tuple(results)
  }
}
