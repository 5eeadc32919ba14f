extension Math {
  /// The regularised incomplete beta function `I_x(a, b)`; NaN for negative parameters, outside
  /// 0 ... 1 and where both parameters are 0 or both infinite.
  ///
  /// Power series (DLMF 8.17.7, 8.17.8) for small parameters, else the integral of the smaller tail
  /// over the logit of the variable.
  public static func betainc(_ a: Double, _ b: Double, _ x: Double) -> Double {
    if let edge = lowerBetaEdge(a, b, x) { return edge }
    return x <= 0.5
      ? betaTail(a, b, x, wantsLower: true)
      : betaTail(b, a, 1 - x, wantsLower: false)
  }

  /// The complement `1 - I_x(a, b)`, by itself where it is small.
  public static func betaincc(_ a: Double, _ b: Double, _ x: Double) -> Double {
    if let edge = lowerBetaEdge(a, b, x) { return 1 - edge }
    return x <= 0.5
      ? betaTail(a, b, x, wantsLower: false)
      : betaTail(b, a, 1 - x, wantsLower: true)
  }

  /// The derivative of orders `m` by `a` and `n` by `b` of `I_x(a, b)`.
  public static func betainc(
    _ a: Double, _ b: Double, _ x: Double, derivativesByA m: Int, byB n: Int
  ) -> Double {
    if m == 0 && n == 0 { return betainc(a, b, x) }
    guard m >= 0 && n >= 0, let edge = lowerBetaEdge(a == 0 ? 1e-300 : a, b == 0 ? 1e-300 : b, x),
      !edge.isNaN
    else {
      guard m >= 0 && n >= 0 && a + b > 0 && a >= 0 && b >= 0 && x > 0 && x < 1 else { return .nan }
      return x <= 0.5
        ? BetaCall(a, b, x, m, n).lowerDerivative.rounded
        : -BetaCall(b, a, 1 - x, n, m).lowerDerivative.rounded
    }
    return 0
  }

  /// The density `x^(a - 1) (1 - x)^(b - 1) / B(a, b)` of the beta distribution, the derivative of
  /// `I_x(a, b)` by `x`, or its derivative of orders `m` by `a` and `n` by `b`.
  public static func betaDensity(
    _ a: Double, _ b: Double, _ x: Double, derivativesByA m: Int = 0, byB n: Int = 0
  ) -> Double {
    guard a >= 0 && b >= 0 && x >= 0 && x <= 1 && m >= 0 && n >= 0 else { return .nan }
    if a.isInfinite || b.isInfinite || a + b == 0 { return a == b ? .nan : 0 }
    if x == 0 { return betaDensityAtZero(a, b, m, n) }
    if x == 1 { return betaDensityAtZero(b, a, n, m) }
    let scaled =
      x <= 0.5
      ? BetaCall(a, b, x, m, n).densityTimesXY : BetaCall(b, a, 1 - x, n, m).densityTimesXY
    let value = scaled.value.rounded / (x.significand * (1 - x))
    return value.multiplied(byPowerOfTwo: scaled.exponent - Int(x.exponent))
  }

  private static func betaDensityAtZero(_ a: Double, _ b: Double, _ m: Int, _ n: Int) -> Double {
    if a > 1 || (a == 0 && m == 0) || (b == 0 && n == 0) { return 0 }
    if a == 1 && m == 0 { return n == 0 ? b : n == 1 ? 1 : 0 }
    let sign: Double = m % 2 == 0 || a == 0 ? 1 : -1
    if n == 0 || a == 1 { return sign * .infinity }
    let slope = betaNormalisationSlope(a, b, n)
    return slope == 0 ? 0 : sign * slope * .infinity
  }

  /// The sign of the derivative of order `n` by `b` of `1 / B(a, b)`: that of a Bernstein function.
  private static func betaNormalisationSlope(_ a: Double, _ b: Double, _ n: Int) -> Double {
    n % 2 == 1 ? 1 : -1
  }

  private static func betaTail(
    _ a: Double, _ b: Double, _ x: Double, wantsLower: Bool
  ) -> Double {
    let call = BetaCall(a, b, x, 0, 0)
    return (wantsLower ? call.lower : call.upper).rounded
  }

  private static func lowerBetaEdge(_ a: Double, _ b: Double, _ x: Double) -> Double? {
    guard a >= 0 && b >= 0 && x >= 0 && x <= 1 else { return .nan }
    if (a == 0 && b == 0) || (a.isInfinite && b.isInfinite) { return .nan }
    if x == 0 || x == 1 { return x }
    if a == 0 || b.isInfinite { return 1 }
    return b == 0 || a.isInfinite ? 0 : nil
  }
}
