import Tensors

// Systems of linear equations. Derivatives after M. Giles, "An extended collection of matrix derivative
// results for forward and reverse mode algorithmic differentiation", Oxford NA-08/01 (2008).

extension Primitive {
  static let a = Parameter("a")
  static let b = Parameter("b")

  /// The factors of a matrix, which only help to compute: the derivative of what is computed from a
  /// matrix and its factors is taken by the matrix.
  static let luFactor: Primitive = .init(
    operation: "lu_factor", parameters: [a],
    .whole(
      shape: { shapes, _ in
        let dimensions = shapes[0].dimensions
        return Shape(
          dimensions.dropLast(2) + [
            dimensions[dimensions.count - 1] + 1, dimensions[dimensions.count - 1],
          ])
      },
      value: { operands, _ in operands[0].luFactored() }),
    derivative: .flat, batching: leadingAxis)

  /// The solution of A X = B, or Aᵀ X = B, from A, B and the factors of A. The text is what A is called
  /// where a singular matrix is an error.
  static let luSolve: Primitive = .init(
    operation: "lu_solve",
    parameters: [
      a, b, Parameter("factors"), Parameter("transposed", .flag), Parameter("name", .text),
    ],
    .whole(
      shape: { shapes, _ in shapes[1] },
      value: { operands, statics throws(TensorError) in
        try operands[2].luSolving(
          operands[1], transposed: statics[0].isTrue, operand: statics[1].text)
      }),
    derivative: .custom(
      pushforward: { point, tangents in
        let transposed = point.statics[0].isTrue
        var change = tangents[1]
        if let tangent = tangents[0] {
          let moved = tangent.arriving { $0.times(point.y, transposed: transposed) }
          change = change.map { $0 - moved } ?? -moved
        }
        return change.map { change in
          change.arriving { luSolve.apply([point[0], $0, point[2]], point.statics) }
        }
      },
      pullback: { point, operand, cotangent in
        if operand == 2 { return nil }
        let transposed = point.statics[0].isTrue
        return cotangent.arriving { cotangent in
          let right = luSolve.apply(
            [point[0], cotangent, point[2]], [.flag(!transposed), point.statics[1]])
          if operand == 1 { return right }
          // The sign is changed where it takes least: in the vectors, not in their product.
          return transposed
            ? point.y.times(-right, otherTransposed: true)
            : (-right).times(point.y, otherTransposed: true)
        }
      }),
    batching: { call in
      if call.isBatched[0] || call.isBatched[2] { return leadingAxis(call) }
      // All right-hand sides of the batch meet the same matrix.
      let right = call.operands[1]
      let columns = right.columns
      let rank = right.rank
      let order = Array(1..<(rank - 1)) + [0, rank - 1]
      let lined = right.permuted(order).reshaped(
        to: Shape(call.shape.dimensions.dropLast() + [call.size * columns]))
      let solved = call.primitive.apply([call.operands[0], lined, call.operands[2]], call.statics)
      let split = solved.reshaped(
        to: Shape(call.shape.dimensions.dropLast() + [call.size, columns]))
      return split.permuted([rank - 2] + Array(0..<(rank - 2)) + [rank - 1])
    })

  /// The solution for matrices of the same leading axes.
  static func solution(
    _ a: Variable, _ b: Variable, transposed: Bool = false, named name: String?
  ) -> Variable {
    luSolve.apply(
      [a, b, luFactor(a)], [.flag(transposed), name.map(StaticValue.text) ?? .none])
  }

  public static let inv: Primitive = .init(
    "inv", aliases: ["inverse", "matrix_inverse"],
    "The inverse of a square matrix; of a stack of matrices, that of each.", parameters: [a],
    .composition { call throws(TensorError) in
      let a = try matrix(call, 0)
      return solution(a, a.identity(a.rows, a.leading()), named: "a")
    },
    convention: "a singular matrix is an error", example: "inv([[2, 1], [1, 3]])",
    rule: "d inv(a) = -inv(a) da inv(a)")

  public static let solve: Primitive = .init(
    "solve", "The x with a @ x = b; b is a vector or a matrix, and stacks of both broadcast.",
    parameters: [a, b],
    .composition { call throws(TensorError) in
      let a = try matrix(call, 0)
      return try solving(a, try call.tensor(1), call) { solution($0, $1, named: "a") }
    },
    convention: "a singular matrix is an error", example: "solve([[2, 1], [1, 3]], [1, 2])",
    rule: "with a x = b: dx = inv(a) (db - da x)")

