extension Lexer {
  /// Reads `1 .5 1. 1e-3 1_000 0x1F 0b101 0o17`; the grammar is Python's.
  mutating func scanNumber() throws(Diagnostic) {
    let start = offset
    if peek() == UInt8(ascii: "0"), let bitsPerDigit = radixPrefix(peek(1)) {
      return try scanRadixNumber(bitsPerDigit: bitsPerDigit)
    }
    var isInteger = true
    scanDigits(from: start)
    if peek() == UInt8(ascii: "."), peek(1) != UInt8(ascii: ".") {
      isInteger = false
      offset += 1
      scanDigits(from: start)
    }
    if peek() | 0x20 == UInt8(ascii: "e") {
      let isSigned = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+")
      // Without a digit the `e` begins a name: `2e` and `2e-x` multiply by it.
      if isDigit(peek(isSigned ? 2 : 1)) {
        isInteger = false
        offset += isSigned ? 2 : 1
        scanDigits(from: start)
      }
    }
    if peek() == UInt8(ascii: "_") {
      while peek() == UInt8(ascii: "_") || isDigit(peek()) { offset += 1 }
      throw badNumber(from: start, "an underscore has to stand between two digits")
    }
    let digits = bytes[start..<offset]
    let isZero = digits.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "_") }
    if isInteger, digits.first == UInt8(ascii: "0"), !isZero {
      throw leadingZero(from: start)
    }
    try addNumber(NumberLiteral.decimal(digits), from: start)
  }

  private mutating func addNumber(_ value: Double, from start: Int) throws(Diagnostic) {
    guard value.isFinite else {
      let range = range(from: start)
      throw Diagnostic(
        "number-too-large", "\(source[range].quoted) is too large for a double",
        at: source.location(range),
        hint: "the largest double is 1.7976931348623157e308; write `inf` for infinity")
    }
    list.append(value, range(from: start))
  }

  /// Reads digits with single underscores between them.
  private mutating func scanDigits(from start: Int) {
    while true {
      if isDigit(peek()) {
        offset += 1
      } else if peek() == UInt8(ascii: "_"), isDigit(peek(1)), offset > start,
        isDigit(bytes[offset - 1])
      {
        offset += 1
      } else {
        return
      }
    }
  }

  private func radixPrefix(_ byte: UInt8) -> Int? {
    switch byte | 0x20 {
    case UInt8(ascii: "x"): 4
    case UInt8(ascii: "o"): 3
    case UInt8(ascii: "b"): 1
    default: nil
    }
  }

  private mutating func scanRadixNumber(bitsPerDigit: Int) throws(Diagnostic) {
    let start = offset
    offset += 2
    let firstDigit = offset
    while isDigit(peek()) || isNameByte(peek()) { offset += 1 }
    let digits = bytes[firstDigit..<offset]
    let isWellFormed = digits.indices.allSatisfy { index in
      if let digit = NumberLiteral.hexadecimalDigit(digits[index]) {
        return digit < 1 << bitsPerDigit
      }
      return digits[index] == UInt8(ascii: "_") && index + 1 < digits.endIndex
        && digits[index + 1] != UInt8(ascii: "_")
    }
    if digits.isEmpty || !isWellFormed {
      let base = 1 << bitsPerDigit
      let word = String(decoding: bytes[start + 1..<offset], as: UTF8.self)
      throw badNumber(
        from: start,
        "after `\(source[SourceRange(start: start, end: start + 2)])` come digits of base \(base)"
          + (word.utf8.count <= 20 ? "; for a product write `0*\(word)`" : ""))
    }
    let value = NumberLiteral.binary(digits, bitsPerDigit: bitsPerDigit)
    try addNumber(value, from: start)
  }

  private func leadingZero(from start: Int) -> Diagnostic {
    let text = source[range(from: start)]
    let rest = String(text.drop { $0 == "0" || $0 == "_" })
    guard rest.utf8.count <= 20 else { return badNumber(from: start, "remove the leading zeros") }
    let isOctal = !rest.contains { $0 == "8" || $0 == "9" }
    return badNumber(
      from: start,
      "a leading zero means base 8 in some languages: write `\(rest)`"
        + (isOctal ? ", or `0o\(rest)` for base 8" : ""))
  }

  private func badNumber(from start: Int, _ hint: String) -> Diagnostic {
    let range = range(from: start)
    return Diagnostic(
      "bad-number", "\(source[range].quoted) is no number", at: source.location(range), hint: hint)
  }
}
