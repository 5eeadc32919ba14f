import ScalarMath
import Tensors

// The derivative of a quantile x(a, y) follows from P(a, x) = y: by y it is 1 / density(a, x), by a
// -P_a(a, x) / density(a, x). Both are taken at the quantile before it is rounded, which matters
// where many probabilities share one rounded point, and so are operations of a and y.
extension Primitive {
  private static let probability = Domain.Interval(lower: 0, upper: 1)
  private static let ay = [Parameter("a"), Parameter("y")]
  private static let aby = [Parameter("a"), Parameter("b"), Parameter("y")]

  // MARK: Gamma

  public static let gammaincinv: Primitive = .init(
    "gammaincinv", aliases: ["igammainv"], "The x at which gammainc(a, x) is y.",
    parameters: ay, .elementwise(.function2 { Math.gammaincinv($0, $1) }),
    derivative: .elementwise([
      { gammaQuantileByA($0, isUpper: false) }, { gammaQuantileByY($0, isUpper: false) },
    ]),
    domain: Domain(.positive, probability),
    convention: "0 at y = 0, inf at y = 1, NaN beyond and for a that is not positive",
    example: "gammaincinv(2, 0.5)")

  public static let gammainccinv: Primitive = .init(
    "gammainccinv", aliases: ["igammacinv"], "The x at which gammaincc(a, x) is y.",
    parameters: ay, .elementwise(.function2 { Math.gammainccinv($0, $1) }),
    derivative: .elementwise([
      { gammaQuantileByA($0, isUpper: true) }, { gammaQuantileByY($0, isUpper: true) },
    ]),
    domain: Domain(.positive, probability),
    convention: "inf at y = 0, 0 at y = 1, NaN beyond and for a that is not positive",
    example: "gammainccinv(2, 0.5)")

  private static func gammaQuantileByY(_ point: Point, isUpper: Bool) -> Variable {
    let density = gammaDensityOfQuantile.apply(point.operands, [Orders(isUpper: isUpper).packed])
    return isUpper ? -reciprocal(density) : reciprocal(density)
  }

  private static func gammaQuantileByA(_ point: Point, isUpper: Bool) -> Variable {
    let slope = gammaincByAOfQuantile.apply(point.operands, [Orders(a: 1, isUpper: isUpper).packed])
    let density = gammaDensityOfQuantile.apply(point.operands, [Orders(isUpper: isUpper).packed])
    return -(slope / density)
  }

  /// The derivatives of the density of the gamma distribution at a quantile.
  static let gammaDensityOfQuantile: Primitive = .init(
    operation: "gamma_density_of_quantile", parameters: [Parameter("orders", .integer)] + ay,
    .elementwise(
      .indexed2 {
        let orders = Orders($0)
        return Math.gammaDensity(
          $1, atProbability: $2, isUpper: orders.isUpper, derivativeByA: orders.a,
          byX: orders.x) + 0
      }),
    derivative: .elementwise([
      { point in
        let orders = Orders(point.index)
        let direct = gammaDensityOfQuantile.apply(point.operands, [orders.raised(a: 1).packed])
        let byX = gammaDensityOfQuantile.apply(point.operands, [orders.raised(x: 1).packed])
        return direct + byX * gammaQuantileByA(point, isUpper: orders.isUpper)
      },
      { point in
        let orders = Orders(point.index)
        let byX = gammaDensityOfQuantile.apply(point.operands, [orders.raised(x: 1).packed])
        return byX * gammaQuantileByY(point, isUpper: orders.isUpper)
      },
    ]), domain: Domain(.positive, probability),
    meaning: .ofNoOrders { quantile in
      "\(quantile)**(a - 1) * exp(-\(quantile)) / gamma(a)"
    })

  /// The derivatives by `a` of `gammainc` at a quantile.
  static let gammaincByAOfQuantile: Primitive = .init(
    operation: "gammainc_by_a_of_quantile", parameters: [Parameter("orders", .integer)] + ay,
    .elementwise(
      .indexed2 {
        let orders = Orders($0)
        return Math.gammainc(
          $1, atProbability: $2, isUpper: orders.isUpper, derivativeByA: orders.a) + 0
      }),
    derivative: .elementwise([
      { point in
        let orders = Orders(point.index)
        let direct = gammaincByAOfQuantile.apply(point.operands, [orders.raised(a: 1).packed])
        let byX = gammaDensityOfQuantile.apply(point.operands, [orders.packed])
        return direct + byX * gammaQuantileByA(point, isUpper: orders.isUpper)
      },
      { point in
        let orders = Orders(point.index)
        let byX = gammaDensityOfQuantile.apply(point.operands, [orders.packed])
        return byX * gammaQuantileByY(point, isUpper: orders.isUpper)
      },
    ]), domain: Domain(.positive, probability),
    meaning: .ofFirstOrder { quantile in "grad(gammainc, 0)(a, \(quantile))" })