  /// Lines up a matrix and right-hand sides: a vector is a column, leading axes broadcast.
  static func solving(
    _ a: Variable, _ b: Variable, _ call: Call, _ solver: (Variable, Variable) -> Variable
  ) throws(TensorError) -> Variable {
    let right = b.rank == 1 ? b.asColumn : b
    guard right.rank >= 2, right.rows == a.rows else {
      throw TensorError(
        "shape-mismatch",
        "\(call.primitive.name) of 'a' of shape \(a.shape) and 'b' of shape \(b.shape)",
        hint: "b has as many rows as a, \(a.rows)")
    }
    let (leadingA, leadingB) = (Shape(a.leading()), Shape(right.leading()))
    let leading = try leadingA.broadcast(with: leadingB)
    var result: Variable
    if leadingA.count == 1, leadingB.count > 1 {
      // One matrix: the right-hand sides of all the batch stand side by side.
      let stack = right.reshaped(to: [leadingB.count, right.rows, right.columns])
      let lined = stack.permuted([1, 0, 2])
        .reshaped(to: [right.rows, leadingB.count * right.columns])
      result = solver(a.reshaped(to: [a.rows, a.columns]), lined)
        .reshaped(to: [right.rows, leadingB.count, right.columns]).permuted([1, 0, 2])
        .reshaped(to: Shape(leading.dimensions + [right.rows, right.columns]))
    } else {
      result = solver(
        a.broadcast(to: Shape(leading.dimensions + [a.rows, a.columns])),
        right.broadcast(to: Shape(leading.dimensions + [right.rows, right.columns])))
    }
    if b.rank == 1 { result = result.reshaped(to: Shape(result.leading(1))) }
    return result
  }

  // MARK: Triangular systems

  /// The solution of T X = B, or Tᵀ X = B: of T only one triangle is read.
  static let triangularSolution: Primitive = .init(
    operation: "triangular_solution",
    parameters: [
      a, b, Parameter("lower", .flag), Parameter("transposed", .flag),
      Parameter("unit_diagonal", .flag), Parameter("name", .text),
    ],
    .whole(
      shape: { shapes, _ in shapes[1] },
      value: { operands, statics throws(TensorError) in
        try operands[0].triangularSolving(
          operands[1], isLower: statics[0].isTrue, transposed: statics[1].isTrue,
          hasUnitDiagonal: statics[2].isTrue, operand: statics[3].text)
      }),
    derivative: .custom(
      pushforward: { point, tangents in
        let transposed = point.statics[1].isTrue
        var change = tangents[1]
        if let tangent = tangents[0] {
          let moved = tangent.arriving {
            triangle($0, point.statics).times(point.y, transposed: transposed)
          }
          change = change.map { $0 - moved } ?? -moved
        }
        return change.map { change in
          change.arriving { triangularSolution.apply([point[0], $0], point.statics) }
        }
      },
      pullback: { point, operand, cotangent in
        let transposed = point.statics[1].isTrue
        return cotangent.arriving { cotangent in
          var statics = point.statics
          statics[1] = .flag(!transposed)
          let right = triangularSolution.apply([point[0], cotangent], statics)
          if operand == 1 { return right }
          let product =
            transposed
            ? point.y.times(right, otherTransposed: true)
            : right.times(point.y, otherTransposed: true)
          return -triangle(product, statics)
        }
      }),
    batching: leadingAxis)

  /// The part of a matrix that a triangular system reads.
  private static func triangle(_ x: Variable, _ statics: [StaticValue]) -> Variable {
    let (isLower, isUnit) = (statics[0].isTrue, statics[2].isTrue)
    return x.masked { row, column in
      row == column ? !isUnit : (column < row) == isLower
    }
  }

  static func triangularSolution(
    _ a: Variable, _ b: Variable, lower: Bool, transposed: Bool = false, named name: String? = nil
  ) -> Variable {
    triangularSolution.apply(
      [a, b],
      [
        .flag(lower), .flag(transposed), .flag(false), name.map(StaticValue.text) ?? .none,
      ])
  }

