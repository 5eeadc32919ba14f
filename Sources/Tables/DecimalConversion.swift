#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// From decimal digits to the nearest double, ties to even.
enum DecimalConversion {
  /// `significand * 10^exponent`, correctly rounded; infinite if too large.
  ///
  /// If both factors are exact doubles, the processor rounds once (W. Clinger, "How to read
  /// floating point numbers accurately", 1990). Otherwise the first 128 bits of the power decide
  /// (D. Lemire, "Number parsing at a gigabyte per second", 2021), and they always suffice
  /// (N. Mushtak, D. Lemire, "Fast number parsing without fallback", 2022).
  @inline(__always)
  static func nearest(
    _ significand: UInt64, exponent: Int, _ powers: PowerOfTen.Table = .init()
  ) -> Double {
    if significand <= 1 << 53, exponent >= -22, exponent <= 22 {
      return exponent < 0
        ? Double(significand) / exactPowersOfTen[-exponent]
        : Double(significand) * exactPowersOfTen[exponent]
    }
    guard significand != 0, exponent >= PowerOfTen.exponents.lowerBound else { return 0 }
    guard exponent <= 308 else { return .infinity }
    let power = powers[exponent]
    let leadingZeros = significand.leadingZeroBitCount
    let normalized = significand &<< UInt64(truncatingIfNeeded: leadingZeros)
    var (high, low) = normalized.multipliedFullWidth(by: power.high)
    // Only if all bits are set behind those of the result and three more can a carry reach them.
    if high & 0x1FF == 0x1FF {
      // From above where a tie is possible, so that it does not seem to lie below.
      let lower = power.low &+ (exponent < 0 && exponent >= -27 ? 1 : 0)
      let carry = normalized.multipliedFullWidth(by: lower).high
      let (sum, overflow) = low.addingReportingOverflow(carry)
      low = sum
      high = high &+ (overflow ? 1 : 0)
    }
    let top = Int(truncatingIfNeeded: high >> 63)
    let shift = UInt64(truncatingIfNeeded: top &+ 9)
    // The result's bits and one more, which rounds.
    var bits = high &>> shift
    var biased =
      PowerOfTen.binaryExponent(of: exponent) &+ 63 &+ top &- leadingZeros &+ 1023
    if biased <= 0 {
      // Subnormal: there are fewer bits. A tie cannot happen here.
      guard biased > -62 else { return 0 }
      bits &>>= UInt64(truncatingIfNeeded: 1 &- biased)
      // A sum that reaches the hidden bit is the smallest normal number.
      return Double(bitPattern: (bits &+ (bits & 1)) >> 1)
    }
    // A tie, which is possible for these powers only, goes to the even neighbour.
    if low <= 1, exponent >= -4, exponent <= 23, bits & 3 == 1, bits &<< shift == high {
      bits &= ~1
    }
    bits = (bits &+ (bits & 1)) >> 1
    if bits >> 53 != 0 {
      bits >>= 1
      biased &+= 1
    }
    guard biased < 0x7FF else { return .infinity }
    return Double(bitPattern: bits & ((1 << 52) - 1) | UInt64(truncatingIfNeeded: biased) << 52)
  }

  private static let exactPowersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// No midpoint between two doubles has more significant digits than this.
  static let decisiveDigits = 767

  /// The digits of a number of any length, correctly rounded by `strtod`; infinite if too large.
  ///
  /// - Parameters:
  ///   - mantissa: digits with at most one point; leading zeros are fine.
  ///   - exponent: the power of ten of the last digit.
  static func nearest(digits mantissa: Slice<UnsafeBufferPointer<UInt8>>, exponent: Int) -> Double {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: decisiveDigits + 32) { text in
      var length = 0
      var dropped = 0
      var droppedSomething = false
      for byte in mantissa where byte != Ascii.dot {
        if length == 0, byte == Ascii.zero { continue }
        if length < decisiveDigits {
          text[length] = CChar(bitPattern: byte)
          length += 1
        } else {
          dropped += 1
          if byte != Ascii.zero { droppedSomething = true }
        }
      }
      guard length > 0 else { return 0 }
      var power = exponent + dropped
      if droppedSomething {
        // Only whether the rest is zero can matter now.
        text[length] = CChar(bitPattern: Ascii.zero + 1)
        length += 1
        power -= 1
      }
      // Written without a point, so that the locale has no say.
      power = min(max(power, -99_999), 99_999)
      text[length] = CChar(bitPattern: UInt8(ascii: "e"))
      length += 1
      for byte in String(power).utf8 {
        text[length] = CChar(bitPattern: byte)
        length += 1
      }
      text[length] = 0
      return text.baseAddress.map { strtod($0, nil) } ?? 0
    }
  }
}
