import Syntax
import Testing

@Suite struct ParserTests {
  @Test(arguments: [
    ("1 + 2 * 3", "(add 1 (multiply 2 3))"),
    ("1 - 2 - 3", "(subtract (subtract 1 2) 3)"),
    ("6 / 3 / 2 // 4 % 5 @ 6", "(matmul (mod (floor_divide (divide (divide 6 3) 2) 4) 5) 6)"),
    ("2 ** 3 ^ 4", "(pow 2 (pow 3 4))"),
    ("-x^2", "(negative (pow x 2))"),
    ("2^-1", "(pow 2 (negative 1))"),
    ("2^-x^2", "(pow 2 (negative (pow x 2)))"),
    ("2^-x*y", "(multiply (pow 2 (negative x)) y)"),
    ("-x*y", "(multiply (negative x) y)"),
    ("a*-b", "(multiply a (negative b))"),
    ("2--x", "(subtract 2 (negative x))"),
    ("+x - ~y", "(subtract (positive x) (logical_not y))"),
    ("a < b", "(less a b)"),
    ("0 < x <= 1 != y", "(chain less,less_equal,not_equal 0 x 1 y)"),
    ("a > b == c >= d", "(chain greater,equal,greater_equal a b c d)"),
    ("(a < b) < c", "(less (less a b) c)"),
    ("not a == b", "(logical_not (equal a b))"),
    ("not not a", "(logical_not (logical_not a))"),
    ("a or b and not c", "(or a (and b (logical_not c)))"),
    ("a and b and c", "(and (and a b) c)"),
    ("a | b & c + 1", "(logical_or a (logical_and b (add c 1)))"),
    ("(x > 0) & (x < 1)", "(logical_and (greater x 0) (less x 1))"),
    ("x + 1 < y * 2", "(less (add x 1) (multiply y 2))"),
    ("a if b else c if d else e", "(if b a (if d c e))"),
    ("(a if b else c) if d else e", "(if d (if b a c) e)"),
    ("a or b if c and d else e + 1", "(if (and c d) (or a b) (add e 1))"),
    ("x − 1 × 2 · 3 ÷ 4", "(subtract x (divide (multiply (multiply 1 2) 3) 4))"),
    ("−x", "(negative x)"),
  ])
  func operatorsBindAsInPython(text: String, expected: String) {
    #expect(tree(text) == expected)
  }

  @Test(arguments: [
    ("2x", "(multiply 2 x)"), ("2 x", "(multiply 2 x)"), ("2π", "(multiply 2 π)"),
    ("3(x+1)", "(multiply 3 (add x 1))"), ("2 (x)", "(multiply 2 x)"),
    ("2x^2", "(multiply 2 (pow x 2))"), ("-2x^2", "(negative (multiply 2 (pow x 2)))"),
    ("2x*3y", "(multiply (multiply 2 x) (multiply 3 y))"),
    ("2x/3", "(divide (multiply 2 x) 3)"), ("1 + 2x", "(add 1 (multiply 2 x))"),
    ("2sin(x)^2", "(multiply 2 (pow (call sin x) 2))"),
    ("2x.T[0](y)", "(multiply 2 (call (at x.T 0) y))"),
    ("2e", "(multiply 2 e)"), ("2e-x", "(subtract (multiply 2 e) x)"), ("2e3", "2000"),
    ("2e+", "unexpected-end"), ("2e3x", "(multiply 2000 x)"),
    ("2exp(x)", "(multiply 2 (call exp x))"),
    ("2E", "(multiply 2 E)"), ("1.e", "(multiply 1 e)"), ("1.x", "(multiply 1 x)"),
    ("0x10(x)", "(multiply 16 x)"), ("2j", "(multiply 2 j)"),
    ("2x if 3y else 4z", "(if (multiply 3 y) (multiply 2 x) (multiply 4 z))"),
    ("2(x)(y)", "(multiply 2 (call x y))"),
    ("x 2", "missing-operator"), ("x y", "missing-operator"), ("2 3", "missing-operator"),
    ("(a) b", "missing-operator"), ("(2)x", "missing-operator"), ("2[x]", "missing-operator"),
    ("1/2x", "ambiguous-multiplication"), ("1/-2x", "ambiguous-multiplication"),
    ("x^2y", "ambiguous-multiplication"), ("a//2x", "ambiguous-multiplication"),
    ("1/(2x)", "(divide 1 (multiply 2 x))"), ("(1/2)(x)", "missing-operator"),
    ("2\nx", "(block 2 x)"),
  ])
  func numbersMultiplyWhatFollows(text: String, expected: String) {
    #expect(tree(text) == expected)
  }

