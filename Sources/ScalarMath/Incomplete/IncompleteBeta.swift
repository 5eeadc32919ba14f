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
    guard a >= 0 && b >= 0 && x >= 0 && x <= 1 && m >= 0 && n >= 0 else { return .nan }
    if (a == 0 && b == 0) || (a.isInfinite && b.isInfinite) { return .nan }
    if x == 0 || x == 1 || a.isInfinite || b.isInfinite { return 0 }
    return x <= 0.5
      ? BetaCall(a, b, x, m, n).lowerDerivative : -BetaCall(b, a, 1 - x, n, m).lowerDerivative
  }

  /// The density `x^(a - 1) (1 - x)^(b - 1) / B(a, b)` of the beta distribution, the derivative of
  /// `I_x(a, b)` by `x`, or its derivative of orders `m` by `a`, `n` by `b` and `k` by `x`.
  public static func betaDensity(
    _ a: Double, _ b: Double, _ x: Double, derivativesByA m: Int = 0, byB n: Int = 0,
    byX k: Int = 0
  ) -> Double {
    guard a >= 0 && b >= 0 && x >= 0 && x <= 1 && m >= 0 && n >= 0 && k >= 0 else { return .nan }
    if a.isInfinite || b.isInfinite || a + b == 0 { return a == b ? .nan : 0 }
    if x <= 0.5 { return betaDensityBelowHalf(a, b, x, m, n, k) }
    let mirrored = betaDensityBelowHalf(b, a, 1 - x, n, m, k)
    return k % 2 == 0 ? mirrored : -mirrored
  }

  static func betaDensityBelowHalf(
    _ a: Double, _ b: Double, _ x: Double, _ m: Int, _ n: Int, _ k: Int
  ) -> Double {
    if (a == 0 && m == 0) || (b == 0 && n == 0) { return 0 }
    if x == 0 { return betaDensityAtZero(a, b, m, n, k) }
    return BetaCall(a, b, x, m, n).density(slope: k)
  }

  /// Of an integer `a` a coefficient of the power series in `x`, else 0 or infinite.
  private static func betaDensityAtZero(
    _ a: Double, _ b: Double, _ m: Int, _ n: Int, _ k: Int
  ) -> Double {
    if a > Double(k) + 1 { return 0 }
    if m > 0 || a != floor(a) {
      let sign = betaDensityBelowHalf(a, b, 0x1p-400, m, n, k)
      return sign == 0 ? 0 : sign * .infinity
    }
    // k! / (a - 1)! / j! times b ... (b + a - 1) times (1 - b) ... (j - b), where a - 1 + j is k.
    let j = k - Int(a) + 1
    var jet = ParameterJet(DoubleDouble(ParameterJet.binomial(k, j)), orders: n, 0)
    for i in 0..<Int(a) { jet.multiply(by: DoubleDouble.sum(b, Double(i)), plusBoth: false) }
    for i in stride(from: 1, through: j, by: 1) {
      jet.multiply(by: DoubleDouble.sum(b, -Double(i)), plusBoth: false)
    }
    var value = jet[n, 0] * (j % 2 == 0 ? 1 : -1)
    for i in stride(from: 2, through: n, by: 1) { value = value * Double(i) }
    return value.rounded
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
