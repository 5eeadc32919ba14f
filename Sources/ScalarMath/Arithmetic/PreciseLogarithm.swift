extension DoubleDouble {
  /// The natural logarithm of a positive finite number to about 2^-100, where `logarithm` is good to
  /// 2^-64: for sums of large logarithms that cancel.
  ///
  /// The mantissa between sqrt(1/2) and sqrt(2) goes through `log m = 2 artanh((m - 1) / (m + 1))`.
  var preciseLogarithm: DoubleDouble {
    // A quotient that underflowed: what is made of it vanishes.
    if high == 0 { return DoubleDouble(-10_000) }
    if high < 0x1p-960 { return scaled(by: 0x1p200).preciseLogarithm + Ln2.value * -200 }
    var powers = Int(high.exponent)
    var mantissa = DoubleDouble(high.significand, low * 0x1p500 * .powerOfTwo(-powers / 2))
    mantissa.low *= .powerOfTwo(-powers + powers / 2) * 0x1p-500
    if mantissa.high > 1.4142135623730951 {
      mantissa = mantissa.scaled(by: 0.5)
      powers += 1
    }
    let numerator = DoubleDouble.sum(mantissa.high - 1, mantissa.low)
    let fraction = (numerator / (mantissa + 1)).preciseTwiceArtanh
    if powers == 0 { return fraction }
    let count = Double(powers)
    let multiple = DoubleDouble.orderedSum(count * Ln2.first, count * Ln2.second)
    return multiple + count * Ln2.third + fraction
  }

  /// `log(1 + self)` to about 2^-100 of itself, for a number above -1.
  var preciseLogarithmOfOnePlus: DoubleDouble {
    high.magnitude < 0.25 ? (self / (self + 2)).preciseTwiceArtanh : (self + 1).preciseLogarithm
  }

  /// `log(1 + self) - self`, without the cancellation near 0.
  ///
  /// With `r = z / (2 + z)` it is `2 artanh(r) - z = -z r + 2 r^3 (1/3 + r^2/5 + ...)`.
  var logarithmOfOnePlusMinusSelf: DoubleDouble {
    if high.magnitude > 0.25 { return preciseLogarithmOfOnePlus - self }
    let r = self / (self + 2)
    let square = r * r
    return r * (square * DoubleDouble.artanhTail(square, from: 1).scaled(by: 2) - self)
  }

  /// `2 artanh(self)` for magnitudes below 0.1717.
  private var preciseTwiceArtanh: DoubleDouble {
    self.scaled(by: 2) * DoubleDouble.artanhTail(self * self, from: 0)
  }

  /// The sum over `k >= first` of `z^(k - first) / (2k + 1)`, for `z <= 0.03`.
  private static func artanhTail(_ z: DoubleDouble, from first: Int) -> DoubleDouble {
    // Each power of z adds at least five bits; the late terms need no second half.
    let count = z.high < 0x1p-20 ? first + 5 : Coefficients.oddReciprocals.count - 1
    var sum = Coefficients.oddReciprocals[count]
    for k in stride(from: count - 1, through: first, by: -1) {
      sum = sum * z + Coefficients.oddReciprocals[k]
    }
    return sum
  }
}

extension DoubleDouble {
  /// `exp(self) - 1 - self` without the cancellation near 0, for magnitudes below 300.
  var exponentialMinusOneMinusSelf: DoubleDouble {
    if high.magnitude > 0.25 { return exponentialMinusOne - self }
    let coefficients = Coefficients.factorialReciprocals
    let count = high.magnitude < 1e-3 ? 7 : coefficients.count
    var sum = coefficients[count - 1]
    for k in stride(from: count - 2, through: 0, by: -1) { sum = sum * self + coefficients[k] }
    return sum * self * self
  }
}

extension Math {
  /// `log(1 + z) - z` without the cancellation near 0, for `z > -1`.
  static func log1pMinusSelf(_ z: Double) -> Double {
    if z.magnitude > 0.4 { return log1p(z) - z }
    let r = z / (2 + z)
    let square = r * r
    let tail = polynomial(
      [
        1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11, 1 / 13, 1 / 15, 1 / 17, 1 / 19, 1 / 21, 1 / 23, 1 / 25,
        1 / 27, 1 / 29,
      ], square)
    return r * (2 * square * tail - z)
  }

  /// `exp(u) - 1 - u` without the cancellation near 0.
  static func expm1MinusSelf(_ u: Double) -> Double {
    if u.magnitude > 0.5 { return expm1(u) - u }
    let tail = polynomial(
      [
        1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5040, 1 / 40320, 1 / 362_880, 1 / 3_628_800,
        1 / 39_916_800, 1 / 479_001_600, 1 / 6_227_020_800, 1 / 87_178_291_200,
      ], u)
    return u * u * tail
  }
}
