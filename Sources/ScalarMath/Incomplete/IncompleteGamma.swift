extension Math {
  /// The regularised lower incomplete gamma function `P(a, x)`; NaN for negative arguments and at
  /// (0, 0) and (∞, ∞).
  ///
  /// The power series (DLMF 8.11.4) for small `x`, else the integral of the smaller tail over the
  /// logarithm of the variable.
  public static func gammainc(_ a: Double, _ x: Double) -> Double {
    if let edge = lowerGammaEdge(a, x) { return edge }
    return GammaDensity(a, x, order: 0).tailValue(isLower: true).rounded
  }

  /// The regularised upper incomplete gamma function `Q(a, x) = 1 - P(a, x)`, by itself where it is
  /// small.
  public static func gammaincc(_ a: Double, _ x: Double) -> Double {
    if let edge = lowerGammaEdge(a, x) { return 1 - edge }
    return GammaDensity(a, x, order: 0).tailValue(isLower: false).rounded
  }

  /// The derivative of order `n` of `P(a, x)` by `a`; at `a = 0` that from the right.
  public static func gammainc(_ a: Double, _ x: Double, derivativeByA n: Int) -> Double {
    if n == 0 { return gammainc(a, x) }
    guard a >= 0 && x >= 0 && n > 0 && !(a == 0 && x == 0) else { return .nan }
    if x == 0 || x == .infinity || a == .infinity { return a == x ? .nan : 0 }
    if let far = farFromStep(a, x) { return n == 1 && far == 0.5 ? -gammaDensity(a, x) : 0 }
    let tail = GammaDensity(a, x, order: n).tail
    return tail.isLower ? tail.value.rounded : -tail.value.rounded
  }

  /// The density `x^(a - 1) exp(-x) / gamma(a)` of the gamma distribution, the derivative of
  /// `P(a, x)` by `x`, or its derivative of orders `n` by `a` and `k` by `x`.
  public static func gammaDensity(
    _ a: Double, _ x: Double, derivativeByA n: Int = 0, byX k: Int = 0
  ) -> Double {
    guard a >= 0 && x >= 0 && n >= 0 && k >= 0 else { return .nan }
    if x == .infinity || a == .infinity { return a == x ? .nan : 0 }
    if a == 0 && n == 0 { return 0 }
    if x == 0 { return gammaDensityAtZero(a, n, k) }
    if a > 1e32 { return a == x && n + k == 0 ? 0.3989422804014327 / a.squareRoot() : 0 }
    let value = GammaDensity(a, x, order: n).densityTimesPower(slope: k)
    var exponent = value.exponent
    var quotient = value.value
    for _ in 0...k {
      quotient = quotient / x.significand
      exponent -= Int(x.exponent)
    }
    return Scaled(quotient, exponent: exponent).rounded
  }

  /// Of an integer `a` a coefficient of the power series, else 0 or infinite.
  private static func gammaDensityAtZero(_ a: Double, _ n: Int, _ k: Int) -> Double {
    if a > Double(k) + 1 { return 0 }
    if n > 0 || a != floor(a) {
      let sign = gammaDensity(a, 0x1p-400, derivativeByA: n, byX: k)
      return sign * .infinity
    }
    // k! (-1)^j / (j! (a - 1)!), where a - 1 + j is k: a signed binomial coefficient.
    let j = k - Int(a) + 1
    return (j % 2 == 0 ? 1 : -1) * ParameterJet.binomial(k, j)
  }

  /// `P` at the edges of its domain, and where its step is narrower than the numbers are apart.
  private static func lowerGammaEdge(_ a: Double, _ x: Double) -> Double? {
    guard a >= 0 && x >= 0 else { return .nan }
    if a == 0 || x == .infinity { return x == a ? .nan : 1 }
    if x == 0 || a == .infinity { return 0 }
    return farFromStep(a, x)
  }

  private static func farFromStep(_ a: Double, _ x: Double) -> Double? {
    if a > 1e32 { return x < a ? 0 : x > a ? 1 : 0.5 }
    if x > 1e5 && x > 4 * a { return 1 }
    return nil
  }
}
