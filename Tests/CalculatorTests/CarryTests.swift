import Calculator
import Syntax
import Testing

/// What goes from step to step keeps its structure and shape.
@Suite struct CarryTests {
  @Test(arguments: [
    ("fori_loop(0, 3, (i, c) -> (c[0], c[1], 1), (x, x))", "a tuple of 2 and gives a tuple of 3"),
    ("fori_loop(0, 3, (i, c) -> (c, c), x)", "back"),
    ("fori_loop(0, 3, (i, c) -> {\"a\": c[\"a\"]}, {\"a\": x, \"b\": x})", "back"),
    ("fori_loop(0, 3, (i, c) -> c[0], (x, [x, x]))", "a tuple of 2"),
    ("fori_loop(0, 3, (i, c) -> sum(c), [x, x])", "a list of 2 and gives a number"),
    ("fori_loop(0, 3, (i, c) -> stack([c, c]), x)", "shape"),
    (
      "while_loop(c -> sum(c) < 3, c -> c[0:1], [x, x])",
      "a list of 2 and gives an array of shape (1,)"
    ),
    ("while_loop(c -> c[0] < 3, c -> c[0], (x, x))", "a tuple of 2"),
    ("scan((c, a) -> ((c, c), a), x, [1, 2])", "back"),
    ("scan((c, a) -> (c * [1, 2, 3], a), [x, x], [1, 2])", "(2,) and (3,)"),
    ("scan((c, a) -> c, x, [1, 2])", "a pair (carry, y)"),
    ("scan((c, a) -> (c, a, a), x, [1, 2])", "a pair (carry, y)"),
    ("while_loop(c -> c > 0, c -> c, [x, x])", "the condition of a loop is an array"),
    ("scan((c, a) -> (c, a), x, 3)", "no elements"),
    ("scan((c, a) -> (c, a[0]), x, ([1, 2], [1, 2, 3]))", "2 and 3"),
    ("scan((c, a) -> (c, a), x, [1, 2], length=3)", "3 and 2"),
    ("scan((c, a) -> (c, a), x, None)", "how many steps"),
    ("scan((c, a) -> (c, c), x, None, length=-1)", "-1"),
    ("fori_loop(0, 1.5, (i, c) -> c, x)", "from one integer to another"),
    ("fori_loop(0, nan, (i, c) -> c, x)", "from one integer to another"),
  ])
  func refuses(expression: String, message: String) throws {
    let error = try #require(throws: Diagnostic.self) { try calculate(expression, ["x": "2"]) }
    #expect(error.message.contains(message), "\(error.message)")
    #expect(error.kind == .data && error.location != nil)
  }

  @Test(
    arguments: [
      // A start that is a number becomes the array that the steps give; a list becomes one.
      ("sum(fori_loop(0, 3, (i, c) -> c + [x, 2 * x], 0))", 18, 9),
      ("sum(fori_loop(0, 3, (i, c) -> c * x, [1, 2]))", 24, 36),
      ("fori_loop(0, 3, (i, c) -> c + x, True)", 7, 3),
      ("sum(fori_loop(0, 2, (i, c) -> c * x, range(3)))", 12, 12),
      // Members in another order belong to their names.
      (
        "fori_loop(0, 1, (i, c) -> {\"b\": c[\"a\"], \"a\": 10 * c[\"b\"]}, {\"a\": x, \"b\": 3})[\"b\"]",
        2, 1
      ),
      // A carry that holds nothing.
      ("fori_loop(0, 3, (i, c) -> (c[0] * x, None), (1, None))[0]", 8, 12),
      ("scan((c, a) -> (c * a, None), x, [2, 3])[0]", 12, 6),
      ("scan((c, a) -> (c * a[0] + a[1], a[1]), x, ([2, 3], [1, 1]))[0]", 16, 6),
      ("scan((c, a) -> (c * a[\"u\"], c), x, {\"u\": [2, 3]})[0]", 12, 6),
      ("fori_loop(3, 0, (i, c) -> c * x, x)", 2, 1),
      ("fori_loop(-2, 2, (i, c) -> c + i * x, 0)", -4, -2),
    ] as [(String, Double, Double)])
  func adapts(expression: String, value: Double, gradient: Double) throws {
    for onTape in [false, true] {
      let answer = try calculate(expression, ["x": "2"]) { $0.usesGradientTape = onTape }
      #expect(answer.y.leaves.map { $0?.scalarValue } == [value], "on a tape: \(onTape)")
      #expect(answer.dydx?.leaves.map { $0?.scalarValue } == [gradient], "on a tape: \(onTape)")
    }
  }
}
