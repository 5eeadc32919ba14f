import TestSupport
import Testing

/// `swiftgrad check`, as one calls it and reads it.
@Suite struct EndToEndCheckTests {
  private func check(_ words: String...) throws -> Binary.Run { try Binary.run(["check"] + words) }

  @Test func rightGradientsPass() throws {
    let run = try check("x * log(y)", "x=2", "y=3")
    #expect(run.status == 0)
    #expect(run.errors == "")
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].hasPrefix("   value  dydx"))
    #expect(lines[1].hasPrefix("x  2      1.0986122886681098  1.09861228866811"))
    #expect(lines[1].hasSuffix("  passed"))
    #expect(lines[4].hasPrefix("forward mode   differs by 0"))
    #expect(lines[5].hasPrefix("gradient tape  differs by 0"))
    #expect(lines[7] == "2 of 2 derivatives agree with differences, within 1e-6")
  }

  @Test func aWrongGradientEndsInStatusOne() throws {
    let run = try check("stop_gradient(x) * x", "x=2")
    #expect(run.status == 1)
    #expect(run.output.contains("failed\n"))
    #expect(run.output.hasSuffix("1 check failed\n"))
  }

  @Test func kinksAreTold() throws {
    let run = try check("abs(x)", "x=0")
    #expect(run.status == 0)
    #expect(run.output.contains("kink: -1 from the left, 1 from the right"))
  }

  @Test func writesJSON() throws {
    let run = try check("sum(x * y)", "x=[1, 2]", "y=0", "--json", "--tolerance", "1e-8")
    let json = try Plain(parsing: run.output)
    #expect(json["tolerance"]?.number == 1e-8)
    let derivatives = try #require(json["derivatives"]?.items)
    #expect(derivatives.compactMap { $0["argument"]?.text } == ["x", "x", "y"])
    #expect(derivatives.compactMap { $0["verdict"]?.text } == ["passed", "passed", "passed"])
    #expect(derivatives[1]["index"]?.items.first?.number == 1)
    #expect(derivatives[2]["dydx"]?.number == 3)
    #expect(
      json["comparisons"]?.items.compactMap { $0["with"]?.text } == [
        "forward mode", "gradient tape",
      ])
    let failed = try check("stop_gradient(x) * x", "x=2", "--json")
    #expect(failed.status == 1)
    #expect(failed.output.hasPrefix(#"{"passed": false"#))
  }

  @Test(
    arguments: [
      (["2 + 2"], 65), (["x + y", "x=1"], 65), (["x", "x=1", "--tolerance", "2"], 64),
      (["x", "x=1", "--tolerance", "x"], 64), (["x", "x=1±2"], 64), ([], 64),
    ] as [([String], Int32)])
  func refuses(words: [String], status: Int32) throws {
    let run = try Binary.run(["check"] + words)
    #expect(run.status == status)
    #expect(run.output == "")
  }

  /// A large array takes a look at some of its elements, and not at each.
  @Test func manyNumbersTakeMoments() throws {
    let run = try check("sum(tanh(x))", "x=linspace(0, 1, 5000)")
    #expect(run.status == 0)
    #expect(run.output.contains("256 of 5000 numbers were looked at"))
  }
}
