import TestSupport
import Testing

/// What is promised to users and scripts, one example after the other.
@Suite struct EndToEndContractTests {
  /// Commands and the one line of JSON that each must print, to the byte.
  @Test(arguments: [
    (
      ["() -> log(x)", "x", "--let", "x=2"],
      #"{"y": 0.6931471805599453, "dydx": 0.5}"#
    ),
    (
      ["lambda x, y: x * log(y)", "[2., 3.]"],
      #"{"y": 2.1972245773362196, "dydx": [1.0986122886681098, 0.6666666666666666]}"#
    ),
    (
      ["log", "[1., 2., 3.]", "--no-auto-unpack-single-arg"],
      #"{"y": [0, 0.6931471805599453, 1.0986122886681098], "dydx": [1, 0.5, 0.3333333333333333]}"#
    ),
    (
      ["x * log(y)", "x=2", "y=3"],
      #"{"y": 2.1972245773362196, "dydx": {"x": 1.0986122886681098, "y": 0.6666666666666666}}"#
    ),
    (["2+2"], #"{"y": 4}"#),
    (["x - y", "-3", "4"], #"{"y": -7, "dydx": [1, -1]}"#),
    (["(x, y) -> x * y", "2", "y=3"], #"{"y": 6, "dydx": {"args": 3, "kwargs": {"y": 2}}}"#),
    (["(x, y) -> x", "1", "2"], #"{"y": 1, "dydx": [1, null]}"#),
    (["x", "--", "-3"], #"{"y": -3, "dydx": 1}"#),
    (["-x^2", "3"], #"{"y": -9, "dydx": -6}"#),
    (["2x^2 + 3(x+1) + 2^-1", "x=1"], #"{"y": 8.5, "dydx": {"x": 7}}"#),
    (["where(x > 0, log(x), 0)", "x=-1"], #"{"y": 0, "dydx": {"x": 0}}"#),
    (["x if x > 0 else -x", "x=-2"], #"{"y": 2, "dydx": {"x": -1}}"#),
    (
      ["sum(x[i] * y[i] for i in range(2))", "x=[1, 2]", "y=[3, 4]"],
      #"{"y": 11, "dydx": {"x": [3, 4], "y": [1, 2]}}"#
    ),
    (["a = x * x; f(t) = a + t; f(x)", "x=3"], #"{"y": 12, "dydx": {"x": 7}}"#),
    (["tf.reduce_sum(np.square(x))", "x=[1, 2]"], #"{"y": 5, "dydx": {"x": [2, 4]}}"#),
    (["x − 2×y·y÷x", "x=2", "y=1"], #"{"y": 1, "dydx": {"x": 1.5, "y": -2}}"#),
    (
      ["d[\"a\"] * d[\"b\"]", #"d={"a": 2, "b": 3}"#], #"{"y": 6, "dydx": {"d": {"a": 3, "b": 2}}}"#
    ),
    (
      ["{\"p\": x, \"q\": [2*x, 3*x]}", "x=1"],
      #"{"y": {"p": 1, "q": [2, 3]}, "dydx": {"x": 6}}"#
    ),
  ])
  func prints(words: [String], line: String) throws {
    for mode in [[], ["--use-gradient-tape"]] {
      let run = try Binary.run(["eval"] + mode + ["--json"] + words)
      #expect(run.status == 0)
      #expect(run.output == line + "\n")
      #expect(run.errors == "")
    }
  }

  @Test(arguments: [
    ["lgo(x)", "x=3"], ["x +", "x=3"], ["x + y", "x=1"], ["x"], ["x", "x=@/nowhere/x.json"],
    ["x", "x=1", "--nonsense"], ["log(x)", "x=0", "--nonfinite", "error"],
    ["f(x) = f(x); f(x)", "1"],
    ["x + y", "x=[1, 2]", "y=[1, 2, 3]"], [],
  ])
  func writesAnErrorAsOneLineOfJSON(words: [String]) throws {
    let run = try Binary.run(["eval"] + words + ["--json"])
    #expect(run.status != 0 && !run.wasKilled)
    #expect(run.output == "")
    #expect(run.errors.hasSuffix("\n"))
    #expect(run.errors.split(separator: "\n").count == 1)
    let error = try #require(try Plain(parsing: run.errors)["error"])
    #expect(error["code"]?.text?.isEmpty == false)
    #expect(error["message"]?.text?.isEmpty == false)
    if error["expression"] != nil {
      for key in ["line", "column", "length"] { #expect((error[key]?.number ?? 0) >= 1) }
    }
  }

  @Test func pointsAtTheErrorInJSON() throws {
    let run = try eval("(2 *\n  lgo(x))", "x=3", "--json")
    let error = try #require(try Plain(parsing: run.errors)["error"])
    #expect(error["code"]?.text == "unknown-name")
    #expect(error["hint"]?.text == "did you mean 'log'?")
    #expect(error["line"]?.number == 2)
    #expect(error["column"]?.number == 3)
    #expect(error["length"]?.number == 3)
  }

  @Test func pointsAtTheOperatorOfAShapeMismatch() throws {
    let run = try eval("x + y", "x=[1, 2]", "y=[1, 2, 3]", "--json")
    let error = try #require(try Plain(parsing: run.errors)["error"])
    #expect(error["message"]?.text?.contains("(2,)") == true)
    #expect(error["message"]?.text?.contains("(3,)") == true)
    #expect(error["column"]?.number == 3)
  }

  @Test(arguments: ["", "de_DE.UTF-8", "tr_TR.UTF-8"])
  func readsNumbersInAnyLocale(locale: String) throws {
    let run = try eval("x / 2", "x=1.5", "--json", environment: ["LC_ALL": locale])
    #expect(run.output == "{\"y\": 0.75, \"dydx\": {\"x\": 0.5}}\n")
  }

  @Test func isTheSameToTheBitRunAfterRun() throws {
    let words = ["eval", "sum(sin(x) * exp(-x))", "--let", "x=0", "--json"]
    let data = "x=[" + (0..<500).map { "\(Double($0) / 7)" }.joined(separator: ",") + "]"
    let runs = try (0..<3).map { _ in
      try Binary.run(words.filter { $0 != "--let" && $0 != "x=0" } + [data]).output
    }
    #expect(runs[0] == runs[1] && runs[1] == runs[2])
  }
}
