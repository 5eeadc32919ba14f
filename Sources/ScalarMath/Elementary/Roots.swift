extension Math {
  /// The reciprocal of the square root: one Newton step with an exact residual.
  ///
  /// Infinite at 0 with the sign of the zero, NaN below 0.
  public static func rsqrt(_ x: Double) -> Double {
    if x < 0x1p-900 {
      return x > 0 ? 0x1p100 * rsqrt(x * 0x1p200) : 1 / x.squareRoot()
    }
    if x > 0x1p900 { return x == .infinity ? 0 : 0x1p-100 * rsqrt(x * 0x1p-200) }
    if x.isNaN { return x }
    let y = 1 / x.squareRoot()
    let residual = (DoubleDouble.product(x, y) * -y + 1).rounded
    return y + y * (0.5 * residual)
  }

  /// The derivative of the cube root, `1 / (3 cbrt(x)^2)` with the root in double-double; infinite at
  /// 0.
  public static func cbrtSlope(_ x: Double) -> Double {
    let a = x.magnitude
    if a < 0x1p-400 { return a > 0 ? 0x1p400 * cbrtSlope(a * 0x1p600) : .infinity }
    if a > 0x1p400 { return a < .infinity ? 0x1p-400 * cbrtSlope(a * 0x1p-600) : 0 }
    if a.isNaN { return a }
    let y = libmCbrt(a)
    let square = DoubleDouble.product(y, y)
    let residual = (square * -y + a).rounded
    let root = DoubleDouble.orderedSum(y, residual / (3 * square.high))
    return (DoubleDouble(1) / (root * root * 3)).rounded
  }

  /// The real cube root: one Newton step with the residual in double-double.
  public static func cbrt(_ x: Double) -> Double {
    let a = x.magnitude
    if a < 0x1p-500 { return a > 0 ? 0x1p-200 * cbrt(x * 0x1p600) : x }
    if a > 0x1p500 { return a < .infinity ? 0x1p200 * cbrt(x * 0x1p-600) : x }
    let y = libmCbrt(x)
    let square = DoubleDouble.product(y, y)
    let residual = (square * -y + x).rounded
    return y + residual / (3 * square.high)
  }
}
