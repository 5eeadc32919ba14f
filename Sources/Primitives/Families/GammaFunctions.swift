import CKernels
import ScalarMath
import Tensors

extension Primitive {
  static let gammaFunctions: [Primitive] = [
    gamma, rgamma, lgamma, gammasgn, digamma, trigamma, polygamma, factorial, binom, poch, beta,
    lbeta, multigammaln, zeta, zetac,
  ]

  public static let gamma: Primitive = .init(
    "gamma", aliases: ["tgamma"], "The gamma function, the factorial of x - 1.",
    .elementwise(.function { Math.gamma($0) }),
    derivative: .elementwise { x, _ in gammaDerivative.apply([x], [.integer(1)]) },
    domain: .realsExceptNonPositiveIntegers,
    convention: "inf with the sign of x at 0, NaN at -1, -2, ...", example: "gamma(4.5)")

  package static let gammaDerivative: Primitive = derivatives(
    "gamma_derivative", { n, x in Math.gamma(x, derivative: n) }, family: { gammaDerivative },
    domain: .realsExceptNonPositiveIntegers,
    meaning: .derivatives(of: "gamma", "gamma(x) * digamma(x)"))

  public static let rgamma: Primitive = .init(
    "rgamma", "The reciprocal of the gamma function.",
    .firstMember(of: { rgammaDerivative }),
    convention: "0 at 0, -1, -2, ..., where its gradient is not 0", example: "rgamma(-2)")

  package static let rgammaDerivative: Primitive = derivatives(
    "rgamma_derivative", { n, x in Math.rgamma(x, derivative: n) }, family: { rgammaDerivative },
    meaning: .derivatives(of: "rgamma", "-rgamma(x) * digamma(x)"))

  public static let lgamma: Primitive = .init(
    "lgamma", aliases: ["gammaln", "loggamma", "log_gamma"],
    "The natural logarithm of the absolute value of the gamma function.",
    .elementwise(.guarded(sg_log_gamma, ofOthers: { Math.lgamma($0) })),
    derivative: .elementwise { x, _ in digamma(x) },
    domain: .realsExceptNonPositiveIntegers, convention: "inf at 0, -1, -2, ...",
    example: "lgamma(4.5)")

  public static let gammasgn: Primitive = .init(
    "gammasgn", "The sign of the gamma function.", .elementwise(.function { Math.gammasgn($0) }),
    derivative: .flat, domain: .realsExceptNonPositiveIntegers,
    convention: "the sign of x at 0, NaN at -1, -2, ...; the gradient is 0",
    example: "gammasgn(-0.5)")

  public static let digamma: Primitive = .init(
    "digamma", aliases: ["psi"], "The derivative of lgamma.",
    .elementwise(.guarded(sg_digamma, ofOthers: { Math.digamma($0) })),
    derivative: .elementwise { x, _ in polygamma.apply([x], [.integer(1)]) },
    domain: .realsExceptNonPositiveIntegers,
    convention: "infinite at 0, with the sign opposite to the zero's; NaN at -1, -2, ...",
    example: "digamma(1)")

  public static let trigamma: Primitive = .init(
    "trigamma", "The derivative of digamma.", .elementwise(.function { Math.trigamma($0) }),
    derivative: .elementwise { x, _ in polygamma.apply([x], [.integer(2)]) },
    domain: .realsExceptNonPositiveIntegers, convention: "inf at 0, -1, -2, ...",
    example: "trigamma(1)")

  public static let polygamma: Primitive = .init(
    "polygamma", "The n-th derivative of digamma.",
    parameters: [Parameter("n", .integer), .x],
    .elementwise(.indexed { n, x in Math.polygamma(n, x) }),
    derivative: .nextOrder { polygamma },
    domain: .realsExceptNonPositiveIntegers, convention: "n is a fixed integer, 0 or more",
    example: "polygamma(1, 2.5)")

  public static let multigammaln: Primitive = .init(
    "multigammaln", aliases: ["mvlgamma"],
    "The logarithm of the multivariate gamma function of dimension d.",
    parameters: [Parameter("a"), Parameter("d", .integer)],
    .composition { call throws(TensorError) in
      let d = call.integer(1) ?? 0
      guard 1...Math.largestMultigammaDimension ~= d else {
        throw TensorError(
          "bad-argument",
          "the dimension of multigammaln is 1 to \(Math.largestMultigammaDimension), not \(d)")
      }
      return multigammaDerivative.apply([try call.tensor(0)], [.integer(d)])
    },
    domain: .positive, convention: "NaN where a is not above (d - 1) / 2; d is a fixed integer",
    example: "multigammaln(3.5, 2)")

  /// At the index `d` plus 1024 times the order of the derivative.
  package static let multigammaDerivative: Primitive = derivatives(
    "multigammaln_derivative",
    { n, x in Math.multigammaln(n % 1024, x, derivative: n / 1024) },
    family: { multigammaDerivative }, step: 1024, domain: .positive,
    meaning: Meaning { index in
      let inner = "multigammaln(x, \(index % 1024))"
      return index < 1024 ? inner : index < 2048 ? "grad(multigammaln)(x, \(index % 1024))" : nil
    })
}