  @Test(arguments: [
    ("f()", "(call f)"), ("f(x,)", "(call f x)"), ("(f)(x)", "(call f x)"),
    ("f(x)(y)", "(call (call f x) y)"), ("f(1, a=2, b=3)", "(call f 1 a=2 b=3)"),
    ("f(*xs, 1, k=2, **kw)", "(call f *xs 1 k=2 **kw)"), ("f(k=1, *xs)", "(call f k=1 *xs)"),
    ("f(-x, *a + b)", "(call f (negative x) *(add a b))"), ("f(x == y)", "(call f (equal x y))"),
    ("f(x -> x, 2)", "(call f (\\x. x) 2)"), ("f(g=x -> x)", "(call f g=(\\x. x))"),
    ("np.linalg.norm(x)", "(call np.linalg.norm x)"), ("A.T.shape", "A.T.shape"),
    ("x[0]", "(at x 0)"), ("x[-1]", "(at x (negative 1))"), ("x[1:3]", "(at x 1:3:)"),
    ("x[::2]", "(at x ::2)"), ("x[:]", "(at x ::)"), ("x[1:]", "(at x 1::)"),
    ("x[:-1:2]", "(at x :(negative 1):2)"), ("x[:, 0]", "(at x :: 0)"), ("x[0,]", "(at x 0)"),
    ("x[..., None]", "(at x ... None)"), ("x[[0, 2]]", "(at x (list 0 2))"),
    ("x[(0, 2)]", "(at x (tuple 0 2))"), ("x[x > 0]", "(at x (greater x 0))"),
    ("d[\"a\"]", "(at d 'a')"), ("x[0][1]", "(at (at x 0) 1)"),
    ("x[a if b else c:]", "(at x (if b a c)::)"),
    ("[]", "(list)"), ("[1, 2,]", "(list 1 2)"), ("[[1], [2]]", "(list (list 1) (list 2))"),
    ("()", "(tuple)"), ("(a,)", "(tuple a)"), ("(a, b)", "(tuple a b)"), ("a, b", "(tuple a b)"),
    ("a,", "(tuple a)"), ("((a))", "a"), ("{}", "{}"), ("{'a': 1, \"b\": 2,}", "{'a': 1, 'b': 2}"),
    ("{a: b, 1: {}}", "{a: b, 1: {}}"), ("{x -> x: 1}", "{(\\x. x): 1}"),
    ("[x for x in xs]", "[x for x in xs]"),
    (
      "[x*y for x, y in zs if x if y for z in w]",
      "[(multiply x y) for x,y in zs if x if y for z in w]"
    ),
    ("[a if b else c for (b, c) in d]", "[(if b a c) for b,c in d]"),
    ("[a for [a, b,] in c]", "[a for a,b in c]"), ("[a for (a) in b]", "[a for a in b]"),
    ("(x for x in xs)", "<x for x in xs>"), ("sum(x for x in xs)", "(call sum <x for x in xs>)"),
    ("f((x for x in xs), 2)", "(call f <x for x in xs> 2)"),
    ("[x for x in xs if (a if b else c)]", "[x for x in xs if (if b a c)]"),
    ("[[x for x in y] for y in z]", "[[x for x in y] for y in z]"),
    ("[lambda: x for x in y]", "[(\\. x) for x in y]"),
  ])
  func constructs(text: String, expected: String) {
    #expect(tree(text) == expected)
  }

  @Test(arguments: [
    ("x -> x + 1", "(\\x. (add x 1))"), ("(x) -> x", "(\\x. x)"), ("() -> 1", "(\\. 1)"),
    ("(x, y=2) -> x", "(\\x y=2. x)"), ("(*xs, **kw) -> xs", "(\\*xs **kw. xs)"),
    ("(x, *xs, y=1) -> x", "(\\x *xs y=1. x)"), ("x -> y -> x", "(\\x. (\\y. x))"),
    ("(x, f=y -> y, z=(1, 2)) -> x", "(\\x f=(\\y. y) z=(tuple 1 2). x)"),
    ("(x,) -> x", "(\\x. x)"), ("lambda x,: x", "(\\x. x)"), ("(x, /, *, y) -> x", "(\\x y. x)"),
    ("lambda *, k=2: k", "(\\k=2. k)"), ("lambda x, /: x", "(\\x. x)"),
    ("f(x, /, y=1, *, z) = x", "(= f (\\x y=1 z. x))"),
    ("(*xs, k=1, m) -> m", "(\\*xs k=1 m. m)"),
    ("lambda x, y: x * y", "(\\x y. (multiply x y))"), ("lambda: 1", "(\\. 1)"),
    ("lambda x=1: x", "(\\x=1. x)"), ("lambda *a, **k: a", "(\\*a **k. a)"),
    ("lambda x: lambda y: x", "(\\x. (\\y. x))"),
    ("lambda x, f=lambda: 1: x", "(\\x f=(\\. 1). x)"),
    ("x -> a if b else c", "(\\x. (if b a c))"), ("a if b else x -> c", "(if b a (\\x. c))"),
    ("x -> x, 2", "(tuple (\\x. x) 2)"), ("(x -> x)(2)", "(call (\\x. x) 2)"),
    ("(x\n, y) ->\\\n x", "(\\x y. x)"), ("2 * x -> x", "missing-parentheses"),
    ("not x -> x", "missing-parentheses"), ("2x -> x", "missing-parentheses"),
  ])
  func functions(text: String, expected: String) {
    #expect(tree(text) == expected)
  }

