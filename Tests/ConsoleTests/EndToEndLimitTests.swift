import TestSupport
import Testing

/// Limits that are given on the command line, and depths that end in an error rather than a crash.
@Suite struct EndToEndLimitTests {
  static let calls: [(words: [String], code: String)] = [
    (["while_loop(c -> True, c -> c, x)", "--max-steps", "1000"], "too-many-steps"),
    (["while_loop(c -> True, c -> c, x)", "--max-steps=1e3"], "too-many-steps"),
    (["sum(i for i in range(9999)) + x", "--max-steps", "100"], "too-many-steps"),
    (["fori_loop(0, 1e6, (i, c) -> sin(c) * x, x)", "--max-memory", "1M"], "out-of-memory"),
    (["fori_loop(0, 1e6, (i, c) -> sin(c) * x, x)", "--max-memory=1000k"], "out-of-memory"),
    (["sum(cumsum(arange(1000000) * x))", "--max-memory", "1000000"], "out-of-memory"),
    (["while_loop(c -> True, c -> c, x)", "--max-steps", "1e15", "--timeout", "0.1"], "timeout"),
    (["fori_loop(-9e18, 9e18, (i, c) -> c, x)"], "too-large"),
    (["scan((c, i) -> (c, c), x, None, length=1e12)"], "too-large"),
    (["scan((c, i) -> (c, ones(3000)), x, None, length=9e15)"], "too-large"),
    (
      ["fori_loop(0, 2, (i, c) -> scan((d, j) -> (d, d), c, None, length=1e12)[0], x)"],
      "too-large"
    ),
  ]

  @Test(arguments: calls, [[], ["--use-gradient-tape"]] as [[String]])
  func limits(call: (words: [String], code: String), more: [String]) throws {
    let run = try Binary.run(
      ["eval", "x -> " + call.words[0], "x=2", "--json"] + call.words.dropFirst() + more,
      timeLimit: 20)
    #expect(run.status == 75, "\(run.errors.prefix(300))")
    #expect(run.output == "")
    #expect(try Plain(parsing: run.errors)["error"]?["code"]?.text == call.code)
  }

  @Test(arguments: [
    ["--max-steps", "1e6"], ["--max-steps", "1000000"], ["--max-memory", "1G"],
    ["--max-memory", "10M"], ["--max-memory", "900k"], ["--max-memory", "5000000"],
    ["--timeout", "30"], ["--timeout", "2.5"],
  ])
  func roomIsEnough(words: [String]) throws {
    let run = try Binary.run(
      ["eval", "fori_loop(0, 100, (i, c) -> c * x, 1)", "x=1", "--json"] + words)
    #expect(run.output == "{\"y\": 1, \"dydx\": {\"x\": 100}}\n", "\(run.errors)")
  }

  @Test(arguments: ["--max-steps", "--max-memory", "--timeout"])
  func badValues(flag: String) throws {
    for value in ["0", "-1", "x", "", "1e400", "nan", "inf", "1,5", "M"] {
      let run = try eval("x", "x=1", "\(flag)=\(value)")
      #expect(run.status == 64, "\(flag)=\(value): \(run.errors)")
      #expect(run.errors.contains(flag))
    }
    #expect(try eval("x", "x=1", flag).status == 64)
  }

  @Test func unitsAndFractions() throws {
    for (flag, value) in [
      ("--max-steps", "1.5"), ("--max-memory", "1.5"), ("--max-memory", "1T"),
      ("--max-memory", "1 G"), ("--max-memory", "99999999999G"), ("--timeout", "1s"),
    ] {
      #expect(try eval("x", "x=1", flag, value).status == 64, "\(flag) \(value)")
    }
  }

  /// Functions that call themselves by way of a transformation, without end. (The frames of a debug
  /// build are too large for that.)
  @Test(
    .enabled(if: !Binary.path.contains("/debug/")),
    arguments: [
      "f(n) = f(n - 1); f(x)", "f(n) = grad(f)(n); f(x)", "f(n) = checkpoint(f)(n); f(x)",
      "f(n) = fori_loop(0, 2, (i, c) -> f(c), n); f(x)", "f(n) = jvp(f, (n,), (1,)); f(x)",
      "f(n) = vmap(f)([n, n]); f(x)", "f(n) = cond(n < 9, f, f, n); f(x)",
      "f(n) = map(f, [n])[0]; f(x)", "f(n) = value_and_gradient(f, n)[1]; f(x)",
      "f(n) = scan((c, a) -> (f(c), a), n, [1])[0]; f(x)", "f(n) = hessian(f)(n); f(x)",
      "f(n) = while_loop(c -> f(c) > 1, c -> c, n); f(x)", "f(n) = vjp(f, n)[1](1); f(x)",
      "f(n) = custom_vjp(f, f, f)(n); f(x)", "f(n) = sum(f(n) for i in range(2)); f(x)",
    ], [[], ["--use-gradient-tape"]])
  func recursion(expression: String, more: [String]) throws {
    // A tape that cannot record a loop follows it step by step, which takes its time.
    let seconds = more.isEmpty ? "20" : "0.5"
    let run = try Binary.run(
      ["eval", expression, "x=2", "--json", "--timeout", seconds] + more, timeLimit: 60)
    #expect(run.status == 75, "\(run.errors.prefix(300))")
    let code = try Plain(parsing: run.errors)["error"]?["code"]?.text
    let isTooDeep = code == "too-deep" || code == "nested-too-deep"
    #expect(isTooDeep || code == "timeout" && !more.isEmpty)
  }

  @Test(
    .enabled(if: !Binary.path.contains("/debug/")),
    arguments: [
      ("grad(", ")", "(t -> sin(t))"), ("checkpoint(", ")", "(t -> sin(t))"),
      ("jit(", ")", "(t -> sin(t))"), ("(u -> jvp(", ", (u,), (0.0,))[0])", "(t -> sin(t))"),
      ("(u -> vjp(", ", u)[0])", "(t -> sin(t))"), ("(u -> cond(u > 0, ", ", sin, u))", "(t -> t)"),
      ("(u -> linearize(", ", u)[0])", "(t -> sin(t))"),
    ])
  func nested(open: String, close: String, inner: String) throws {
    for depth in [150, 400] {
      let function =
        String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
      let run = try Binary.run(
        ["eval", "\(function)(x)", "x=0.5", "--json", "--timeout", "20"], timeLimit: 30)
      let expected: Int32 = depth == 150 || open == "jit(" ? 0 : 75
      #expect(run.status == expected, "\(depth) deep")
    }
  }
}
