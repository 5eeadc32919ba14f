extension Lexer {
  /// A way to write a string.
  private struct StringStyle {
    var quote: UInt8
    /// Whether three quotes enclose it, and it may go over several lines.
    var isTripled: Bool
    /// Whether a backslash stands for itself.
    var isRaw: Bool
  }

  mutating func scanString() throws(Diagnostic) {
    try scanString(from: offset, isRaw: false)
  }

  /// Reads the string behind an `r` or a `u`, which says nothing, if there is one.
  mutating func scanString(prefixFrom start: Int) throws(Diagnostic) -> Bool {
    guard peek() == UInt8(ascii: "'") || peek() == UInt8(ascii: "\""), offset == start + 1 else {
      return false
    }
    let letter = bytes[start] | 0x20
    let isRaw = letter == UInt8(ascii: "r")
    guard isRaw || letter == UInt8(ascii: "u") else { return false }
    try scanString(from: start, isRaw: isRaw)
    return true
  }

  private mutating func scanString(from start: Int, isRaw: Bool) throws(Diagnostic) {
    let quote = peek()
    let isTripled = peek(1) == quote && peek(2) == quote
    let style = StringStyle(quote: quote, isTripled: isTripled, isRaw: isRaw)
    var text: [UInt8] = []
    offset += isTripled ? 3 : 1
    while !skipClosingQuotes(style) {
      let byte = peek()
      if offset >= bytes.count || !isTripled && isLineEnd(after: 0) {
        throw unterminatedString(from: start, style)
      } else if byte == UInt8(ascii: "\\") {
        try scanBackslash(style, from: start, into: &text)
      } else if byte < 0x80, byte >= 0x20 || isWhiteSpace(byte, in: style), byte != 0x7F {
        text.append(byte)
        offset += 1
      } else {
        let scalar = scalar()
        if scalar.isInvisibleControl { throw controlCharacter(scalar) }
        text.append(contentsOf: scalar.utf8)
        offset += scalar.utf8.count
      }
    }
    list.append(.string, range(from: start), text: String(decoding: text, as: UTF8.self))
  }

  private mutating func skipClosingQuotes(_ style: StringStyle) -> Bool {
    guard peek() == style.quote else { return false }
    guard style.isTripled else {
      offset += 1
      return true
    }
    guard peek(1) == style.quote, peek(2) == style.quote else { return false }
    offset += 3
    return true
  }

  private func isWhiteSpace(_ byte: UInt8, in style: StringStyle) -> Bool {
    switch byte {
    case UInt8(ascii: "\t"): true
    case UInt8(ascii: "\n"): style.isTripled
    case UInt8(ascii: "\r"): style.isTripled && peek(1) == UInt8(ascii: "\n")
    default: false
    }
  }

  private mutating func scanBackslash(
    _ style: StringStyle, from start: Int, into text: inout [UInt8]
  ) throws(Diagnostic) {
    if style.isRaw || style.isTripled && !isEscape(peek(1)) {
      // Formulas in documentation are full of backslashes; Python keeps them too.
      text.append(peek())
      offset += 1
      guard peek() == style.quote || peek() == UInt8(ascii: "\\") else { return }
      text.append(peek())
      offset += 1
      return
    }
    guard !isLineEnd(after: 1) else { throw unterminatedString(from: start, style) }
    text.append(contentsOf: try scanEscape().utf8)
  }

  private func isEscape(_ byte: UInt8) -> Bool { "ntr0\\'\"".utf8.contains(byte) }

  private func isLineEnd(after distance: Int) -> Bool {
    guard offset + distance < bytes.count else { return true }
    return peek(distance) == UInt8(ascii: "\n") || peek(distance) == UInt8(ascii: "\r")
  }

  /// Reads a backslash and what it stands for: `\n`, `\x41`, `\u0041`, `\U00000041`.
  private mutating func scanEscape() throws(Diagnostic) -> Unicode.Scalar {
    let start = offset
    offset += 2
    switch bytes[start + 1] {
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
    let range = SourceRange(start: start, end: min(offset, bytes.count))
    return Diagnostic(
      "bad-escape", "\(source[range].quoted) is no escape", at: source.location(range),
      hint: #"write `\\` for a backslash; there are \n \t \r \0 \' \" \x41 \u0041 \U00000041"#)
  }

  private func unterminatedString(from start: Int, _ style: StringStyle) -> Diagnostic {
    if style.isTripled {
      let quotes = String(repeating: Character(Unicode.Scalar(style.quote)), count: 3)
      let opening = start + (style.isRaw ? 1 : 0)
      return Diagnostic(
        "unterminated-string", "the string is never closed",
        at: source.location(SourceRange(start: opening, end: opening + 3)),
        hint: "add `\(quotes)` at its end")
    }
    let isAfterName =
      if let last = list.tokens.last, last.end == start, case .name = last.kind { true } else {
        false
      }
    let quote = Character(Unicode.Scalar(style.quote))
    return Diagnostic(
      "unterminated-string", "the string is not closed on its line",
      at: source.location(SourceRange(start: start, end: offset)),
      hint: isAfterName
        ? "a derivative is `grad(f)(x)`, not `f'(x)`"
        : "add `\(quote)` at its end; a line end in a string is `\\n`")
  }
}
