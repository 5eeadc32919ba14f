extension DoubleDouble {
  /// The natural logarithm of a positive finite double; relative error about 2^-64.
  @inline(__always)
  static func logarithm(of x: Double) -> DoubleDouble {
    x < 0x1p-1022
      ? logarithm(of: DoubleDouble(x * 0x1p54), powers: -54)
      : logarithm(of: DoubleDouble(x), powers: 0)
  }

  /// The natural logarithm of a positive number within 2^-1000 ... 2^1000.
  @inline(__always)
  var logarithm: DoubleDouble { DoubleDouble.logarithm(of: self, powers: 0) }

  /// `log(1 + self)` for a number above -1 and below 2^1000, without the rounding of `1 + self`.
  @inline(__always)
  var logarithmOfOnePlus: DoubleDouble {
    high > -0.29 && high < 0.41 ? (self / (self + 2)).twiceArtanh : (self + 1).logarithm
  }

  /// The logarithm of `x * 2^powers`: the mantissa between sqrt(1/2) and sqrt(2) goes through
  /// `log m = 2 artanh((m - 1) / (m + 1))`.
  @inline(__always)
  private static func logarithm(of x: DoubleDouble, powers: Int) -> DoubleDouble {
    let sqrtHalf: Int64 = 0x3fe6_a09e_667f_3bcd
    let k = Int(truncatingIfNeeded: (Int64(bitPattern: x.high.bitPattern) &- sqrtHalf) >> 52)
    let mantissa = Double(bitPattern: x.high.bitPattern &- UInt64(truncatingIfNeeded: k) << 52)
    let low = x.low == 0 ? 0 : x.low * .powerOfTwo(-k)
    let numerator = DoubleDouble.sum(mantissa - 1, low)
    let quotient = numerator / (DoubleDouble(mantissa, low) + 1)
    let fraction = quotient.twiceArtanh
    let count = Double(k + powers)
    let multiple = DoubleDouble.orderedSum(count * Ln2.first, count * Ln2.second)
    let s = DoubleDouble.sum(multiple.high, fraction.high)
    return DoubleDouble.orderedSum(
      s.high, s.low + ((multiple.low + fraction.low) + count * Ln2.third))
  }

  /// `2 artanh(self)` for magnitudes below 0.1717: the power series, of which the first two terms
  /// are summed in double-double.
  @inline(__always)
  var twiceArtanh: DoubleDouble {
    let square = self * self
    let z = square.high
    let tail =
      z * z
      * polynomial(
        [
          1 / 5, 1 / 7, 1 / 9, 1 / 11, 1 / 13, 1 / 15, 1 / 17, 1 / 19, 1 / 21, 1 / 23, 1 / 25,
          1 / 27,
        ], z)
    let correction = square * DoubleDouble(0x1.5555555555555p-2, 0x1.5555555555555p-56) + tail
    let twice = scaled(by: 2)
    let rest = twice * correction
    let s = DoubleDouble.orderedSum(twice.high, rest.high)
    return DoubleDouble.orderedSum(s.high, s.low + (twice.low + rest.low))
  }
}
