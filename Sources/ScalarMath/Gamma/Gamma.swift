extension Math {
  /// The gamma function; infinite at 0 with the sign of the zero, NaN at the negative integers.
  ///
  /// A polynomial on 1 ... 2 with the recurrence below 12, the exponential of Stirling's series
  /// (DLMF 5.11.1) in double-double beyond, the reflection formula (DLMF 5.5.3) for negative
  /// arguments.
  public static func gamma(_ x: Double) -> Double {
    if x.magnitude < 0x1p-60 { return 1 / x }
    if x > 0 { return x < 172 ? Scaled.gamma(x).rounded : .infinity }
    let y = -x
    let nearest = round(y)
    let r = y - nearest
    if r == 0 || !y.isFinite { return .nan }
    let isOdd = nearest * 0.5 != round(nearest * 0.5)
    let sign: Double = isOdd == (r > 0) ? 1 : -1
    if y > 190 { return sign * 0 }
    let growth = Scaled.gamma(y)
    let denominator = DoubleDouble.sinOfPi(r.magnitude) * growth.value * y
    let magnitude = Scaled(DoubleDouble.pi / denominator, exponent: -growth.exponent)
    return sign * magnitude.rounded
  }
}

extension Scaled {
  /// The gamma function for `x >= 2^-60`.
  static func gamma(_ x: Double) -> Scaled {
    if x >= 12 { return DoubleDouble.stirlingLogGamma(DoubleDouble(x)).exponential }
    if x < 1 { return Scaled(gammaOfOnePlus(x) / x, exponent: 0) }
    var y = x - 1
    var product = DoubleDouble(1)
    while y >= 1 {
      product = product * y
      y -= 1
    }
    return Scaled(product * gammaOfOnePlus(y), exponent: 0)
  }

  /// The gamma function at `1 + t` for `0 <= t <= 1`.
  @inline(__always)
  private static func gammaOfOnePlus(_ t: Double) -> DoubleDouble {
    DoubleDouble.orderedSum(1, t * (t - 1) * Coefficients.gammaNearOne(t - 0.5).high)
  }
}
