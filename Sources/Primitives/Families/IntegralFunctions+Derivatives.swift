import ScalarMath
import Tensors

// MARK: - Derivatives of any order

extension Primitive {
  private static func derivative(
    _ name: String, _ kernel: @escaping ElementKernel.Indexed,
    next: @escaping @Sendable () -> Primitive,
    meaning: Meaning
  ) -> Primitive {
    .init(
      operation: name, parameters: [.x, Parameter("n", .integer)], .elementwise(.indexed(kernel)),
      derivative: .elementwise([{ next().apply([$0.x], [.integer($0.index + 1)]) }]),
      meaning: meaning)
  }

  /// The derivative of order n of exp(x) / x.
  package static let expOverX: Primitive = derivative(
    "exp_over_x", { n, x in Math.expOverX(n, x) }, next: { expOverX },
    meaning: Meaning { n in n == 0 ? "exp(x) / x" : nil })

  /// The derivative of order n of sin(x) / x.
  package static let sinOverX: Primitive = derivative(
    "sin_over_x", { n, x in Math.sinOverX(n, x) }, next: { sinOverX },
    meaning: Meaning { n in n == 0 ? "sin(x) / x" : nil })

  /// The derivative of order n of cos(x) / x.
  package static let cosOverX: Primitive = derivative(
    "cos_over_x", { n, x in Math.cosOverX(n, x) }, next: { cosOverX },
    meaning: Meaning { n in n == 0 ? "cos(x) / x" : nil })

  /// The derivative of order n of sinh(x) / x.
  package static let sinhOverX: Primitive = derivative(
    "sinh_over_x", { n, x in Math.sinhOverX(n, x) }, next: { sinhOverX },
    meaning: Meaning { n in n == 0 ? "sinh(x) / x" : nil })

  /// The derivative of order n of cosh(x) / x.
  package static let coshOverX: Primitive = derivative(
    "cosh_over_x", { n, x in Math.coshOverX(n, x) }, next: { coshOverX },
    meaning: Meaning { n in n == 0 ? "cosh(x) / x" : nil })

  /// The derivative of order n of log(x) / (1 - x).
  package static let logOverOneMinus: Primitive = derivative(
    "log_over_one_minus", { n, x in Math.logOverOneMinus(n, x) }, next: { logOverOneMinus },
    meaning: Meaning { n in n == 0 ? "log(x) / (1 - x)" : nil })

  /// The derivative of order n of Lambert's W on branch 0.
  package static let lambertWOfBranch0: Primitive = derivative(
    "lambertw_derivative",
    { n, x in n == 0 ? Math.lambertw(branch: 0, x) : Math.lambertw(branch: 0, derivative: n, x) },
    next: { lambertWOfBranch0 },
    meaning: .derivatives(of: "lambertw", "1 / (x + exp(lambertw(x)))"))

  /// The derivative of order n of Lambert's W on branch -1.
  package static let lambertWOfBranch1: Primitive = derivative(
    "lambertw_lower_derivative",
    { n, x in n == 0 ? Math.lambertw(branch: -1, x) : Math.lambertw(branch: -1, derivative: n, x) },
    next: { lambertWOfBranch1 },
    meaning: Meaning { n in
      n == 0 ? "lambertw(x, -1)" : n == 1 ? "1 / (x + exp(lambertw(x, -1)))" : nil
    })

  /// The derivative of order n of Wright's omega function.
  package static let wrightOmegaDerivative: Primitive = derivative(
    "wrightomega_derivative", { n, x in Math.wrightOmega(n, x) }, next: { wrightOmegaDerivative },
    meaning: .derivatives(of: "wrightomega", "wrightomega(x) / (1 + wrightomega(x))"))
}
