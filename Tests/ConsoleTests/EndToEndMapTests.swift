import Glibc
import TestSupport
import Testing

@Suite struct EndToEndMapTests {
  private static func map(_ words: String..., input: String) throws -> Binary.Run {
    try Binary.run(["map"] + words, input: Array(input.utf8))
  }

  private static func rows(_ count: Int) -> String {
    (0..<count).map { "{\"x\": \(Double($0) / 7 + 0.25), \"y\": \(Double($0 % 13) + 0.5)}\n" }
      .joined()
  }

  @Test func aRowGivesWhatEvalGives() throws {
    let run = try Self.map("x * log(y)", input: "{\"x\": 2, \"y\": 3}\n{\"x\": 0.1, \"y\": 7e5}")
    let alone = try [("2", "3"), ("0.1", "7e5")].map { x, y in
      try eval("x * log(y)", "x=\(x)", "y=\(y)", "--json").output
    }
    #expect(run.output == alone.joined())
    #expect(run.status == 0 && run.errors.isEmpty)
  }

  @Test func theThreadsDoNotMatter() throws {
    let input = Self.rows(40_000)
    let one = try Self.map("sin(x) * erf(y) + x ** y", "--threads", "1", input: input)
    let three = try Self.map("sin(x) * erf(y) + x ** y", "--threads", "3", input: input)
    #expect(one.output == three.output)
    #expect(one.output.utf8.count { $0 == UInt8(ascii: "\n") } == 40_000)
  }

  @Test func tablesOfOtherForms() throws {
    let csv = try Self.map("a*x", "a=3", "--from", "csv", input: "x,y\r\n1,2\r\n4,5\r\n")
    #expect(csv.output == "y,dydx.x\n3,3\n12,3\n")
    let lines = try Self.map("a*x", "a=3", "--from", "csv", "--to", "ndjson", input: "x\n1\n")
    #expect(lines.output == "{\"y\": 3, \"dydx\": {\"x\": 3}}\n")
    let bare = try Self.map(
      "x-y", "--from", "tsv", "--columns", "x,y", "--wrt", "y", input: "5\t2\n")
    #expect(bare.output == "y\tdydx.y\n3\t-1\n")
    let array = try Self.map("[x, x*array([1,2])]", input: "{\"x\": 2}")
    #expect(array.output == "{\"y\": [2, [2, 4]], \"dydx\": {\"x\": 4}}\n")
    let fields = try Self.map("[x, x*array([1,2])]", "--to", "csv", input: "{\"x\": 2}")
    #expect(fields.output == "y[0],y[1][0],y[1][1],dydx.x\n2,2,4,4\n")
  }

