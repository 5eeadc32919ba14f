extension Math {
  /// `x log(x / y)`, 0 where `x` is 0 and `y` is not negative; infinite where one is negative, and
  /// where only `y` is 0.
  public static func relEntr(_ x: Double, _ y: Double) -> Double {
    if x.isNaN || y.isNaN { return .nan }
    if x == 0 && y >= 0 { return 0 }
    guard x > 0 && y > 0 else { return .infinity }
    guard x < .infinity && y < .infinity else { return x * log(x / y) }
    let logarithm = DoubleDouble.logarithmOfRatio(x, y)
    let (mantissa, exponent) = x.mantissaAndExponent
    return Scaled(logarithm * mantissa, exponent: exponent).rounded
  }

  /// `x log(x / y) - x + y`, which is 0 where `x` and `y` are equal; `y` where `x` is 0, infinite
  /// beyond.
  ///
  /// Near the zero it is `-x (log(1 + t) - t)` with `t = (y - x) / x`. The function is homogeneous, so
  /// the larger number is scaled to about 1.
  public static func klDiv(_ x: Double, _ y: Double) -> Double {
    if x.isNaN || y.isNaN { return .nan }
    if x == 0 && y >= 0 { return y }
    guard x > 0 && y > 0 else { return .infinity }
    guard x < .infinity && y < .infinity else {
      return x < .infinity || y < .infinity ? .infinity : .nan
    }
    let scale = Int((x < y ? y : x).exponent)
    let (p, q) = (
      x.multiplied(byAnyPowerOfTwo: -scale), y.multiplied(byAnyPowerOfTwo: -scale)
    )
    let value: DoubleDouble
    if q > 0.72 * p && q < 1.4 * p {
      let t = (DoubleDouble.sum(q, -p)) / DoubleDouble(p)
      value = -(t.logarithmOfOnePlusMinusSelf * p)
    } else {
      value = DoubleDouble.logarithmOfRatio(x, y) * p + DoubleDouble.sum(q, -p)
    }
    return Scaled(value, exponent: scale).rounded
  }

  /// `log(x / y)` without the rounding of the quotient; that of the quotient at the edges.
  public static func logOfRatio(_ x: Double, _ y: Double) -> Double {
    guard x > 0 && y > 0 && x < .infinity && y < .infinity else { return log(x / y) }
    return DoubleDouble.logarithmOfRatio(x, y).rounded
  }
}
