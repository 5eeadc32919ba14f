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
    return Scaled(value, exponent: scale).rounded + 0
  }

  /// The derivative of `-x log(x)`, `-log(x) - 1`, which keeps its digits around its zero 1/e too.
  public static func entrSlope(_ x: Double) -> Double {
    guard x > 0.3 && x < 0.45 else { return -log(x) - 1 }
    return -DoubleDouble.logarithmNearPerE(DoubleDouble(x)).rounded
  }

  /// `log(x / y) + 1`, which keeps its digits where it is about 0.
  public static func relEntrSlope(_ x: Double, _ y: Double) -> Double {
    guard x > 0.3 * y && x < 0.45 * y && x > 1e-100 && y < 1e100 else {
      return logOfRatio(x, y) + 1
    }
    return DoubleDouble.logarithmNearPerE(DoubleDouble(x) / DoubleDouble(y)).rounded
  }

  /// `log(x / y)` without the rounding of the quotient; that of the quotient at the edges.
  public static func logOfRatio(_ x: Double, _ y: Double) -> Double {
    guard x > 0 && y > 0 && x < .infinity && y < .infinity else { return log(x / y) }
    return DoubleDouble.logarithmOfRatio(x, y).rounded
  }
}

extension DoubleDouble {
  /// `log(x) + 1` for `x` around 1/e, as the logarithm of `e x`.
  fileprivate static func logarithmNearPerE(_ x: DoubleDouble) -> DoubleDouble {
    (DoubleDouble(0x1.5bf0a8b145769p+1, 0x1.4d57ee2b1013ap-53) * x - 1).logarithmOfOnePlus
  }
}
