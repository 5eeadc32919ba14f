/// Rows of numbers from comma-separated values with a header (RFC 4180), or with another separator.
///
/// Fields may stand in double quotes, with a quote doubled inside; blanks around a number mean nothing.
/// `nan`, `inf` and `infinity` are numbers in any case, as tools write them.
public struct CSVRows: RowReader {
  private let separator: UInt8
  private let names: [String]
  /// For each field of a row the column that it gives, if any.
  private let columnOfField: [Int?]
  private let columnCount: Int
  private let accepted: DirtyCells
  private let keepsRanges: Bool

  /// - Parameters:
  ///   - header: the names of the fields, in order.
  ///   - columns: the names of those that are read.
  ///   - accepted: what else is taken for a number.
  ///   - keepsRanges: whether the place of each row in the bytes is wanted.
  /// - Throws: if a column is missing from the header, or a name stands twice in it.
  public init(
    header: [String], columns: [String], separator: UInt8 = UInt8(ascii: ","),
    accepting accepted: DirtyCells = [], keepsRanges: Bool = false
  ) throws(TableError) {
    for column in columns {
      let count = header.count { $0 == column }
      guard count == 1 else {
        throw TableError(
          code: "csv-columns",
          message: count == 0
            ? "there is no column \(JSONFault.quoted(column))"
            : "the column \(JSONFault.quoted(column)) stands \(count) times in the header",
          hint: "the columns are \(header.map(JSONFault.quoted).joined(separator: ", "))")
      }
    }
    self.separator = separator
    self.accepted = accepted
    self.keepsRanges = keepsRanges
    names = header
    columnOfField = header.map { columns.firstIndex(of: $0) }
    columnCount = columns.count
  }

  /// The fields of one record.
  ///
  /// - Throws: if a quote is left open, or text stands behind a closing one.
  public static func fields(
    _ record: [UInt8], separator: UInt8 = UInt8(ascii: ",")
  ) throws(TableError) -> [String] {
    try record.withUnsafeBufferPointer { bytes throws(TableError) in
      var cursor = ByteCursor(bytes)
      var fields: [String] = []
      var field: [UInt8] = []
      while true {
        try cursor.scanField(separator, into: &field)
        fields.append(String(decoding: field, as: UTF8.self))
        guard cursor.current == separator, !cursor.isAtEnd else { return fields }
        cursor.position += 1
      }
    }
  }

