import CKernels
import ScalarMath
import Tensors

extension Primitive {
  static let gammaFunctions: [Primitive] = [lgamma, digamma, polygamma]

  public static let lgamma: Primitive = .init(
    "lgamma", aliases: ["gammaln", "loggamma", "log_gamma"],
    "The natural logarithm of the absolute value of the gamma function.",
    .elementwise(.guarded(sg_log_gamma, ofOthers: { Math.lgamma($0) })),
    derivative: .elementwise { x, _ in digamma(x) },
    domain: .realsExceptNonPositiveIntegers, convention: "inf at 0, -1, -2, ...",
    example: "lgamma(4.5)")

  public static let digamma: Primitive = .init(
    "digamma", aliases: ["psi"], "The derivative of lgamma.",
    .elementwise(.guarded(sg_digamma, ofOthers: { Math.digamma($0) })),
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
