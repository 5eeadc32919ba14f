import Tables
import TestSupport
import Testing

/// `swiftgrad explain` and `swiftgrad graph` as users and other programs call them.
@Suite struct EndToEndExplainTests {
  private static let dot = Tool("dot")

  static let expressions: [[String]] = [
    ["x * log(y)", "x=2", "y=3"],
    [
      "sum(A @ x * sin(x))", "A=[[1, 2], [3, 4]]", "x=[1, 2]", "--name",
      "a \"loss\" \\ of\n<two> lines",
    ],
    ["p[\"w\\\"<b>\"] * x", "p={\"w\\\"<b>\": 2}", "x=3"],
    ["fori_loop(0, 10, (i, c) -> sin(a * c) + x, 0.5)", "a=1.1", "x=2"],
    ["where(x > 0, log(x), x**2)", "x=[-1, 2]"],
    ["2 + 2"],
  ]

  /// Graphviz draws every graph.
  @Test(.enabled(if: dot != nil), arguments: expressions)
  func graphvizAcceptsTheGraphs(words: [String]) throws {
    let dot = try #require(Self.dot)
    for command in ["explain", "graph"] {
      let run = try Binary.run([command] + words + ["--dot"])
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      let drawn = try dot.run(["-Tsvg"], input: run.output)
      #expect(drawn.status == 0 && drawn.output.contains("</svg>"), "\(drawn.errors)")
      #expect(!drawn.errors.contains("rror"), "\(drawn.errors)")
    }
  }

  @Test(arguments: expressions)
  func jsonIsOneLine(words: [String]) throws {
    let result = try Plain(parsing: try Binary.run(["eval"] + words + ["--json"]).output)
    let explained = try Binary.run(["explain"] + words + ["--json"])
    #expect(explained.output.filter { $0 == "\n" }.count == 1)
    let explanation = try Plain(parsing: explained.output)
    for key in ["y", "dydx"] {
      guard let expected = result[key] else {
        #expect(explanation[key] == nil)
        continue
      }
      #expect(explanation[key]?.difference(from: expected, tolerance: 0) == nil)
    }
    #expect(explanation["steps"]?.items.isEmpty == false)
    let graph = try Plain(parsing: try Binary.run(["graph"] + words + ["--json"]).output)
    #expect(graph["optimised"] != nil && graph["cost"]?["y_optimised"]?["bytes"]?.number != nil)
  }

  @Test func aTerminalWithoutUTF8GetsASCII() throws {
    let words = ["explain", "x * log(y)", "x=2", "y=3", "--color", "never"]
    let plain = try Binary.run(words, output: .terminal)
    #expect(plain.output.contains("dv4/dv3") && plain.output.utf8.allSatisfy { $0 < 0x80 })
    let unicode = try Binary.run(
      words, environment: ["LC_ALL": "de_DE.UTF-8"], output: .terminal)
    #expect(unicode.output.contains("∂v4/∂v3"))
    // What goes into a file does not depend on who asks.
    #expect(try Binary.run(words).output.contains("∂v4/∂v3"))
  }

  @Test func manyStepsAreCutUnlessAllAreWanted() throws {
    let words = ["explain", "sum(sin(x * i) for i in range(300))", "x=2"]
    let cut = try Binary.run(words).output
    #expect(cut.contains("more steps; --all shows them"))
    #expect(cut.split(separator: "\n").count < 800)
    let all = try Binary.run(words + ["--all"]).output
    #expect(!all.contains("--all") && all.contains("v500 = "))
    let drawing = try Binary.run(words + ["--tree"])
    #expect(drawing.status == 64 && drawing.errors.contains("--all shows them all"))
  }

  @Test func nothingOfTheInputReachesTheTerminal() throws {
    for command in ["explain", "graph"] {
      for layout in [[], ["--dot"], ["--json"]] {
        let run = try Binary.run(
          [
            command, "p[\"\\u001b[31m\"] * x", "p={\"\\u001b[31m\": 2}", "x=3", "--name",
            "\u{1B}[1m",
          ]
            + layout)
        #expect(run.status == 0 && !run.output.contains("\u{1B}"), "\(run.errors)")
      }
    }
  }

  @Test func errorsAreThoseOfEval() throws {
    let words = ["x * lgo(y)", "x=2", "y=3"]
    let expected = try Binary.run(["eval"] + words)
    for command in ["explain", "graph"] {
      let run = try Binary.run([command] + words)
      #expect(run.status == expected.status && run.errors == expected.errors && run.output.isEmpty)
    }
    #expect(try Binary.run(["explain", "x", "x=1", "--max-step", "3"]).status == 64)
    #expect(try Binary.run(["explain", "range(3)[5]", "--json"]).status == 65)
  }
}
