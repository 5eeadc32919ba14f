extension ByteCursor {
  /// Reads a number as nearly all are: of up to nineteen digits, not at the very end of the text.
  ///
  /// `nil` for anything else, and the cursor stays.
  @inline(__always)
  mutating func scanUsualNumber(_ reader: UsualNumber = .init()) -> Double? {
    guard let start = bytes.baseAddress, count &- position >= UsualNumber.room,
      let (value, end) = reader.read(start + position)
    else { return nil }
    position = end - start
    return value
  }
}

/// The quick way to read a number, eight digits at a time.
struct UsualNumber {
  private let powers = PowerOfTen.Table()

  /// How many bytes may be looked at.
  static let room = 64
  private static let longestInteger = 19

  /// The number and its end; `nil` if the text is no number, or an unusual one.
  @inline(__always)
  func read(_ start: UnsafePointer<UInt8>) -> (value: Double, end: UnsafePointer<UInt8>)? {
    var next = start
    let isNegative = next[0] == Ascii.minus
    next += isNegative ? 1 : 0

    let integer = next
    var significand = UInt64(next[0] &- Ascii.zero)
    guard significand < 10 else { return nil }
    next += 1
    while Ascii.isDigit(next[0]), next - integer < Self.longestInteger {
      significand = significand &* 10 &+ UInt64(next[0] &- Ascii.zero)
      next += 1
    }
    // A leading zero, or too many digits.
    var digits = next - integer
    if digits > 1, integer[0] == Ascii.zero || Ascii.isDigit(next[0]) { return nil }

    var exponent = 0
    if next[0] == Ascii.dot {
      let fraction = next + 1
      guard let end = Self.readFraction(fraction, into: &significand) else { return nil }
      next = end
      exponent = fraction - end
      digits &-= exponent
      // Zeros at the start are no significant digits.
      if digits > 19, !Self.isSignificant(fraction, digits, integer[0]) { return nil }
    }
    if next[0] | 0x20 == UInt8(ascii: "e") {
      guard let (explicit, end) = Self.readExponent(next + 1) else { return nil }
      exponent &+= explicit
      next = end
    }
    let magnitude = DecimalConversion.nearest(significand, exponent: exponent, powers)
    guard magnitude.isFinite else { return nil }
    let sign: UInt64 = isNegative ? 1 << 63 : 0
    return (Double(bitPattern: magnitude.bitPattern | sign), next)
  }

  /// Appends the digits of a fraction, from one to 23; returns their end.
  @inline(__always)
  private static func readFraction(
    _ start: UnsafePointer<UInt8>, into significand: inout UInt64
  ) -> UnsafePointer<UInt8>? {
    var next = start
    var word = DigitWord.load(next)
    var count = DigitWord.digitCount(word)
    for _ in 0..<2 where count == 8 {
      significand =
        significand &* 100_000_000 &+ DigitWord.number(ofValues: word ^ DigitWord.zeros)
      next += 8
      word = DigitWord.load(next)
      count = DigitWord.digitCount(word)
    }
    // The last digits, which may be none, go to the end of the word, with zeros before them. No branch
    // tells none from one: that is what differs most from number to number.
    let values =
      ((word ^ DigitWord.zeros) &<< 8) &<< UInt64(truncatingIfNeeded: 56 &- 8 &* count)
    significand =
      significand &* powersOfTen[count & 7] &+ DigitWord.number(ofValues: values)
    next += count
    return next == start || count == 8 ? nil : next
  }

  private static let powersOfTen: [UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000,
  ]

  /// Whether a number below 1 with this many digits has at most nineteen from the first that is not
  /// zero.
  private static func isSignificant(
    _ fraction: UnsafePointer<UInt8>, _ digits: Int, _ integer: UInt8
  ) -> Bool {
    guard integer == Ascii.zero else { return false }
    var zeros = 1
    while fraction[zeros - 1] == Ascii.zero, zeros < digits { zeros += 1 }
    return digits - zeros <= 19
  }

  /// An exponent of up to four digits, and its end.
  private static func readExponent(
    _ start: UnsafePointer<UInt8>
  ) -> (Int, end: UnsafePointer<UInt8>)? {
    var next = start
    let isNegative = next[0] == Ascii.minus
    if isNegative || next[0] == Ascii.plus { next += 1 }
    let first = next
    var exponent = 0
    while Ascii.isDigit(next[0]) {
      guard next - first < 4 else { return nil }
      exponent = exponent &* 10 &+ Int(next[0] &- Ascii.zero)
      next += 1
    }
    return next == first ? nil : (isNegative ? -exponent : exponent, next)
  }
}
