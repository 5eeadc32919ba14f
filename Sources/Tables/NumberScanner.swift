/// What stands where a number was expected.
enum NumberScan {
  case value(Double)
  /// Well-formed, but larger than any double.
  case outOfRange
  case malformed(NumberFault)
}

/// How a text breaks the grammar of numbers.
enum NumberFault {
  case noDigits
  case leadingZero
  case noDigitsAfterPoint
  case noDigitsInExponent
}

extension ByteCursor {
  /// Reads a number by the grammar of RFC 8259, section 6, and moves past it.
  ///
  ///     number   = ["-"] integer ["." 1*DIGIT] [("e" / "E") ["+" / "-"] 1*DIGIT]
  ///     integer  = "0" / (%x31-39 *DIGIT)
  ///
  /// After a fault the cursor stands at the byte that breaks the grammar.
  @inline(__always)
  mutating func scanNumber(_ reader: UsualNumber = .init()) -> NumberScan {
    if let value = scanUsualNumber(reader) { return .value(value) }
    return scanAnyNumber()
  }

  private mutating func scanAnyNumber() -> NumberScan {
    let isNegative = current == Ascii.minus
    if isNegative { position += 1 }
    let mantissaStart = position
    var significand: UInt64 = 0
    var significantDigits = 0
    if current == Ascii.zero {
      position += 1
      if Ascii.isDigit(current) {
        position -= 1
        return .malformed(.leadingZero)
      }
    } else {
      significantDigits = scanDigits(into: &significand)
      if significantDigits == 0 { return .malformed(.noDigits) }
    }
    var exponent = 0
    if current == Ascii.dot {
      position += 1
      let fractionStart = position
      if significantDigits == 0 {
        while current == Ascii.zero { position += 1 }
      }
      significantDigits += scanDigits(into: &significand)
      exponent = fractionStart - position
      if exponent == 0 { return .malformed(.noDigitsAfterPoint) }
    }
    let mantissa = mantissaStart..<position
    if current | 0x20 == UInt8(ascii: "e") {
      guard let explicit = scanExponent() else { return .malformed(.noDigitsInExponent) }
      exponent += explicit
    }
    // Nineteen digits always fit 64 bits; of more, the significand has wrapped around.
    let value =
      significantDigits <= 19
      ? DecimalConversion.nearest(significand, exponent: exponent)
      : nearest(longMantissa: mantissa, digits: significantDigits, exponent: exponent)
        ?? DecimalConversion.nearest(digits: bytes[mantissa], exponent: exponent)
    guard value.isFinite else { return .outOfRange }
    return .value(isNegative ? -value : value)
  }

  /// Appends the digits that follow to `significand`, modulo 2^64; returns how many there were.
  @inline(__always)
  private mutating func scanDigits(into significand: inout UInt64) -> Int {
    let start = position
    while true {
      let digit = current &- Ascii.zero
      guard digit < 10 else { return position - start }
      significand = significand &* 10 &+ UInt64(digit)
      position += 1
    }
  }

  /// Reads `e+12`. Exponents beyond every length of input stop growing, so that they cannot
  /// overflow and still decide between zero and out of range.
  private mutating func scanExponent() -> Int? {
    position += 1
    let isNegative = current == Ascii.minus
    if isNegative || current == Ascii.plus { position += 1 }
    guard Ascii.isDigit(current) else { return nil }
    var exponent = 0
    while Ascii.isDigit(current) {
      if exponent < 1 << 50 { exponent = exponent * 10 + Int(current - Ascii.zero) }
      position += 1
    }
    return isNegative ? -exponent : exponent
  }

  /// Decides by the first nineteen digits alone, if the next number of nineteen digits rounds to
  /// the same double: what lies between the two then does so as well.
  private func nearest(longMantissa: Range<Int>, digits: Int, exponent: Int) -> Double? {
    var leading: UInt64 = 0
    var taken = 0
    for byte in bytes[longMantissa] where byte != Ascii.dot {
      if taken == 0, byte == Ascii.zero { continue }
      leading = leading * 10 + UInt64(byte - Ascii.zero)
      taken += 1
      if taken == 19 { break }
    }
    let exponent = exponent + digits - taken
    let below = DecimalConversion.nearest(leading, exponent: exponent)
    return below == DecimalConversion.nearest(leading + 1, exponent: exponent) ? below : nil
  }
}
