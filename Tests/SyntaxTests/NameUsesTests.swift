import Syntax
import Testing

/// Which names branches and loops give values to depends on what reads them.
@Suite struct NameUsesTests {
  @Test(arguments: [
    // A name that nothing reads behind the branches stays in them.
    (
      "def f(x):\n  if x: t = 1; y = t\n  else: t = [1, 2]; y = sum(t)\n  return y",
      "f(x) = (y = (() -> (t = 1; t))() if x else (() -> (t = [1, 2]; sum(t)))(); y)"
    ),
    // A second choice may need what a first one gives.
    (
      "def f(x):\n  if x: t = 1\n  else: t = 2\n  if x: t = 3\n  return t",
      "f(x) = (t = 1 if x else 2; t = 3 if x else t; t)"
    ),
    // Functions may read a name at any time.
    (
      "def f(x):\n  def g(): return t\n  if x: t = 1\n  else: t = 2\n  return g()",
      "f(x) = (g() = t; t = 1 if x else 2; g())"
    ),
    // What is assigned again before it is read needs no value.
    (
      "def f(x):\n  y = 0\n  if x: t = 1; y = t\n  t = y\n  return t",
      "f(x) = (y = 0; y = (() -> (t = 1; t))() if x else y; t = y; t)"
    ),
    // A loop hands on what had a value before.
    (
      "def f(xs):\n  y = 0\n  for x in xs:\n    t = x\n    if t > 0: y += t\n  return y",
      "f(xs) = (y = 0; y = lax.fold((y, x) -> (t = x; y + t if t > 0 else y), y, xs); y)"
    ),
    ("for x in xs: t = x\ny", "y"),
    ("for x in xs: t = x", "None"),
    // The program's names may come from outside, where they are read first.
    ("if x > 1: x *= 2\nx", "x = x * 2 if x > 1 else x; x"),
    ("if x > 1: y = 2\ny + 1", "one-sided-assignment"),
    ("y\nif x > 1: y = 2\ny + 1", "y; y = 2 if x > 1 else y; y + 1"),
  ])
  func namesHaveTheValuesThatAreRead(text: String, expected: String) {
    #expect((failure(text)?.code ?? desugared(text)) == expected)
  }
}
