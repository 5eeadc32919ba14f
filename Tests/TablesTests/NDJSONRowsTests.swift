import Testing

@testable import Tables

@Suite struct NDJSONRowsTests {
  private static func read(_ text: String, _ columns: [String] = ["x", "y"]) -> RowBlock {
    NDJSONRows(columns: columns).read(text)
  }

  @Test func linesAreRows() {
    let block = Self.read("{\"x\": 1, \"y\": 2.5}\n{\"y\":-3e2,\"x\":0.1}\n")
    #expect(block.count == 2)
    #expect(block.columns == [[1, 0.1], [2.5, -300]])
    #expect(block.faults.isEmpty)
  }

  @Test(arguments: [
    "{\"x\": 1, \"y\": 2}", "  { \"x\" :1 ,\"y\": 2 }\r\n", "\n \n{\"x\":1,\"y\":2}\n\n",
    "{\"x\":1,\"z\":\"}\\\"\",\"y\":2}", "{\"a\":[1,{\"x\":5}],\"x\":1,\"y\":2,\"b\":null}",
    "{\"\\u0078\":1,\"y\":2}", "\u{FEFF}{\"x\":1,\"y\":2}",
  ])
  func theSameRow(text: String) {
    let block = Self.read(text)
    #expect(block.count == 1 && block.faults.isEmpty, "\(block.faults)")
    #expect(block.columns == [[1], [2]])
  }

  @Test func namesOfNumbersAreNumbers() {
    let block = Self.read("{\"x\": \"NaN\", \"y\": \"-Infinity\"}")
    #expect(block.columns[0][0].isNaN && block.columns[1] == [-.infinity])
  }

  @Test(arguments: [
    ("{\"x\": 1}", "row-missing-key"), ("{\"x\": 1, \"y\": \"2\"}", "row-not-number"),
    ("{\"x\": 1, \"y\": null}", "row-not-number"),
    ("[1, 2]", "row-not-object"),
    ("{\"x\": 1, \"y\": NaN}", "json-number"),
    ("{\"x\": 1, \"x\": 1, \"y\": 2}", "json-duplicate-key"),
    ("{\"x\": 1, \"y\": 2,}", "json-trailing-comma"), ("{\"x\": 1, \"y\": 2} 3", "json-syntax"),
    ("{\"x\": 1, \"y\": 1e999}", "json-number-range"), ("{\"x\": 1, \"y\": 2", "json-end"),
    ("{\"x\": 01, \"y\": 2}", "json-number"), ("\u{7}", "json-syntax"),
  ])
  func aBadLineIsAFaultAndTheOthersGoOn(line: String, code: String) {
    let block = Self.read("{\"x\":1,\"y\":2}\n\(line)\n{\"x\":3,\"y\":4}\n")
    #expect(block.count == 3)
    #expect(block.faults.map(\.row) == [1])
    #expect(block.faults.map(\.error.code) == [code])
    #expect(block.columns[0][2] == 3)
  }

  /// The quick way and the thorough one read the same numbers.
  @Test func bothWaysAgree() {
    let number = "0.30000000000000004441"
    let plain = Self.read("{\"x\": \(number), \"y\": 1234567890123456.25}")
    let thorough = Self.read("{\"z\": [], \"x\": \(number), \"y\": 1234567890123456.25}")
    #expect(plain.columns == thorough.columns && plain.faults.isEmpty)
  }

  // MARK: What real tools write

  private static func read(_ line: String, accepting cells: DirtyCells) -> RowBlock {
    NDJSONRows(columns: ["x"], accepting: cells).read(line)
  }

