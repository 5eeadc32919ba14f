/// The faults of a JSON text, each made in one place.
enum JSONFault {
  static func trailingComma(at offset: Int, before close: UInt8) -> TableError {
    TableError(
      code: "json-trailing-comma",
      message: "a comma before '\(Character(Unicode.Scalar(close)))' has no value after it",
      offset: offset, hint: "remove the comma")
  }

  static func duplicateKey(_ key: String, at offset: Int, length: Int) -> TableError {
    TableError(
      code: "json-duplicate-key", message: "the key \(quoted(key)) stands twice in one object",
      offset: offset, length: length)
  }

  static func tooDeep(_ maximumDepth: Int, at offset: Int) -> TableError {
    TableError(
      code: "json-depth",
      message: "arrays and objects are nested deeper than \(maximumDepth) levels", offset: offset)
  }

  static func inexactInteger(_ nearest: Double, at offset: Int, length: Int) -> TableError {
    TableError(
      code: "row-inexact-integer",
      message: "no double equals this integer; the nearest is \(NumberText.shortest(nearest))",
      offset: offset, length: length, hint: "--accept integers takes the nearest")
  }

  static func numberRange(at offset: Int, length: Int) -> TableError {
    TableError(
      code: "json-number-range", message: "the number is larger than every double",
      offset: offset, length: length, hint: "write the string \"Infinity\" if that is meant")
  }

  static func controlCharacter(_ byte: UInt8, at offset: Int) -> TableError {
    TableError(
      code: "json-control-character",
      message: "the control character \(codePoint(UInt32(byte))) stands bare in a string",
      offset: offset, hint: "write it as \\u\(hexadecimal(UInt32(byte)))")
  }

  static func utf8(at offset: Int) -> TableError {
    TableError(code: "json-utf8", message: "the bytes here are not valid UTF-8", offset: offset)
  }

  static func surrogate(_ unit: UInt32, at offset: Int) -> TableError {
    TableError(
      code: "json-surrogate",
      message: "\\u\(hexadecimal(unit)) is half of a surrogate pair, and the other half is missing",
      offset: offset, length: 6)
  }

  static func escape(at offset: Int, length: Int) -> TableError {
    TableError(
      code: "json-escape", message: "a string has no such escape", offset: offset, length: length,
      hint: "the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits"
    )
  }

  static func end(_ message: String, at offset: Int) -> TableError {
    TableError(code: "json-end", message: message, offset: offset, length: 0)
  }

  static func syntax(
    _ message: String, at offset: Int, length: Int = 1, hint: String? = nil
  ) -> TableError {
    TableError(
      code: "json-syntax", message: message, offset: offset, length: length, hint: hint)
  }

  static func number(
    _ message: String, at offset: Int, length: Int = 1, hint: String? = nil
  ) -> TableError {
    TableError(
      code: "json-number", message: message, offset: offset, length: length, hint: hint)
  }

  static func codePoint(_ value: UInt32) -> String { "U+" + hexadecimal(value) }

  static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The string as JSON would write it, which makes everything in it visible.
  static func quoted(_ string: String) -> String {
    var bytes: [UInt8] = []
    JSONText.append(string: string, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
