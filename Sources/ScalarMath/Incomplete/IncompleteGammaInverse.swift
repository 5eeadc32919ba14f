extension Math {
  /// The `x` at which `P(a, x)` is `p`: 0 at 0, infinite at 1, NaN outside 0 ... 1 and unless `a` is
  /// positive and finite.
  public static func gammaincinv(_ a: Double, _ p: Double) -> Double {
    guard a > 0 && a < .infinity && p >= 0 && p <= 1 else { return .nan }
    if p == 0 { return 0 }
    if p == 1 { return .infinity }
    return gammaQuantile(a, p, isUpper: false).rounded
  }

  /// The `x` at which `Q(a, x)` is `q`: infinite at 0, 0 at 1, NaN outside 0 ... 1 and unless `a` is
  /// positive and finite.
  public static func gammainccinv(_ a: Double, _ q: Double) -> Double {
    guard a > 0 && a < .infinity && q >= 0 && q <= 1 else { return .nan }
    if q == 0 { return .infinity }
    if q == 1 { return 0 }
    return gammaQuantile(a, q, isUpper: true).rounded
  }

  /// The point at which a tail has a probability of 0 ... 1, ends excluded, with what its rounding
  /// leaves.
  private static func gammaQuantile(
    _ a: Double, _ probability: Double, isUpper: Bool
  ) -> DoubleDouble {
    if a > 1e32 { return DoubleDouble(a) }
    let isLower = isUpper != (probability <= 0.5)
    let target = probability <= 0.5 ? probability : 1 - probability
    // P is below x^a / gamma(1 + a), and as good as equal to it where x is near 0.
    let lowerTail = isLower ? log(target) : log1p(-target)
    let first = (lowerTail + (a < 1e-9 ? -0.5772156649015329 * a : lgamma(1 + a))) / a
    if first < -745.14 { return DoubleDouble(0) }
    let start = gammaQuantileStart(a, target, first, isLower: isLower)
    let highest = log(4 * a + 3000)
    let (v, step) = QuantileSearch.run(
      from: start, within: -745...highest, isRising: isLower
    ) { v in
      let x = exp(v)
      let density = GammaDensity(a, x, order: 0)
      return QuantileSearch.Sample(
        tail: density.tailValue(isLower: isLower), target: target,
        density: density.densityTimesX, isRising: isLower, bend: a - x)
    }
    let x = exp(v)
    return DoubleDouble.sum(x, x * step)
  }

  /// The derivative of orders `n` by `a` and `k` by `x` of the density, at the point where the lower
  /// or upper tail is a given probability. The rounding of that point does not show.
  public static func gammaDensity(
    _ a: Double, atProbability y: Double, isUpper: Bool, derivativeByA n: Int, byX k: Int
  ) -> Double {
    atGammaQuantile(a, y, isUpper: isUpper) { x, order in
      gammaDensity(a, x, derivativeByA: n, byX: k + order)
    }
  }

  /// The derivative of order `n` of `P` by `a` at that point.
  public static func gammainc(
    _ a: Double, atProbability y: Double, isUpper: Bool, derivativeByA n: Int
  ) -> Double {
    atGammaQuantile(a, y, isUpper: isUpper) { x, order in
      order == 0
        ? gammainc(a, x, derivativeByA: n) : gammaDensity(a, x, derivativeByA: n)
    }
  }

  /// A function at a quantile: the value at the rounded point, and the first order of the rest.
  private static func atGammaQuantile(
    _ a: Double, _ y: Double, isUpper: Bool, _ function: (_ x: Double, _ order: Int) -> Double
  ) -> Double {
    guard a > 0 && a < .infinity && y >= 0 && y <= 1 else { return .nan }
    if y == 0 || y == 1 { return function((y == 0) == isUpper ? .infinity : 0, 0) }
    let x = gammaQuantile(a, y, isUpper: isUpper)
    if x.low == 0 { return function(x.high, 0) }
    return function(x.high, 0) + x.low * function(x.high, 1)
  }

  /// Wilson and Hilferty's normal approximation of the cube root; for small parameters and far
  /// tails the first term of the power series, or the bound of the upper tail by `exp(-x)`.
  private static func gammaQuantileStart(
    _ a: Double, _ target: Double, _ first: Double, isLower: Bool
  ) -> Double {
    let z = ndtri(target)
    let root = 1 - 1 / (9 * a) + (isLower ? z : -z) / (3 * a.squareRoot())
    if a >= 0.5 && root > 0.3 { return log(a) + 3 * log(root) }
    return isLower ? first : log(a - log(target))
  }
}

extension GammaDensity {
  /// One of the tails, each by itself where it is small.
  func tailValue(isLower: Bool) -> Scaled {
    let tail = tail
    if tail.isLower == isLower { return tail.value }
    let complement = tail.value.complement
    if isLower || complement.high > 0.25 || x > 1.5 { return Scaled(complement, exponent: 0) }
    let overParameter = GammaDensity.upperTailOverParameter(a, x)
    // A power of two keeps small parameters within the range of double-doubles.
    let power = a < 1e-100 ? 600 : 0
    return Scaled(overParameter * a.multiplied(byPowerOfTwo: power), exponent: -power)
  }
}
