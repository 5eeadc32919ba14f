extension Math {
  /// The `x` at which `I_x(a, b)` is `p`: 0 at 0, 1 at 1, NaN outside 0 ... 1 and unless the
  /// parameters are positive and finite.
  public static func betaincinv(_ a: Double, _ b: Double, _ p: Double) -> Double {
    guard a > 0 && b > 0 && a < .infinity && b < .infinity && p >= 0 && p <= 1 else { return .nan }
    if p == 0 || p == 1 { return p }
    let quantile = BetaQuantile(a, b, p)
    let distance = quantile.distance
    return quantile.isNearOne
      ? (-distance + 1).rounded : distance.rounded
  }

  /// The derivative of orders `m` by `a`, `n` by `b` and `k` by `x` of the density, at the point
  /// where the lower tail is `p`. The rounding of that point does not show, even next to 1.
  public static func betaDensity(
    _ a: Double, _ b: Double, atProbability p: Double, derivativesByA m: Int, byB n: Int,
    byX k: Int
  ) -> Double {
    atBetaQuantile(a, b, p, m, n) { a, b, x, m, n, isNearOne, order in
      let value = betaDensityBelowHalf(a, b, x, m, n, k + order)
      return isNearOne && (k + order) % 2 == 1 ? -value : value
    }
  }

  /// The derivative of orders `m` by `a` and `n` by `b` of `I_x(a, b)` at that point.
  public static func betainc(
    _ a: Double, _ b: Double, atProbability p: Double, derivativesByA m: Int, byB n: Int
  ) -> Double {
    atBetaQuantile(a, b, p, m, n) { a, b, x, m, n, isNearOne, order in
      if order == 1 { return betaDensityBelowHalf(a, b, x, m, n, 0) }
      let value = x == 0 ? 0 : BetaCall(a, b, x, m, n).lowerDerivative
      return isNearOne ? -value : value
    }
  }

  /// A function at a quantile, with the distance from the nearer end: its value at the rounded
  /// distance, and the first order of the rest.
  private static func atBetaQuantile(
    _ a: Double, _ b: Double, _ p: Double, _ m: Int, _ n: Int,
    _ function: (Double, Double, Double, Int, Int, Bool, Int) -> Double
  ) -> Double {
    guard a > 0 && b > 0 && a < .infinity && b < .infinity && p >= 0 && p <= 1 else { return .nan }
    if p == 0 { return function(a, b, 0, m, n, false, 0) }
    if p == 1 { return function(b, a, 0, n, m, true, 0) }
    let quantile = BetaQuantile(a, b, p)
    let (x, isNearOne) = (quantile.distance, quantile.isNearOne)
    func at(_ order: Int) -> Double {
      isNearOne
        ? function(b, a, x.high, n, m, true, order) : function(a, b, x.high, m, n, false, order)
    }
    if x.low == 0 { return at(0) }
    return at(0) + (isNearOne ? -x.low : x.low) * at(1)
  }
}

/// A point of 0 ... 1 by its distance from the nearer end.
struct BetaQuantile {
  private(set) var distance: DoubleDouble
  private(set) var isNearOne: Bool

  /// Where the lower tail is `p`.
  init(_ a: Double, _ b: Double, _ p: Double) {
    if p > 0.5 {
      self.init(b, a, lower: 1 - p)
      isNearOne.toggle()
    } else {
      self.init(a, b, lower: p)
    }
  }

  /// The search over the logit of the point, for `p <= 1/2`.
  private init(_ a: Double, _ b: Double, lower p: Double) {
    let start = BetaQuantile.start(a, b, p)
    let (v, step) = QuantileSearch.run(from: start, within: -744...744, isRising: true) { v in
      let t = BetaQuantile.distance(v)
      let call = v <= 0 ? BetaCall(a, b, t, 0, 0) : BetaCall(b, a, t, 0, 0)
      return QuantileSearch.Sample(
        tail: v <= 0 ? call.lower : call.upper, target: p, density: call.densityTimesXY,
        isRising: true, bend: v <= 0 ? a * (1 - t) - b * t : a * t - b * (1 - t))
    }
    let t = BetaQuantile.distance(v)
    isNearOne = v > 0
    let isAtEnd = v.magnitude >= 743.99
    distance =
      isAtEnd
      ? DoubleDouble(0) : DoubleDouble.sum(t, (v <= 0 ? t : -t) * (1 - t) * step)
  }

  private static func distance(_ v: Double) -> Double {
    let small = Math.exp(-v.magnitude)
    return small / (1 + small)
  }

  /// The normal approximation of the logit, or the first term of the power series.
  private static func start(_ a: Double, _ b: Double, _ p: Double) -> Double {
    if a >= 1 && b >= 1 {
      return Math.log(a / b) + Math.ndtri(p) * (1 / a + 1 / b).squareRoot()
    }
    let logarithm = Math.lgamma(1 + a) + Math.lgamma(b) - Math.lgamma(a + b)
    return (Math.log(p) + logarithm) / a
  }
}
