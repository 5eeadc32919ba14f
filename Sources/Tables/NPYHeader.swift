/// What stands in front of the numbers of an `.npy` file.
struct NPYHeader {
  /// The type of the elements, such as `<f8`; `nil` for a structured type.
  private(set) var description: String?
  private(set) var descriptionOffset = 0
  private(set) var isColumnMajor = false
  private(set) var dimensions: [Int] = []
  private(set) var shapeOffset = 0
  private(set) var dataOffset = 0

  /// As many as NumPy allows.
  private static let maximumRank = 64

  init(_ bytes: [UInt8]) throws(TableError) {
    try self.init(checking: bytes)
    let start = dataOffset - headerLength
    try bytes[..<dataOffset].withUnsafeBufferPointer { buffer throws(TableError) in
      var cursor = ByteCursor(buffer)
      cursor.position = start
      try parseDictionary(&cursor)
    }
  }

  private var headerLength = 0

  /// Reads magic string, version and length.
  private init(checking bytes: [UInt8]) throws(TableError) {
    guard bytes.starts(with: NPY.magic) else {
      throw NPYFault.header("this is no .npy file: it does not begin with \\x93NUMPY", at: 0)
    }
    guard bytes.count >= 10 else {
      throw NPYFault.header("the file ends inside of its header", at: bytes.count, length: 0)
    }
    let version = bytes[6]
    guard (1...3).contains(version), bytes[7] == 0 else {
      throw NPYFault.header(
        "the version \(version).\(bytes[7]) of the format is not known", at: 6, length: 2)
    }
    let lengthBytes = version == 1 ? 2 : 4
    let start = 8 + lengthBytes
    guard bytes.count >= start else {
      throw NPYFault.header("the file ends inside of its header", at: bytes.count, length: 0)
    }
    headerLength = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard headerLength <= bytes.count - start else {
      throw NPYFault.header(
        "the header should have \(headerLength) bytes, but the file ends after "
          + "\(bytes.count - start)", at: 8, length: lengthBytes)
    }
    dataOffset = start + headerLength
  }

  /// Reads `{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }`, keys in any order.
  private mutating func parseDictionary(_ cursor: inout ByteCursor) throws(TableError) {
    let start = cursor.position
    var missing: Set = ["descr", "fortran_order", "shape"]
    try expect(Ascii.openBrace, "a dictionary", &cursor)
    while true {
      cursor.skipWhitespace()
      if cursor.current == Ascii.closeBrace { break }
      let offset = cursor.position
      let key = try parseString(&cursor)
      guard missing.remove(key) != nil else {
        throw NPYFault.header(
          "the header has the unexpected key \(JSONFault.quoted(key))", at: offset,
          length: cursor.position - offset)
      }
      try expect(Ascii.colon, "':'", &cursor)
      cursor.skipWhitespace()
      switch key {
      case "descr": try parseDescription(&cursor)
      case "shape": try parseShape(&cursor)
      default: isColumnMajor = try parseBoolean(&cursor)
      }
      cursor.skipWhitespace()
      guard cursor.current == Ascii.comma else { break }
      cursor.position += 1
    }
    try expect(Ascii.closeBrace, "'}'", &cursor)
    cursor.skipWhitespace()
    guard cursor.isAtEnd else {
      throw NPYFault.header("the header goes on after its dictionary", at: cursor.position)
    }
    if let key = missing.min() {
      throw NPYFault.header("the header has no key '\(key)'", at: start)
    }
  }

  private func expect(
    _ byte: UInt8, _ name: String, _ cursor: inout ByteCursor
  ) throws(TableError) {
    cursor.skipWhitespace()
    guard cursor.current == byte else {
      throw NPYFault.header("the header should have \(name) here", at: cursor.position)
    }
    cursor.position += 1
  }

  /// A Python string without escapes; none of the names in a header needs one.
  private func parseString(_ cursor: inout ByteCursor) throws(TableError) -> String {
    let quote = cursor.current
    guard quote == Ascii.apostrophe || quote == Ascii.quote else {
      throw NPYFault.header("the header should have a string here", at: cursor.position)
    }
    let start = cursor.position + 1
    var end = start
    while cursor[end] != quote {
      guard (Ascii.space..<Ascii.delete).contains(cursor[end]), cursor[end] != Ascii.backslash
      else { throw NPYFault.header("a string of the header is not closed", at: end) }
      end += 1
    }
    cursor.position = end + 1
    return String(decoding: cursor.bytes[start..<end], as: UTF8.self)
  }

  private mutating func parseDescription(_ cursor: inout ByteCursor) throws(TableError) {
    descriptionOffset = cursor.position
    if cursor.current == Ascii.openBracket { throw NPYElementType.structured(at: cursor.position) }
    description = try parseString(&cursor)
  }

  private func parseBoolean(_ cursor: inout ByteCursor) throws(TableError) -> Bool {
    for (word, value) in [("True" as StaticString, true), ("False", false)]
    where cursor.starts(with: word) {
      cursor.position += word.utf8CodeUnitCount
      return value
    }
    throw NPYFault.header("the header should have True or False here", at: cursor.position)
  }

  private mutating func parseShape(_ cursor: inout ByteCursor) throws(TableError) {
    shapeOffset = cursor.position
    try expect(UInt8(ascii: "("), "a tuple", &cursor)
    while true {
      cursor.skipWhitespace()
      guard Ascii.isDigit(cursor.current) else { break }
      guard dimensions.count < Self.maximumRank else {
        throw NPYFault.header(
          "an array has at most \(Self.maximumRank) dimensions", at: cursor.position)
      }
      dimensions.append(try parseDimension(&cursor))
      cursor.skipWhitespace()
      guard cursor.current == Ascii.comma else {
        if dimensions.count == 1 { try expect(Ascii.comma, "','", &cursor) }
        break
      }
      cursor.position += 1
    }
    try expect(UInt8(ascii: ")"), "a size or ')'", &cursor)
  }

  private func parseDimension(_ cursor: inout ByteCursor) throws(TableError) -> Int {
    let start = cursor.position
    var dimension = 0
    while Ascii.isDigit(cursor.current) {
      let (tens, overflow) = dimension.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int(cursor.current - Ascii.zero))
      guard !overflow, !carry else {
        throw NPYFault.size("a dimension of the array is larger than any memory", at: start)
      }
      dimension = sum
      cursor.position += 1
    }
    // Python 2 wrote long integers with a suffix.
    if cursor.current == UInt8(ascii: "L") { cursor.position += 1 }
    return dimension
  }
}
