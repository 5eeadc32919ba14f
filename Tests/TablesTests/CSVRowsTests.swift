import Testing

@testable import Tables

@Suite struct CSVRowsTests {
  private static func read(_ text: String, header: [String] = ["x", "name", "y"]) throws -> RowBlock
  {
    try CSVRows(header: header, columns: ["x", "y"]).read(text)
  }

  @Test func recordsAreRows() throws {
    let block = try Self.read("1,a,2\r\n 3.5 ,\"b, \"\"c\"\"\n\",-4e1\n\n\"5\",,inf")
    #expect(block.faults.isEmpty, "\(block.faults)")
    #expect(block.columns == [[1, 3.5, 5], [2, -40, .infinity]])
  }

  @Test(arguments: ["nan", "NaN", "NAN", "-nan"])
  func notANumber(field: String) throws {
    #expect(try Self.read("1,a,\(field)").columns[1][0].isNaN)
  }

  @Test(arguments: [
    ("1,a", "csv-ragged"), ("1,a,2,3", "csv-ragged"), (",a,2", "row-not-number"),
    ("x,a,2", "row-not-number"), ("1,\"a\"b,2", "csv-quote"), ("1 2,a,3", "row-not-number"),
    ("0x1,a,2", "row-not-number"), ("1.,a,2", "row-not-number"),
  ])
  func aBadRecordIsAFaultAndTheOthersGoOn(line: String, code: String) throws {
    let block = try Self.read("1,a,2\n\(line)\n3,c,4\n")
    #expect(block.count == 3)
    #expect(block.faults.map(\.row) == [1])
    #expect(block.faults.map(\.error.code) == [code])
    #expect(block.columns.map(\.first) == [1, 2] && block.columns.map(\.last) == [3, 4])
    #expect(block.columns.allSatisfy { $0[1].isNaN })
  }

  /// The quick way needs some bytes behind a number; near the end another one reads the same.
  @Test(arguments: ["1,a,2", "1 ,a, 2", "\"1\",\"a\",\"2\"", "+1,,2.0", "1.0,a\"b,+2e0"])
  func theSameRow(line: String) throws {
    let block = try Self.read(String(repeating: line + "\r\n", count: 1_000) + line)
    #expect(block.faults.isEmpty, "\(block.faults.first as Any)")
    #expect(block.columns == [1, 2].map { [Double](repeating: $0, count: 1_001) })
  }

  @Test(arguments: ["1x,a,2", "1\"2\",a,2", "1e,a,2", "1,a,2\r3", "1.5.2,a,2"])
  func aBadNumberFarFromTheEndIsAFault(line: String) throws {
    let rest = String(repeating: "3,c,4\n", count: 100)
    let block = try Self.read(line + "\n" + rest)
    #expect(block.faults.map(\.row) == [0] && block.count == 101)
  }

  @Test func aQuoteLeftOpenIsAFault() throws {
    let block = try Self.read("1,a,2\n3,\"b,4\n")
    #expect(block.columns[0][0] == 1)
    #expect(block.faults.map(\.error.code) == ["csv-quote"])
  }

  @Test func headersAreChecked() {
    #expect(throws: TableError.self) { try CSVRows(header: ["x"], columns: ["x", "y"]) }
    #expect(throws: TableError.self) { try CSVRows(header: ["x", "x"], columns: ["x"]) }
  }

  @Test func fieldsOfAHeader() throws {
    #expect(try CSVRows.fields(Array("a,\"b \"\"c\"\"\",".utf8)) == ["a", "b \"c\"", ""])
    let tabs = try CSVRows.fields(Array("a\tb,c".utf8), separator: UInt8(ascii: "\t"))
    #expect(tabs == ["a", "b,c"])
    #expect(throws: TableError.self) { try CSVRows.fields(Array("\"a".utf8)) }
  }

  @Test func fieldsMayHoldArrays() throws {
    let text = "1,\"[1, 2]\"\n[3],4\n\"[1,\",2\n5,6\n"
    let rows = try CSVRows(header: ["x", "y"], columns: ["x", "y"])
    let block = rows.read(text)
    let values = block.odd.map { _, what -> [JSONValue] in
      if case .values(let values) = what { values } else { [] }
    }
    #expect(block.odd.map(\.row) == [0, 1, 2])
    let pair = JSONValue.numbers(.init(dimensions: [2], values: [1, 2]))
    let single = JSONValue.numbers(.init(dimensions: [1], values: [3]))
    #expect(values == [[.number(1), pair], [single, .number(4)], []])
    #expect(block.faults.count == 1 && block.columns[0].last == 5)
  }

  @Test func emptyFieldsAndLargeIntegers() {
    for (text, cells) in [(",1", DirtyCells.nulls), ("9007199254740993,1", .largeIntegers)] {
      let counts = [DirtyCells(), cells].map { accepted in
        let rows = try? CSVRows(header: ["x", "y"], columns: ["x", "y"], accepting: accepted)
        return rows?.read(text).faults.count
      }
      #expect(counts == [1, 0])
    }
  }
}
