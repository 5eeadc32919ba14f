/// Rows of numbers from lines of JSON, an object each: `{"x": 1, "y": 2.5}`.
///
/// Blank lines are no rows. Keys that are no column may hold anything. A number may be one of the
/// strings `"NaN"`, `"Infinity"` and `"-Infinity"`, as this program writes them.
public struct NDJSONRows: Sendable {
  private let columns: [String]
  private let keys: RowKeys

  public init(columns: [String]) {
    self.columns = columns
    keys = RowKeys(columns)
  }

  /// The rows of some whole lines; the last one may lack its end.
  public func read(_ bytes: UnsafeBufferPointer<UInt8>) -> RowBlock {
    var builder = RowBuilder(columnCount: columns.count, capacity: bytes.count / 64)
    var line = PlainLine(keys, bytes)
    while true {
      let start = line.cursor.position
      line.cursor.skipBlanks()
      if line.cursor.current == Ascii.newline {
        line.cursor.position += 1
        continue
      }
      if line.cursor.isAtEnd { return builder.block() }
      if line.read(into: builder.nextRow()) {
        builder.addRow()
        continue
      }
      let end = line.cursor.lineEnd(from: start)
      line.cursor.position = end
      do throws(TableError) {
        try readThoroughly(bytes[start..<end], into: builder.nextRow())
        builder.addRow()
      } catch {
        builder.add(fault: error)
      }
    }
  }

  private func readThoroughly(
    _ line: Slice<UnsafeBufferPointer<UInt8>>, into numbers: UnsafeMutablePointer<Double>
  ) throws(TableError) {
    guard case .object(let members) = try JSONReader.parse(Array(line)) else {
      throw TableError(
        code: "row-not-object", message: "a row is an object, such as {\"x\": 1}")
    }
    for (index, column) in columns.enumerated() {
      guard let member = members.first(where: { $0.key == column }) else {
        throw TableError(
          code: "row-missing-key", message: "the key \(JSONFault.quoted(column)) is missing")
      }
      numbers[index] = try number(member.value, column)
    }
  }

  private func number(_ value: JSONValue, _ column: String) throws(TableError) -> Double {
    let name = JSONFault.quoted(column)
    switch value {
    case .number(let number): return number
    case .string(let text):
      if let number = JSONText.nonfinite(named: text) { return number }
      throw TableError(
        code: "row-not-number", message: "\(name) is the string \(JSONFault.quoted(text))")
    case .bool(let truth):
      throw TableError(code: "row-not-number", message: "\(name) is \(truth), not a number")
    case .null: throw TableError(code: "row-not-number", message: "\(name) is null")
    case .numbers, .array:
      throw TableError(code: "row-not-number", message: "\(name) is an array, not a number")
    case .object:
      throw TableError(code: "row-not-number", message: "\(name) is an object, not a number")
    }
  }
}
