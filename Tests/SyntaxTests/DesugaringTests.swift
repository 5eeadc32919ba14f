import Syntax
import Testing

@Suite struct DesugaringTests {
  @Test(arguments: [
    (
      "def f(n):\n  if n == 0: return 1\n  return n * f(n-1)",
      "f(n) = 1 if n == 0 else n * f(n - 1)"
    ),
    (
      "def f(x, y):\n    z = x * y\n    if z > 2:\n        return log(z)\n    return z\n\nf",
      "f(x, y) = (z = x * y; log(z) if z > 2 else z); f"
    ),
    (
      "def f(x):\n  if x > 2:\n    return 1\n  elif x > 1:\n    y = 2\n    return y\n  else:\n    return 3",
      "f(x) = 1 if x > 2 else (() -> (y = 2; y))() if x > 1 else 3"
    ),
    (
      "def f(x):\n  if x > 0:\n    y = x\n  else:\n    return 0\n  z = y\n  return z",
      "f(x) = (() -> (y = x; z = y; z))() if x > 0 else 0"
    ),
    (
      "def f(x):\n  if x > 0: x = 2*x\n  return x",
      "f(x) = (x = 2 * x if x > 0 else x; x)"
    ),
    (
      "def f(c):\n  if c:\n    x = 1\n    y = x + 1\n  else: x, y = 2, 3\n  return x + y",
      "f(c) = (x, y = (() -> (x = 1; y = x + 1; (x, y)))() if c else"
        + " (() -> (x, y = (2, 3); (x, y)))(); x + y)"
    ),
    (
      "def f(x):\n  if x > 0:\n    t = x**2\n    y = t\n  else:\n    y = 1\n  return y",
      "f(x) = (y = (() -> (t = x**2; t))() if x > 0 else 1; y)"
    ),
    (
      "def f(x):\n  if x > 2: y = 1\n  elif x > 1: return 5\n  else: y = 3\n  y += 1\n  return y",
      "f(x) = (__rest1(y) = (y = y + 1; y); (() -> (y = 1; __rest1(y)))() if x > 2 else"
        + " 5 if x > 1 else (y = 3; __rest1(y)))"
    ),
    ("if x > 0:\n  x = -x\nx", "x = -x if x > 0 else x; x"),
    ("if c: x = 1\nelse: x = 2", "x = 1 if c else 2"),
    (
      "if c:\n  a\nelif d:\n  b = 1\n  b\nelse:\n  e",
      "a if c else (() -> (b = 1; b))() if d else e"
    ),
    ("def f(x):\n  if x: print(x)\n  return x", "f(x) = x"),
  ])
  func branchesAreConditionals(text: String, expected: String) {
    #expect(desugared(text) == expected)
  }

  @Test(arguments: [
    (
      "def f(xs):\n  s = 0\n  for x in xs:\n    s += x\n  return s",
      "f(xs) = (s = 0; s = lax.fold((s, x) -> s + x, s, xs); s)"
    ),
    (
      "s, p = 0, 1\nfor i, (a, b) in enumerate(xs):\n  t = a * b\n  s += t\n  p *= i\ns * p",
      "s, p = (0, 1); s, p = lax.fold((__state, __item1) -> (s, p = __state; i, __item = __item1;"
        + " a, b = __item; t = a * b; s = s + t; p = p * i; (s, p)), (s, p), enumerate(xs)); s * p"
    ),
    (
      "for _ in range(3): x = x - f(x)/g(x)\nx",
      "x = lax.fold((x, _) -> x - f(x) / g(x), x, range(3)); x"
    ),
    (
      "def f(x, n):\n  y = x\n  for i in range(n):\n    for j in range(i):\n      if j > 1: y = y * j\n    y -= 1\n  return y",
      "f(x, n) = (y = x; y = lax.fold((y, i) -> (y = lax.fold((y, j) -> y * j if j > 1 else y, y,"
        + " range(i)); y - 1), y, range(n)); y)"
    ),
    (
      "def f(x):\n  while x > 1: x /= 2\n  return x",
      "f(x) = (x = lax.while_loop(x -> x > 1, x -> x / 2, x); x)"
    ),
    (
      "a = 1; b = 0\nwhile a < 9:\n  a, b = a + 1, b + a\nb",
      "a = 1; b = 0; a, b = lax.while_loop(__state -> (a, b = __state; a < 9), __state ->"
        + " (a, b = __state; a, b = (a + 1, b + a); (a, b)), (a, b)); b"
    ),
  ])
  func loopsAreFolds(text: String, expected: String) {
    #expect(desugared(text) == expected)
  }
}