  /// Pieces are whole records; the last one may lack its end.
  public func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from place: inout Int, atMost most: Int
  ) -> RowBlock {
    var builder = RowBuilder(columnCount: columnCount, capacity: min(most, bytes.count / 64))
    var cursor = ByteCursor(bytes)
    cursor.position = place
    let reader = UsualNumber()
    columnOfField.withUnsafeBufferPointer { columns in
      while builder.count < most, !cursor.isAtEnd {
        let start = cursor.position
        do throws(TableError) {
          switch try readRecord(&cursor, reader, columns, into: builder.nextRow()) {
          case .numbers: builder.addRow()
          case .blank: continue
          case .arrays:
            cursor.position = start
            builder.add(try values(&cursor))
          }
        } catch {
          cursor.position = max(cursor.position, start)
          cursor.skipRecord()
          var fault = error
          fault.offset = fault.offset.map { $0 - start }
          builder.add(.fault(fault))
        }
        if keepsRanges { builder.note(start..<bytes.endOfRecord(start..<cursor.position)) }
      }
    }
    place = cursor.position
    return builder.block()
  }

  private enum Record {
    case numbers
    /// A blank line, which is no row.
    case blank
    /// There are arrays in it; the cursor stands somewhere inside.
    case arrays
  }

  /// Reads a record and the end of its line.
  private func readRecord(
    _ cursor: inout ByteCursor, _ reader: UsualNumber, _ columns: UnsafeBufferPointer<Int?>,
    into numbers: UnsafeMutablePointer<Double>
  ) throws(TableError) -> Record {
    if cursor.skipLineEnd() { return .blank }
    var field = 0
    while field < columns.count {
      if field > 0 {
        guard !cursor.isAtEnd, cursor.current == separator else {
          throw ragged(field)
        }
        cursor.position += 1
      }
      if let column = columns[field] {
        let start = cursor.position
        if let number = cursor.scanUsualNumber(reader), cursor.isAtFieldEnd(separator),
          !cursor.isLargeInteger(number, from: start)
        {
          numbers[column] = number
        } else {
          cursor.position = start
          guard !cursor.isAtArray else { return .arrays }
          numbers[column] = try number(&cursor, names[field])
        }
      } else {
        try cursor.skipField(separator)
      }
      field &+= 1
    }
    guard cursor.skipLineEnd() || cursor.isAtEnd else {
      throw Self.ragged("the row has more than \(names.count) fields")
    }
    return .numbers
  }

  /// Reads a record in some of whose fields are arrays of JSON.
  private func values(_ cursor: inout ByteCursor) throws(TableError) -> [JSONValue] {
    var values = [JSONValue](repeating: .null, count: columnCount)
    var field: [UInt8] = []
    for (index, column) in columnOfField.enumerated() {
      if index > 0 {
        guard !cursor.isAtEnd, cursor.current == separator else { throw ragged(index) }
        cursor.position += 1
      }
      guard let column else {
        try cursor.skipField(separator)
        continue
      }
      guard cursor.isAtArray else {
        values[column] = .number(try number(&cursor, names[index]))
        continue
      }
      try cursor.scanField(separator, into: &field)
      let value = try JSONReader.parse(row: field, accepting: accepted)
      values[column] = try accepted.number(value, names[index]) ?? value
    }
    guard cursor.skipLineEnd() || cursor.isAtEnd else {
      throw Self.ragged("the row has more than \(names.count) fields")
    }
    return values
  }

  private func ragged(_ count: Int) -> TableError {
    Self.ragged("the row has \(count) fields, not \(names.count)")
  }

  private static func ragged(_ message: String) -> TableError {
    TableError(code: "csv-ragged", message: message)
  }

  private func number(_ cursor: inout ByteCursor, _ name: String) throws(TableError) -> Double {
    let start = cursor.position
    while cursor.current == Ascii.space, separator != Ascii.space { cursor.position += 1 }
    let first = cursor.position
    if case .value(let number) = cursor.scanNumber() {
      let isInexact = cursor.isInexactInteger(number, from: first)
      while cursor.current == Ascii.space { cursor.position += 1 }
      if cursor.isAtFieldEnd(separator) {
        guard !isInexact || accepted.contains(.largeIntegers) else {
          let fault = JSONFault.inexactInteger(number, at: first, length: 1)
          throw TableError(
            code: fault.code, message: "\(JSONFault.quoted(name)): \(fault.message)",
            hint: fault.hint)
        }
        return number
      }
    }
    cursor.position = start
    var field: [UInt8] = []
    try cursor.scanField(separator, into: &field)
    let text = String(decoding: field, as: UTF8.self)
    var word = Substring(text)
    while word.first == " " { word.removeFirst() }
    while word.last == " " { word.removeLast() }
    if let number = NumberText.parse(word.utf8) ?? Self.named(word) { return number }
    if word.isEmpty, accepted.contains(.nulls) { return .nan }
    throw DirtyCells.fault(
      word.isEmpty
        ? "\(JSONFault.quoted(name)) is an empty field"
        : "\(JSONFault.quoted(name)) is \(JSONFault.quoted(text)), not a number",
      hint: word.isEmpty ? "--accept null takes it for NaN" : nil)
  }

  /// What tools write where there is no number of digits; a plus before a number is fine, too.
  private static func named(_ word: Substring) -> Double? {
    var word = Substring(word.lowercased())
    let isNegative = word.first == "-"
    if isNegative || word.first == "+" { word.removeFirst() }
    let magnitude: Double?
    switch word {
    case "nan": magnitude = .nan
    case "inf", "infinity": magnitude = .infinity
    default: magnitude = isNegative ? nil : NumberText.parse(word.utf8)
    }
    return magnitude.map { isNegative ? -$0 : $0 }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where a range ends without the line end at its end.
  fileprivate func endOfRecord(_ range: Range<Int>) -> Int {
    var end = Swift.min(range.upperBound, count)
    let isLineEnd = { (byte: UInt8) in byte == Ascii.newline || byte == Ascii.carriageReturn }
    while end > range.lowerBound, isLineEnd(self[end - 1]) { end -= 1 }
    return end
  }
}

extension ByteCursor {
  /// Whether a field begins here that holds an array of JSON, which needs quotes for its commas.
  fileprivate var isAtArray: Bool {
    current == Ascii.openBracket
      || current == Ascii.quote && self[position + 1] == Ascii.openBracket
  }

  fileprivate func isAtFieldEnd(_ separator: UInt8) -> Bool {
    isAtEnd || current == separator || current == Ascii.newline || current == Ascii.carriageReturn
  }

  /// Moves past the end of a line, if one stands here.
  fileprivate mutating func skipLineEnd() -> Bool {
    if current == Ascii.newline {
      position += 1
      return true
    }
    guard current == Ascii.carriageReturn,
      self[position + 1] == Ascii.newline || position + 1 >= count
    else { return false }
    position = min(position + 2, count)
    return true
  }

  /// Moves past the end of a line that cannot be read; a quote in it means nothing.
  fileprivate mutating func skipRecord() {
    while !isAtEnd, current != Ascii.newline { position += 1 }
    if !isAtEnd { position += 1 }
  }

  fileprivate mutating func scanField(
    _ separator: UInt8, into field: inout [UInt8]
  ) throws(TableError) {
    field.removeAll(keepingCapacity: true)
    guard current == Ascii.quote else {
      while !isAtFieldEnd(separator) {
        field.append(current)
        position += 1
      }
      return
    }
    let start = position
    position += 1
    while true {
      guard !isAtEnd else {
        throw TableError(
          code: "csv-quote", message: "a field in quotes is not closed", offset: start)
      }
      if current == Ascii.quote {
        position += 1
        if current != Ascii.quote { break }
      }
      field.append(current)
      position += 1
    }
    guard isAtFieldEnd(separator) else {
      throw TableError(
        code: "csv-quote", message: "text stands behind the quote that closes a field",
        offset: position)
    }
  }

  fileprivate mutating func skipField(_ separator: UInt8) throws(TableError) {
    if current == Ascii.quote {
      var field: [UInt8] = []
      try scanField(separator, into: &field)
    } else {
      while !isAtFieldEnd(separator) { position += 1 }
    }
  }
}
