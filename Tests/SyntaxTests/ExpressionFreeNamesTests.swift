import Syntax
import Testing

@Suite struct ExpressionFreeNamesTests {
  /// Each name, with `()` if it is only called and `+` if it is an operand.
  private func names(_ text: String) throws -> String {
    try parse(text).freeNames()
      .map { "\($0.name)\($0.isCalled ? "()" : "")\($0.isOperand ? "+" : "")" }
      .joined(separator: " ")
  }

  @Test(arguments: [
    ("x * log(y)", "x+ log() y"),
    ("pi", "pi"),
    ("y + x + y", "y+ x+"),
    ("a if c else b", "a c b"),
    ("f(f)", "f"),
    ("f(1) + f(2)", "f()"),
    ("f(1) + f", "f+"),
    ("np.sin(x)", "np() x"),
    ("tf.math.log(x) + tf.pi", "tf x"),
    ("x.shape[0]", "x"),
    ("f(x)(y)", "f() x y"),
    ("d['a'] + e[i]", "d e i"),
    ("(x, y) -> x*y + z", "z+"),
    ("(x, y=x) -> x", "x"),
    ("x -> y -> x + y", ""),
    ("(x -> x)(x)", "x"),
    ("lambda *xs, **kw: sum(xs) + kw['a'] + n", "sum() n+"),
    ("f(x=y, *z, **w)", "f() y z w"),
    ("[i*a for i in xs if i > b]", "a+ xs b+"),
    ("[i for i in i]", "i"),
    ("[i + j for i in a for j in i]", "a"),
    ("sum(x[i] * y[i] for i in range(n))", "sum() x y range() n"),
    ("[i for i in a], i", "a i"),
    ("y = x**2", "x+"),
    ("y = x; y + z", "x z+"),
    ("x = x + 1; x", "x+"),
    ("y; y = 1", "y"),
    ("a, b = c; a*b", "c"),
    ("f(x) = f(x-1); f(2)", ""),
    ("f(x) = g(x); g(x) = f(x) + a; f(b)", "a+ b"),
    ("f(x, y=a) = x; a = 1; f(2)", "a"),
    ("0 < x < y", "x+ y+"),
    ("a and b or not c", "a b c+"),
    ("{'a': x, k: y}", "x k y"),
    ("x[a:b:c, ...]", "x a b c"),
    ("True + None", ""),
    ("f(x) = (y = x; y + z); f(y)", "z+ y"), ("f() = (g() = h(); h() = a; g); f", "a"),
    ("x = (() -> (x = x + 1; x))() if c else x; x", "x+ c"), ("(() -> y)(); y = 1", "y"),
    ("(a, b), c = d; a + b + c", "d"),
    ("[w * x + b for (w, b), x in zip(p, xs)]", "zip() p xs"),
    ("[a for (a, b), c in a if b for (d, e), f in g(a, h)]", "a g() h"),
    ("[a for (a, b), c in d], a, __item", "d a __item"),
    ("[(t = x; t) for x in y] + t", "y t+"), ("f() = t; [(t = x; f()) for x in y]", "t y"),
    ("[(() -> (u = t; u))() + u for x in (t = y; [t])]", "u+ y"),
    ("[x -> g(x) for (g, h), k in (y -> g)(z)]", "g z"), ("a = b = c, d = e; a + b + c + d", "e"),
    ("(a = b; a + c)", "b c+"), ("s = 0; s = lax.fold((s, x) -> s + x, s, xs)", "lax() xs"),
  ])
  func freeNamesAreFound(text: String, expected: String) throws {
    #expect(try names(text) == expected)
  }

  @Test func rangesAreThoseOfTheFirstAppearance() throws {
    let source = SourceText("a if x else x + a")
    let expression = try Parser.parse(source)
    #expect(expression.freeNames().map(\.range.start) == [0, 5])
  }
}
