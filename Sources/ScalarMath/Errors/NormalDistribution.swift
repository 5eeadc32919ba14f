import CKernels

extension Math {
  /// The standard normal distribution function, `erfc(-x / sqrt 2) / 2`.
  ///
  /// The tail is `exp(-x^2 / 2)` with the exact square times a polynomial over `|x| + 5/4`; right of
  /// 0 the value is what that lacks of 1.
  public static func ndtr(_ x: Double) -> Double { sg_ndtr_of(x) }

  /// The standard normal density `exp(-x^2 / 2) / sqrt(2 pi)`, with the exact square.
  public static func normalDensity(_ x: Double) -> Double { sg_normal_density_of(x) }

  /// The inverse of `ndtr`; infinite at 0 and 1, NaN outside 0 ... 1.
  public static func ndtri(_ p: Double) -> Double {
    if !(p > 0 && p < 1) { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
    let root =
      p < 0.25
      ? -DoubleDouble.erfcinvTail(2 * p)
      : p > 0.75 ? DoubleDouble.erfcinvTail(2 * (1 - p)) : DoubleDouble.erfinvCentral(2 * p - 1)
    return (root * DoubleDouble.sqrtHalf.scaled(by: 2)).rounded
  }

  /// The logarithm of `ndtr`: `-x^2 / 2` plus the logarithm of the scaled tail below -0.7, and
  /// `log1p` of minus the upper tail above 0.7.
  public static func logNdtr(_ x: Double) -> Double {
    if x >= 0.7 {
      return x < 37 ? (-DoubleDouble.normalTail(x).unscaled).logarithmOfOnePlus.rounded : -ndtr(-x)
    }
    if x > -0.7 { return DoubleDouble.normalCentral(x).logarithm.rounded }
    if x < -1e100 { return -0.5 * x * x }
    if x.isNaN { return x }
    let scaled = DoubleDouble.scaledNormalTail(-x)
    let square = DoubleDouble.product(x, x).scaled(by: 0.5)
    return (-square + log(scaled.rounded)).rounded
  }
}

extension DoubleDouble {
  static let sqrtHalf = DoubleDouble(0x1.6a09e667f3bcdp-1, -0x1.bdd3413b26456p-55)

  /// The standard normal distribution function for `|x| <= 0.7`.
  @inline(__always)
  static func normalCentral(_ x: Double) -> DoubleDouble {
    Coefficients.erfOverX(0.5 * x * x) * (sqrtHalf * (0.5 * x)) + 0.5
  }

  /// The upper tail of the standard normal distribution for `0.6 <= x < 50`.
  @inline(__always)
  static func normalTail(_ x: Double) -> Scaled {
    product(x, x).scaled(by: -0.5).exponential * scaledNormalTail(x)
  }

  /// The upper tail times `exp(x^2 / 2)` for `0.6 <= x`.
  @inline(__always)
  fileprivate static func scaledNormalTail(_ x: Double) -> DoubleDouble {
    erfcx(sqrtHalf * x).scaled(by: 0.5)
  }
}
