extension ByteCursor {
  /// The fault of a place where `expected` should begin and something else does.
  func unexpected(expected: String) -> TableError {
    if isAtEnd { return JSONFault.end("the text ends where \(expected) should be", at: position) }
    if let word = wordFault() { return word }
    switch current {
    case Ascii.apostrophe:
      return JSONFault.syntax(
        "a string stands in double quotes", at: position, hint: "write \" instead of '")
    case Ascii.slash, UInt8(ascii: "#"):
      return JSONFault.syntax(
        "expected \(expected), and JSON has no comments", at: position)
    case Ascii.plus:
      return JSONFault.number(
        "a number has no sign '+'", at: position, hint: "leave the '+' out")
    case Ascii.dot:
      return JSONFault.number(
        "a number has a digit before its point", at: position, hint: "write 0 before the point")
    default: break
    }
    guard let (name, length) = characterHere() else { return JSONFault.utf8(at: position) }
    return JSONFault.syntax("expected \(expected), found \(name)", at: position, length: length)
  }

  /// The fault of a number that `scanNumber` refused; the cursor stands where it did so.
  func malformedNumber(_ fault: NumberFault, from start: Int) -> TableError {
    let length = isAtEnd ? 0 : 1
    switch fault {
    case .leadingZero:
      return JSONFault.number(
        "a number has no leading zeros", at: position, hint: "leave the zeros out")
    case .noDigits:
      if starts(with: "Infinity") || starts(with: "inf") {
        return JSONFault.number(
          "JSON has no infinities", at: start, length: wordEnd(from: position) - start,
          hint: "write the string \"-Infinity\"")
      }
      return JSONFault.number("a digit is missing after '-'", at: position, length: length)
    case .noDigitsAfterPoint:
      return JSONFault.number(
        "a digit is missing after the point", at: position, length: length,
        hint: "write 0 after the point")
    case .noDigitsInExponent:
      return JSONFault.number("a digit is missing in the exponent", at: position, length: length)
    }
  }

  /// The fault of a text that goes on right after a number.
  func afterNumber(from start: Int) -> TableError {
    let end = wordEnd(from: position)
    let radix = self[position] | 0x20
    if self[position - 1] == Ascii.zero, [UInt8(ascii: "x"), UInt8(ascii: "b")].contains(radix) {
      return JSONFault.number(
        "a number has decimal digits only", at: start, length: max(1, end - start))
    }
    guard let (name, length) = characterHere() else { return JSONFault.utf8(at: position) }
    return JSONFault.number("\(name) does not belong in a number", at: position, length: length)
  }

  /// Words that stand for values elsewhere.
  private func wordFault() -> TableError? {
    let end = wordEnd(from: position)
    guard end > position else { return nil }
    let word = String(decoding: bytes[position..<min(end, position + 32)], as: UTF8.self)
    let length = end - position
    switch word {
    case "NaN", "nan", "NAN", "Nan":
      return JSONFault.number(
        "JSON has no not-a-number", at: position, length: length,
        hint: "write the string \"NaN\"")
    case "Infinity", "infinity", "inf", "Inf", "INF":
      return JSONFault.number(
        "JSON has no infinities", at: position, length: length,
        hint: "write the string \"Infinity\"")
    case "True", "TRUE", "False", "FALSE", "None", "Null", "NULL", "nil", "undefined":
      let json = ["T": "true", "F": "false"][word.prefix(1)] ?? "null"
      return JSONFault.syntax(
        "\(word) is no JSON value", at: position, length: length, hint: "write \(json)")
    default:
      return JSONFault.syntax(
        "\(word) is no JSON value", at: position, length: length,
        hint: "a string stands in double quotes")
    }
  }

  private func wordEnd(from start: Int) -> Int {
    var end = start
    while Ascii.isLetter(self[end]) || Ascii.isDigit(self[end]) || self[end] == UInt8(ascii: "_") {
      end += 1
    }
    return end
  }

  /// The character here for a message, with its length in bytes; `nil` if it is not UTF-8.
  private func characterHere() -> (name: String, length: Int)? {
    if current < 0x80 {
      let scalar = Unicode.Scalar(current)
      let isVisible = current > Ascii.space && current < Ascii.delete
      return (isVisible ? "'\(scalar)'" : JSONFault.codePoint(scalar.value), 1)
    }
    guard let length = utf8SequenceLength() else { return nil }
    var scalars = String(decoding: bytes[position..<position + length], as: UTF8.self)
      .unicodeScalars.makeIterator()
    return scalars.next().map { (JSONFault.codePoint($0.value), length) }
  }
}