  public static let solveTriangular: Primitive = .init(
    "solve_triangular",
    "The x with a @ x = b for a triangular a, of which the other triangle is not read.",
    parameters: [
      a, b, Parameter("trans", .numberOrText, default: .integer(0)),
      Parameter("lower", .flag, default: .flag(false)),
      Parameter("unit_diagonal", .flag, default: .flag(false)),
    ],
    .composition { call throws(TensorError) in
      let a = try matrix(call, 0)
      let transposed: Bool
      switch call.fixed(2) {
      case .none, .integer(0), .number(0), .text("N"): transposed = false
      case .integer(1), .integer(2), .number(1), .number(2), .text("T"), .text("C"):
        transposed = true
      default:
        throw TensorError("bad-argument", "'trans' of solve_triangular is 0, 1, 2, 'N', 'T' or 'C'")
      }
      return try solving(a, try call.tensor(1), call) { a, b in
        triangularSolution.apply(
          [a, b], [call.fixed(3), .flag(transposed), call.fixed(4), .text("a")])
      }
    },
    convention: "a 0 on the diagonal is an error",
    example: "solve_triangular([[2, 1], [0, 3]], [1, 2])",
    rule: "with a x = b: dx = inv(a) (db - da x), of the triangle of da")

  public static let triangularSolve: Primitive = .init(
    "triangular_solve",
    "solve_triangular as TensorFlow has it: a lower triangle unless said otherwise.",
    parameters: [
      a, b, Parameter("lower", .flag, default: .flag(true)),
      Parameter("adjoint", .flag, default: .flag(false)),
    ],
    .composition { call throws(TensorError) in
      let a = try matrix(call, 0)
      return try solving(a, try call.tensor(1), call) { a, b in
        triangularSolution.apply([a, b], [call.fixed(2), call.fixed(3), .flag(false), .text("a")])
      }
    },
    convention: "a 0 on the diagonal is an error",
    example: "triangular_solve([[2, 0], [1, 3]], [1, 2])",
    rule: "with a x = b: dx = inv(a) (db - da x), of the triangle of da")

  public static let choleskySolve: Primitive = .init(
    "cholesky_solve", "The x with a @ x = b, from L = cholesky(a) and b.",
    parameters: [Parameter("chol"), b],
    .composition { call throws(TensorError) in
      let factor = try matrix(call, 0)
      return try solving(factor, try call.tensor(1), call) { factor, b in
        let half = triangularSolution(factor, b, lower: true, named: "chol")
        return triangularSolution(factor, half, lower: true, transposed: true, named: "chol")
      }
    },
    convention: "a 0 on the diagonal is an error",
    example: "cholesky_solve(cholesky([[2, 1], [1, 3]]), [1, 2])",
    rule: "that of its two triangular systems")

  // MARK: Least squares

  public static let lstsq: Primitive = .init(
    "lstsq",
    "The shortest x that makes the length of b - a @ x smallest, the squared lengths, the rank of a "
      + "and its singular values.",
    parameters: [a, b, Parameter("rcond", .number, default: StaticValue.none)],
    .tuple(["x", "residuals", "rank", "s"]) { call throws(TensorError) in
      let (a, b) = (try matrix(call, 0, isSquare: false), try call.tensor(1))
      let cutoff = call.number(2) ?? Double.ulpOfOne * Double(Swift.max(a.rows, a.columns))
      let inverse = pseudoInverse.apply([a], [.number(cutoff)])
      let x = try solving(a, b, call) { _, right in
        inverse.broadcast(to: Shape(right.leading() + [a.columns, a.rows])).times(right)
      }
      let right = b.rank == 1 ? b.asColumn : b
      let rest = right - matmul(a, b.rank == 1 ? x.asColumn : x)
      let lengths = sum.apply([integerPower(rest, 2)], [.integer(-2), .flag(false)])
      // As in NumPy there are no residuals where the equations can be fulfilled.
      let residuals =
        a.rows > a.columns
        ? lengths : call.constant(Tensor([], shape: [0], type: call.recorder.numberType))
      return [x, residuals, rank(a, cutoff: cutoff), svdvals(a)]
    },
    convention: "right where the rank of a does not change",
    example: "lstsq([[1, 0], [1, 1], [1, 2]], [1, 2, 4])[0]",
    rule: "that of pinv(a) b")
}

extension StaticValue {
  var text: String? { if case .text(let text) = self { text } else { nil } }
}
