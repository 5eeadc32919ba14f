import Syntax
import Testing

@Suite struct ParserBlocksTests {
  @Test(arguments: [
    ("(a = 1; a + b)", "(block (= a 1) (add a b))"),
    ("f(x) = (y = x, 1; y)", #"(= f (\x. (block (= y (tuple x 1)) y)))"#),
    ("2(a; b)", "(multiply 2 (block a b))"),
    ("(f(x) = x; f)(3)", #"(call (block (= f (\x. x)) f) 3)"#),
    ("(a = 1; (b = 2; a + b) * 3)", "(block (= a 1) (multiply (block (= b 2) (add a b)) 3))"),
    ("[(a = 1; a), 2]", "(list (block (= a 1) a) 2)"), ("f((a;))", "(call f (block a))"),
    ("(a; b;)", "(block a b)"), ("(;;a;; b)", "(block a b)"),
    ("(a +\n b; c,)", "(block (add a b) (tuple c))"),
    ("(x += 1; x)", "(block (= x (add x 1)) x)"), ("(;)", "unexpected-token"),
  ])
  func parenthesesHoldStatements(text: String, expected: String) {
    #expect(tree(text) == expected)
  }

  @Test(arguments: [
    "x -> (a = x; a)", "(a = 1; a) + 2", "f(x) = (g(y) = (z = y; z); g(x))", "(a; b).T",
    "f((a;))", "f((a; b), c)", "(a; b) if c else (d; e)", "[(a; b) for c in d]", "a; (b; c)",
  ])
  func blocksArePrinted(text: String) throws {
    let expression = try parse(text)
    #expect(expression.printed() == text)
    #expect(try parse(expression.printed()).sameTree(as: expression))
  }
}
