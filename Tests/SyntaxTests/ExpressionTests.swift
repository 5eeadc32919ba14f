import Syntax
import Testing

@Suite struct ExpressionTests {
  private func spans(_ text: String) throws -> [String: String] {
    let expression = try parse(text)
    var result: [String: String] = [:]
    for index in expression.nodes.indices {
      result[expression.tree(index)] = expression.location(of: index).text
    }
    return result
  }

  @Test(arguments: [
    ("1 + x * 2", "(multiply x 2)", "x * 2"),
    ("(1 + x) * 2", "(add 1 x)", "1 + x"),
    ("(1 + x) * (y)", "(multiply (add 1 x) y)", "(1 + x) * (y)"),
    ("1 + -(x)", "(negative x)", "-(x)"),
    ("a + 2x^2", "(multiply 2 (pow x 2))", "2x^2"),
    ("a, (b, c)", "(tuple b c)", "(b, c)"),
    ("a, b , c", "(tuple a b c)", "a, b , c"),
    ("y = x -> x + 1", "(\\x. (add x 1))", "x -> x + 1"),
    ("y = (x, z=2) -> x ; 1", "(\\x z=2. x)", "(x, z=2) -> x"),
    ("lambda x: x", "(\\x. x)", "lambda x: x"),
    ("f(x) = x+1; 2", "(\\x. (add x 1))", "f(x) = x+1"),
    ("f(x) = x+1; 2", "(= f (\\x. (add x 1)))", "f(x) = x+1"),
    ("g(f (x) , 1)", "(call f x)", "f (x)"),
    ("x[1 : 2, 0]", "1:2:", "1 : 2"),
    ("x[::2]", "::2", "::2"),
    ("x [ 0 ] + 1", "(at x 0)", "x [ 0 ]"),
    ("α.T", "α.T", "α.T"),
    ("0 < (x) < (1)", "(chain less,less 0 x 1)", "0 < (x) < (1)"),
    ("(a if b else c) + 1", "(if b a c)", "a if b else c"),
    ("sum(x for x in y) + 1", "<x for x in y>", "(x for x in y)"),
    ("{'a': 1 }", "{'a': 1}", "{'a': 1 }"),
  ])
  func nodesSpanTheirText(text: String, node: String, span: String) throws {
    #expect(try spans(text)[node] == span)
  }

  @Test(arguments: [
    ("1 + x", "+"), ("-x", "-"), ("not x", "not"), ("0 < x <= 1", "<"), ("np.sin(x)", "np.sin"),
    ("A.shape", "shape"), ("x[0, 1]", "[0, 1]"), ("2 x", "2 x"), ("y = x", "y"), ("x", "x"),
  ])
  func anchorsPointAtTheToken(text: String, anchor: String) throws {
    let expression = try parse(text)
    #expect(expression.anchor(of: expression.root).text == anchor)
  }

  @Test func childrenComeBeforeTheirParents() throws {
    let text = "f(x, y=2) = [a*i for i in x if i > y]; g = z -> f(*z, **k); {'a': g(1)[0, 1:2].T}"
    let expression = try parse(text)
    for index in expression.nodes.indices {
      for child in expression.nodes[index].children { #expect(child < index) }
    }
    #expect(expression.root == expression.nodes.count - 1)
    #expect(expression.places.count == expression.nodes.count)
  }

  @Test func noNodeIsAnOrphan() throws {
    let texts = ["f(x, y=2) = x", "a, b = 1, 2; a", "(x, y) -> x", "f(a=1, *b)", "x[1:2, :]"]
    for text in texts {
      let expression = try parse(text)
      var reached: Set<Expression.Index> = [expression.root]
      for node in expression.nodes { reached.formUnion(node.children) }
      #expect(reached.count == expression.nodes.count, "\(text)")
    }
  }

  @Test func parametersKnowTheirPlace() throws {
    let source = SourceText("(x, *ys, **kw) -> x")
    let expression = try Parser.parse(source)
    guard case .lambda(let parameters, _) = expression.nodes[expression.root] else {
      Issue.record("not a lambda")
      return
    }
    #expect(parameters.map { source[$0.range] } == ["x", "ys", "kw"])
    #expect(parameters.map(\.kind) == [.plain, .variadic, .keywords])
  }

  @Test func expressionsCanBeBuiltByHand() {
    var expression = Expression(source: SourceText("x"))
    let range = SourceRange(start: 0, end: 1)
    let x = expression.append(.name("x"), range)
    let two = expression.append(.number(2), range)
    expression.append(.apply("pow", [x, two]), range)
    #expect(expression.description == "x**2")
    #expect(Expression(source: SourceText("")).description == "")
    #expect(Expression(source: SourceText("")).freeNames().isEmpty)
  }
}
