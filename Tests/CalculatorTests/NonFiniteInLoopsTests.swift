import Calculator
import Testing

/// A warning says in which step of a loop, or in which branch, something stopped being finite.
@Suite struct NonFiniteInLoopsTests {
  @Test(arguments: [
    ("fori_loop(0, 10, (i, y) -> log(y) + 2*y, x)", "log(y) is nan", "in step 1 of the loop"),
    ("fori_loop(0, 10, (i, y) -> sqrt(5 - i) * y, x)", "sqrt(5 - i) is nan", "in step 6 "),
    ("scan((c, v) -> (c + v, 1/v), x, [1, 2, 0, 3])", "1/v is inf", "in step 2 "),
    (
      "scan((c, v) -> (c + v, 1/v), x, [1, 0, 0, 3], reverse=True)", "1/v is inf", "in step 1 "
    ),
    (
      "while_loop(s -> s[0] < 1000, s -> (s[0] + 1, s[1] / (700 - s[0])), (0, x))[1]",
      "s[1] / (700 - s[0]) is ", "in step 700 "
    ),
    (
      "cond(x > 0, v -> fori_loop(0, 3, (i, z) -> exp(1e3 * z), v), v -> v, x)",
      "exp(1e3 * z) is inf", "in step 1 "
    ),
    (
      "fori_loop(0, 2, (i, a) -> fori_loop(0, 3, (j, b) -> b + 1 / (3 - i - j - 1), a), x)",
      "1 / (3 - i - j - 1) is inf", "in step 0, step 2 of the loops"
    ),
    (
      "sum(scan((c, i) -> (c + 1, 1 / (99999 - i)), x, arange(100000))[1])",
      "1 / (99999 - i) is inf", "in step 99999 "
    ),
  ])
  func step(expression: String, what: String, where place: String) throws {
    let answer = try calculate(expression, ["x": "0.1"])
    let warning = try #require(answer.warnings.first)
    #expect(
      warning.message.hasPrefix(what) && warning.message.contains(place), "\(warning.message)")
    #expect(warning.location != nil)
  }
}
