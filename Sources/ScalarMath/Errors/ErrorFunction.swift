import CKernels

extension Math {
  /// The error function: `x` times a polynomial in `x^2` below 1, `1 - erfc` beyond.
  public static func erf(_ x: Double) -> Double { sg_erf_of(x) }

  /// The complementary error function `1 - erf(x)`: `exp(-x^2)` with the exact square times the
  /// scaled function, a polynomial over `x + 7/8`; left of 0 what that lacks of 2.
  public static func erfc(_ x: Double) -> Double { sg_erfc_of(x) }

  /// The scaled complementary error function `exp(x^2) erfc(x)`; infinite below -26.7.
  public static func erfcx(_ x: Double) -> Double {
    if x >= 0.5 {
      return x < 1e10 ? DoubleDouble.erfcx(DoubleDouble(x)).rounded : 0.5641895835477563 / x
    }
    if !(x > -27) { return x.isNaN ? x : .infinity }
    let growth = DoubleDouble.product(x, x).exponential
    if x < -6 { return Scaled(growth.value, exponent: growth.exponent + 1).rounded }
    if x > -0.5 { return (growth.unscaled * (-(Coefficients.erfOverX(x * x) * x) + 1)).rounded }
    return (growth.unscaled.scaled(by: 2) - DoubleDouble.erfcx(DoubleDouble(-x))).rounded
  }
}

extension DoubleDouble {
  /// `exp(x^2) erfc(x)` for `0.4 <= x`: one polynomial in `(x - 3) / (x + 3)` over `1 + 2 x`, after
  /// Shepherd and Laframboise 1981.
  @inline(__always)
  static func erfcx(_ x: DoubleDouble) -> DoubleDouble {
    let t = (x.high - 3) / (x.high + 3)
    return Coefficients.scaledErfcx(t) / (x.scaled(by: 2) + 1)
  }
}
