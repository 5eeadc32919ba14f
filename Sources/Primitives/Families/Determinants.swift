import Tensors

extension Primitive {
  private static let factors = Parameter("factors")

  /// From a matrix and its LU factors, a number.
  private static func ofFactors(
    _ name: String, _ value: @escaping @Sendable (Tensor) -> Tensor, derivative: Derivative
  ) -> Primitive {
    .init(
      operation: name, parameters: [a, factors],
      .whole(
        shape: { shapes, _ in Shape(Array(shapes[0].dimensions.dropLast(2))) },
        value: { operands, _ in value(operands[1]) }),
      derivative: derivative, batching: leadingAxis)
  }

  /// A function of a matrix whose gradient is a matrix.
  private static func gradient(
    _ gradient: @escaping @Sendable (Point) -> Variable
  ) -> Derivative {
    .custom(
      pushforward: { point, tangents in
        tangents[0].map { $0.arriving { ($0 * gradient(point)).matrixSum } }
      },
      pullback: { point, operand, cotangent in
        guard operand == 0 else { return nil }
        return cotangent.arriving(0) { $0.asColumn.asColumn * gradient(point) }
      })
  }

  static let determinant: Primitive = ofFactors(
    "determinant", { $0.luDeterminant() },
    derivative: gradient { cofactors($0.x) })

  /// The gradient of the k-th derivative of the determinant along k directions. All its own
  /// derivatives are of the same kind, since the determinant is a polynomial.
  static let cofactors: Primitive = .init(
    operation: "cofactors", parameters: [a, Parameter("directions", .variadicTensors)],
    .whole(
      shape: { shapes, _ in shapes[0] },
      value: { operands, _ in Tensor.cofactors(operands[0], along: Array(operands.dropFirst())) }),
    derivative: .custom(
      pushforward: { point, tangents in
        var sum: Variable?
        for (index, tangent) in tangents.enumerated() {
          guard let tangent else { continue }
          let part = tangent.arriving { changed(point, index, by: $0) }
          sum = sum.map { $0 + part } ?? part
        }
        return sum
      },
      pullback: { point, operand, cotangent in
        cotangent.arriving { changed(point, operand, by: $0) }
      }),
    batching: leadingAxis)

  /// Symmetric in all directions: the transpose is the operation itself.
  private static func changed(_ point: Point, _ index: Int, by direction: Variable) -> Variable {
    var operands = point.operands
    if index == 0 {
      operands.append(direction)
    } else {
      operands[index] = direction
    }
    return cofactors.apply(operands)
  }

  public static let det: Primitive = .init(
    "det", aliases: ["determinant"], "The determinant of a square matrix.", parameters: [a],
    .composition { call throws(TensorError) in
      let a = try matrix(call, 0)
      return determinant(a, luFactor(a))
    },
    convention: "right for singular matrices, at every order", example: "det([[2, 1], [1, 3]])",
    rule: "d det(a) = det(a) trace(inv(a) da), as the cofactors, which a singular matrix has too")

  private static let determinantSign = ofFactors(
    "determinant_sign", { $0.luSign() }, derivative: .flat)

  private static let determinantLogarithm = ofFactors(
    "determinant_logarithm", { $0.luLogarithm() },
    derivative: gradient { point in
      let a = point[0]
      return luSolve.apply(
        [a, a.identity(a.rows, a.leading()), point[1]], [.flag(true), .none])
    })

  public static let slogdet: Primitive = .init(
    "slogdet", "The sign of the determinant, and the logarithm of its absolute value.",
    parameters: [a],
    .tuple(["sign", "logabsdet"]) { call throws(TensorError) in
      let a = try matrix(call, 0)
      let factors = luFactor(a)
      return [determinantSign(a, factors), determinantLogarithm(a, factors)]
    },
    convention: "(0, -inf) for a singular matrix, where the gradient is not finite",
    example: "slogdet([[2, 1], [1, 3]])[1]",
    rule: "d logabsdet = trace(inv(a) da); the sign is constant")

  public static let logdet: Primitive = .init(
    "logdet", aliases: ["log_det"], "The logarithm of the determinant.", parameters: [a],
    .composition { call throws(TensorError) in
      let a = try matrix(call, 0)
      let factors = luFactor(a)
      let sign = determinantSign(a, factors)
      let undefined = `where`(greaterEqual(sign, a.number(0)), a.number(0), log(sign))
      return determinantLogarithm(a, factors) + undefined
    },
    convention: "-inf for a singular matrix, where the gradient is not finite; nan for a negative "
      + "determinant",
    example: "logdet([[2, 1], [1, 3]])",
    rule: "d logdet(a) = trace(inv(a) da)")
}
