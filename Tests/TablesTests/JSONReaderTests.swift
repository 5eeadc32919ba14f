import Testing

@testable import Tables

@Suite struct JSONReaderTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONReader.parse(Array(text.utf8))
  }

  private func fault(_ bytes: [UInt8], maximumDepth: Int = 512) -> TableError? {
    do throws(TableError) {
      _ = try JSONReader.parse(bytes, maximumDepth: maximumDepth)
      return nil
    } catch {
      return error
    }
  }

  @Test func agreesWithPython() throws {
    for row in try Fixture.table("documents.tsv") {
      #expect(spelling(of: try JSONReader.parse(row[0])) == row[1].text, "\(row[0].text)")
    }
  }

  @Test func scalars() throws {
    #expect(try parse("null") == .null)
    #expect(try parse(" true\n") == .bool(true))
    #expect(try parse("\r\n\tfalse") == .bool(false))
    #expect(try parse("-1.5e3") == .number(-1500))
    #expect(try parse(#""NaN""#) == .string("NaN"))
    #expect(try parse(#""\u00e9\ud834\udf4b\/\u0000""#) == .string("é\u{1D34B}/\0"))
    #expect(try parse("\u{FEFF}[1]") == .numbers(.init(dimensions: [1], values: [1])))
    #expect(try parse("[1,\r\n2]\r\n") == .numbers(.init(dimensions: [2], values: [1, 2])))
  }

  @Test func keepsTheOrderOfMembers() throws {
    let value = try parse(#"{"b": 1, "a": {"b": null}, "": [true]}"#)
    #expect(
      value
        == .object([
          .init(key: "b", value: .number(1)),
          .init(key: "a", value: .object([.init(key: "b", value: .null)])),
          .init(key: "", value: .array([.bool(true)])),
        ]))
  }

  @Test func sliceOffsetsCountFromItsStart() throws {
    let bytes = Array("{}\n[1, x]\n".utf8)
    #expect(throws: TableError.self) { try JSONReader.parse(bytes[3...]) }
    do throws(TableError) {
      _ = try JSONReader.parse(bytes[3...])
    } catch {
      #expect(error.offset == 4)
    }
    #expect(try JSONReader.parse(bytes[0..<3]) == .object([]))
  }

  @Test(arguments: [
    ("", "json-end", 0, 0), ("  ", "json-end", 2, 0), ("[1,", "json-end", 3, 0),
    ("[1", "json-end", 2, 0), (#"{"a""#, "json-end", 4, 0), (#"{"a": 1"#, "json-end", 7, 0),
    (#""abc"#, "json-end", 4, 0), (#""abc\"#, "json-end", 5, 0), (#""\u12"#, "json-end", 5, 0),
    ("[1,]", "json-trailing-comma", 2, 1), ("[1 , ]", "json-trailing-comma", 3, 1),
    (#"{"a": 1,}"#, "json-trailing-comma", 7, 1), ("[,1]", "json-syntax", 1, 1),
    ("[1,,2]", "json-syntax", 3, 1), ("[1 2]", "json-syntax", 3, 1), ("[1}", "json-syntax", 2, 1),
    (#"{"a":1]"#, "json-syntax", 6, 1), ("1 2", "json-syntax", 2, 1), ("]", "json-syntax", 0, 1),
    (#"{a: 1}"#, "json-syntax", 1, 1), ("{1: 2}", "json-syntax", 1, 1),
    (#"{"a" 1}"#, "json-syntax", 5, 1), (#"{"a": 1, "b": 2, "a": 3}"#, "json-duplicate-key", 17, 3),
    (#"{"é": 1, "\u00e9": 3}"#, "json-duplicate-key", 10, 8),
    ("'a'", "json-syntax", 0, 1), ("True", "json-syntax", 0, 4), ("[None]", "json-syntax", 1, 4),
    ("nul", "json-syntax", 0, 3), ("truee", "json-syntax", 4, 1), ("// x\n1", "json-syntax", 0, 1),
    ("[1, // x\n2]", "json-syntax", 4, 1), ("[−1]", "json-syntax", 1, 3),
    ("\0", "json-syntax", 0, 1),
    ("[1]\0", "json-syntax", 3, 1), ("[1]\u{FEFF}", "json-syntax", 3, 3),
    ("\u{FEFF}\u{FEFF}1", "json-syntax", 3, 3), ("[1\u{A0}]", "json-number", 2, 2),
    ("+1", "json-number", 0, 1), ("[.5]", "json-number", 1, 1), ("[1.]", "json-number", 3, 1),
    ("[01]", "json-number", 1, 1), ("-01", "json-number", 1, 1), ("-", "json-number", 1, 0),
    ("[-x]", "json-number", 2, 1), ("1e", "json-number", 2, 0), ("2.", "json-number", 2, 0),
    ("1e+]", "json-number", 3, 1),
    ("0x10", "json-number", 0, 4), ("1_000", "json-number", 1, 1), ("1.5abc", "json-number", 3, 1),
    ("NaN", "json-number", 0, 3), ("[1, Infinity]", "json-number", 4, 8),
    ("[-Infinity]", "json-number", 1, 9), ("nan", "json-number", 0, 3),
    ("[1e400]", "json-number-range", 1, 5), ("[0, -1e400]", "json-number-range", 4, 6),
    (#""\x41""#, "json-escape", 1, 2), (#""\u12G4""#, "json-escape", 1, 4),
    (#""ab\ud834""#, "json-surrogate", 3, 6), (#""\udd1e""#, "json-surrogate", 1, 6),
    (#""\ud834\u0041""#, "json-surrogate", 1, 6), (#""\ud834x""#, "json-surrogate", 1, 6),
    ("\"a\nb\"", "json-control-character", 2, 1), ("\"a\0b\"", "json-control-character", 2, 1),
    ("\"\t\"", "json-control-character", 1, 1),
  ])
  func refuses(text: String, code: String, offset: Int, length: Int) throws {
    let error = try #require(fault(Array(text.utf8)), "accepted \(text)")
    #expect(error.code == code)
    #expect(error.offset == offset)
    #expect(error.length == length)
  }

  @Test(
    arguments: [
      [0xFF], [0x22, 0x80, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22], [0x5B, 0xC3], [0x22, 0xF8],
      [0x22, 0xE0, 0x9F, 0xBF, 0x22], [0x22, 0xF0, 0x8F, 0xBF, 0xBF, 0x22], [0x31, 0xE9],
    ] as [[UInt8]])
  func refusesInvalidUTF8(bytes: [UInt8]) throws {
    let error = try #require(fault(bytes))
    #expect(error.code == "json-utf8")
    #expect(error.offset == bytes.firstIndex { $0 >= 0x80 })
  }

  @Test(arguments: [
    ("NaN", "write the string \"NaN\""), ("-Infinity", "write the string \"-Infinity\""),
    ("Infinity", "write the string \"Infinity\""), ("True", "write true"), ("nil", "write null"),
  ])
  func hints(text: String, hint: String) {
    #expect(fault(Array(text.utf8))?.hint == hint)
  }

  @Test func namesTheDuplicateKeyVisibly() {
    let error = fault(Array(#"{"a\u001b": 1, "a\u001b": 2}"#.utf8))
    #expect(error?.message == #"the key "a\u001B" stands twice in one object"#)
  }

  @Test func manyKeys() throws {
    let members = (0..<1000).map { "\"k\($0)\": \($0)" }.joined(separator: ", ")
    guard case .object(let read) = try parse("{\(members)}") else {
      Issue.record("no object")
      return
    }
    #expect(read.map(\.key) == (0..<1000).map { "k\($0)" })
    for index in [0, 7, 8, 9, 999] {
      #expect(fault(Array("{\(members), \"k\(index)\": 0}".utf8))?.code == "json-duplicate-key")
    }
  }

  @Test func depth() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array(String(repeating: "[", count: depth).utf8)
        + Array(String(repeating: "]", count: depth).utf8)
    }
    guard case .numbers(let array) = try JSONReader.parse(nested(512)) else {
      Issue.record("no array of numbers")
      return
    }
    #expect(array.dimensions == [Int](repeating: 1, count: 511) + [0])
    #expect(fault(nested(513))?.code == "json-depth")
    #expect(fault(nested(513))?.offset == 512)
    #expect(fault(nested(1_000_000))?.offset == 512)
    #expect(fault(Array("[[[1]]]".utf8), maximumDepth: 2)?.offset == 2)
    #expect(fault(Array("1".utf8), maximumDepth: 0) == nil)
    let objects = String(repeating: "{\"a\": ", count: 512)
    #expect(throws: Never.self) { try parse(objects + "1" + String(repeating: "}", count: 512)) }
    #expect(fault(Array((objects + "[").utf8))?.code == "json-depth")
  }
}
