import ScalarMath
import Tensors

extension Primitive {
  static let integralFunctions: [Primitive] =
    [
      expi, exp1, expn, sinIntegral, cosIntegral, sici, sinhIntegral, coshIntegral, shichi, spence,
      lambertW, wrightOmega,
    ] + ellipticIntegrals

  public static let expi: Primitive = .init(
    "expi", aliases: ["expint"],
    "The exponential integral Ei, the principal value of the integral of exp(t) / t up to x.",
    .elementwise(.function { Math.expi($0) }),
    derivative: .elementwise { x, _ in expOverX.apply([x], [.integer(0)]) },
    domain: .nonzero.sampled(in: .positive), convention: "-inf at 0; -exp1(-x) below",
    example: "expi(1)")

  public static let exp1: Primitive = .init(
    "exp1", "The exponential integral E1, the integral of exp(-t) / t from x to infinity.",
    .elementwise(.function { Math.exp1($0) }),
    derivative: .elementwise { x, _ in -expnOfAnyOrder.apply([x], [.integer(0)]) },
    domain: .positive, convention: "inf at 0; NaN below", example: "exp1(1)")

  public static let expn: Primitive = .init(
    "expn", "The generalized exponential integral, of exp(-x t) / t**n from 1 to infinity.",
    parameters: [Parameter("n", .integer), .x],
    .composition { call throws(TensorError) in
      let order = call.integer(0) ?? -1
      guard order >= 0 else {
        throw TensorError("bad-argument", "the order n of expn is a whole number, 0 or more")
      }
      return expnOfAnyOrder.apply([try call.tensor(1)], [.integer(order)])
    },
    domain: .positive, convention: "n is a fixed integer, 0 or more; at 0 1 / (n - 1); NaN below",
    example: "expn(2, 0.5)")

  /// The integral of exp(-x t) / t^n from 1 on, for negative n too, which its derivatives are.
  package static let expnOfAnyOrder: Primitive = .init(
    operation: "exponential_integral", parameters: [.x, Parameter("n", .integer)],
    .elementwise(.indexed { n, x in Math.expn(n, x) }),
    derivative: .elementwise([{ -expnOfAnyOrder.apply([$0.x], [.integer($0.index - 1)]) }]),
    domain: .positive,
    meaning: Meaning { n in n >= 0 ? "expn(n, x)" : n == -1 ? "exp(-x) * (1 + 1 / x) / x" : nil })

  public static let sinIntegral: Primitive = .init(
    "sici_si", "The sine integral, of sin(t) / t from 0 to x.",
    .elementwise(.function { Math.sinIntegral($0) }),
    derivative: .elementwise { x, _ in sinOverX.apply([x], [.integer(0)]) },
    convention: "pi/2 at infinity", example: "sici_si(2)")

  public static let cosIntegral: Primitive = .init(
    "sici_ci", "The cosine integral of |x|, minus the integral of cos(t) / t from |x| to infinity.",
    .elementwise(.function { Math.cosIntegral($0) }),
    derivative: .elementwise { x, _ in cosOverX.apply([x], [.integer(0)]) },
    domain: .nonzero.sampled(in: .positive),
    convention: "-inf at 0; below it is the real part, as in SciPy",
    example: "sici_ci(2)")

  public static let sici: Primitive = .init(
    "sici", "The sine and the cosine integral.",
    .tuple(["si", "ci"]) { call throws(TensorError) in
      let x = try call.tensor(0)
      return [sinIntegral(x), cosIntegral(x)]
    },
    domain: .nonzero.sampled(in: .positive), convention: "as sici_si and sici_ci",
    example: "sici(2)")

  public static let sinhIntegral: Primitive = .init(
    "shichi_shi", "The hyperbolic sine integral, of sinh(t) / t from 0 to x.",
    .elementwise(.function { Math.sinhIntegral($0) }),
    derivative: .elementwise { x, _ in sinhOverX.apply([x], [.integer(0)]) },
    example: "shichi_shi(2)")

  public static let coshIntegral: Primitive = .init(
    "shichi_chi",
    "The hyperbolic cosine integral of |x|: Ei(|x|) minus the integral of sinh(t) / t.",
    .elementwise(.function { Math.coshIntegral($0) }),
    derivative: .elementwise { x, _ in coshOverX.apply([x], [.integer(0)]) },
    domain: .nonzero.sampled(in: .positive),
    convention: "-inf at 0; below it is the real part, as in SciPy",
    example: "shichi_chi(2)")

  public static let shichi: Primitive = .init(
    "shichi", "The hyperbolic sine and cosine integrals.",
    .tuple(["shi", "chi"]) { call throws(TensorError) in
      let x = try call.tensor(0)
      return [sinhIntegral(x), coshIntegral(x)]
    },
    domain: .nonzero.sampled(in: .positive),
    convention: "as shichi_shi and shichi_chi", example: "shichi(2)")

  public static let spence: Primitive = .init(
    "spence",
    "Spence's function, the dilogarithm of 1 - x: minus the integral of "
      + "log(t) / (t - 1) from 1 to x.",
    .elementwise(.function { Math.spence($0) }),
    derivative: .elementwise { x, _ in logOverOneMinus.apply([x], [.integer(0)]) },
    domain: .positive, convention: "at 0 the gradient is -inf; NaN below", example: "spence(0.5)")

  public static let lambertW: Primitive = .init(
    "lambertw",
    "Lambert's W, the w with w exp(w) = x: above -1 for k=0, below for k=-1.",
    parameters: [.x, Parameter("k", .integer, default: .integer(0))],
    .composition { call throws(TensorError) in
      guard let branch = call.integer(1), branch == 0 || branch == -1 else {
        throw TensorError("bad-argument", "lambertw has real branches k = 0 and k = -1 only")
      }
      let family = branch == 0 ? lambertWOfBranch0 : lambertWOfBranch1
      return family.apply([try call.tensor(0)], [.integer(0)])
    },
    domain: Domain(.init(lower: -0.367_879_441_171_442_33, upper: .infinity)),
    convention: """
      real branches only, k is a fixed integer; at the double nearest to -1/e -1 with an infinite \
      gradient, NaN below; for k = -1 NaN above 0
      """,
    example: "lambertw(1)")

  public static let wrightOmega: Primitive = .init(
    "wrightomega", "Wright's omega function, the solution w of w + log(w) = x.",
    .elementwise(.function { Math.wrightOmega(0, $0) }),
    derivative: .elementwise { x, _ in wrightOmegaDerivative.apply([x], [.integer(1)]) },
    example: "wrightomega(1)")
}
