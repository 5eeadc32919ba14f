import Syntax
import Testing

/// Targets that are nested, or that are several for one value.
@Suite struct ParserTargetsTests {
  @Test(arguments: [
    ("(a, b), c = d; a", "__item, c = d; a, b = __item; a"),
    ("a, (b, c) = d; a", "a, __item = d; b, c = __item; a"),
    ("[a, b], c = d; a", "__item, c = d; a, b = __item; a"),
    ("a, [b, (c, d),], = e; a", "a, __item1 = e; b, __item = __item1; c, d = __item; a"),
    (
      "((a, b), c), d = e\na",
      "__item1, d = e; __item, c = __item1; a, b = __item; a"
    ),
    (
      "(a, b), (c, d) = e\na",
      "__item, __item1 = e; c, d = __item1; a, b = __item; a"
    ),
    ("((a, (b, c))) = d; a", "a, __item = d; b, c = __item; a"),
    ("(a), (b, c) = d, (e, f); a", "a, __item = (d, (e, f)); b, c = __item; a"),
    // What ends with an assignment has its whole value.
    ("(a, b), c = d", "__item1 = d; __item, c = __item1; a, b = __item; __item1"),
    ("((a, b), c = d;)", "__item1 = d; __item, c = __item1; a, b = __item; __item1"),
    ("2((a, b), c = d; b)", "2 * (__item, c = d; a, b = __item; b)"),
    ("f(x) = ((a, b), c = x; a)", "f(x) = (__item, c = x; a, b = __item; a)"),
  ])
  func nestedTargetsAreTakenApart(text: String, expected: String) {
    #expect(desugared(text) == expected)
  }

  @Test(arguments: [
    ("a = b = c", "a = c; b = a"),
    ("a = b = c + 1; b", "a = c + 1; b = a; b"),
    ("a = b = c = d", "a = d; b = a; c = a"),
    ("a = b, c = d", "a = d; b, c = a"),
    ("a, b = c = d", "c = d; a, b = c"),
    ("a, b = c, d = e", "__item = e; a, b = __item; c, d = __item"),
    ("a = b = c, d", "a = (c, d); b = a"),
    (
      "(a, b), c = d, (e, f) = g; a",
      "__item1 = g; __item, c = __item1; a, b = __item; d, __item = __item1; e, f = __item; a"
    ),
    ("a = (b, c), d = e", "a = e; __item, d = a; b, c = __item; a"),
    ("f = g = x -> x", "f(x) = x; g = f"),
    ("-(a = b = c; a + b)", "-(a = c; b = a; a + b)"),
    ("a = b == c", "a = b == c"), ("a = f(b=c)", "a = f(b=c)"),
    ("a = b = 2\n-a", "a = 2; b = a; -a"),
  ])
  func chainsAreEvaluatedOnce(text: String, expected: String) {
    #expect(desugared(text) == expected)
  }

  @Test(arguments: [
    (
      "def f(p):\n  (a, b), c = p\n  return a + b + c",
      "f(p) = (__item, c = p; a, b = __item; a + b + c)"
    ),
    ("def f(p):\n  (a, b), c = p", "f(p) = (__item, c = p; a, b = __item; None)"),
    (
      "def f(c):\n  if c: (x, y), z = c\n  else: x = y = 2\n  return x + y",
      "f(c) = (x, y = (() -> (__item, z = c; x, y = __item; (x, y)))() if c else"
        + " (() -> (x = 2; y = x; (x, y)))(); x + y)"
    ),
    // Temporary names are no names of the branches and the loop.
    (
      "def f(c):\n  (x, y), z = c\n  if z: (x, y), z = c\n  return x",
      "f(c) = (__item, z = c; x, y = __item;"
        + " x = (() -> (__item, z = c; x, y = __item; x))() if z else x; x)"
    ),
    (
      "(x, y), z = c\nfor i in z: (x, y), z = i\nx",
      "__item, z = c; x, y = __item; x, y, z = lax.fold((__state, i) -> (x, y, z = __state;"
        + " __item, z = i; x, y = __item; (x, y, z)), (x, y, z), z); x"
    ),
    (
      "def f(n):\n  a = b = 0\n  while a < n: a = b = a + 1\n  return b",
      "f(n) = (a = 0; b = a; a, b = lax.while_loop(__state -> (a, b = __state; a < n), __state ->"
        + " (a, b = __state; a = a + 1; b = a; (a, b)), (a, b)); b)"
    ),
    ("if c: (a, b), d = e\na", "one-sided-assignment"),
  ])
  func statementsOfSuitesHaveTargets(text: String, expected: String) {
    #expect((failure(text)?.code ?? desugared(text)) == expected)
  }

  @Test(arguments: [
    (
      "[w * x + b for (w, b), x in zip(params, xs)]",
      "[(w, b = __item; w * x + b) for __item, x in zip(params, xs)]"
    ),
    (
      "sum(a * b for i, (a, b) in enumerate(zip(x, y)))",
      "sum((a, b = __item; a * b) for i, __item in enumerate(zip(x, y)))"
    ),
    // The names last, so that what is evaluated first takes the item apart.
    (
      "[a for (a, b), c in d if a if b]", "[a for __item, c in d if (a, b = __item; a) if b]"
    ),
    (
      "[a * e for (a, b), c in d for (e, f), g in b]",
      "[(e, f = __item; a * e) for __item, c in d for __item, g in (a, b = __item; b)]"
    ),
    (
      "[a for (a, b), c in d if c for e in b if e]",
      "[a for __item, c in d if (a, b = __item; c) for e in b if e]"
    ),
    (
      "[a for a in b for ((c, d), e), f in a for g in c]",
      "[a for a in b for __item1, f in a for g in (__item, e = __item1; c, d = __item; c)]"
    ),
    (
      "([b for (b, c), d in a] for (a, e), f in g)",
      "((a, e = __item; [(b, c = __item; b) for __item, d in a]) for __item, f in g)"
    ),
    ("[a for a, b in c for (d, e) in a]", "[a for a, b in c for d, e in a]"),
    (
      "[(t = a; t) for (a, b), c in d]", "[(a, b = __item; (t = a; t)) for __item, c in d]"
    ),
  ])
  func clausesHaveNestedTargets(text: String, expected: String) {
    #expect(desugared(text) == expected)
  }

  @Test func partsStandWhereTheUserWroteThem() throws {
    let expression = try parse("(a, b), c = d; [e for (e, f), g in h]")
    let places = expression.nodes.indices.compactMap { index -> String? in
      guard case .assignment = expression.nodes[index] else { return nil }
      return expression.text(of: index) + " at " + expression.anchor(of: index).text
    }
    #expect(
      places == ["(e, f) at (e, f)", "(a, b), c = d at (a, b), c", "(a, b) at (a, b)"])
  }
}
