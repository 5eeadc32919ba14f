/// Reads lines as nearly all are: an object of numbers whose keys have no escapes.
struct PlainLine {
  var cursor: ByteCursor
  private let keys: RowKeys
  private let reader = UsualNumber()
  /// The keys of the line that are no columns.
  private var others: [Range<Int>] = []
  /// With more of them a line is no plain one.
  private static let mostOthers = 16

  init(_ keys: RowKeys, _ bytes: UnsafeBufferPointer<UInt8>) {
    self.keys = keys
    cursor = ByteCursor(bytes)
  }

  /// Reads a line with its end, whose first byte is no blank, into a cell for each column.
  ///
  /// False for a line that is none of these, which may be right all the same; the cursor may stand
  /// anywhere in it then.
  mutating func read(into numbers: UnsafeMutablePointer<Double>) -> Bool {
    if let text = cursor.bytes.baseAddress,
      let end = readUsual(text + cursor.position, into: numbers)
    {
      cursor.position = end - text
      return true
    }
    return readPlain(into: numbers)
  }

  /// Reads a line as programs write it, with nothing but the columns in their order and blanks at most
  /// behind colons and commas; returns its end. Nil for another line, or near the end of the text.
  @inline(__always)
  private func readUsual(
    _ start: UnsafePointer<UInt8>, into numbers: UnsafeMutablePointer<Double>
  ) -> UnsafePointer<UInt8>? {
    guard let first = cursor.bytes.baseAddress, start[0] == Ascii.openBrace, keys.count > 0 else {
      return nil
    }
    let last = first + (cursor.count &- keys.longest &- UsualNumber.room &- 8)
    var next = start + 1
    var column = 0
    while column < keys.count {
      guard next < last, let length = keys.length(of: column, at: next) else { return nil }
      next += length
      next += next[0] == Ascii.space ? 1 : 0
      // Whether larger integers are exact, others ask.
      guard let (number, end) = reader.read(next), number.magnitude < .twoTo53 else {
        return nil
      }
      numbers[column] = number
      next = end
      column &+= 1
      if column < keys.count {
        guard next[0] == Ascii.comma else { return nil }
        next += next[1] == Ascii.space ? 2 : 1
      }
    }
    guard next[0] == Ascii.closeBrace, next[1] == Ascii.newline else { return nil }
    return next + 2
  }

  private mutating func readPlain(into numbers: UnsafeMutablePointer<Double>) -> Bool {
    guard cursor.current == Ascii.openBrace, keys.count <= 64 else { return false }
    cursor.position += 1
    others.removeAll(keepingCapacity: true)
    var found: UInt64 = 0
    var next = 0
    while true {
      cursor.skipBlanks()
      guard let column = readKey(expected: next) else { return false }
      cursor.skipBlanks()
      if column >= 0 {
        let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: column)
        let start = cursor.position
        guard found & bit == 0, case .value(let number) = cursor.scanNumber(reader),
          !cursor.isLargeInteger(number, from: start)
        else { return false }
        found |= bit
        numbers[column] = number
        next = column &+ 1
      } else {
        guard skipValue() else { return false }
      }
      cursor.skipBlanks()
      if cursor.current == Ascii.comma {
        cursor.position += 1
        continue
      }
      guard cursor.current == Ascii.closeBrace else { return false }
      cursor.position += 1
      cursor.skipBlanks()
      guard cursor.current == Ascii.newline || cursor.isAtEnd else { return false }
      cursor.position += 1
      return found == keys.all
    }
  }

  /// Reads a key and the colon behind it: the column, or -1 for a key that is none; nil for anything
  /// that is not plain.
  @inline(__always)
  private mutating func readKey(expected: Int) -> Int? {
    if expected < keys.count, let length = keys.length(of: expected, at: cursor) {
      cursor.position += length
      return expected
    }
    return readAnyKey()
  }

  private mutating func readAnyKey() -> Int? {
    guard let key = skipPlainString() else { return nil }
    cursor.skipBlanks()
    guard cursor.current == Ascii.colon else { return nil }
    cursor.position += 1
    let text = cursor.bytes[key]
    if let column = keys.names.firstIndex(where: { $0.elementsEqual(text) }) { return column }
    guard others.count < Self.mostOthers,
      !others.contains(where: { cursor.bytes[$0].elementsEqual(text) })
    else { return nil }
    others.append(key)
    return -1
  }

  /// The range of a string's printable ASCII characters without escapes.
  private mutating func skipPlainString() -> Range<Int>? {
    guard cursor.current == Ascii.quote else { return nil }
    let start = cursor.position + 1
    var end = start
    while cursor[end] != Ascii.quote {
      guard cursor[end] >= 0x20, cursor[end] < 0x80, cursor[end] != Ascii.backslash else {
        return nil
      }
      end += 1
    }
    cursor.position = end + 1
    return start..<end
  }

  /// Moves past the value of a key that is no column; false unless it is a plain one.
  private mutating func skipValue() -> Bool {
    switch cursor.current {
    case Ascii.quote: return skipPlainString() != nil
    case UInt8(ascii: "t"): return skip("true")
    case UInt8(ascii: "f"): return skip("false")
    case UInt8(ascii: "n"): return skip("null")
    default:
      if case .value = cursor.scanNumber(reader) { return true }
      return false
    }
  }

  private mutating func skip(_ word: StaticString) -> Bool {
    guard cursor.starts(with: word) else { return false }
    cursor.position += word.utf8CodeUnitCount
    return true
  }
}
