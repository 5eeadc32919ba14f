extension Math {
  /// The regularised lower incomplete gamma function `P(a, x)`; NaN for negative arguments and at
  /// (0, 0) and (∞, ∞).
  ///
  /// The power series (DLMF 8.11.4) for small `x`, else the integral of the smaller tail over the
  /// logarithm of the variable.
  public static func gammainc(_ a: Double, _ x: Double) -> Double {
    if let edge = lowerGammaEdge(a, x) { return edge }
    let tail = GammaDensity(a, x, order: 0).tail
    return tail.isLower ? tail.value.rounded : tail.value.complement.rounded
  }

  /// The regularised upper incomplete gamma function `Q(a, x) = 1 - P(a, x)`, by itself where it is
  /// small.
  public static func gammaincc(_ a: Double, _ x: Double) -> Double {
    if let edge = lowerGammaEdge(a, x) { return 1 - edge }
    let tail = GammaDensity(a, x, order: 0).tail
    if !tail.isLower { return tail.value.rounded }
    let complement = tail.value.complement
    if complement.high > 0.25 || x > 1.5 { return complement.rounded }
    let overParameter = GammaDensity.upperTailOverParameter(a, x)
    return a < 1e-100 ? overParameter.rounded * a : (overParameter * a).rounded
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
  /// `P(a, x)` by `x`, or its derivative of order `n` by `a`.
  public static func gammaDensity(_ a: Double, _ x: Double, derivativeByA n: Int = 0) -> Double {
    guard a >= 0 && x >= 0 && n >= 0 else { return .nan }
    if x == .infinity || a == .infinity { return a == x ? .nan : 0 }
    if x == 0 { return gammaDensityAtZero(a, n) }
    if a == 0 && n == 0 { return 0 }
    if a > 1e32 {
      return a == x && n == 0 ? 0.3989422804014327 / a.squareRoot() : 0
    }
    let value = GammaDensity(a, x, order: n).densityTimesX
    if value.exponent < -900 { return (value.value.rounded / x.significand)
      .multiplied(byPowerOfTwo: value.exponent - Int(x.exponent)) }
    return value.rounded / x
  }

  private static func gammaDensityAtZero(_ a: Double, _ n: Int) -> Double {
    if a > 1 { return 0 }
    if a == 1 { return n == 0 ? 1 : n % 2 == 0 ? .infinity : -.infinity }
    return a == 0 && n == 0 ? 0 : n % 2 == 0 || a == 0 ? .infinity : -.infinity
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