  /// Refused unless it is asked for, and then the number that was meant.
  @Test(arguments: [
    ("\"1.50\"", DirtyCells.strings, 1.5), ("\"-2e3\"", .strings, -2000),
    ("Infinity", .bareNonFinite, .infinity), ("-Infinity", .bareNonFinite, -.infinity),
    ("9007199254740993", .largeIntegers, 9_007_199_254_740_992),
    ("-12345678901234567890", .largeIntegers, -12_345_678_901_234_567_168),
  ])
  func dirtyCells(text: String, cells: DirtyCells, number: Double) {
    #expect(Self.read("{\"x\": \(text)}", accepting: []).faults.count == 1)
    let others: DirtyCells = [.strings, .bareNonFinite, .nulls, .largeIntegers]
    #expect(
      Self.read("{\"x\": \(text)}", accepting: others.subtracting(cells)).faults.count == 1)
    let block = Self.read("{\"x\": \(text)}", accepting: cells)
    #expect(block.faults.isEmpty && block.columns == [[number]])
  }

  @Test func nothingIsNotANumber() {
    for (text, cells) in [("null", DirtyCells.nulls), ("NaN", .bareNonFinite)] {
      #expect(Self.read("{\"x\": \(text)}", accepting: []).faults.count == 1)
      let block = Self.read("{\"x\": \(text)}", accepting: cells)
      #expect(block.faults.isEmpty && block.columns[0][0].isNaN)
    }
    #expect(Self.read("{\"x\": \"one\"}", accepting: .strings).faults.count == 1)
  }

  /// Large integers that are a double's own digits are no other number.
  @Test(arguments: [
    "9007199254740992", "9007199254740994", "1152921504606846976", "1152921504606847000",
    "100000000000000000000", "123456789012345680000", "-9007199254740996",
  ])
  func largeIntegersThatAreDoubles(text: String) {
    let block = Self.read("{\"x\": \(text)}", accepting: [])
    #expect(block.faults.isEmpty && block.columns == [[Double(text) ?? .nan]])
  }

  @Test(arguments: [
    "{\"name\": \"a, b\", \"x\": 1, \"ok\": true, \"y\": 2, \"no\": false, \"z\": null}",
    "{\"y\": 2, \"id\": 12345678901234567890, \"x\": 1}", "{\"xx\": 5, \"x\": 1, \"y\": 2}",
    "{\"\": 5, \"x\": 1, \"y\": 2}", "{\t\"x\"\t:\t1\t,\t\"y\"\t:\t2\t}\t",
  ])
  func otherKeysAreSkipped(line: String) {
    for padding in ["", "\n", String(repeating: "\n", count: 100)] {
      let block = Self.read(line + padding)
      #expect(block.count == 1 && block.faults.isEmpty, "\(block.faults)")
      #expect(block.columns == [[1], [2]])
    }
  }

  @Test(arguments: ["1", "\"a\"", "true", "null"])
  func aKeyThatIsNoColumnStandsOnce(value: String) {
    let line = "{\"z\": \(value), \"x\": 1, \"z\": \(value), \"y\": 2}"
    #expect(Self.read(line).faults.map(\.error.code) == ["json-duplicate-key"])
  }

  @Test func manyKeysThatAreNoColumns() {
    let others = (0..<40).map { "\"k\($0)\": \($0), " }.joined()
    #expect(Self.read("{\(others)\"x\": 1, \"y\": 2}").columns == [[1], [2]])
  }

  /// A key is the same text, whatever its length and where its bytes differ.
  @Test(arguments: [
    "a", "abcde", "abcdef", "abcdefg", "a long name of a column", "größe", "\"q\"", "b\\",
  ])
  func keysOfAnyLength(name: String) {
    var key: [UInt8] = []
    JSONText.append(string: name, to: &key)
    let line = "{\(key.text): 1, \"y\": 2}\n"
    let block = Self.read(line + line + String(repeating: "\n", count: 100), [name, "y"])
    #expect(block.columns == [[1, 1], [2, 2]], "\(block.faults)")
    let other = "{\"\(String(repeating: "z", count: name.count))\": 1, \"y\": 2}"
    #expect(Self.read(other, [name, "y"]).faults.map(\.error.code) == ["row-missing-key"])
  }

  @Test func aLineEndsWhereItEnds() {
    let block = Self.read("{\"x\": 1,\n\"y\": 2}\n{\"x\": 3, \"y\": 4}")
    #expect(block.columns.map(\.last) == [3, 4])
    #expect(block.faults.map(\.error.code) == ["json-end", "json-syntax"])
  }

  @Test func moreRowsThanTheirLengthSuggests() {
    let block = Self.read(String(repeating: "{\"x\":1,\"y\":2}\n?\n", count: 3_000))
    #expect(block.count == 6_000 && block.faults.count == 3_000)
    #expect(block.columns[1].filter { $0 == 2 }.count == 3_000)
    #expect(block.faults.map(\.row) == Array(stride(from: 1, to: 6_000, by: 2)))
  }

  @Test func manyColumns() {
    let columns = (0..<70).map { "c\($0)" }
    let line = "{" + columns.enumerated().map { "\"\($1)\": \($0)" }.joined(separator: ", ") + "}"
    #expect(Self.read(line, columns).columns == (0..<70).map { [Double($0)] })
    let most = Array(columns.prefix(64))
    #expect(Self.read(line, most).columns == (0..<64).map { [Double($0)] })
  }
}
