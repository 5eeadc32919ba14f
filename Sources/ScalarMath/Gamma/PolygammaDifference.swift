extension Math {
  /// `polygamma(n, a) - polygamma(n, a + b)`, which does not cancel where `b` is small.
  ///
  /// The difference of two series in double-double; for very small `b` the Taylor series in `b`, for
  /// very large `a` the leading terms. With a negative argument it is the plain difference.
  public static func polygammaDifference(_ n: Int, _ a: Double, _ b: Double) -> Double {
    let end = a + b
    guard a > 0, end > 0, end < .infinity else { return polygamma(n, a) - polygamma(n, end) }
    if b == 0 { return 0 }
    if a > 1e20 && end > 1e20 { return differenceOfLarge(n, a, b) }
    if a < 0x1p-80 || end < 0x1p-80 || end > 1e100 {
      return polygamma(n, a) - polygamma(n, end)
    }
    let scale = a < 1 ? Double.powerOfTwo(Int(a.exponent)) : 1
    let isSmall = b.magnitude < 0x1p-36 * min(a, end)
    let first = LogGammaSeries.coefficients(
      DoubleDouble(a), order: isSmall ? n + 4 : n + 1, scale: scale)
    let difference: DoubleDouble
    if isSmall {
      // Of the coefficient c(n + 1) at a + b: the sum of c(m) b^(m - n - 1) binomial(m, n + 1).
      var factor = DoubleDouble(-1)
      var sum = DoubleDouble(0)
      for k in 1...3 {
        factor = factor * (b / scale) * (Double(n + 1 + k) / DoubleDouble(Double(k)))
        sum = sum + first[n + 1 + k] * factor
      }
      difference = sum
    } else {
      let second = LogGammaSeries.coefficients(DoubleDouble.sum(a, b), order: n + 1, scale: scale)
      difference = first[n + 1] - second[n + 1]
    }
    var value = Scaled(difference, exponent: -Int(scale.exponent) * (n + 1))
    for k in stride(from: 2, through: n + 1, by: 1) {
      value = (value * DoubleDouble(Double(k))).normalized
    }
    return value.nearest
  }

  /// Of `log(a)` for `n = 0`, else of `(-1)^(n + 1) (n - 1)! / a^n`.
  private static func differenceOfLarge(_ n: Int, _ a: Double, _ b: Double) -> Double {
    let growth = log1p(b / a)
    if n == 0 { return -growth }
    var value = -expm1(-Double(n) * growth) * (n % 2 == 0 ? -1 : 1)
    for k in 1..<(n + 1) { value *= max(Double(k - 1), 1) / a }
    return value
  }
}
