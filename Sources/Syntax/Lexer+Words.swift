extension Lexer {
  func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  /// Whether an ASCII byte can stand in a name (digits not at its beginning).
  func isNameByte(_ byte: UInt8) -> Bool {
    let lowercase = byte | 0x20
    return lowercase >= UInt8(ascii: "a") && lowercase <= UInt8(ascii: "z")
      || byte == UInt8(ascii: "_")
  }

  /// The scalar at the current offset; the text is valid UTF-8.
  func scalar() -> Unicode.Scalar {
    var iterator = bytes[offset...].prefix(4).makeIterator()
    var decoder = UTF8()
    if case .scalarValue(let scalar) = decoder.decode(&iterator) { return scalar }
    return "\u{FFFD}"
  }

  mutating func scanName() throws(Diagnostic) {
    let start = offset
    skipNameBytes()
    let hasMicroSign = peek() >= 0x80 ? try scanLetters() : false
    if try scanString(prefixFrom: start) { return }
    if offset - start <= SpellingCode.maximalLength,
      let word = operators.symbol(SpellingCode(bytes, at: start, length: offset - start))
    {
      return add(word.token, from: start)
    }
    let range = range(from: start)
    if hasMicroSign {
      list.append(.name(isRespelt: true), range, text: Self.replacingMicroSign(source[range]))
    } else {
      list.append(.name(isRespelt: false), range)
    }
  }

  /// Goes on with a name beyond ASCII, and gives whether a micro sign is in it.
  ///
  /// Apart, so that other names need not prepare for the properties of letters.
  @inline(never)
  private mutating func scanLetters() throws(Diagnostic) -> Bool {
    var hasMicroSign = false
    while peek() >= 0x80 {
      let scalar = scalar()
      guard scalar.properties.isXIDContinue, !isOperator(scalar) else { break }
      if Lookalike.isRefusedInNames(scalar) { throw refusal(of: scalar) }
      hasMicroSign = hasMicroSign || scalar == "\u{B5}"
      offset += scalar.utf8.count
      skipNameBytes()
    }
    return hasMicroSign
  }

  private mutating func skipNameBytes() {
    var end = offset
    while end < bytes.count, isNameByte(bytes[end]) || isDigit(bytes[end]) { end += 1 }
    offset = end
  }

  /// Makes the sign that keyboards have for micro the Greek letter: both look the same.
  private static func replacingMicroSign(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(scalar == "\u{B5}" ? "\u{3BC}" : scalar) }
    return String(result)
  }

  /// Whether a scalar that may continue a name (`·` may) is an operator, which goes first.
  private func isOperator(_ scalar: Unicode.Scalar) -> Bool {
    operators.symbol(SpellingCode(String(scalar))) != nil
  }
}
