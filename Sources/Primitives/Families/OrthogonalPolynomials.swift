import ScalarMath
import Tensors

extension Primitive {
  static let orthogonalPolynomials: [Primitive] = [
    evalLegendre, evalChebyT, evalChebyU, evalHermite, evalHermiteNorm, evalLaguerre,
    evalGenLaguerre, evalGegenbauer,
  ]

  public static let evalLegendre = polynomial(
    "eval_legendre", "Legendre's polynomial of degree n.", example: "eval_legendre(3, 0.5)",
    { legendreDerivative })

  public static let evalChebyT = polynomial(
    "eval_chebyt", "Chebyshev's polynomial of the first kind of degree n.",
    example: "eval_chebyt(5, 0.3)", { chebyTDerivative })

  public static let evalChebyU = polynomial(
    "eval_chebyu", "Chebyshev's polynomial of the second kind of degree n.",
    example: "eval_chebyu(5, 0.3)", { chebyUDerivative })

  public static let evalHermite = polynomial(
    "eval_hermite", "Hermite's polynomial of degree n, the physicists'.",
    example: "eval_hermite(4, 0.5)", { hermiteDerivative })

  public static let evalHermiteNorm = polynomial(
    "eval_hermitenorm", "Hermite's polynomial of degree n, the probabilists'.",
    example: "eval_hermitenorm(4, 0.5)", { hermiteNormDerivative })

  public static let evalLaguerre = polynomial(
    "eval_laguerre", "Laguerre's polynomial of degree n.", example: "eval_laguerre(3, 0.5)",
    { laguerreDerivative })

  public static let evalGenLaguerre: Primitive = .init(
    "eval_genlaguerre", "The generalized Laguerre polynomial of degree n.",
    parameters: [Parameter("n", .integer), Parameter("alpha"), .x],
    .composition { call throws(TensorError) in
      let degree = try degree(call, upTo: parametricDegree)
      return genLaguerreDerivative.apply(
        [try call.tensor(1), try call.tensor(2)], [.integer(degree)])
    },
    convention: "n is a fixed integer, 0 to \(parametricDegree)",
    example: "eval_genlaguerre(3, 0.5, 2)")

  public static let evalGegenbauer: Primitive = .init(
    "eval_gegenbauer", "Gegenbauer's (ultraspherical) polynomial of degree n.",
    parameters: [Parameter("n", .integer), Parameter("alpha"), .x],
    .composition { call throws(TensorError) in
      let degree = try degree(call, upTo: parametricDegree)
      return gegenbauerDerivative.apply(
        [try call.tensor(1), try call.tensor(2)], [.integer(degree)])
    },
    convention: "n is a fixed integer, 0 to \(parametricDegree)",
    example: "eval_gegenbauer(3, 0.5, 0.2)")

  /// The largest degree where derivatives by a parameter are on offer.
  private static let parametricDegree = 500

  private static func polynomial(
    _ name: String, _ summary: String, example: String,
    _ derivatives: @escaping @Sendable () -> Primitive
  ) -> Primitive {
    .init(
      name, summary, parameters: [Parameter("n", .integer), .x],
      .composition { call throws(TensorError) in
        let degree = try degree(call, upTo: Math.largestDegree)
        return derivatives().apply([try call.tensor(1)], [.integer(degree)])
      },
      convention: "n is a fixed integer, 0 to \(Math.largestDegree)", example: example)
  }

  private static func degree(_ call: Call, upTo largest: Int) throws(TensorError) -> Int {
    guard let degree = call.integer(0), degree >= 0, degree <= largest else {
      throw TensorError(
        "bad-argument",
        "the degree n of \(call.primitive.name) is a whole number from 0 to \(largest)")
    }
    return degree
  }
}

// MARK: - Derivatives of any order

/// The degree of a polynomial and the orders of its derivatives in one number.
private enum PolynomialIndex {
  static let byX = 1 << 14
  static let byParameter = 1 << 34

  static func degree(_ index: Int) -> Int { index % byX }
  static func orderByX(_ index: Int) -> Int { index / byX % (1 << 20) }
  static func orderByParameter(_ index: Int) -> Int { index / byParameter }

  /// By the name of the family of derivatives, and the formula of the first one by x.
  static func meaning(
    _ name: String, _ slope: @escaping @Sendable (_ degree: Int) -> String
  ) -> Meaning {
    let function = String(name.dropLast("_derivative".count))
    let takesParameter = function == "eval_genlaguerre" || function == "eval_gegenbauer"
    let arguments = takesParameter ? "alpha, x" : "x"
    return Meaning { index in
      let n = degree(index)
      switch index / byX {
      case 0: return "\(function)(\(n), \(arguments))"
      case 1: return n == 0 ? "0" : slope(n)
      default:
        guard index == byParameter + n else { return nil }
        return "grad(\(function), 1)(\(n), \(arguments))"
      }
    }
  }
}

