import TestSupport
import Testing

/// The flags of `eval`, one by one.
@Suite struct EndToEndFlagTests {
  @Test(arguments: [
    (["x * y", "--args", "[2, 3]"], #"{"y": 6, "dydx": [3, 2]}"#),
    (
      ["(x, y) -> x * y", "--kwargs", #"{"y": 3, "x": 2}"#], #"{"y": 6, "dydx": {"y": 2, "x": 3}}"#
    ),
    (["x * c", "x=2", "--let", "c=5"], #"{"y": 10, "dydx": {"x": 5}}"#),
    (["x - 2*y", "--params", "y,x", "1", "10"], #"{"y": 8, "dydx": [-2, 1]}"#),
    (["sum(x)", "[1, 2]", "--no-auto-unpack-single-arg"], #"{"y": 3, "dydx": [1, 1]}"#),
    (
      ["x * y", "[2, 3]", "--no-auto-unpack-single-arg", "--auto-unpack-single-arg"],
      #"{"y": 6, "dydx": [3, 2]}"#
    ),
    (["[x, 2*x]", "x=3", "--output-gradients", "[1, 10]"], #"{"y": [3, 6], "dydx": {"x": 21}}"#),
    (["x * x", "x=3", "--use-gradient-tape"], #"{"y": 9, "dydx": {"x": 6}}"#),
    (["(x * x, x + 1)", "x=3", "--has-aux"], #"{"y": 9, "dydx": {"x": 6}, "aux": 4}"#),
    (["x * x", "x=3", "--name", "model"], #"{"y": 9, "dydx": {"x": 6}}"#),
    (
      ["(x, y) -> x", "1", "[2, 3]", "--unconnected-gradients", "zero"],
      #"{"y": 1, "dydx": [1, [0, 0]]}"#
    ),
    (
      ["(x, y) -> x", "1", "2", "--unconnected-gradients", "none"],
      #"{"y": 1, "dydx": [1, null]}"#
    ),
    (["x * x", "x=3", "--dtype=float64"], #"{"y": 9, "dydx": {"x": 6}}"#),
    (["x + 16777216", "x=1", "--dtype", "float32"], #"{"y": 16777216, "dydx": {"x": 1}}"#),
    (
      ["log(x)", "x=1", "--nonfinite", "error", "--fail-on-nonfinite"],
      #"{"y": 0, "dydx": {"x": 1}}"#
    ),
  ])
  func prints(words: [String], line: String) throws {
    let run = try Binary.run(["eval"] + words + ["--json"])
    #expect(run.errors == "")
    #expect(run.status == 0)
    #expect(run.output == line + "\n")
  }

  @Test func readsTheExpressionFromStandardInput() throws {
    let run = try eval(
      "-f", "-", "x=3", "--json", input: "\u{FEFF}# a comment\r\na = x * x\r\na + 1\r\n")
    #expect(run.output == "{\"y\": 10, \"dydx\": {\"x\": 6}}\n")
  }

  @Test func readsTheExpressionFromAFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("f.txt", Array("(x, y) -> x * y\n".utf8))
    for flag in [["-f", path], ["--file", path], ["--file=\(path)"]] {
      let run = try Binary.run(["eval"] + flag + ["2", "3", "--json"])
      #expect(run.output == "{\"y\": 6, \"dydx\": [3, 2]}\n")
    }
  }

  @Test func readsArgumentsFromFiles() throws {
    let folder = try TemporaryFolder()
    let json = try folder.file("x.json", Array("[1, 2, 3]".utf8))
    let array = "Tests/TablesTests/Fixtures/f8_matrix.npy"
    let named = try eval("sum(x * x)", "x=@\(json)", "--json")
    #expect(named.output == "{\"y\": 14, \"dydx\": {\"x\": [2, 4, 6]}}\n")
    let unpacked = try eval("x * y * z", "@\(json)", "--json")
    #expect(unpacked.output == "{\"y\": 6, \"dydx\": [6, 3, 2]}\n")
    let flag = try eval("x * y * z", "--args", "@\(json)", "--json")
    #expect(flag.output == unpacked.output)
    // An array is one argument, also where a list would be unpacked.
    let matrix = try eval("size(x) + 0 * sum(x)", "@\(array)", "--json")
    #expect(matrix.status == 0, "\(matrix.errors)")
    #expect(try Plain(parsing: matrix.output)["y"]?.number ?? 0 >= 1)
  }

  @Test func readsAnArgumentFromStandardInput() throws {
    let text = try eval("sum(x * x)", "x=@-", "--json", input: "[1, 2, 3]\n")
    #expect(text.output == "{\"y\": 14, \"dydx\": {\"x\": [2, 4, 6]}}\n")
    let twice = try eval("x + y", "x=@-", "y=@-", input: "1")
    #expect(twice.status == 64)
    let array = try Binary.run(
      ["eval", "sum(x)", "x=@-", "--json"],
      input: try Project.read("Tests/TablesTests/Fixtures/f8_matrix.npy"))
    #expect(array.status == 0, "\(array.errors)")
  }

  @Test func reportsTimes() throws {
    let json = try Plain(parsing: try eval("x * x", "x=3", "--time", "--json").output)
    for phase in ["parse", "lower", "differentiate", "compile", "run"] {
      let seconds = try #require(json["time"]?[phase]?.number)
      #expect(seconds >= 0 && seconds < 10)
    }
    let repeated = try Plain(parsing: try eval("x * x", "x=3", "--repeat", "9", "--json").output)
    #expect(repeated["time"]?["run"]?.number != nil)
    #expect(try eval("x * x", "x=3", "--time").output.contains("time run"))
    #expect(try Plain(parsing: try eval("x", "x=3", "--json").output)["time"] == nil)
    for count in ["0", "-1", "x", "1.5", "99999999999999999999"] {
      #expect(try eval("x", "x=3", "--repeat", count).status == 64)
    }
  }

  @Test(arguments: [
    ("string", #"{"y": "NaN", "dydx": {"x": -1}}"#), ("null", #"{"y": null, "dydx": {"x": -1}}"#),
  ])
  func spellsNonFiniteNumbers(spelling: String, line: String) throws {
    let run = try eval("log(x)", "x=-1", "--json", "--nonfinite", spelling)
    #expect(run.status == 0)
    #expect(run.output == line + "\n")
    let warning = try Plain(parsing: run.errors)["warning"]
    #expect(warning?["message"]?.text?.contains("log(x) is nan, where x is -1") == true)
    #expect(try eval("log(x)", "x=-1", "--nonfinite", "error").status == 65)
  }

  @Test func warnsOfAGradientThatIsNotFinite() throws {
    let run = try eval("sqrt(x)", "x=0")
    #expect(run.status == 0)
    #expect(run.errors.hasPrefix("warning: the derivative of sqrt(x)"))
    #expect(run.errors.contains("\n  ^~~~~~~\n"))
    let failing = try eval("sqrt(x)", "x=0", "--fail-on-nonfinite")
    #expect(failing.status == 1)
    #expect(failing.output == run.output)
  }

  @Test func coloursOnATerminalOnly() throws {
    func output(_ words: [String], _ output: Binary.Output, _ more: [String: String] = [:]) throws
      -> String
    {
      try Binary.run(["eval", "x", "x=1"] + words, environment: more, output: output).output
    }
    #expect(try !output([], .captured).contains("\u{1B}"))
    #expect(try output([], .terminal).contains("\u{1B}["))
    #expect(try !output([], .terminal, ["NO_COLOR": "1"]).contains("\u{1B}"))
    #expect(try output([], .terminal, ["NO_COLOR": ""]).contains("\u{1B}["))
    #expect(try !output([], .terminal, ["TERM": "dumb"]).contains("\u{1B}"))
    #expect(try output(["--color", "always"], .captured, ["NO_COLOR": "1"]).contains("\u{1B}["))
    #expect(try !output(["--color", "never"], .terminal).contains("\u{1B}"))
    #expect(try !output(["--color", "always", "--json"], .captured).contains("\u{1B}"))
  }

  @Test func helps() throws {
    for words in [
      ["--help"], ["eval", "--help"], ["eval", "-h"], ["help"], ["help", "eval"], ["functions"],
    ] {
      let run = try Binary.run(words)
      #expect(run.status == 0)
      #expect(run.output.count > 100)
      #expect(run.errors == "")
    }
    #expect(try Binary.run(["--version"]).output.hasPrefix("swiftgrad "))
  }
}
