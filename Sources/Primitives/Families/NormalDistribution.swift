import CKernels
import ScalarMath
import Tensors

extension Primitive {
  public static let ndtr: Primitive = .init(
    "ndtr", "The standard normal distribution function.",
    .elementwise(.unary(sg_ndtr)),
    derivative: .elementwise { x, _ in normalDensity(x) },
    example: "ndtr(1.96)")

  /// exp(-x² / 2) / sqrt(2 pi), of which the square is not rounded.
  package static let normalDensity: Primitive = .init(
    operation: "normal_density", .elementwise(.unary(sg_normal_density)),
    derivative: .elementwise { x, _ in normalDensityDerivative.apply([x], [.integer(1)]) },
    meaning: .formula("exp(-x**2 / 2) / sqrt(2 * pi)"))

  package static let normalDensityDerivative: Primitive = derivatives(
    "normal_density_derivative", { n, x in Math.normalDensity(x, derivative: n) },
    family: { normalDensityDerivative },
    meaning: Meaning { n in
      switch n {
      case 1: "-x * exp(-x**2 / 2) / sqrt(2 * pi)"
      default: "(-1)**n * eval_hermitenorm(n, x) * exp(-x**2 / 2) / sqrt(2 * pi)"
      }
    })

  public static let logNdtr: Primitive = .init(
    "log_ndtr", "The natural logarithm of ndtr, accurate in both tails.",
    .elementwise(.function { Math.logNdtr($0) }),
    derivative: .elementwise { x, _ in logNdtrDerivative.apply([x], [.integer(1)]) },
    example: "log_ndtr(-40)")

  package static let logNdtrDerivative: Primitive = derivatives(
    "log_ndtr_derivative", { n, x in Math.logNdtr(x, derivative: n) },
    family: { logNdtrDerivative },
    meaning: .derivatives(of: "log_ndtr", "exp(-x**2 / 2) / sqrt(2 * pi) / ndtr(x)"))

  public static let ndtri: Primitive = .init(
    "ndtri", "The quantile of the standard normal distribution: the number whose ndtr is p.",
    parameters: [Parameter("p")], .elementwise(.function { Math.ndtri($0) }),
    derivative: .elementwise { p, _ in ndtriDerivative.apply([p], [.integer(1)]) },
    domain: .between(0, 1), convention: "infinite at 0 and 1, as its gradient; NaN beyond",
    example: "ndtri(0.975)")

  package static let ndtriDerivative: Primitive = derivatives(
    "ndtri_derivative", { n, x in Math.ndtri(x, derivative: n) }, family: { ndtriDerivative },
    domain: .between(0, 1),
    meaning: .derivatives(of: "ndtri", "sqrt(2 * pi) * exp(ndtri(x)**2 / 2)"))

  public static let owensT: Primitive = .init(
    "owens_t",
    "Owen's T: the integral of exp(-h^2 (1 + t^2) / 2) / (1 + t^2) / (2 pi) from 0 to a.",
    parameters: [Parameter("h"), Parameter("a")], .elementwise(.function2 { Math.owensT($0, $1) }),
    derivative: .elementwise(
      { h, a, _ in
        normalDensity(h) * erf(a * h * 0.5.squareRoot()) * -0.5
      },
      { h, a, _ in owensTSlope(h, a) }),
    example: "owens_t(1, 0.5)")

  /// exp(-h² (1 + a²) / 2) / (1 + a²) / (2 pi).
  package static let owensTSlope: Primitive = .init(
    operation: "owens_t_slope", parameters: [Parameter("h"), Parameter("a")],
    .elementwise(.function2 { Math.owensTSlope($0, $1) }),
    derivative: .elementwise(
      { h, a, y in -(y * h + y * a * a * h) },
      { h, a, y in
        let length = hypot(a.filled(with: 1), a)
        return -(y * h * h * a + 2.0 * y * (a / length / length))
      }),
    meaning: .formula("exp(-h**2 * (1 + a**2) / 2) / (2 * pi * (1 + a**2))"))
}
