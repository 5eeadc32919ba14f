extension DoubleDouble {
  /// `e^self - 1` for magnitudes below 0.4, with all digits also near 0.
  var preciseExponentialMinusOne: DoubleDouble {
    let r = scaled(by: 0x1p-6)
    var series = DoubleDouble(1)
    for k in stride(from: 12, through: 2, by: -1) { series = series * r / Double(k) + 1 }
    var e = series * r
    for _ in 0..<6 { e = e.scaled(by: 2) + e * e }
    return e
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