extension Primitive {
  private static func derivatives(
    _ name: String, _ kernel: @escaping ElementKernel.Indexed,
    family: @escaping @Sendable () -> Primitive,
    slope: @escaping @Sendable (_ degree: Int) -> String
  ) -> Primitive {
    derivatives(
      name, kernel, family: family, step: PolynomialIndex.byX,
      meaning: PolynomialIndex.meaning(name, slope))
  }

  private static func derivatives(
    _ name: String, _ kernel: @escaping ElementKernel.Indexed2,
    family: @escaping @Sendable () -> Primitive,
    slope: @escaping @Sendable (_ degree: Int) -> String
  ) -> Primitive {
    .init(
      operation: name, parameters: [Parameter("alpha"), .x, Parameter("n", .integer)],
      .elementwise(.indexed2(kernel)),
      derivative: .elementwise([
        { family().apply([$0[0], $0[1]], [.integer($0.index + PolynomialIndex.byParameter)]) },
        { family().apply([$0[0], $0[1]], [.integer($0.index + PolynomialIndex.byX)]) },
      ]), meaning: PolynomialIndex.meaning(name, slope))
  }

  package static let legendreDerivative: Primitive = derivatives(
    "eval_legendre_derivative",
    { n, x in
      Math.legendre(PolynomialIndex.degree(n), derivative: PolynomialIndex.orderByX(n), x)
    }, family: { legendreDerivative },
    slope: { n in "\(n) * (x * eval_legendre(\(n), x) - eval_legendre(\(n - 1), x)) / (x**2 - 1)" })

  package static let chebyTDerivative: Primitive = derivatives(
    "eval_chebyt_derivative",
    { n, x in
      Math.chebyshevT(PolynomialIndex.degree(n), derivative: PolynomialIndex.orderByX(n), x)
    }, family: { chebyTDerivative },
    slope: { n in "\(n) * eval_chebyu(\(n - 1), x)" })

  package static let chebyUDerivative: Primitive = derivatives(
    "eval_chebyu_derivative",
    { n, x in
      Math.chebyshevU(PolynomialIndex.degree(n), derivative: PolynomialIndex.orderByX(n), x)
    }, family: { chebyUDerivative },
    slope: { n in "(\(n + 1) * eval_chebyt(\(n + 1), x) - x * eval_chebyu(\(n), x)) / (x**2 - 1)" })

  package static let hermiteDerivative: Primitive = derivatives(
    "eval_hermite_derivative",
    { n, x in
      Math.hermite(PolynomialIndex.degree(n), derivative: PolynomialIndex.orderByX(n), x)
    }, family: { hermiteDerivative },
    slope: { n in "\(2 * n) * eval_hermite(\(n - 1), x)" })

  package static let hermiteNormDerivative: Primitive = derivatives(
    "eval_hermitenorm_derivative",
    { n, x in
      Math.hermiteNormal(PolynomialIndex.degree(n), derivative: PolynomialIndex.orderByX(n), x)
    }, family: { hermiteNormDerivative },
    slope: { n in "\(n) * eval_hermitenorm(\(n - 1), x)" })

  package static let laguerreDerivative: Primitive = derivatives(
    "eval_laguerre_derivative",
    { n, x in
      Math.laguerre(PolynomialIndex.degree(n), derivative: PolynomialIndex.orderByX(n), x)
    }, family: { laguerreDerivative },
    slope: { n in "-eval_genlaguerre(\(n - 1), 1, x)" })

  package static let genLaguerreDerivative: Primitive = derivatives(
    "eval_genlaguerre_derivative",
    { n, alpha, x in
      Math.generalizedLaguerre(
        PolynomialIndex.degree(n), PolynomialIndex.orderByParameter(n),
        PolynomialIndex.orderByX(n), alpha, x)
    }, family: { genLaguerreDerivative },
    slope: { n in "-eval_genlaguerre(\(n - 1), alpha + 1, x)" })

  package static let gegenbauerDerivative: Primitive = derivatives(
    "eval_gegenbauer_derivative",
    { n, alpha, x in
      Math.gegenbauer(
        PolynomialIndex.degree(n), PolynomialIndex.orderByParameter(n),
        PolynomialIndex.orderByX(n), alpha, x)
    }, family: { gegenbauerDerivative },
    slope: { n in "2 * alpha * eval_gegenbauer(\(n - 1), alpha + 1, x)" })

}