  @Test(arguments: [
    ("y = x**2", "(= y (pow x 2))"), ("a = 1; a", "(block (= a 1) a)"),
    ("a = 1\nb = 2\r\na + b", "(block (= a 1) (= b 2) (add a b))"),
    ("\n\n;a;;\n", "a"), ("a, b = 1, 2", "(= a,b (tuple 1 2))"), ("(a, b) = c", "(= a,b c)"),
    ("[a, b] = c", "(= a,b c)"), ("((a)) = b", "(= a b)"), ("a, b, = c", "(= a,b c)"),
    ("f() = 1", "(= f (\\. 1))"),
    ("f(x, y=2) = x*y", "(= f (\\x y=2. (multiply x y)))"),
    ("f(x) = x, 1", "(= f (\\x. (tuple x 1)))"),
    ("f(*x) = y -> z -> x", "(= f (\\*x. (\\y. (\\z. x))))"), ("f = x -> x", "(= f (\\x. x))"),
    ("f(x) == y", "(equal (call f x) y)"), ("x = (1 +\n 2) # sum\n# end", "(= x (add 1 2))"),
    ("x + \\\n 1", "(add x 1)"), ("a = 2\n-a", "(block (= a 2) (negative a))"),
    ("a\n+ b", "discarded-line"), ("a;+b", "(block a (positive b))"), ("a # b = c", "a"),
    ("", "empty-expression"), ("  # nothing", "empty-expression"), (";", "empty-expression"),
  ])
  func statements(text: String, expected: String) {
    #expect(tree(text) == expected)
  }

  @Test(arguments: [
    ("f(  # (\n  x, # a ]\n\n  # b\n  y=[1, # c\n  ],\n)", "(call f x y=(list 1))"),
    ("(\n  x # a\n  if y\n  else # b\n  z\n)", "(if y x z)"),
    ("{\n  'a': 1, # a\n  'b': (2,),\n}", "{'a': 1, 'b': (tuple 2)}"),
    ("g(lambda x: (\n  x\n  + 1  # a\n), y,\n)", "(call g (\\x. (add x 1)) y)"),
    ("[\n  x for x in y  # a\n  if x > 1\n]", "[x for x in y if (greater x 1)]"),
    ("x.at[i].set(v,)", "(call (at x.at i).set v)"), ("x[:, None,]", "(at x :: None)"),
    ("a @ b.T", "(matmul a b.T)"), ("-x ** 2 + 1e-3", "(add (negative (pow x 2)) 0.001)"),
    ("f = lambda *xs: (\n  xs,\n)\nf(1)", "(block (= f (\\*xs. (tuple xs))) (call f 1))"),
  ])
  func bracketsHoldSeveralLines(text: String, expected: String) {
    #expect(tree(text) == expected)
  }

  @Test(arguments: [
    ("'a'", "'a'"), ("\"it's\"", "'it's'"), (#"'\x41\u00e9\U0001F600'"#, "'Aé😀'"),
    (#"'\\\'\"'"#, #"'\'"'"#), ("'é🙂'", "'é🙂'"), ("'a\tb'", "'a\tb'"), ("''", "''"),
    ("True and false", "(and true false)"), ("true", "true"), ("False", "false"), ("None", "None"),
    ("trueish", "trueish"), ("_x1", "_x1"), ("µ", "μ"), ("αβ_1", "αβ_1"), ("naïve", "naïve"),
    ("x·y", "(multiply x y)"), ("日本", "日本"),
  ])
  func literalsAndNames(text: String, expected: String) {
    #expect(tree(text) == expected)
  }
}
