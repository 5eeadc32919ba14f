import CKernels
import ScalarMath
import Tensors

extension Primitive {
  static let hyperbolic: [Primitive] = [
    sinh, cosh, tanh, sech, csch, coth, asinh, acosh, atanh,
  ]

  public static let sinh: Primitive = .init(
    "sinh", "The hyperbolic sine.", .elementwise(.function { Math.sinh($0) }),
    derivative: .elementwise { x, _ in cosh(x) },
    example: "sinh(1)")

  public static let cosh: Primitive = .init(
    "cosh", "The hyperbolic cosine.", .elementwise(.function { Math.cosh($0) }),
    derivative: .elementwise { x, _ in sinh(x) },
    example: "cosh(1)")

  public static let tanh: Primitive = .init(
    "tanh", "The hyperbolic tangent.", .elementwise(.unary(sg_tanh)),
    // 1 - y² has no digits left where y is close to 1.
    derivative: .elementwise { x, _ in sechSquared(x) },
    example: "tanh(1)")

  public static let sech: Primitive = .init(
    "sech", "The hyperbolic secant, 1 / cosh(x).", .elementwise(.function { Math.sech($0) }),
    derivative: .elementwise { x, y in -(y * tanh(x)) }, example: "sech(1)")

  public static let csch: Primitive = .init(
    "csch", "The hyperbolic cosecant, 1 / sinh(x).", .elementwise(.function { Math.csch($0) }),
    derivative: .elementwise { x, y in -(y * coth(x)) },
    domain: .nonzero.sampled(in: .positive),
    convention: "infinite at 0, with the sign of the zero", example: "csch(1)")

  public static let coth: Primitive = .init(
    "coth", "The hyperbolic cotangent, 1 / tanh(x).", .elementwise(.function { Math.coth($0) }),
    derivative: .elementwise { x, _ in -integerPower(csch(x), 2) },
    domain: .nonzero.sampled(in: .positive),
    convention: "infinite at 0, with the sign of the zero", example: "coth(1)")

  /// 1 / cosh(x)², the slope of tanh.
  package static let sechSquared: Primitive = .init(
    operation: "sech_squared", .elementwise(.unary(sg_sech_squared)),
    derivative: .elementwise { x, y in -2.0 * y * tanh(x) },
    meaning: .formula("1 / cosh(x)**2"))

  public static let asinh: Primitive = .init(
    "asinh", aliases: ["arcsinh"], "The number whose hyperbolic sine is x.",
    .elementwise(.function { Math.asinh($0) }),
    derivative: .elementwise { x, _ in reciprocal(hypot(x.filled(with: 1), x)) },
    example: "asinh(1)")

  public static let acosh: Primitive = .init(
    "acosh", aliases: ["arccosh"], "The number not below 0 whose hyperbolic cosine is x.",
    .elementwise(.function { Math.acosh($0) }),
    derivative: .elementwise { x, _ in reciprocal(sqrt(x - 1) * sqrt(x + 1)) },
    domain: Domain(.init(lower: 1, upper: .infinity)),
    convention: "the gradient at 1 is infinite; NaN below",
    example: "acosh(2)")

  public static let atanh: Primitive = .init(
    "atanh", aliases: ["arctanh"], "The number whose hyperbolic tangent is x.",
    .elementwise(.function { Math.atanh($0) }),
    derivative: .elementwise { x, _ in reciprocal(oneMinusSquare(x)) },
    domain: .between(-1, 1), convention: "infinite at -1 and 1; NaN beyond",
    example: "atanh(0.5)")
}
