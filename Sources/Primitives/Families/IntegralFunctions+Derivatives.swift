import ScalarMath
import Tensors

// MARK: - Derivatives of any order

extension Primitive {
  /// The derivative of order n of exp(x) / x.
  package static let expOverX: Primitive = derivatives(
    "exp_over_x", { n, x in Math.expOverX(n, x) }, family: { expOverX },
    meaning: .ofNoOrders("exp(x) / x"))

  /// The derivative of order n of sin(x) / x.
  package static let sinOverX: Primitive = derivatives(
    "sin_over_x", { n, x in Math.sinOverX(n, x) }, family: { sinOverX },
    meaning: .ofNoOrders("sin(x) / x"))

  /// The derivative of order n of cos(x) / x.
  package static let cosOverX: Primitive = derivatives(
    "cos_over_x", { n, x in Math.cosOverX(n, x) }, family: { cosOverX },
    meaning: .ofNoOrders("cos(x) / x"))

  /// The derivative of order n of sinh(x) / x.
  package static let sinhOverX: Primitive = derivatives(
    "sinh_over_x", { n, x in Math.sinhOverX(n, x) }, family: { sinhOverX },
    meaning: .ofNoOrders("sinh(x) / x"))

  /// The derivative of order n of cosh(x) / x.
  package static let coshOverX: Primitive = derivatives(
    "cosh_over_x", { n, x in Math.coshOverX(n, x) }, family: { coshOverX },
    meaning: .ofNoOrders("cosh(x) / x"))

  /// The derivative of order n of log(x) / (1 - x).
  package static let logOverOneMinus: Primitive = derivatives(
    "log_over_one_minus", { n, x in Math.logOverOneMinus(n, x) }, family: { logOverOneMinus },
    meaning: .ofNoOrders("log(x) / (1 - x)"))

  /// The derivative of order n of Lambert's W on branch 0.
  package static let lambertWOfBranch0: Primitive = derivatives(
    "lambertw_derivative",
    { n, x in n == 0 ? Math.lambertw(branch: 0, x) : Math.lambertw(branch: 0, derivative: n, x) },
    family: { lambertWOfBranch0 },
    meaning: .derivatives(of: "lambertw", "1 / (x + exp(lambertw(x)))"))

  /// The derivative of order n of Lambert's W on branch -1.
  package static let lambertWOfBranch1: Primitive = derivatives(
    "lambertw_lower_derivative",
    { n, x in n == 0 ? Math.lambertw(branch: -1, x) : Math.lambertw(branch: -1, derivative: n, x) },
    family: { lambertWOfBranch1 },
    meaning: Meaning { n in
      n == 0 ? "lambertw(x, -1)" : n == 1 ? "1 / (x + exp(lambertw(x, -1)))" : nil
    })

  /// The derivative of order n of Wright's omega function.
  package static let wrightOmegaDerivative: Primitive = derivatives(
    "wrightomega_derivative", { n, x in Math.wrightOmega(n, x) }, family: { wrightOmegaDerivative },
    meaning: .derivatives(of: "wrightomega", "wrightomega(x) / (1 + wrightomega(x))"))
}
