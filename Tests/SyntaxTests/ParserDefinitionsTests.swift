import Syntax
import Testing

/// The text of what statements become; or the error's code.
func desugared(_ text: String) -> String {
  do throws(Diagnostic) {
    let expression = try parse(text)
    let printed = expression.printed()
    let again = try parse(printed)
    return again.sameTree(as: expression) ? printed : "not the same tree: \(printed)"
  } catch {
    return report(error)
  }
}

@Suite struct ParserDefinitionsTests {
  @Test(arguments: [
    ("def f(x): return x**2", "f(x) = x**2"),
    ("def f(x): return x**2\nf(3)", "f(x) = x**2; f(3)"),
    ("def f(x): y = 2x; return y + 1", "f(x) = (y = 2 * x; y + 1)"),
    ("def f(x, y=2, *xs, **kw):\n  return x", "f(x, y=2, *xs, **kw) = x"),
    ("def f(x: float, y: List[int] = 2) -> Tuple[float, int]: return x", "f(x, y=2) = x"),
    ("def f(x, /, y, *, z=1,): return x", "f(x, y, z=1) = x"),
    ("def f():\n\treturn 1, 2\n", "f() = (1, 2)"),
    ("def f(x):\n  return\n", "f(x) = None"),
    ("def f(x):\n  x + 1\n", "f(x) = (x + 1; None)"),
    ("def f(x): pass", "f(x) = None"),
    ("def f(x): ...", "f(x) = None"),
    ("def f(x):\n  return x\n  y = 2\n  return y", "f(x) = x"),
    ("def f(x):\n  '''What it\n  does: \\alpha.'''\n\n  # a comment\n\n  return x", "f(x) = x"),
    (
      "def f(x):\n  def g(y):\n    def h(z): return z * x\n    return h(y)\n  return g(x)\nf",
      "f(x) = (g(y) = (h(z) = z * x; h(y)); g(x)); f"
    ),
    ("  def f(x):\n      y = x\n      return y\n  f(2)", "f(x) = (y = x; y); f(2)"),
    ("a = 1; def f(x): return a * x", "a = 1; f(x) = a * x"),
    ("def f(\n  x,\n  y,\n):\n  return (x +\ny)", "f(x, y) = x + y"),
    ("def f(x):\n  g(y) = y\n  return g(x)", "f(x) = (g(y) = y; g(x))"),
    ("def f(x): return x\ndef g(x): return f(x)\n-g(2)", "f(x) = x; g(x) = f(x); -g(2)"),
  ])
  func definitionsAreLambdas(text: String, expected: String) {
    #expect(desugared(text) == expected)
  }

  @Test(arguments: [
    ("@jax.jit\ndef f(x): return x", "f(x) = x"),
    ("@jit\n@tf.function(jit_compile=True)\n\ndef f(x): return x", "f(x) = x"),
    ("@partial(jax.jit, static_argnums=0)\ndef f(n, x): return x", "f(n, x) = x"),
    ("@jax.grad\ndef f(x): return x**2", "f(x) = x**2; f = jax.grad(f); f"),
    ("@jax.grad\ndef f(x): return x**2\nf(3)", "f(x) = x**2; f = jax.grad(f); f(3)"),
    (
      "@a\n@b(2)\ndef f(x): return x\nf(1)", "f(x) = x; f = b(2)(f); f = a(f); f(1)"
    ),
    (
      "@functools.partial(jax.vmap, in_axes=(0, None))\ndef f(x, y): return x*y\nf",
      "f(x, y) = x * y; f = jax.vmap(f, in_axes=(0, None)); f"
    ),
    (
      "@jax.custom_vjp\ndef f(x): return x\nf.defvjp(fwd, bwd)\nf(2)",
      "f(x) = x; f = jax.custom_vjp(f); f = f.defvjp(fwd, bwd); f(2)"
    ),
  ])
  func decoratorsAreCalls(text: String, expected: String) {
    #expect(desugared(text) == expected)
  }
}
