import CKernels
import ScalarMath
import Tensors

extension Primitive {
  static let errorFunctions: [Primitive] = [
    erf, erfc, erfcx, erfi, erfinv, erfcinv, ndtr, logNdtr, ndtri, owensT, dawsn, fresnelSin,
    fresnelCos,
  ]

  private static let twoOverRootPi = 1.128_379_167_095_512_6

  public static let erf: Primitive = .init(
    "erf", "The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.",
    .elementwise(.unary(sg_erf)),
    derivative: .elementwise { x, _ in gaussian(x) * twoOverRootPi }, example: "erf(1)")

  public static let erfc: Primitive = .init(
    "erfc", "1 - erf(x), accurate for large x.", .elementwise(.unary(sg_erfc)),
    derivative: .elementwise { x, _ in gaussian(x) * -twoOverRootPi }, example: "erfc(10)")

  public static let erfcx: Primitive = .init(
    "erfcx", "exp(x^2) erfc(x), without the underflow for large x.",
    .elementwise(.function { Math.erfcx($0) }),
    derivative: .elementwise { x, _ in erfcxDerivative.apply([x], [.integer(1)]) },
    example: "erfcx(30)")

  package static let erfcxDerivative: Primitive = derivatives(
    "erfcx_derivative", { n, x in Math.erfcx(x, derivative: n) }, family: { erfcxDerivative },
    meaning: .derivatives(of: "erfcx", "2 * x * erfcx(x) - 2 / sqrt(pi)"))

  public static let erfi: Primitive = .init(
    "erfi", "The imaginary error function, -i erf(i x).",
    .elementwise(.function { Math.erfi($0) }),
    derivative: .elementwise { x, _ in growingGaussian.apply([x], [.integer(0)]) * twoOverRootPi },
    example: "erfi(0.5)")

  public static let erfinv: Primitive = .init(
    "erfinv", aliases: ["erf_inv"], "The number whose erf is y.", parameters: [Parameter("y")],
    .elementwise(.function { Math.erfinv($0) }),
    derivative: .elementwise { y, _ in erfinvDerivative.apply([y], [.integer(1)]) },
    domain: .between(-1, 1), convention: "infinite at -1 and 1, as its gradient; NaN beyond",
    example: "erfinv(0.5)")

  package static let erfinvDerivative: Primitive = derivatives(
    "erfinv_derivative", { n, x in Math.erfinv(x, derivative: n) }, family: { erfinvDerivative },
    domain: .between(-1, 1),
    meaning: .derivatives(of: "erfinv", "sqrt(pi) / 2 * exp(erfinv(x)**2)"))

  public static let erfcinv: Primitive = .init(
    "erfcinv", "The number whose erfc is y, accurate for small y.", parameters: [Parameter("y")],
    .elementwise(.function { Math.erfcinv($0) }),
    derivative: .elementwise { y, _ in erfcinvDerivative.apply([y], [.integer(1)]) },
    domain: .between(0, 2), convention: "infinite at 0 and 2, as its gradient; NaN beyond",
    example: "erfcinv(1e-100)")

  package static let erfcinvDerivative: Primitive = derivatives(
    "erfcinv_derivative", { n, x in Math.erfcinv(x, derivative: n) }, family: { erfcinvDerivative },
    domain: .between(0, 2),
    meaning: .derivatives(of: "erfcinv", "-sqrt(pi) / 2 * exp(erfcinv(x)**2)"))

  public static let dawsn: Primitive = .init(
    "dawsn", aliases: ["dawson"],
    "Dawson's integral, exp(-x^2) times the integral of exp(t^2) from 0 to x.",
    .firstMember(of: { dawsnDerivative }),
    example: "dawsn(1)")

  package static let dawsnDerivative: Primitive = derivatives(
    "dawsn_derivative", { n, x in Math.dawsn(x, derivative: n) }, family: { dawsnDerivative },
    meaning: .derivatives(of: "dawsn", "1 - 2 * x * dawsn(x)"))

  public static let fresnelSin: Primitive = .init(
    "fresnel_sin", aliases: ["fresnels"],
    "The Fresnel integral S, of sin(pi t^2 / 2) from 0 to x.",
    .firstMember(of: { fresnelSinDerivative }),
    convention: "0.5 at inf, where the gradient is NaN", example: "fresnel_sin(1)")

  package static let fresnelSinDerivative: Primitive = derivatives(
    "fresnel_sin_derivative", { n, x in Math.fresnelSin(x, derivative: n) },
    family: { fresnelSinDerivative },
    meaning: .derivatives(of: "fresnel_sin", "sin(pi * x**2 / 2)"))

  public static let fresnelCos: Primitive = .init(
    "fresnel_cos", aliases: ["fresnelc"],
    "The Fresnel integral C, of cos(pi t^2 / 2) from 0 to x.",
    .firstMember(of: { fresnelCosDerivative }),
    convention: "0.5 at inf, where the gradient is NaN", example: "fresnel_cos(1)")

  package static let fresnelCosDerivative: Primitive = derivatives(
    "fresnel_cos_derivative", { n, x in Math.fresnelCos(x, derivative: n) },
    family: { fresnelCosDerivative },
    meaning: .derivatives(of: "fresnel_cos", "cos(pi * x**2 / 2)"))

  /// exp(-x²), of which the square is not rounded: for large x that would cost all digits.
  package static let gaussian: Primitive = .init(
    operation: "gaussian", .elementwise(.unary(sg_gaussian)),
    derivative: .elementwise { x, _ in gaussianDerivative.apply([x], [.integer(1)]) },
    meaning: .formula("exp(-x**2)"))

  package static let gaussianDerivative: Primitive = derivatives(
    "gaussian_derivative", { n, x in Math.gaussian(x, derivative: n) },
    family: { gaussianDerivative },
    meaning: Meaning { n in
      switch n {
      case 1: "-2 * x * exp(-x**2)"
      default: "(-1)**n * eval_hermite(n, x) * exp(-x**2)"
      }
    })

  /// The derivatives of exp(x²).
  package static let growingGaussian: Primitive = derivatives(
    "growing_gaussian", { n, x in Math.growingGaussian(x, derivative: n) },
    family: { growingGaussian },
    meaning: Meaning { n in n == 0 ? "exp(x**2)" : n == 1 ? "2 * x * exp(x**2)" : nil })
}
