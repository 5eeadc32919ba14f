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
    if try scanString(prefixFrom: start) { return }
    if offset - start <= SpellingCode.maximalLength {
      let code = SpellingCode(source.utf8, at: start, length: offset - start)
      for symbol in operators.symbols(from: code.firstByte) where symbol.code == code {
        return add(symbol.token, from: start)
      }
    }
    let range = range(from: start)
    if hasMicroSign {
      list.append(
        .name(isRespelt: true), range, text: Self.replacingMicroSign(source[range]))
    } else {
      list.append(.name(isRespelt: false), range)
    }
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
}
