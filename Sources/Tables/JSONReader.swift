/// Reads JSON by RFC 8259 and nothing more lenient.
///
/// A trailing comma, a key that stands twice in an object, a number that overflows, bare `NaN`,
/// invalid UTF-8 and half of a surrogate pair are errors that name the byte. One UTF-8 byte order
/// mark at the start is skipped. Two keys are the same if Swift's `String` says so, that is, up to
/// canonical equivalence.
public enum JSONReader {
  /// The one value that `bytes` hold.
  ///
  /// - Parameter maximumDepth: how deep arrays and objects may be nested.
  public static func parse(
    _ bytes: [UInt8], maximumDepth: Int = 512
  ) throws(TableError) -> JSONValue {
    try parse(bytes[...], maximumDepth: maximumDepth)
  }

  /// The one value that a part of some bytes holds, such as a line; offsets count from its start.
  public static func parse(
    _ bytes: ArraySlice<UInt8>, maximumDepth: Int = 512
  ) throws(TableError) -> JSONValue {
    try bytes.withUnsafeBufferPointer { buffer throws(TableError) in
      var parser = JSONParser(buffer, maximumDepth: maximumDepth)
      return try parser.parseText()
    }
  }

  /// A row of a table, whose numbers are checked more strictly and may be spelt more freely.
  static func parse(
    row bytes: [UInt8], accepting cells: DirtyCells
  ) throws(TableError) -> JSONValue {
    try bytes.withUnsafeBufferPointer { buffer throws(TableError) in
      var parser = JSONParser(buffer, maximumDepth: 512)
      parser.cells = cells
      return try parser.parseText()
    }
  }
}

/// One pass over the text, without recursion: what is open stands in the builder.
///
///     text    = value                      value  = scalar / array / object
///     array   = "[" [value *("," value)] "]"
///     object  = "{" [member *("," member)] "}"      member = string ":" value
private struct JSONParser {
  private var cursor: ByteCursor
  private var builder = JSONBuilder()
  private let maximumDepth: Int
  /// Nil where integers are rounded and words that are no JSON are refused.
  var cells: DirtyCells?

  init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
    cursor = ByteCursor(bytes)
    self.maximumDepth = maximumDepth
  }

  mutating func parseText() throws(TableError) -> JSONValue {
    if cursor.starts(with: "\u{FEFF}") { cursor.position += 3 }
    while true {
      try parseValueStart()
      if let value = try parseValueEnd() { return value }
    }
  }

  /// Reads up to the end of a scalar or of an empty array or object, through all openings.
  private mutating func parseValueStart() throws(TableError) {
    while true {
      cursor.skipWhitespace()
      let start = cursor.position
      switch cursor.current {
      case Ascii.minus, Ascii.zero...Ascii.nine:
        return try parseNumber()
      case Ascii.quote:
        return builder.add(string: try cursor.scanString())
      case Ascii.openBracket:
        try checkDepth()
        builder.openArray(at: start)
        cursor.position += 1
        cursor.skipWhitespace()
        if cursor.current == Ascii.closeBracket { return closeHere() }
      case Ascii.openBrace:
        try checkDepth()
        builder.openObject(at: start)
        cursor.position += 1
        cursor.skipWhitespace()
        if cursor.current == Ascii.closeBrace { return closeHere() }
        try parseKey()
      default:
        return try parseWord()
      }
    }
  }

  /// Reads what may follow a value, up to the next value or the end of the text.
  private mutating func parseValueEnd() throws(TableError) -> JSONValue? {
    while true {
      cursor.skipWhitespace()
      if let root = builder.root {
        guard cursor.isAtEnd else { throw cursor.unexpected(expected: "the end of the text") }
        return root
      }
      let isInObject = builder.isInObject
      let close = isInObject ? Ascii.closeBrace : Ascii.closeBracket
      switch cursor.current {
      case Ascii.comma:
        let comma = cursor.position
        cursor.position += 1
        cursor.skipWhitespace()
        if cursor.current == close { throw JSONFault.trailingComma(at: comma, before: close) }
        if isInObject { try parseKey() }
        return nil
      case close:
        closeHere()
      default:
        throw unclosed(isInObject: isInObject)
      }
    }
  }

  private mutating func closeHere() {
    cursor.position += 1
    builder.close()
  }

  private func checkDepth() throws(TableError) {
    guard builder.depth < maximumDepth else {
      throw JSONFault.tooDeep(maximumDepth, at: cursor.position)
    }
  }

  private func unclosed(isInObject: Bool) -> TableError {
    let (name, close) = isInObject ? ("object", "}") : ("array", "]")
    if cursor.isAtEnd {
      return JSONFault.end(
        "the \(name) that begins at byte \(builder.openOffset) is not closed", at: cursor.count)
    }
    return cursor.unexpected(expected: "',' or '\(close)'")
  }

  private mutating func parseKey() throws(TableError) {
    guard cursor.current == Ascii.quote else {
      throw cursor.unexpected(expected: "a key in double quotes")
    }
    let start = cursor.position
    let key = try cursor.scanString()
    guard builder.setKey(key) else {
      throw JSONFault.duplicateKey(key, at: start, length: cursor.position - start)
    }
    cursor.skipWhitespace()
    guard cursor.current == Ascii.colon else { throw cursor.unexpected(expected: "':'") }
    cursor.position += 1
  }

  private mutating func parseNumber() throws(TableError) {
    let start = cursor.position
    switch cursor.scanNumber() {
    case .value(let value):
      if let cells, !cells.contains(.largeIntegers), cursor.isInexactInteger(value, from: start) {
        throw JSONFault.inexactInteger(value, at: start, length: cursor.position - start)
      }
      switch cursor.current {
      case Ascii.comma, Ascii.closeBracket, Ascii.closeBrace, Ascii.space, Ascii.newline,
        Ascii.carriageReturn, Ascii.tab:
        builder.add(number: value)
      default:
        guard cursor.isAtEnd else { throw cursor.afterNumber(from: start) }
        builder.add(number: value)
      }
    case .outOfRange:
      throw JSONFault.numberRange(at: start, length: cursor.position - start)
    case .malformed(let fault):
      cursor.position = start
      if let number = scanBareNonFinite() { return builder.add(number: number) }
      _ = cursor.scanNumber()
      throw cursor.malformedNumber(fault, from: start)
    }
  }

  /// `NaN`, `Infinity` or `-Infinity`, where they are accepted.
  private mutating func scanBareNonFinite() -> Double? {
    guard let cells, cells.contains(.bareNonFinite) else { return nil }
    let words: [(StaticString, Double)] = [
      ("NaN", .nan), ("Infinity", .infinity), ("-Infinity", -.infinity),
    ]
    guard let (word, number) = words.first(where: { cursor.starts(with: $0.0) }) else { return nil }
    cursor.position += word.utf8CodeUnitCount
    return number
  }

  private mutating func parseWord() throws(TableError) {
    if let number = scanBareNonFinite() { return builder.add(number: number) }
    let (word, value): (StaticString, JSONValue)
    switch cursor.current {
    case UInt8(ascii: "t"): (word, value) = ("true", .bool(true))
    case UInt8(ascii: "f"): (word, value) = ("false", .bool(false))
    default: (word, value) = ("null", .null)
    }
    guard cursor.starts(with: word) else { throw cursor.unexpected(expected: "a value") }
    cursor.position += word.utf8CodeUnitCount
    builder.add(value)
  }
}
