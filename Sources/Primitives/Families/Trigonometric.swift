import CKernels
import ScalarMath
import Tensors

extension Primitive {
  static let trigonometric: [Primitive] =
    [sin, cos, tan, sec, csc, cot, asin, acos, atan, atan2, sinc, cosm1] + angles

  public static let sin: Primitive = .init(
    "sin", "The sine; angles are in radians.",
    .elementwise(.guarded(sg_sine, ofOthers: { Math.sin($0) })),
    derivative: .elementwise { x, _ in cos(x) }, example: "sin(pi / 6)")

  public static let cos: Primitive = .init(
    "cos", "The cosine; angles are in radians.",
    .elementwise(.guarded(sg_cosine, ofOthers: { Math.cos($0) })),
    derivative: .elementwise { x, _ in -sin(x) }, example: "cos(pi / 3)")

  public static let tan: Primitive = .init(
    "tan", "The tangent; angles are in radians.", .elementwise(.function { Math.tan($0) }),
    derivative: .elementwise { _, y in 1 + integerPower(y, 2) }, example: "tan(pi / 4)")

  public static let asin: Primitive = .init(
    "asin", aliases: ["arcsin"], "The angle between -pi/2 and pi/2 whose sine is x.",
    .elementwise(.function { Math.asin($0) }),
    derivative: .elementwise { x, _ in rsqrt(oneMinusSquare(x)) },
    domain: .between(-1, 1), convention: "the gradient at -1 and 1 is infinite; NaN beyond",
    example: "asin(0.5)")

  public static let acos: Primitive = .init(
    "acos", aliases: ["arccos"], "The angle between 0 and pi whose cosine is x.",
    .elementwise(.function { Math.acos($0) }),
    derivative: .elementwise { x, _ in -rsqrt(oneMinusSquare(x)) },
    domain: .between(-1, 1), convention: "the gradient at -1 and 1 is infinite; NaN beyond",
    example: "acos(0.5)")

  public static let atan: Primitive = .init(
    "atan", aliases: ["arctan"], "The angle between -pi/2 and pi/2 whose tangent is x.",
    .elementwise(.function { Math.atan($0) }),
    derivative: .elementwise { x, _ in reciprocalOfOnePlusSquare(x) },
    example: "atan(1)")

  /// 1 / (1 + x²), without overflow of the square.
  static let reciprocalOfOnePlusSquare: Primitive = .init(
    operation: "reciprocal_of_one_plus_square",
    .elementwise(.function { Math.reciprocalOfOnePlusSquare($0) }),
    derivative: .elementwise { x, y in -2.0 * (x * y * y) },
    meaning: .formula("1 / (1 + x**2)"))

  public static let atan2: Primitive = .init(
    "atan2", aliases: ["arctan2"], "The angle of the point (x, y) from the x axis.",
    parameters: [Parameter("y"), Parameter("x")], .elementwise(.function2 { Math.atan2($0, $1) }),
    derivative: .elementwise(
      { y, x, _ in direction(x, y) / hypot(x, y) },
      { y, x, _ in -(direction(y, x) / hypot(x, y)) }),
    convention: "the gradient at (0, 0) is NaN",
    example: "atan2(1, 1)")

  public static let sec: Primitive = .init(
    "sec", "The secant, 1 / cos(x).", .elementwise(.function { Math.sec($0) }),
    derivative: .elementwise { x, y in y * tan(x) },
    domain: Domain(.reals(except: .oddMultiples(of: .pi / 2, "pi / 2")))
      .sampled(in: .init(lower: -1.5, upper: 1.5)),
    example: "sec(1)")

  private static let notWholeHalfTurns = Domain(.reals(except: .multiples(of: .pi, "pi")))
    .sampled(in: .init(lower: 0, upper: .pi))

  public static let csc: Primitive = .init(
    "csc", "The cosecant, 1 / sin(x).", .elementwise(.function { Math.csc($0) }),
    derivative: .elementwise { x, y in -(y * cot(x)) }, domain: notWholeHalfTurns,
    convention: "infinite at 0, with the sign of the zero", example: "csc(1)")

  public static let cot: Primitive = .init(
    "cot", "The cotangent, 1 / tan(x).", .elementwise(.function { Math.cot($0) }),
    derivative: .elementwise { _, y in -(1 + integerPower(y, 2)) }, domain: notWholeHalfTurns,
    convention: "infinite at 0, with the sign of the zero", example: "cot(1)")

  public static let cosm1: Primitive = .init(
    "cosm1", "cos(x) - 1, accurate for small x.", .elementwise(.function { Math.cosm1($0) }),
    derivative: .elementwise { x, _ in -sin(x) }, example: "cosm1(1e-5)")

  public static let sinc: Primitive = .init(
    "sinc", "sin(pi x) / (pi x), and 1 at 0.",
    .firstMember(of: { sincDerivative }),
    convention: "smooth at 0", example: "sinc(0.5)")

  /// The n-th derivative of sinc, accurate near 0 too.
  package static let sincDerivative: Primitive = derivatives(
    "sinc_derivative", { n, x in Math.sinc(x, derivative: n) }, family: { sincDerivative },
    meaning: .derivatives(of: "sinc", "(cos(pi * x) - sinc(x)) / x"))
}
