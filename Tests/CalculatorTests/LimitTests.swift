import Calculator
import Syntax
import Testing

/// What takes too long, too much or goes too deep ends in an error that says so.
@Suite struct LimitTests {
  private func diagnostic(
    _ expression: String, onTape: Bool, _ x: String = "2",
    _ change: (inout Request) -> Void = { _ in }
  ) throws -> Diagnostic {
    try #require(throws: Diagnostic.self, "\(expression)") {
      try calculate("x -> (\(expression))", ["x": x]) {
        $0.usesGradientTape = onTape
        $0.limits.steps = 20_000
        change(&$0)
      }
    }
  }

  @Test(
    arguments: [
      "while_loop(c -> True, c -> c, x)", "while_loop(c -> sum(c) > 0, c -> c * x, [x])",
      "fori_loop(0, 1e9, (i, c) -> c * x, x)", "fori_loop(0, 1e18, (i, c) -> c, [x, x])",
      "fori_loop(0, 300, (i, c) -> fori_loop(0, 300, (j, d) -> sin(d), c), x)",
      "vmap(a -> while_loop(c -> c > 0, c -> c, a))([x, x])",
      "fold((c, i) -> c * x, x, range(100000))", "sum(i * x for i in range(50000))",
      "sum(x for i in range(1000) for j in range(1000))",
      "fori_loop(0, 15000, (i, c) -> c * x, x)",
      "fori_loop(0, 8000, checkpoint((i, c) -> c * x), x)",
    ], [false, true])
  func steps(expression: String, onTape: Bool) throws {
    let error = try diagnostic(expression, onTape: onTape)
    #expect(error.code == "too-many-steps" && error.kind == .limit)
    #expect(error.hint?.contains("--max-steps") == true)
  }

  @Test(arguments: [
    "while_loop(c -> True, c -> c, x)", "while_loop(c -> True, c -> c * [1, 1], x)",
  ])
  func time(expression: String) throws {
    for onTape in [false, true] {
      let error = try diagnostic(expression, onTape: onTape) {
        $0.limits.steps = 1 << 60
        $0.limits.seconds = 0.05
      }
      #expect(error.code == "timeout" && error.kind == .limit)
      #expect(error.hint?.contains("--timeout") == true)
    }
  }

  @Test(
    arguments: [
      "fori_loop(0, 10000, (i, c) -> sin(c) * x, x)", "sum(cumsum(zeros(100000) + x))",
      "scan((c, i) -> (c, c), x, None, length=1000000000000)",
      "scan((c, i) -> (c, ones(3000)), x, None, length=9000000000000000)",
      "fori_loop(0, 2, (i, c) -> scan((d, j) -> (d, d), c, None, length=1000000000000)[0], x)",
      "sum(cumsum(arange(100000) * x))",
      "sum(jacobian(v -> v * v)(arange(1000) * x))",
    ], [false, true])
  func memory(expression: String, onTape: Bool) throws {
    let error = try diagnostic(expression, onTape: onTape) {
      $0.limits.bytes = 60_000
      $0.limits.steps = 1_000_000
    }
    #expect(error.kind == .limit, "\(error)")
    #expect(["out-of-memory", "too-large"].contains(error.code))
  }

  @Test func loopsOfMoreStepsThanThereAreIntegers() throws {
    let error = try diagnostic("fori_loop(-9e18, 9e18, (i, c) -> c, x)", onTape: false)
    #expect(error.kind == .limit)
  }
}
