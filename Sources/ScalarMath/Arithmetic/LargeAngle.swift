/// An angle above 2^26 without its multiple of pi/2, for which libm's own reduction is not exact
/// enough (its sine of 1.2853022199154463e174 is off by 100,000 ulp).
struct LargeAngle {
  /// Between -pi/4 and pi/4.
  let remainder: DoubleDouble
  /// The multiple of pi/2 modulo 4.
  let quadrant: Int

  /// Payne and Hanek 1983: only the bits of 2/pi that matter are multiplied, as integers.
  ///
  /// `x` is finite and above 2^26. With `x = m 2^e`, bits of weight up to `2^(1 - e)` give
  /// multiples of 4, so 256 bits from there on leave an error below 2^-200.
  init(_ x: Double) {
    let exponent = Int(x.exponent) - 52
    let mantissa = x.significandBitPattern | (1 << 52)
    // The table has 64 zero bits before the point, so bit `exponent - 1` stands here:
    let start = exponent + 62
    let word = start / 64
    let shift = UInt64(start % 64)
    var product: InlineArray<4, UInt64> = [0, 0, 0, 0]
    var carry: UInt64 = 0
    for i in (0..<4).reversed() {
      let high = Self.twoOverPi[word + i] << shift
      let low = shift == 0 ? 0 : Self.twoOverPi[word + i + 1] >> (64 - shift)
      let partial = mantissa.multipliedFullWidth(by: high | low)
      let (sum, overflow) = partial.low.addingReportingOverflow(carry)
      product[i] = sum
      carry = partial.high &+ (overflow ? 1 : 0)
    }
    var count = Int(product[0] >> 62)
    // The fraction of pi/2 in 192 bits, the point before the first.
    var words: InlineArray<3, UInt64> = [0, 0, 0]
    for i in 0..<3 { words[i] = product[i] << 2 | product[i + 1] >> 62 }
    let isNegative = words[0] >> 63 == 1
    if isNegative {
      count += 1
      for i in 0..<3 { words[i] = ~words[i] }
    }
    quadrant = count & 3
    let fraction = Self.doubleDouble(words)
    let magnitude = fraction * DoubleDouble(0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54)
    remainder = isNegative ? -magnitude : magnitude
  }

  /// The leading bits of a fraction of 192 bits that has at most 100 leading zeros.
  private static func doubleDouble(_ words: InlineArray<3, UInt64>) -> DoubleDouble {
    var (a, b, c) = (words[0], words[1], words[2])
    var scale = 0x1p-64
    if a == 0 {
      (a, b, c) = (b, c, 0)
      scale = 0x1p-128
    }
    let zeros = UInt64(a.leadingZeroBitCount)
    if zeros > 0 {
      a = a << zeros | b >> (64 - zeros)
      b = b << zeros | c >> (64 - zeros)
      scale /= Double(1 << zeros)
    }
    let high = Double(a >> 11)
    let low = Double((a & 0x7ff) << 42 | b >> 22)
    return DoubleDouble.orderedSum(high * 0x1p11 * scale, low * 0x1p-42 * scale)
  }

  /// The sine of the remainder: the power series beyond the double-double term.
  var sine: DoubleDouble {
    let (r, low) = (remainder.high, remainder.low)
    let z = r * r
    let tail = z * r * polynomial(Coefficients.sineTail, z)
    return DoubleDouble.orderedSum(r, tail + (low - 0.5 * z * low))
  }

  /// The cosine of the remainder: the power series beyond `1 - r^2 / 2` in double-double.
  var cosine: DoubleDouble {
    let square = remainder * remainder
    let z = square.high
    let leading = DoubleDouble.orderedSum(1, -0.5 * z)
    return DoubleDouble.orderedSum(
      leading.high,
      leading.low + (z * z * polynomial(Coefficients.cosineTail, z) - 0.5 * square.low))
  }

  /// 64 zero bits, then 1344 bits of 2/pi after the point.
  private static let twoOverPi: InlineArray<22, UInt64> = [
    0, 0xa2f9_836e_4e44_1529, 0xfc27_57d1_f534_ddc0, 0xdb62_9599_3c43_9041,
    0xfe51_63ab_debb_c561, 0xb724_6e3a_424d_d2e0, 0x0649_2eea_09d1_921c, 0xfe1d_eb1c_b129_a73e,
    0xe882_35f5_2ebb_4484, 0xe99c_7026_b45f_7e41, 0x3991_d639_8353_39f4, 0x9c84_5f8b_bdf9_283b,
    0x1ff8_97ff_de05_980f, 0xef2f_118b_5a0a_6d1f, 0x6d36_7ecf_27cb_09b7, 0x4f46_3f66_9e5f_ea2d,
    0x7527_bac7_ebe5_f17b, 0x3d07_39f7_8a52_92ea, 0x6bfb_5fb1_1f8d_5d08, 0x5603_3046_fc7b_6bab,
    0xf0cf_bc20_9af4_361d, 0xa9e3_9161_5ee6_1b08,
  ]
}
