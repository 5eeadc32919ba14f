import Syntax
import Testing

@Suite struct ExpressionPrintingTests {
  @Test(arguments: [
    "x * log(y)", "-x**2", "(-x)**2", "2**-x**2", "(2**3)**4", "2**3**4", "a - (b - c)",
    "a - b - c",
    "a / (b * c)", "a and (b and c)", "a and b and c", "not a == b", "(not a) == b", "-(a + b)",
    "--x", "a - -b", "not not x", "(a < b) < c", "a < b < c", "a == (b | c)", "a | b & c",
    "(a if b else c) if d else e", "a if b else c if d else e", "(a if b else c) + 1",
    "(x -> x)(2)", "x -> x if a else b", "(x -> x) if a else b", "a if b else x -> x",
    "() -> 1", "(x, y=2, *xs, **kw) -> x", "(x=1, *, y) -> x",
    "f(a, x=1, *, y, z=2, w, **kw) = a", "(*xs, k=1, m) -> m", "(x=y -> y) -> x",
    "f(x=y -> y, *z, **w)",
    "sum(x for x in y)", "f((x for x in y), 2)", "f(a=(x for x in y))", "[x -> x for x in y]",
    "[x for x in (a if b else c) if (d if e else f)]", "x[0, 1:2, ::3, :]", "x[(a if b else c):]",
    "(2).T", "(2)[0]", "(a + b).T", "(-x)[0]", "(a,)", "()", "(a, b)", "[(a, b)]", "{'a': (b,)}",
    "{(x -> x): 1}", "a = 1; b, c = d; f(x) = (x, 1); f(2)", "f(x) = y -> x", "f() = 1",
    #"'it\'s \\ \n \t \u001B \u202E'"#, "...", "x[..., None]", "True and None",
    "0.1 + 1e+22 + 1e-07",
    "(a, b).T", "{}", "[]", "f()()", "x.y.z(1)", "'a'.T", "2 * x", "(x for x in y)",
  ])
  func textIsPrintedWithMinimalParentheses(text: String) throws {
    let normal = text == "x[(a if b else c):]" ? "x[a if b else c:]" : text
    #expect(try parse(text).printed() == normal)
  }

  @Test(arguments: [
    ("2x^2", "2 * x**2"), ("lambda x: x", "x -> x"), ("((a))", "a"), ("f = x -> x", "f(x) = x"),
    ("a, b", "(a, b)"), ("x − 1 × 2", "x - 1 * 2"), ("\"a\"", "'a'"), ("~x & y", "(not x) & y"),
    ("1_000", "1000"), ("0x1F", "31"), ("1e400 if 0 else 1", "number-too-large"),
    ("true", "True"), ("x[1:2:]", "x[1:2]"), ("a\nb", "a; b"), ("1.50", "1.5"),
    ("123456789012345678", "1.2345678901234568e+17"),
  ])
  func spellingsAreNormalised(text: String, printed: String) {
    #expect(failure(text)?.code ?? (try? parse(text))?.printed() == printed)
  }

  /// Random trees, printed and parsed again: the seed is in the message of a failure.
  @Test(arguments: [1, 7, 42, 2024] as [UInt64])
  func printedTextHasTheSameTree(seed: UInt64) throws {
    var generator = RandomExpression(seed: seed)
    for round in 0..<500 {
      let original = generator.next(nodes: 4 + round % 60)
      let text = original.printed()
      do throws(Diagnostic) {
        let parsed = try parse(text)
        #expect(parsed.sameTree(as: original), "seed \(seed), round \(round): \(text)")
        #expect(parsed.printed() == text, "seed \(seed), round \(round)")
      } catch {
        Issue.record("seed \(seed), round \(round): \(text)\n\(report(error))")
      }
    }
  }

  @Test func noParenthesesAreSuperfluous() throws {
    var generator = RandomExpression(seed: 99)
    for round in 0..<200 {
      let original = generator.next(nodes: 3 + round % 12)
      let text = Array(original.printed())
      for (open, close) in pairs(text) {
        var without = text
        without.remove(at: close)
        without.remove(at: open)
        guard let parsed = try? parse(String(without)) else { continue }
        let isSame = parsed.sameTree(as: original) && parsed.printed() == String(text)
        let isForReaders = isClearer(String(text[(open + 1)..<close]))
        #expect(!isSame || isForReaders, "\(String(text)) against \(String(without))")
      }
    }
  }

  /// Whether parentheses that the parser does not need stay for the reader: around tuples,
  /// functions as keys, conditionals as conditions, and the number of `(2.5).T`.
  private func isClearer(_ inner: String) -> Bool {
    Double(inner) != nil || inner.contains(",") || inner.contains(" -> ") || inner.contains(" if ")
  }

  /// The pairs of parentheses in a text without strings.
  private func pairs(_ text: [Character]) -> [(Int, Int)] {
    var stack: [Int] = []
    var result: [(Int, Int)] = []
    for (index, character) in text.enumerated() {
      if character == "(" { stack.append(index) }
      if character == ")", let open = stack.popLast() { result.append((open, index)) }
    }
    return result
  }
}

