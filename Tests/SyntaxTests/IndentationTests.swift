import Syntax
import Testing

@Suite struct IndentationTests {
  @Test(arguments: [
    ("def f(x):\n\tif x:\n\t\treturn 1\n\treturn 2", "f(x) = 1 if x else 2"),
    ("def f(x):\n\tif x:\n\t  return 1\n\treturn 2", "f(x) = 1 if x else 2"),
    ("def f(x):\n\n   # comment\n  y = x\n # comment\n  return y\n", "f(x) = (y = x; y)"),
    ("def f(x):\r\n  return x\r\nf(1)", "f(x) = x; f(1)"),
    ("def f(x): return x\n  f(1)", "f(x) = x; f(1)"),
    ("a = 1\n  b = 2\n b", "a = 1; b = 2; b"),
    ("  def f(x):\n    return x\nf(1)", "f(x) = x; f(1)"),
    ("def f(x):\n  return x + \\\n1", "f(x) = x + 1"),
    ("def f(x):\n  return [x,\n1]", "f(x) = [x, 1]"),
  ])
  func linesBelongTogetherByTheirWhiteSpace(text: String, expected: String) {
    #expect(desugared(text) == expected)
  }

  @Test(arguments: [
    ("def f(x):\n\ty = x\n        return y", "mixed-indentation"),
    ("\tdef f(x):\n        return x", "mixed-indentation"),
    (" def f(x):\n    return x\n  f(1)", "unexpected-indentation"),
    ("def f(x):\n  if x:\n  return x", "missing-indentation"),
  ])
  func whatCannotBeComparedIsRefused(text: String, code: String) {
    #expect(failure(text)?.code == code)
  }
}