  // MARK: Beta

  public static let betaincinv: Primitive = .init(
    "betaincinv", aliases: ["btdtri"], "The x at which betainc(a, b, x) is y.",
    parameters: aby, .elementwise(.function3 { Math.betaincinv($0, $1, $2) }),
    derivative: .elementwise([betaQuantileByA, betaQuantileByB, betaQuantileByY]),
    domain: Domain(.positive, .positive, probability),
    convention: "0 at y = 0, 1 at y = 1, NaN beyond and for a or b that is not positive",
    example: "betaincinv(2, 3, 0.5)")

  private static let betaQuantileByY: Derivative.Partial = { point in
    reciprocal(betaDensityOfQuantile.apply(point.operands, [Orders().packed]))
  }

  private static let betaQuantileByA: Derivative.Partial = { point in
    let slope = betaincByABOfQuantile.apply(point.operands, [Orders(a: 1).packed])
    return -(slope / betaDensityOfQuantile.apply(point.operands, [Orders().packed]))
  }

  private static let betaQuantileByB: Derivative.Partial = { point in
    let slope = betaincByABOfQuantile.apply(point.operands, [Orders(b: 1).packed])
    return -(slope / betaDensityOfQuantile.apply(point.operands, [Orders().packed]))
  }

  /// The derivatives of the density of the beta distribution at a quantile.
  static let betaDensityOfQuantile: Primitive = .init(
    operation: "beta_density_of_quantile", parameters: [Parameter("orders", .integer)] + aby,
    .elementwise(
      .indexed3 {
        let orders = Orders($0)
        return Math.betaDensity(
          $1, $2, atProbability: $3, derivativesByA: orders.a, byB: orders.b, byX: orders.x) + 0
      }),
    derivative: .elementwise([
      { point in
        let orders = Orders(point.index)
        let direct = betaDensityOfQuantile.apply(point.operands, [orders.raised(a: 1).packed])
        let byX = betaDensityOfQuantile.apply(point.operands, [orders.raised(x: 1).packed])
        return direct + byX * betaQuantileByA(point)
      },
      { point in
        let orders = Orders(point.index)
        let direct = betaDensityOfQuantile.apply(point.operands, [orders.raised(b: 1).packed])
        let byX = betaDensityOfQuantile.apply(point.operands, [orders.raised(x: 1).packed])
        return direct + byX * betaQuantileByB(point)
      },
      { point in
        let orders = Orders(point.index)
        let byX = betaDensityOfQuantile.apply(point.operands, [orders.raised(x: 1).packed])
        return byX * betaQuantileByY(point)
      },
    ]), domain: Domain(.positive, .positive, probability),
    meaning: .ofNoOrders(
      "betaincinv(a, b, y)**(a - 1) * (1 - betaincinv(a, b, y))**(b - 1) / beta(a, b)"))

  /// The derivatives by `a` and `b` of `betainc` at a quantile.
  static let betaincByABOfQuantile: Primitive = .init(
    operation: "betainc_by_ab_of_quantile", parameters: [Parameter("orders", .integer)] + aby,
    .elementwise(
      .indexed3 {
        let orders = Orders($0)
        return Math.betainc(
          $1, $2, atProbability: $3, derivativesByA: orders.a, byB: orders.b) + 0
      }),
    derivative: .elementwise([
      { point in
        let orders = Orders(point.index)
        let direct = betaincByABOfQuantile.apply(point.operands, [orders.raised(a: 1).packed])
        let byX = betaDensityOfQuantile.apply(point.operands, [orders.packed])
        return direct + byX * betaQuantileByA(point)
      },
      { point in
        let orders = Orders(point.index)
        let direct = betaincByABOfQuantile.apply(point.operands, [orders.raised(b: 1).packed])
        let byX = betaDensityOfQuantile.apply(point.operands, [orders.packed])
        return direct + byX * betaQuantileByB(point)
      },
      { point in
        let orders = Orders(point.index)
        let byX = betaDensityOfQuantile.apply(point.operands, [orders.packed])
        return byX * betaQuantileByY(point)
      },
    ]), domain: Domain(.positive, .positive, probability),
    meaning: Meaning { index in
      let orders = Orders(index)
      guard orders.a + orders.b == 1 else { return nil }
      return "grad(betainc, \(orders.b))(a, b, betaincinv(a, b, y))"
    })
}