/// Makes expressions at random, bottom up in the arena.
struct RandomExpression {
  private var generator: SeededGenerator
  private var expression = Expression(source: SourceText(""))
  /// Nodes that no parent has taken yet.
  private var loose: [Expression.Index] = []

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func next(nodes: Int) -> Expression {
    expression = Expression(source: SourceText(""))
    loose = []
    for _ in 0..<nodes {
      if loose.count < 4 || chance(2) { addLeaf() } else { addParent() }
    }
    while loose.count > 1 { addParent() }
    if chance(4) { addStatements() }
    return expression
  }

  private mutating func chance(_ sides: Int) -> Bool { pick(sides) == 0 }
  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
  private mutating func name() -> String { ["x", "y", "αβ", "f", "np"][pick(5)] }

  private mutating func take() -> Expression.Index {
    loose.isEmpty ? leaf() : loose.remove(at: pick(loose.count))
  }

  private mutating func take(_ count: Int) -> [Expression.Index] { (0..<count).map { _ in take() } }

  @discardableResult
  private mutating func add(_ node: Expression.Node) -> Expression.Index {
    expression.append(node, SourceRange(start: 0, end: 0))
  }

  private mutating func leaf() -> Expression.Index {
    switch pick(8) {
    case 0...2: add(.name(name()))
    case 3: add(.number([0, 1, 2.5, 1e22, 1e-7, 123_456][pick(6)]))
    case 4: add(.number(abs(Double(bitPattern: generator.next() >> 2))))
    case 5: add(.string(["", "a'b", "\n\u{1B}\\", "é🙂\u{202E}"][pick(4)]))
    case 6: add([.boolean(true), .boolean(false), .none][pick(3)])
    default: add(.ellipsis)
    }
  }

  private mutating func addLeaf() { loose.append(leaf()) }

  private mutating func addParent() {
    switch pick(4) {
    case 0...1: loose.append(operation())
    case 2: loose.append(construct())
    default: loose.append(function())
    }
  }

  private mutating func operation() -> Expression.Index {
    let infix = [
      "add", "subtract", "multiply", "divide", "floor_divide", "mod", "matmul", "pow", "pow",
      "less", "equal", "not_equal", "logical_and", "logical_or",
    ]
    switch pick(8) {
    case 0...3: return add(.apply(infix[pick(infix.count)], take(2)))
    case 4: return add(.apply(["negative", "positive", "logical_not"][pick(3)], take(1)))
    case 5: return add(.comparison(take(3), ["less", "greater_equal"]))
    case 6: return add(.and(take(), take()))
    default: return add(.or(take(), take()))
    }
  }

  private mutating func construct() -> Expression.Index {
    switch pick(7) {
    case 0: return add(.list(take(pick(4))))
    case 1: return add(.tuple(take(pick(4))))
    case 2:
      let key = add(.string("key \(expression.nodes.count)"))
      let other = add(.lambda([], take()))
      return add(.dictionary([.init(key: key, value: take()), .init(key: other, value: take())]))
    case 3: return add(.attribute(take(), name()))
    case 4: return add(.subscripted(take(), [take(), slice(), slice()]))
    case 5:
      return add(.conditional(then: take(), condition: take(), otherwise: take()))
    default:
      let inner = Expression.Clause(
        targets: ["i", "j"], iterable: take(), conditions: take(pick(3)))
      let outer = Expression.Clause(targets: ["k"], iterable: take())
      return add(.comprehension(element: take(), clauses: [outer, inner], isList: chance(2)))
    }
  }

  private mutating func slice() -> Expression.Index {
    let parts = (0..<3).map { _ in chance(2) ? take() : nil }
    return add(.slice(parts[0], parts[1], parts[2]))
  }

  private mutating func function() -> Expression.Index {
    let range = SourceRange(start: 0, end: 0)
    guard chance(2) else { return call() }
    switch pick(3) {
    case 0: return add(.lambda([.init(name: "x", range: range)], take()))
    case 1: return add(.lambda([], take()))
    default:
      let parameters: [Expression.Parameter] = [
        .init(name: "a", range: range), .init(name: "b", defaultValue: take(), range: range),
        .init(name: "xs", kind: .variadic, range: range),
        .init(name: "kw", kind: .keywords, range: range),
      ]
      return add(.lambda(parameters, take()))
    }
  }

  /// Operators never give a function, so that what is called is something else.
  private mutating func call() -> Expression.Index {
    var callee = take()
    switch expression.nodes[callee] {
    case .number, .apply, .comparison, .boolean: callee = add(.attribute(callee, "T"))
    default: break
    }
    if chance(2) { return add(.call(callee, take(pick(3)).map { .init(value: $0) })) }
    let arguments: [Expression.Argument] = [
      .init(value: take()), .init(value: take(), spread: .sequence),
      .init(label: "k", value: take()),
      .init(value: take(), spread: .mapping),
    ]
    return add(.call(callee, arguments))
  }

  private mutating func addStatements() {
    let result = expression.root
    let first = add(.assignment(["a"], leaf()))
    let second = add(.assignment(["b", "c"], leaf()))
    let parameter = Expression.Parameter(name: "x", range: SourceRange(start: 0, end: 0))
    let body = leaf()
    let third = add(.assignment(["g"], add(.lambda([parameter], body))))
    add(.block([first, second, third, chance(2) ? result : add(.assignment(["d"], result))]))
  }
}
