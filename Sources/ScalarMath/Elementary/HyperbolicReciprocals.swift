extension Math {
  /// The hyperbolic secant, `2 / (e^x + e^-x)` in double-double.
  public static func sech(_ x: Double) -> Double {
    let a = x.magnitude
    if !(a < 760) { return x.isNaN ? x : 0 }
    let decay = DoubleDouble(-a).exponential
    let square = a < 40 ? decay.unscaled * decay.unscaled : DoubleDouble(0)
    return Scaled(decay.value / (square + 1), exponent: decay.exponent + 1).rounded
  }

  /// The hyperbolic cosecant, `2 e^-x / (1 - e^-2x)` in double-double; infinite at 0 with the sign of
  /// the zero.
  public static func csch(_ x: Double) -> Double {
    let a = x.magnitude
    if a < 0x1p-30 { return 1 / x }
    if !(a < 760) { return x.isNaN ? x : copysign(0, x) }
    let decay = DoubleDouble(-a).exponential
    let rest = a < 40 ? -DoubleDouble(-2 * a).exponentialMinusOne : DoubleDouble(1)
    return copysign(Scaled(decay.value / rest, exponent: decay.exponent + 1).rounded, x)
  }

  /// The hyperbolic cotangent, `(e^2x + 1) / (e^2x - 1)` in double-double; infinite at 0 with the
  /// sign of the zero.
  public static func coth(_ x: Double) -> Double {
    let a = x.magnitude
    if a < 0x1p-30 { return 1 / x }
    if a > 20 { return copysign(1, x) }
    if x.isNaN { return x }
    let e = DoubleDouble(2 * a).exponentialMinusOne
    return copysign(((e + 2) / e).rounded, x)
  }

  /// `x - tanh(x)` without the cancellation near 0.
  ///
  /// There it is `(x cosh(x) - sinh(x)) / cosh(x)`, whose numerator has the power series with the
  /// terms `2k x^(2k+1) / (2k+1)!`.
  public static func tanhshrink(_ x: Double) -> Double {
    if x.magnitude >= 2 || x.isNaN { return x - tanh(x) }
    if x.magnitude < 1e-40 {
      if x == 0 { return x }
      let (m, exponent) = x.magnitude.mantissaAndExponent
      let third = DoubleDouble.product(m, m) * m / 3
      return copysign(Scaled(third, exponent: 3 * exponent).rounded, x)
    }
    let square = DoubleDouble.product(x, x)
    var term = square * x / 6
    var sum = DoubleDouble(0)
    for k in 1..<16 {
      sum = sum + term * Double(2 * k)
      term = term * square / Double((2 * k + 2) * (2 * k + 3))
    }
    return (sum / DoubleDouble(cosh(x))).rounded
  }
}
