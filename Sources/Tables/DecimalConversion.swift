#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// From decimal digits to the nearest double, ties to even.
enum DecimalConversion {
  /// `significand * 10^exponent`, correctly rounded; `nil` if that takes more than one step.
  ///
  /// If both factors are exact doubles, the processor rounds once (W. Clinger, "How to read
  /// floating point numbers accurately", 1990). Otherwise the product is taken with a power that
  /// is too small by a known bound: if both ends of the interval round to the same double, so does
  /// what lies between. That fails for one number in some hundred.
  @inline(__always)
  static func nearest(_ significand: UInt64, exponent: Int) -> Double? {
    if significand <= 1 << 53, exponent >= -22, exponent <= 22 {
      return exponent < 0
        ? Double(significand) / exactPowersOfTen[-exponent]
        : Double(significand) * exactPowersOfTen[exponent]
    }
    guard significand != 0 else { return 0 }
    guard PowerOfTen.exponents.contains(exponent) else { return nil }
    let power = PowerOfTen.table[exponent - PowerOfTen.exponents.lowerBound]
    let shift = significand.leadingZeroBitCount
    let (low, _) = (significand << shift).multipliedFullWidth(by: power.significand)
    // The power is less than 2 too small, which adds less than 2^65 to the product, so that the
    // true one, in units of 2^64, is less than 3 above `low`.
    let (high, overflow) = low.addingReportingOverflow(3)
    guard !overflow, Double(low) == Double(high) else { return nil }
    // Exact, because both the power of two and the result stay among the normal numbers.
    let binaryExponent = UInt64(truncatingIfNeeded: 1023 + 64 + power.exponent - shift)
    return Double(low) * Double(bitPattern: binaryExponent << 52)
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
