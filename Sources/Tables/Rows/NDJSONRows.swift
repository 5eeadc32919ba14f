/// Rows of numbers from lines of JSON, an object each: `{"x": 1, "y": 2.5}`.
///
/// Blank lines are no rows. Keys that are no column may hold anything. A number may be one of the
/// strings `"NaN"`, `"Infinity"` and `"-Infinity"`, as this program writes them.
public struct NDJSONRows: Sendable {
  private let columns: [String]
  /// The bytes between the quotes of each column's key, where it is written without escapes.
  private let keys: [[UInt8]]
  private let keepsRanges: Bool

  /// - Parameter keepsRanges: whether the place of each row in the bytes is wanted.
  public init(columns: [String], keepsRanges: Bool = false) {
    self.columns = columns
    self.keepsRanges = keepsRanges
    keys = columns.map { Array($0.utf8) }
  }

  /// The rows of some whole lines; the last one may lack its end.
  public func read(_ bytes: UnsafeBufferPointer<UInt8>) -> RowBlock {
    var block = RowBlock(columnCount: columns.count, capacity: bytes.count / 32)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, columns.count)) { numbers in
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != Ascii.newline { end += 1 }
        let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if keepsRanges, line.contains(where: { !Self.isBlank($0) }) {
          block.ranges.append(Self.withoutBlanks(bytes, start..<end))
        }
        start = end + 1
        if readPlainly(line, into: numbers) {
          block.append(numbers)
        } else if line.contains(where: { !Self.isBlank($0) }) {
          do throws(TableError) {
            block.append(try readThoroughly(line))
          } catch {
            block.append(.fault(error))
          }
        }
      }
    }
    return block
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == Ascii.space || byte == Ascii.tab || byte == Ascii.carriageReturn
  }

  private static func withoutBlanks(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while start < end, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  // MARK: The usual line

  /// Reads an object of numbers whose keys have no escapes; false for any other line, which may be right
  /// all the same.
  private func readPlainly(
    _ line: UnsafeBufferPointer<UInt8>, into numbers: UnsafeMutableBufferPointer<Double>
  ) -> Bool {
    var cursor = ByteCursor(line)
    cursor.skipWhitespace()
    guard cursor.current == Ascii.openBrace else { return false }
    cursor.position += 1
    var found: UInt64 = 0
    var next = 0
    guard columns.count <= 64 else { return false }
    while true {
      cursor.skipWhitespace()
      guard let key = plainString(&cursor) else { return false }
      cursor.skipWhitespace()
      guard cursor.current == Ascii.colon else { return false }
      cursor.position += 1
      cursor.skipWhitespace()
      if let column = column(of: key, in: line, expected: next) {
        guard found & (1 << UInt64(column)) == 0, case .value(let number) = cursor.scanNumber()
        else { return false }
        found |= 1 << UInt64(column)
        numbers[column] = number
        next = column + 1
      } else {
        guard case .value = cursor.scanNumber() else { return false }
      }
      cursor.skipWhitespace()
      switch cursor.current {
      case Ascii.comma: cursor.position += 1
      case Ascii.closeBrace:
        cursor.position += 1
        cursor.skipWhitespace()
        return cursor.isAtEnd
          && found == (columns.count == 64 ? .max : (1 << UInt64(columns.count)) - 1)
      default: return false
      }
    }
  }

  /// The range of a string's printable ASCII characters without escapes.
  private func plainString(_ cursor: inout ByteCursor) -> Range<Int>? {
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

  /// Which column a key names; rows mostly have their keys in the same order.
  private func column(
    of key: Range<Int>, in line: UnsafeBufferPointer<UInt8>, expected: Int
  ) -> Int? {
    let matches = { (index: Int) -> Bool in
      keys[index].count == key.count && keys[index].elementsEqual(line[key])
    }
    if expected < keys.count, matches(expected) { return expected }
    return keys.indices.first(where: matches)
  }

  // MARK: Any line

  /// The values of the columns.
  private func readThoroughly(
    _ line: UnsafeBufferPointer<UInt8>
  ) throws(TableError) -> [JSONValue] {
    guard case .object(let members) = try JSONReader.parse(Array(line)) else {
      throw TableError(
        code: "row-not-object", message: "a row is an object, such as {\"x\": 1}")
    }
    var values: [JSONValue] = []
    for column in columns {
      guard let member = members.first(where: { $0.key == column }) else {
        throw TableError(
          code: "row-missing-key", message: "the key \(JSONFault.quoted(column)) is missing")
      }
      values.append(try value(member.value, column))
    }
    return values
  }

  private func value(_ value: JSONValue, _ column: String) throws(TableError) -> JSONValue {
    switch value {
    case .string(let text):
      if let number = JSONText.nonfinite(named: text) { return .number(number) }
      throw TableError(
        code: "row-not-number",
        message: "\(JSONFault.quoted(column)) is the string \(JSONFault.quoted(text))")
    case .null:
      throw TableError(
        code: "row-not-number", message: "\(JSONFault.quoted(column)) is null")
    case .number, .numbers, .bool, .array, .object: return value
    }
  }
}
