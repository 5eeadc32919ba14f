import CKernels
import ScalarMath
import Tensors

extension Primitive {
  static let powers: [Primitive] = [pow, sqrt, rsqrt, cbrt, hypot, sqrt1pm1]

  public static let pow: Primitive = .init(
    "pow", aliases: ["power", "float_power"], "x raised to the power y, x ** y.",
    parameters: [.x, Parameter("y")],
    .composition { call throws(TensorError) in
      let (x, y) = (try call.tensor(0), try call.tensor(1))
      // Beyond 2^53 there is no integer next to an integer, which the derivative would need.
      guard let exponent = y.constantValue, let integer = Int(exactly: exponent),
        integer.magnitude < 1 << 53
      else { return realPower(x, y) }
      let shape = try x.shape.broadcast(with: y.shape)
      return integerPower(x, integer).broadcast(to: shape)
    },
    domain: Domain(.positive, .reals),
    convention: """
      a constant integer power is exact at every order, and x ** 0 has gradient 0; by y, the \
      gradient is 0 for x < 0 and for x = 0 < y
      """,
    example: "pow(2, 0.5)")

  /// x ** y for a power that varies, or is no integer.
  package static let realPower: Primitive = .init(
    operation: "real_power", parameters: [.x, Parameter("y")],
    .elementwise(.function2 { Math.pow($0, $1) }),
    derivative: .elementwise(
      { x, y, _ in
        // 0 · x ** -1 would be NaN at x = 0.
        let slope = y * shiftedPower.apply([x, y], [.integer(1)])
        if let exponent = y.constantValue { return exponent == 0 ? x.filled(with: 0) : slope }
        return `where`(equal(y, y.filled(with: 0)), y.filled(with: 0), slope)
      },
      { x, _, z in
        z * `where`(greater(x, x.filled(with: 0)), log(x), x.filled(with: 0))
      }),
    domain: Domain(.positive, .reals), meaning: .formula("x**y"))

  /// x ** (y - k), without the rounding of y - k that log(x) would amplify.
  static let shiftedPower: Primitive = .init(
    operation: "shifted_power", parameters: [.x, Parameter("y"), Parameter("k", .integer)],
    .elementwise(.indexed2 { k, x, y in Math.pow(x, y, less: k) }),
    derivative: .elementwise([
      { point in
        let slope =
          (point[1] - Double(point.index))
          * shiftedPower.apply([point[0], point[1]], [.integer(point.index + 1)])
        let isFlat = equal(point[1], point[1].filled(with: Double(point.index)))
        return `where`(isFlat, point[1].filled(with: 0), slope)
      },
      { point in
        let zero = point[0].filled(with: 0)
        return point.y * `where`(greater(point[0], zero), log(point[0]), zero)
      },
    ]),
    domain: Domain(.positive, .reals),
    meaning: .formula("x**(y - k)"))

  /// x ** n for a fixed integer n, of which every derivative is exact.
  public static let power: Primitive = .init(
    operation: "integer_power", parameters: [.x, Parameter("n", .integer)],
    .elementwise(
      .indexed { n, x in
        switch n {
        case 2: x * x
        case -1: 1 / x
        default: Math.pow(x, Double(n))
        }
      }),
    derivative: .elementwise([
      { point in
        // 0 · x ** -1 would be NaN at x = 0.
        point.index == 0
          ? point.x.filled(with: 0) : Double(point.index) * integerPower(point.x, point.index - 1)
      }
    ]), meaning: .formula("x**n"))

  /// Records x ** n in its simplest form.
  package static func integerPower(_ x: Variable, _ n: Int) -> Variable {
    switch n {
    case 1: return x
    case 2:
      // The square of a norm is smooth where the norm is not.
      let operation = x.operation
      if operation.primitive === norm2, let operand = operation.operands.first {
        let vector = Variable(recorder: x.recorder, node: operand)
        return sum.apply([power.apply([vector], [.integer(2)])], operation.statics)
      }
      return power.apply([x], [.integer(2)])
    default: return power.apply([x], [.integer(n)])
    }
  }

  public static let sqrt: Primitive = .init(
    "sqrt", "The square root.", .elementwise(.unary(sg_square_root)),
    derivative: .elementwise { _, y in 0.5 / y },
    domain: .positive, convention: "the gradient at 0 is infinite; below it is NaN",
    example: "sqrt(2)")

  public static let cbrt: Primitive = .init(
    "cbrt", "The cube root, of negative numbers too.",
    .elementwise(.function { Math.cbrt($0) }),
    derivative: .elementwise { x, _ in cbrtSlope(x) },
    convention: "the gradient at 0 is infinite",
    example: "cbrt(-8)")

  /// 1 / (3 cbrt(x)²).
  static let cbrtSlope: Primitive = .init(
    operation: "cbrt_slope", .elementwise(.function { Math.cbrtSlope($0) }),
    derivative: .elementwise { x, y in -0.666_666_666_666_666_6 * (y / x) },
    domain: .positive,
    meaning: .formula("1 / (3 * cbrt(x)**2)"))

  public static let hypot: Primitive = .init(
    "hypot", "The length of (x, y), without overflow.",
    parameters: [.x, Parameter("y")], .elementwise(.function2 { Math.hypot($0, $1) }),
    derivative: .elementwise({ x, y, _ in direction(x, y) }, { x, y, _ in direction(y, x) }),
    convention: "the gradient at (0, 0) is NaN",
    example: "hypot(3, 4)")

  /// x / hypot(x, y). Its derivatives as those of a quotient would cancel where x or y is small.
  static let direction: Primitive = .init(
    operation: "direction", parameters: [.x, Parameter("y")],
    .elementwise(.function2 { Math.direction($0, $1) }),
    derivative: .elementwise(
      { x, y, _ in
        let across = direction(y, x)
        return across * (across / hypot(x, y))
      },
      { x, y, z in -(z * (direction(y, x) / hypot(x, y))) }),
    domain: .positive,
    meaning: .formula("x / hypot(x, y)"))

  public static let rsqrt: Primitive = .init(
    "rsqrt", "1 / sqrt(x), the reciprocal of the square root.",
    .elementwise(.function { Math.rsqrt($0) }),
    derivative: .elementwise { x, y in -0.5 * (y / x) },
    domain: .positive, convention: "inf at 0, with gradient -inf; NaN below",
    example: "rsqrt(4)")

  public static let sqrt1pm1: Primitive = .init(
    "sqrt1pm1", "sqrt(1 + x) - 1, accurate for small x.",
    .elementwise(.function { Math.sqrt1pm1($0) }),
    derivative: .elementwise { x, _ in 0.5 * rsqrt(1 + x) },
    domain: Domain(.init(lower: -1, upper: .infinity)),
    convention: "the gradient at -1 is infinite; NaN below",
    example: "sqrt1pm1(1e-10)")

  /// (1 - x)(1 + x), of which the derivative does not cancel.
  static let oneMinusSquare: Primitive = .init(
    operation: "one_minus_square", .elementwise(.function { Math.oneMinusSquare($0) }),
    derivative: .elementwise { x, _ in -2.0 * x },
    meaning: .formula("(1 - x) * (1 + x)"))
}