  @Test func aBadRowDoesNotStopTheOthers() throws {
    let input = "{\"x\": 1}\n{\"x\": }\n{\"x\": 3}\n{\"z\": 3}\n{\"x\": 5}\n"
    let reported = try Self.map("2x", input: input)
    #expect(reported.status == 1)
    let lines = reported.output.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[1].hasPrefix("{\"error\": {") && lines[1].hasSuffix("\"row\": 2}}"))
    #expect(lines[3].contains("missing") && lines[3].hasSuffix("\"row\": 4}}"))
    #expect(lines[4] == "{\"y\": 10, \"dydx\": {\"x\": 2}}")
    #expect(reported.errors.contains("2 of 5 rows"))
    #expect(reported.errors.contains("row 2"))
    let skipped = try Self.map("2x", "--on-error", "skip", "--quiet", input: input)
    #expect(skipped.status == 1 && skipped.errors.isEmpty)
    #expect(skipped.output.split(separator: "\n").count == 3)
    let null = try Self.map("2x", "--on-error", "null", input: input)
    #expect(null.output.split(separator: "\n")[1] == "{\"y\": null, \"dydx\": {\"x\": null}}")
    let stopped = try Self.map("2x", "--on-error", "stop", input: input)
    #expect(stopped.status == 65)
    #expect(stopped.output == "{\"y\": 2, \"dydx\": {\"x\": 2}}\n")
    #expect(stopped.errors.contains("row 2"))
  }

  @Test func notANumberIsAResult() throws {
    let run = try Self.map("log(x)", input: "{\"x\": 1}\n{\"x\": -1}\n{\"x\": 0}\n")
    #expect(run.status == 0)
    #expect(run.output.contains("{\"y\": \"NaN\""))
    #expect(run.errors.contains("2 of 3 rows") && run.errors.contains("row 2"))
  }

  @Test func aFileGetsItsNameAtTheEnd() throws {
    let folder = try TemporaryFolder()
    let input = try folder.file("in.csv", Array("x\n1\n2\n".utf8))
    let output = folder.path + "/out.ndjson"
    let run = try Binary.run(["map", "x^2", "--input", input, "--output", output])
    #expect(run.status == 0)
    let written = String(decoding: try File.read(output), as: UTF8.self)
    #expect(written == "{\"y\": 1, \"dydx\": {\"x\": 2}}\n{\"y\": 4, \"dydx\": {\"x\": 4}}\n")
    let failed = try Binary.run(
      [
        "map", "x^2", "--input", input, "--output", folder.path + "/other", "--on-error", "stop",
        "--columns", "x",
      ])
    #expect(failed.status == 65)
    #expect(access(folder.path + "/other", F_OK) != 0)
  }

  /// The first results are there before the input ends.
  @Test func resultsComeAsRowsCome() throws {
    let run = try shell(
      """
      { echo '{"x": 1}'; for i in $(seq 200); do [ -s "$out" ] && break; sleep 0.05; done
        [ -s "$out" ] && echo '{"x": 2}'; } | '\(Binary.path)' map 'x + 1' > "$out"
      cat "$out"; rm "$out"
      """.replacing("\"$out\"", with: "/tmp/map-stream-test.$$"))
    #expect(run.output == "{\"y\": 2, \"dydx\": {\"x\": 1}}\n{\"y\": 3, \"dydx\": {\"x\": 1}}\n")
  }

  @Test func memoryDoesNotGrowWithTheRows() throws {
    let folder = try TemporaryFolder()
    let row = "{\"x\": 1.25, \"y\": 0.3333333333333333}\n"
    let input = try folder.file("rows.ndjson", Array(String(repeating: row, count: 1_500_000).utf8))
    // What a process inherits from its parent counts as its own, so it is a shell that starts it.
    let run = try shell(
      """
      '\(Binary.path)' map 'x * y' --input '\(input)' --output '\(folder.path)/out.ndjson' & p=$!
      while read -r name size unit < <(grep VmHWM "/proc/$p/status" 2> /dev/null); do
        peak=$size; sleep 0.02
      done
      wait "$p" && echo "$peak"
      """)
    let kilobytes = try #require(Int(run.output.filter(\.isNumber)), "\(run.output)\(run.errors)")
    #expect(run.status == 0 && kilobytes > 1000 && kilobytes < 64_000)
  }

  @Test func aReaderThatLeavesEndsItQuietly() throws {
    let run = try Binary.run(
      ["map", "x + y"], input: Array(Self.rows(50_000).utf8), output: .readerLeaving(after: 100))
    #expect(run.errors.isEmpty && run.status == 0)
  }

  @Test func wrongUsesSayWhatIsWrong() throws {
    let none = try Self.map("1 + 1", input: "")
    #expect(none.status == 65 && none.errors.contains("reads nothing from the rows"))
    let positional = try Self.map("x", "3", input: "")
    #expect(positional.status == 64)
    let column = try Self.map("x + z", "--from", "csv", input: "x,y\n1,2\n")
    #expect(column.status == 65 && column.errors.contains("no column \"z\""))
    let empty = try Self.map("x", "--from", "csv", input: "")
    #expect(empty.status == 65 && empty.errors.contains("header"))
    #expect(try Self.map("x", input: "").status == 0)
    let missing = try Binary.run(["map", "x", "--input", "/no/such/file"])
    #expect(missing.status == 66)
  }
}
