extension ByteCursor {
  /// Reads a string whose opening quote stands here, and moves past the closing one.
  mutating func scanString() throws(TableError) -> String {
    let start = position
    position += 1
    try skipPlainCharacters()
    if current == Ascii.quote {
      position += 1
      return String(decoding: bytes[start + 1..<position - 1], as: UTF8.self)
    }
    var decoded = Array(bytes[start + 1..<position])
    while current == Ascii.backslash {
      try scanEscape(into: &decoded)
      let plain = position
      try skipPlainCharacters()
      decoded.append(contentsOf: bytes[plain..<position])
    }
    guard current == Ascii.quote else {
      throw JSONFault.end("the string that begins at byte \(start) has no closing quote", at: count)
    }
    position += 1
    return String(decoding: decoded, as: UTF8.self)
  }

  /// Moves to the next quote, backslash, or the end; refuses bare controls and invalid UTF-8.
  private mutating func skipPlainCharacters() throws(TableError) {
    while true {
      switch current {
      case Ascii.quote, Ascii.backslash:
        return
      case 0..<0x20:
        if isAtEnd { return }
        throw JSONFault.controlCharacter(current, at: position)
      case 0x80...:
        guard let length = utf8SequenceLength() else { throw JSONFault.utf8(at: position) }
        position += length
      default:
        position += 1
      }
    }
  }

  private mutating func scanEscape(into decoded: inout [UInt8]) throws(TableError) {
    let start = position
    position += 2
    switch self[start + 1] {
    case Ascii.quote, Ascii.backslash, Ascii.slash: decoded.append(self[start + 1])
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(Ascii.newline)
    case UInt8(ascii: "r"): decoded.append(Ascii.carriageReturn)
    case UInt8(ascii: "t"): decoded.append(Ascii.tab)
    case UInt8(ascii: "u"): decoded.append(contentsOf: try scanCodePoint(from: start).utf8Bytes)
    default:
      if start + 1 >= count {
        throw JSONFault.end("the text ends inside of an escape", at: count)
      }
      throw JSONFault.escape(at: start, length: 2)
    }
  }

  /// Reads the digits of `\uXXXX`, and the second half of a surrogate pair.
  private mutating func scanCodePoint(from start: Int) throws(TableError) -> Unicode.Scalar {
    let unit = try scanFourDigits(from: start)
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xDC00, current == Ascii.backslash, self[position + 1] == UInt8(ascii: "u") else {
      throw JSONFault.surrogate(unit, at: start)
    }
    let second = position
    position += 2
    let low = try scanFourDigits(from: second)
    guard low >= 0xDC00, low < 0xE000,
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw JSONFault.surrogate(unit, at: start) }
    return scalar
  }

  private mutating func scanFourDigits(from start: Int) throws(TableError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = hexadecimalDigit(current) else {
        if isAtEnd { throw JSONFault.end("the text ends inside of an escape", at: count) }
        throw JSONFault.escape(at: start, length: position - start)
      }
      unit = unit << 4 | digit
      position += 1
    }
    return unit
  }

  private func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case Ascii.zero...Ascii.nine: UInt32(byte - Ascii.zero)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  /// The length of the well-formed UTF-8 sequence of several bytes here (Unicode, table 3-7).
  func utf8SequenceLength() -> Int? {
    let second = self[position + 1]
    let length: Int
    let secondRange: ClosedRange<UInt8>
    switch current {
    case 0xC2...0xDF: (length, secondRange) = (2, 0x80...0xBF)
    case 0xE0: (length, secondRange) = (3, 0xA0...0xBF)
    case 0xED: (length, secondRange) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, secondRange) = (3, 0x80...0xBF)
    case 0xF0: (length, secondRange) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, secondRange) = (4, 0x80...0xBF)
    case 0xF4: (length, secondRange) = (4, 0x80...0x8F)
    default: return nil
    }
    guard secondRange.contains(second) else { return nil }
    for index in 2..<max(2, length) where self[position + index] & 0xC0 != 0x80 { return nil }
    return length
  }
}

extension Unicode.Scalar {
  var utf8Bytes: UTF8.EncodedScalar {
    // Every scalar value has an encoding.
    UTF8.encode(self) ?? UTF8.encodedReplacementCharacter
  }
}
