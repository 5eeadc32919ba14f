/// Turns the digits of a literal into the nearest double, in time linear in their number.
enum NumberLiteral {
  /// The value of a decimal literal that is known to follow the grammar.
  ///
  /// Infinite if it is too large. The conversion rounds to nearest, ties to even.
  static func decimal(_ bytes: ArraySlice<UInt8>) -> Double {
    if bytes.count <= 15, let short = short(bytes) { return short }
    // A double and the middle between two doubles have at most 767 significant digits, so that
    // of all further digits it only matters whether one of them is not zero.
    let digitLimit = 800
    var text: [UInt8] = []
    text.reserveCapacity(min(bytes.count, digitLimit + 32))
    var significant = 0
    var droppedIntegerDigits = 0
    var isRestNonzero = false
    var isFraction = false
    var leadingFractionZeros = 0
    var index = bytes.startIndex
    scan: while index < bytes.endIndex {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "_"): break
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "0") where significant == 0: if isFraction { leadingFractionZeros += 1 }
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if significant < digitLimit {
          text.append(byte)
          significant += 1
          if isFraction { leadingFractionZeros += 1 }
        } else {
          isRestNonzero = isRestNonzero || byte != UInt8(ascii: "0")
          if !isFraction { droppedIntegerDigits += 1 }
        }
      default: break scan
      }
      index += 1
    }
    if significant == 0 { return 0 }
    var exponent = droppedIntegerDigits - leadingFractionZeros
    if isRestNonzero {
      text.append(UInt8(ascii: "1"))
      exponent -= 1
    }
    exponent += written(exponent: bytes[index...])
    return Double("\(String(decoding: text, as: UTF8.self))e\(exponent)") ?? .nan
  }

  /// The value of digits of base 2, 8 or 16, infinite if it is too large.
  static func binary(_ bytes: ArraySlice<UInt8>, bitsPerDigit: Int) -> Double {
    var mantissa: UInt64 = 0
    var dropped = 0
    var isRestNonzero = false
    for byte in bytes {
      guard let digit = hexadecimalDigit(byte) else { continue }
      for shift in stride(from: bitsPerDigit - 1, through: 0, by: -1) {
        let bit = UInt64(digit >> shift) & 1
        if mantissa >> 63 == 0 {
          mantissa = mantissa << 1 | bit
        } else {
          dropped += 1
          isRestNonzero = isRestNonzero || bit == 1
        }
      }
    }
    if dropped > 1024 { return .infinity }
    // 64 bits are 11 more than a double has: the last one can stand for all that were dropped.
    if isRestNonzero { mantissa |= 1 }
    return Double(sign: .plus, exponent: dropped, significand: Double(mantissa))
  }

  static func hexadecimalDigit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  /// The value of up to 15 digits, with a point or without; nil if there is anything else.
  ///
  /// Doubles hold the digits and the power of ten exactly, so that the quotient is rounded once.
  private static func short(_ bytes: ArraySlice<UInt8>) -> Double? {
    var digits = 0
    var isFraction = false
    var scale = 1.0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
        if isFraction { scale *= 10 }
      case UInt8(ascii: "."): isFraction = true
      default: return nil
      }
    }
    return Double(digits) / scale
  }

  /// The exponent after `e`, cut to a magnitude that no number of digits can bring back.
  private static func written(exponent bytes: ArraySlice<UInt8>) -> Int {
    let limit = 1 << 50
    var value = 0
    var isNegative = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        value = min(value * 10 + Int(byte - UInt8(ascii: "0")), limit)
      default: break
      }
    }
    return isNegative ? -value : value
  }
}
