import ScalarMath
import Tensors

extension Primitive {
  static let special: [Primitive] = [erf, erfc, lgamma, digamma, polygamma]

  private static let twoOverRootPi = 1.128_379_167_095_512_6

  public static let erf: Primitive = .init(
    "erf", "The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.",
    .elementwise(.function { Math.erf($0) }),
    derivative: .elementwise { x, _ in gaussian(x) * twoOverRootPi }, example: "erf(1)")

  public static let erfc: Primitive = .init(
    "erfc", "1 - erf(x), accurate for large x.", .elementwise(.function { Math.erfc($0) }),
    derivative: .elementwise { x, _ in gaussian(x) * -twoOverRootPi }, example: "erfc(10)")

  /// exp(-x²), of which the square is not rounded: for large x that would cost all digits.
  package static let gaussian: Primitive = .init(
    operation: "gaussian", .elementwise(.function { Math.gaussian($0) }),
    derivative: .elementwise { x, y in -2.0 * x * y })

  public static let lgamma: Primitive = .init(
    "lgamma", aliases: ["gammaln", "loggamma", "log_gamma"],
    "The natural logarithm of the absolute value of the gamma function.",
    .elementwise(.function { Math.lgamma($0) }), derivative: .elementwise { x, _ in digamma(x) },
    domain: .realsExceptNonPositiveIntegers, convention: "inf at 0, -1, -2, ...",
    example: "lgamma(4.5)")

  public static let digamma: Primitive = .init(
    "digamma", aliases: ["psi"], "The derivative of lgamma.",
    .elementwise(.function { Math.digamma($0) }),
    derivative: .elementwise { x, _ in polygamma.apply([x], [.integer(1)]) },
    domain: .realsExceptNonPositiveIntegers, convention: "NaN at 0, -1, -2, ...",
    example: "digamma(1)")

  public static let polygamma: Primitive = .init(
    "polygamma", "The n-th derivative of digamma.",
    parameters: [Parameter("n", .integer), .x],
    .elementwise(.indexed { n, x in Math.polygamma(n, x) }),
    derivative: .elementwise([{ polygamma.apply([$0.x], [.integer($0.index + 1)]) }]),
    domain: .realsExceptNonPositiveIntegers, convention: "n is a fixed integer, 0 or more",
    example: "polygamma(1, 2.5)")
}
