extension Math {
  /// The inverse of `erf`; infinite at 1 and -1, NaN beyond.
  ///
  /// A polynomial in `y^2` below 1/2, the inverse of `erfc` at the exact `1 - |y|` beyond.
  public static func erfinv(_ y: Double) -> Double {
    let a = y.magnitude
    if a == 0 { return y }
    if a <= 0.5 { return DoubleDouble.erfinvCentral(y).rounded }
    if !(a < 1) { return a == 1 ? y * .infinity : .nan }
    return copysign(DoubleDouble.erfcinvTail(1 - a).rounded, y)
  }

  /// The inverse of `erfc`; infinite at 0, minus infinity at 2, NaN outside 0 ... 2.
  public static func erfcinv(_ y: Double) -> Double {
    if !(y > 0 && y < 2) { return y == 0 ? .infinity : y == 2 ? -.infinity : .nan }
    if y < 0.5 { return DoubleDouble.erfcinvTail(y).rounded }
    if y > 1.5 { return -DoubleDouble.erfcinvTail(2 - y).rounded }
    return DoubleDouble.erfinvCentral(1 - y).rounded
  }
}

extension DoubleDouble {
  /// The inverse of `erf` for `|y| <= 1/2`.
  @inline(__always)
  static func erfinvCentral(_ y: Double) -> DoubleDouble { Coefficients.erfinvOverY(y * y) * y }

  /// The inverse of `erfc` for `0 < y <= 1/2`: a fitted start in `sqrt(-log y)`, good to about
  /// 1e-7, then one step of Halley's method on `erfc(x) - y`.
  static func erfcinvTail(_ y: Double) -> DoubleDouble {
    let w = (-Math.log(y)).squareRoot()
    let ratio =
      w < 4
      ? Coefficients.erfcinvStart(w - 2.4)
      : Coefficients.erfcinvFarStart(1 / w - 0.143)
    let x = w * ratio.high
    let scaled = erfcx(DoubleDouble(x))
    // The relative residual 1 - y / erfc(x), with erfc(x) = scaled * decay.
    let decay = (-product(x, x)).exponential
    let value = decay.value * scaled
    let target = y.multiplied(byAnyPowerOfTwo: -decay.exponent)
    let residual = (value - target).rounded / value.high
    let newton = 0.886226925452758 * scaled.high * residual
    return orderedSum(x, newton / (1 - x * newton))
  }
}
