import Tables
import TestSupport
import Testing

/// Uncertainties of arguments, as one gives them to `eval` and reads them.
@Suite struct EndToEndUncertaintyTests {
  private static let product =
    #"{"y": 6, "dydx": {"x": 3, "y": 2}, "y_sigma": 0.5, "#
    + #""variance_share": {"x": 0.36, "y": 0.64}}"#

  @Test(
    arguments: [
      ["x=2±0.1", "y=3±0.2"], ["x=2+-0.1", "y=3 +/- 0.2"], ["x=2", "y=3±0.2", "--sigma", "x=0.1"],
      ["x=2", "y=3", "--sigma", "x=a", "--sigma=y=2*a", "--let", "a=0.1"],
      ["x=2", "y=3", "--cov", "[[0.01, 0], [0, 0.04]]"],
      ["x=2", "y=3", "--cov", #"{"x": {"x": 0.01}, "y": {"y": 0.04}}"#],
      ["x=2", "y=3±0.2", "--cov", #"{"x": {"x": 0.01}}"#],
    ], [[], ["--use-gradient-tape"]])
  func prints(words: [String], more: [String]) throws {
    let run = try Binary.run(["eval", "x * y", "--json"] + words + more)
    #expect(run.errors == "")
    let difference = try Plain(parsing: run.output).difference(
      from: try Plain(parsing: Self.product), tolerance: 1e-14)
    #expect(difference == nil, "\(run.output)")
  }

  @Test func readsCovariancesFromFiles() throws {
    let folder = try TemporaryFolder()
    let matrix = try folder.file(
      "cov.npy", NPY.write(NPYArray(dimensions: [2, 2], values: [0.01, 0, 0, 0.04])))
    let table = try folder.file("cov.json", Array("[[0.01, 0], [0, 0.04]]".utf8))
    for path in [matrix, table] {
      let run = try eval("x * y", "x=2", "y=3", "--cov", "@\(path)", "--json")
      let difference = try Plain(parsing: run.output).difference(
        from: try Plain(parsing: Self.product), tolerance: 1e-14)
      #expect(difference == nil, "\(run.output)")
    }
  }

  @Test func theReportQuotesTheResult() throws {
    let run = try eval("x * y", "x=2±0.1", "y=[3, 4]±0.2")
    #expect(
      run.output == """
        y                = [6, 8]
        dydx x           = 7
        dydx y           = [2, 2]
        y_sigma          = [               0.5, 0.5656854249492381]
        variance_share x = [0.3600000000000001, 0.4999999999999999]
        variance_share y = [0.6400000000000001, 0.4999999999999999]

        """)
    let number = try eval("x**2", "x=0±0.1", "--sigma-order", "2")
    let lines = number.output.split(separator: "\n")
    #expect(lines[0] == "y                = 0")
    #expect(lines[2].hasSuffix("  (y = 0.000 ± 0.014)"))
    #expect(lines[3].hasPrefix("y_bias           = 0.01"))
  }

  @Test func shares() throws {
    let run = try eval("[x + y, x]", "x=1±3", "y=1±4", "--json")
    let json = try Plain(parsing: run.output)
    #expect(
      json["variance_share"]?.difference(
        from: try Plain(parsing: #"{"x": [0.36, 1], "y": [0.64, 0]}"#), tolerance: 1e-14) == nil)
  }

  @Test(
    arguments: [
      (["x=2±-1", "y=1"], 65, "bad-uncertainty"), (["x=2±nan", "y=1"], 65, "bad-uncertainty"),
      (["x=[1±2]", "y=1"], 64, "usage"), (["x=±2", "y=1"], 64, "usage"),
      (["x=2", "y=1", "--sigma", "z=1"], 64, "unknown-name"),
      (["x=2", "y=1", "--sigma", "1"], 64, "usage"),
      (["x=2±1", "y=1", "--sigma", "x=1"], 64, "repeated-uncertainty"),
      (["x=2±1", "y=1", "--cov", #"{"x": {"x": 1}}"#], 64, "repeated-uncertainty"),
      (["x=2", "y=1", "--sigma-order", "2"], 64, "no-uncertainty"),
      (["x=2", "y=1", "--cov", "[[1, 2], [2, 1]]"], 65, "bad-covariance"),
      (["x=2", "--let", "y=1±1"], 64, "usage"),
    ] as [([String], Int32, String)])
  func refuses(words: [String], status: Int32, code: String) throws {
    let run = try Binary.run(["eval", "x * y", "--json"] + words)
    #expect(run.status == status)
    #expect(run.output == "")
    #expect(try Plain(parsing: run.errors)["error"]?["code"]?.text == code)
  }

  /// The place of a fault is in the text of the uncertainty.
  @Test func pointsAtABadUncertainty() throws {
    let run = try eval("x * y", "x=2 ± [0.1", "y=1", "--json")
    let error = try #require(try Plain(parsing: run.errors)["error"])
    #expect(error["source"]?.text == "the uncertainty of argument x")
    #expect(error["column"]?.number == 1)
    let unknown = try eval("x * y", "x=2", "y=1", "--sigma", "z=1")
    #expect(unknown.errors.contains("the arguments are 'x', 'y'"))
  }

  @Test func otherCommandsRefuseThem() throws {
    for command in ["explain", "graph"] {
      let run = try Binary.run([command, "x * y", "x=2±0.1", "y=1"])
      #expect(run.status == 64)
      #expect(run.errors.contains("swiftgrad eval"))
    }
  }

  @Test func anOverflowIsAResultWithAWarning() throws {
    let run = try eval("2 * x", "x=1±1e308", "--json", "--fail-on-nonfinite")
    #expect(run.status == 1)
    #expect(run.output.contains(#""y_sigma": "Infinity""#))
    #expect(run.errors.contains("the uncertainty of the result is inf"))
  }
}
