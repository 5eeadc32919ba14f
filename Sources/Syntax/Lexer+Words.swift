extension Lexer {
  func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  /// Whether an ASCII byte can stand in a name (digits not at its beginning).
  func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// The scalar at the current offset; the text is valid UTF-8.
  func scalar() -> Unicode.Scalar {
    var iterator = source.utf8[offset...].prefix(4).makeIterator()
    var decoder = UTF8()
    if case .scalarValue(let scalar) = decoder.decode(&iterator) { return scalar }
    return "\u{FFFD}"
  }

  mutating func scanName() throws(Diagnostic) {
    let start = offset
    var hasMicroSign = false
    scan: while offset < source.utf8.count {
      let byte = source.utf8[offset]
      if isNameByte(byte) || isDigit(byte) {
        offset += 1
      } else if byte < 0x80 {
        break
      } else {
        let scalar = scalar()
        guard scalar.properties.isXIDContinue, !isOperator(scalar) else { break scan }
        if Lookalike.isRefusedInNames(scalar) { throw refusal(of: scalar) }
        hasMicroSign = hasMicroSign || scalar == "\u{B5}"
        offset += scalar.utf8.count
      }
    }
    var text = String(decoding: source.utf8[start..<offset], as: UTF8.self)
    if hasMicroSign { text = Self.replacingMicroSign(text) }
    if offset - start <= 8 {
      let code = SpellingCode(source.utf8[start..<offset])
      for word in operators.words where word.code == code { return add(word.token, from: start) }
      if let keyword = Keyword(rawValue: text) { return add(.keyword(keyword), from: start) }
    }
    add(.name(text), from: start)
  }

  /// Makes the sign that keyboards have for micro the Greek letter: both look the same.
  private static func replacingMicroSign(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(scalar == "\u{B5}" ? "\u{3BC}" : scalar) }
    return String(result)
  }

  /// Whether a scalar that may continue a name (`·` may) is an operator, which goes first.
  private func isOperator(_ scalar: Unicode.Scalar) -> Bool {
    let code = SpellingCode(String(scalar))
    return operators.symbols(from: code.firstByte).contains { $0.code == code }
  }

  // MARK: Strings

  mutating func scanString() throws(Diagnostic) {
    let start = offset
    let quote = peek()
    var text: [UInt8] = []
    offset += 1
    while true {
      let byte = peek()
      if offset >= source.utf8.count || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        throw unterminatedString(from: start)
      } else if byte == quote {
        offset += 1
        break
      } else if byte == UInt8(ascii: "\\") {
        guard !isLineEnd(after: 1) else { throw unterminatedString(from: start) }
        text.append(contentsOf: try scanEscape().utf8)
      } else if byte < 0x80, byte >= 0x20 || byte == UInt8(ascii: "\t"), byte != 0x7F {
        text.append(byte)
        offset += 1
      } else {
        let scalar = scalar()
        if scalar.isInvisibleControl { throw controlCharacter(scalar) }
        text.append(contentsOf: scalar.utf8)
        offset += scalar.utf8.count
      }
    }
    add(.string(String(decoding: text, as: UTF8.self)), from: start)
  }

  private func isLineEnd(after distance: Int) -> Bool {
    guard offset + distance < source.utf8.count else { return true }
    return peek(distance) == UInt8(ascii: "\n") || peek(distance) == UInt8(ascii: "\r")
  }

  /// Reads a backslash and what it stands for: `\n`, `\x41`, `\u0041`, `\U00000041`.
  private mutating func scanEscape() throws(Diagnostic) -> Unicode.Scalar {
    let start = offset
    offset += 2
    switch source.utf8[start + 1] {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "0"): return "\0"
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "'"): return "'"
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "x"): return try scanCodePoint(digits: 2, from: start)
    case UInt8(ascii: "u"): return try scanCodePoint(digits: 4, from: start)
    case UInt8(ascii: "U"): return try scanCodePoint(digits: 8, from: start)
    default:
      offset = start + 1
      offset += scalar().utf8.count
      throw badEscape(from: start)
    }
  }

  private mutating func scanCodePoint(
    digits: Int, from start: Int
  ) throws(Diagnostic) -> Unicode.Scalar {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = NumberLiteral.hexadecimalDigit(peek()) else {
        throw badEscape(from: start)
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    guard let scalar = Unicode.Scalar(value) else { throw badEscape(from: start) }
    return scalar
  }

  private func badEscape(from start: Int) -> Diagnostic {
    let range = SourceRange(start: start, end: min(offset, source.utf8.count))
    return Diagnostic(
      "bad-escape", "\(source[range].quoted) is no escape", at: source.location(range),
      hint: #"write `\\` for a backslash; there are \n \t \r \0 \' \" \x41 \u0041 \U00000041"#)
  }

  private func unterminatedString(from start: Int) -> Diagnostic {
    let isAfterName: Bool
    if let last = tokens.last, last.end == start, case .name = last.kind {
      isAfterName = true
    } else {
      isAfterName = false
    }
    return Diagnostic(
      "unterminated-string", "the string is not closed on its line",
      at: source.location(SourceRange(start: start, end: offset)),
      hint: isAfterName
        ? "a derivative is `grad(f)(x)`, not `f'(x)`"
        : "add \(peekQuote(start)) at its end; a line end in a string is `\\n`")
  }

  private func peekQuote(_ start: Int) -> String {
    source.utf8[start] == UInt8(ascii: "'") ? "`'`" : "`\"`"
  }
}
