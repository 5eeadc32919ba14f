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
          return .tensor(traces.dropFirst().reduce(traces[0]) { $0 + $1 })
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
        let matrix = try interpreter.squareJacobian(function, arguments, "divergence")
        return .tensor(matrix.traced(.scalar, [matrix.shape[0]]))
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
        let matrix = try interpreter.squareJacobian(function, arguments, "curl")
        let entry = { (row: Int, column: Int) in
          matrix.sliced([
            StridedRange(start: row, step: 1, count: 1),
            StridedRange(start: column, step: 1, count: 1),
          ]).reshaped(to: .scalar)
        }
        switch matrix.shape[0] {
        case 2: return .tensor(entry(1, 0) - entry(0, 1))
        case 3:
          let parts = [
            entry(2, 1) - entry(1, 2), entry(0, 2) - entry(2, 0), entry(1, 0) - entry(0, 1),
          ]
          return .tensor(Primitive.stack.apply(parts, [.integer(0)]))
        default:
          throw Diagnostic(
            "shape-mismatch",
            "curl is defined in two and three dimensions, not in \(matrix.shape[0])")
        }
      }
    },
    Builtin(
      "batch_jacobian", "f, *args",
      "The Jacobian of each row of f(*args) by the same row of each argument.",
      example: "batch_jacobian(x -> x ** 2, [[1, 2], [3, 4]])"
    ) { interpreter, arguments throws(Diagnostic) in
      try interpreter.batchJacobian(arguments, "batch_jacobian").jacobian
    },
    Builtin(
      "value_and_batch_jacobian", "f, *args",
      "The value of f(*args), and the Jacobian of each of its rows by the same row of each argument.",
      example: "value_and_batch_jacobian(x -> x ** 2, [[1, 2], [3, 4]])"
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
  ) throws(Diagnostic) -> Variable {
    let call = try Differentiation(
      function, arguments, by: Array(arguments.positional.indices), self)
    let (y, rows) = try call.jacobian(of: call.result, mode: .cheapest)
    let flat = { (count: Int, part: Variable, columns: Int) in
      part.reshaped(to: [count, columns])
    }
    let targets = call.arguments.flatMap(\.tensors)
    let blocks = zip(y.tensors, rows).map { leaf, row in
      Primitive.concatenate.apply(
        zip(targets, row).map { flat(leaf.shape.count, $1, $0.shape.count) }, [.integer(1)])
    }
    let matrix = Primitive.concatenate.apply(blocks, [.integer(0)])
    guard matrix.rank == 2, matrix.shape[0] == matrix.shape[1] else {
      throw Diagnostic(
        "shape-mismatch",
        "\(name) takes a field with as many parts as coordinates; its Jacobian has the shape \(matrix.shape)"
      )
    }
    return matrix
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
          guard target.shape == y.shape else {
            throw Diagnostic(
              "shape-mismatch",
              "diag_jacobian needs a result of the argument's shape: \(y.shape) for \(target.shape)"
            )
          }
          let rows = self.recorder.jacobian(
            of: [y.node], by: [target.node], since: call.start)
          guard let matrix = rows[0][0] else { return .tensor(target.filled(with: 0)) }
          let count = y.shape.count
          let places = (0..<count).map { Double($0 * (count + 1)) }
          let positions = self.recorder.constant(Tensor(places, shape: [count]))
          return .tensor(
            Primitive.take.apply([matrix, positions]).reshaped(to: y.shape))
        })
    }
    return results.count == 1 ? results[0] : try tuple(results)
  }
}

extension Variable {
  /// Of an array of the shape outer + inner + inner, the sum where the two inner places are equal.
  fileprivate func traced(_ outer: Shape, _ inner: Shape) -> Variable {
    let count = inner.count
    let matrix = reshaped(to: [outer.count, count * count])
    let places = (0..<count).map { Double($0 * (count + 1)) }
    let positions = constant(Tensor(places, shape: [count]))
    return Primitive.sum.apply(
      [Primitive.take.apply([matrix, positions], [.integer(1)])], [.integers([1]), .flag(false)]
    ).reshaped(to: outer)
  }
}
