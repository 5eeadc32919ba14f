extension DoubleDouble {
  /// The exponential to 100 bits and more, for magnitudes below 2^19.
  ///
  /// Reduction by multiples of ln 2 and by 2^6, the Taylor series, and six doublings
  /// `e^2r - 1 = (e^r - 1)(2 + (e^r - 1))`.
  var preciseExponential: Scaled {
    let multiple = (high * 1.4426950408889634).rounded(.toNearestOrEven)
    let leading = DoubleDouble.sum(high - multiple * Ln2.first, -(multiple * Ln2.second))
    let remainder = leading + DoubleDouble.sum(low, 0) - DoubleDouble.product(multiple, Ln2.third)
    return Scaled(remainder.preciseExponentialMinusOne + 1, exponent: Int(multiple))
  }

  /// `e^self - 1` for magnitudes below 0.4, with all digits also near 0.
  var preciseExponentialMinusOne: DoubleDouble {
    let r = scaled(by: 0x1p-6)
    var series = DoubleDouble(1)
    for k in stride(from: 12, through: 2, by: -1) { series = series * r / Double(k) + 1 }
    var e = series * r
    for _ in 0..<6 { e = e.scaled(by: 2) + e * e }
    return e
  }

  /// The natural logarithm of a positive finite double to 100 bits and more: one step of Newton's
  /// method from 64 bits.
  static func preciseLogarithm(of x: Double) -> DoubleDouble {
    let isSubnormal = x < 0x1p-1022
    let normal = isSubnormal ? x * 0x1p54 : x
    let exponent = Int(normal.exponent)
    let logarithm = DoubleDouble(normal.significand).preciseLogarithmNearOne
    return logarithm + DoubleDouble.product(Double(exponent - (isSubnormal ? 54 : 0)), Ln2.first)
      + DoubleDouble.product(Double(exponent - (isSubnormal ? 54 : 0)), Ln2.second)
      + DoubleDouble.product(Double(exponent - (isSubnormal ? 54 : 0)), Ln2.third)
  }

  /// The logarithm of a number between 1/2 and 4, to an absolute error of about 2^-104.
  private var preciseLogarithmNearOne: DoubleDouble {
    let rough = logarithm
    let inverse = (-rough).preciseExponential.unscaled
    return rough + (self * inverse - 1)
  }
}

extension SeriesNumber {
  /// e to the power of the number, to 100 bits and more; the constant is below 2^19.
  var preciseExponent: (value: Self, exponent: Int) {
    let leading = constant
    let scaled = leading.preciseExponential
    return ((self - leading).exponent * scaled.value, scaled.exponent)
  }

  /// `1 / gamma(1 + z)` for a constant of magnitude up to 1/2.
  static func reciprocalGamma(onePlus z: Self) -> Self {
    let coefficients = Coefficients.reciprocalGamma
    var sum = Self(coefficients[coefficients.count - 1])
    for c in coefficients.dropLast().reversed() { sum = sum * z + c }
    return sum
  }
}
