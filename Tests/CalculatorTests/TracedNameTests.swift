import Calculator
import Syntax
import Testing

/// Where a value has to be known and is not, the error names what it depends on.
@Suite struct TracedNameTests {
  @Test(arguments: [
    ("fori_loop(0, 3, (i, c) -> c * sum(range(c)), x)", "'c' is traced"),
    ("fori_loop(0, 3, (i, c) -> zeros(i) + c, x)", "'i' is traced"),
    ("vmap(a -> [k for k in range(a)])([1, 2])", "'a' is traced"),
    ("scan((c, a) -> (c, reshape([1, 2], [a, 2])), x, [1, 2])", "'a' is traced"),
    ("while_loop(c -> c < 3, c -> c + len(range(c)), x)", "'c' is traced"),
    ("fori_loop(0, 3, (i, c) -> c[c > 0], [x, x])", "'c' is traced"),
    ("vmap(a -> sum(k for k in [1, 2] if a > k))([1, 2])", "must be known"),
    ("checkpoint(t -> sum(range(t)))(x)", "'t' is traced"),
  ])
  func names(expression: String, message: String) throws {
    let error = try #require(throws: Diagnostic.self) { try calculate(expression, ["x": "2"]) }
    #expect(error.message.contains(message), "\(error.message)")
    #expect(["unknown-value", "unknown-condition"].contains(error.code))
    #expect(error.hint != nil && error.location != nil)
  }

  @Test(
    arguments: [
      ("fori_loop(0, 3, (i, c) -> c + sum(range(i + 1)), x)", 6), ("sum(range(x + 1))", 3),
      ("vmap(a -> sum(k for k in range(a)))([2, 3])[1] + 0 * x", 3),
      ("checkpoint(t -> t + sum(range(t)))(x)", 3),
    ] as [(String, Double)])
  func aTapeFollowsValues(expression: String, value: Double) throws {
    let answer = try calculate(expression, ["x": "2"]) { $0.usesGradientTape = true }
    #expect(answer.y.leaves.map { $0?.scalarValue } == [value])
  }
}
