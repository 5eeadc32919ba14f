import Syntax
import Testing

@Suite struct OperatorTableTests {
  /// Sets: union and intersection, complement, a right-associative arrow, `is` a comparison.
  static let toy = OperatorTable([
    .init("∪", "cup", meaning: .function("union"), bindingPower: 10),
    .init("∩", meaning: .function("intersection"), bindingPower: 20),
    .init("~>", meaning: .function("maps"), bindingPower: 5, associativity: .right),
    .init("∁", meaning: .function("complement"), fixity: .prefix, bindingPower: 30),
    .init("⊂", meaning: .comparison("subset"), bindingPower: 8),
    .init("xor", meaning: .disjunction, bindingPower: 2),
  ])

  @Test(arguments: [
    ("a ∪ b ∩ c", "(union a (intersection b c))"),
    ("a cup b cup c", "(union (union a b) c)"),
    ("cups", "cups"),
    ("a~>b~>c", "(maps a (maps b c))"),
    ("∁a ∩ ∁∁b", "(intersection (complement a) (complement (complement b)))"),
    ("a ⊂ b ⊂ c", "(chain subset,subset a b c)"),
    ("a ⊂ b xor c", "(or (subset a b) c)"),
    ("{1: a∪b}", "{1: (union a b)}"),
    ("a + b", "unexpected-character"),
    ("2a", "missing-operator"),
    ("and ∪ not", "(union and not)"),
    ("f(*a)", "unexpected-character"),
  ])
  func theParserReadsAnyTable(text: String, expected: String) {
    #expect(tree(text, operators: Self.toy) == expected)
  }

  @Test func printingUsesTheTable() throws {
    for text in ["(a ∪ b) ∩ c", "a ∪ b ∩ c", "(a~>b)~>c", "∁(a ∪ b) ⊂ c", "(a xor b) ⊂ c"] {
      let expression = try parse(text, operators: Self.toy)
      let printed = expression.printed(operators: Self.toy)
      #expect(printed == text)
    }
  }

  @Test func anEmptyTableHasNoOperators() {
    let empty = OperatorTable([])
    #expect(tree("f(x)[0].T", operators: empty) == "(at (call f x) 0).T")
    #expect(tree("a if b else c", operators: empty) == "(if b a c)")
    #expect(tree("-x", operators: empty) == "unexpected-character")
  }
}
