/// Rows of numbers from lines of JSON, an object each: `{"x": 1, "y": 2.5}`.
///
/// Blank lines are no rows. Keys that are no column may hold anything, and a column may hold an array. A
/// number may be one of the strings `"NaN"`, `"Infinity"` and `"-Infinity"`, as this program writes them.
public struct NDJSONRows: RowReader {
  private let columns: [String]
  private let keys: RowKeys
  private let accepted: DirtyCells
  private let keepsRanges: Bool

  /// - Parameters:
  ///   - accepted: what else is taken for a number.
  ///   - keepsRanges: whether the place of each row in the bytes is wanted.
  public init(columns: [String], accepting accepted: DirtyCells = [], keepsRanges: Bool = false) {
    self.columns = columns
    self.accepted = accepted
    self.keepsRanges = keepsRanges
    keys = RowKeys(columns)
  }

  /// The keys of one line; none if it is no object.
  public static func keys(of line: [UInt8]) -> [String] {
    let every: DirtyCells = [.bareNonFinite, .largeIntegers]
    guard case .object(let members)? = try? JSONReader.parse(row: line, accepting: every) else {
      return []
    }
    return members.map(\.key)
  }

  /// Pieces are whole lines; the last one may lack its end.
  public func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from place: inout Int, atMost most: Int
  ) -> RowBlock {
    var builder = RowBuilder(columnCount: columns.count, capacity: min(most, bytes.count / 64))
    var line = PlainLine(keys, bytes)
    line.cursor.position = place
    while builder.count < most {
      line.cursor.skipBlanks()
      let start = line.cursor.position
      if line.cursor.current == Ascii.newline {
        line.cursor.position += 1
        continue
      }
      if line.cursor.isAtEnd { break }
      if line.read(into: builder.nextRow()) {
        builder.addRow()
      } else {
        let end = line.cursor.lineEnd(from: start)
        line.cursor.position = end
        do throws(TableError) {
          builder.add(try readThoroughly(bytes[start..<end]))
        } catch {
          builder.add(.fault(error))
        }
      }
      if keepsRanges { builder.note(start..<bytes.endOfText(start..<line.cursor.position)) }
    }
    place = line.cursor.position
    return builder.block()
  }

  private func readThoroughly(
    _ line: Slice<UnsafeBufferPointer<UInt8>>
  ) throws(TableError) -> [JSONValue] {
    guard case .object(let members) = try JSONReader.parse(row: Array(line), accepting: accepted)
    else {
      throw TableError(
        code: "row-not-object", message: "a row is an object, such as {\"x\": 1}")
    }
    var values: [JSONValue] = []
    for column in columns {
      guard let member = members.first(where: { $0.key == column }) else {
        throw TableError(
          code: "row-missing-key", message: "the key \(JSONFault.quoted(column)) is missing")
      }
      values.append(try accepted.number(member.value, column) ?? member.value)
    }
    return values
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where a range ends without the blanks and the line end at its end.
  func endOfText(_ range: Range<Int>) -> Int {
    var end = Swift.min(range.upperBound, count)
    while end > range.lowerBound, self[end - 1] <= Ascii.space { end -= 1 }
    return end
  }
}
