extension Parser {
  /// A token for the middle of a message.
  func described(_ token: Token) -> String {
    switch token.kind {
    case .end: "the end"
    case .newline: "the end of the line"
    default: text(token).quoted
    }
  }

  func unsupported(_ message: String, hint: String?, at token: Token) -> Diagnostic {
    Diagnostic("unsupported", message, at: source.location(token.range), hint: hint)
  }

  /// The current token, where something else has to come.
  func unexpected(_ expected: String, hint: String? = nil) -> Diagnostic {
    switch token.kind {
    case .end, .newline:
      return Diagnostic(
        "unexpected-end", "expected \(expected), not \(described(token))",
        at: source.location(endRange), hint: hint)
    case .keyword(.in):
      return unsupported(
        "`in` stands only behind `for`", hint: "write `==` to compare", at: token)
    case .keyword(.is):
      let isNegated = text(self.token(after: 1)) == "not"
      return unsupported(
        "there is no operator `is`", hint: isNegated ? "write `!=`" : "write `==`", at: token)
    case .punctuation(.equals): return misplacedEquals()
    case .augmented: return misplacedAugmentation()
    default:
      return Diagnostic(
        "unexpected-token", "expected \(expected), not \(described(token))",
        at: source.location(token.range), hint: hint ?? hintForUnexpected())
    }
  }

  /// The last token of the text, where the end comes too early.
  private var endRange: SourceRange { previous?.range ?? token.range }

  private func hintForUnexpected() -> String? {
    switch token.kind {
    case .keyword(.else) where innermost.isComprehension:
      "put the conditional in parentheses"
    case .keyword(.else) where suites[suites.count - 1].isOnHeaderLine:
      "put `else:` on a line of its own"
    case .keyword(.else): "a conditional is `a if condition else b`"
    case .keyword(.for) where innermost.kind == .list || innermost.kind == .group:
      "put the element in parentheses: `[(a, b) for x in xs]`"
    case .keyword(.for): "a comprehension is `[e for x in xs]`"
    case .punctuation(.arrow): "parameters are names: `x -> e`, `(x, y=2) -> e`"
    case .punctuation(.semicolon): "statements stand outside of brackets"
    case .punctuation(.colon): "slices stand in `x[a:b]`, keys in `{\"a\": 1}`"
    default: nil
    }
  }

  private func misplacedEquals() -> Diagnostic {
    let isStatement = innermost.kind == .statement || innermost.kind == .block
    let place = source.location(token.range)
    if isStatement, statement.purpose != .simple {
      return Diagnostic(
        "misplaced-equals", "`=` names nothing here", at: place, hint: "write `==` to compare")
    }
    if isStatement, !statement.targets.isEmpty {
      return Diagnostic(
        "misplaced-equals", "a second `=` in one statement", at: place,
        hint: hintForPart ?? "write `==` to compare, or two statements: `a = 1; b = a`")
    }
    return Diagnostic(
      "misplaced-equals",
      isStatement
        ? "only a name, `a, b` or `f(x)` can stand before `=`" : "`=` names nothing here",
      at: place, hint: hintForPart ?? "write `==` to compare")
  }

  private func misplacedAugmentation() -> Diagnostic {
    Diagnostic(
      "misplaced-equals", "only a name can stand before \(text(token).quoted), in a statement",
      at: source.location(token.range), hint: hintForPart)
  }

  /// What to do if the part of a value would be assigned.
  private var hintForPart: String? {
    switch operands.last.map({ expression.nodes[$0.node] }) {
    case .subscripted:
      "a part of a value cannot be assigned: write `x = x.at[i].set(e)`, or a comprehension"
    case .attribute: "a part of a value cannot be assigned; `==` compares"
    default: nil
    }
  }

  // MARK: Operands

  /// The current token, where an operand has to come.
  func missingOperand() -> Diagnostic {
    switch token.kind {
    case .end, .newline: return missingOperandAtEnd()
    case .keyword(.is), .keyword(.in): return unexpected("an operand")
    case .punctuation(.equals):
      return Diagnostic(
        "misplaced-equals", "expected an operand, not `=`", at: source.location(token.range),
        hint: "write `==` to compare, `a = e` to name")
    default:
      return Diagnostic(
        "unexpected-token", "expected an operand\(afterPrevious), not \(described(token))",
        at: source.location(token.range), hint: hintForMissingOperand())
    }
  }

  private var afterPrevious: String {
    guard let previous, cursor > statement.firstToken else { return "" }
    if case .newline = previous.kind { return "" }
    return " after \(described(previous))"
  }

  private func missingOperandAtEnd() -> Diagnostic {
    let isLine = if case .newline = token.kind { true } else { false }
    let isDoubled =
      cursor >= 2 && text(tokens[cursor - 1]) == text(tokens[cursor - 2])
      && tokens[cursor - 2].end == tokens[cursor - 1].start
    let sign = previous.map { text($0) } ?? ""
    let hint =
      sign == "|"
      ? "the absolute value is `abs(x)`"
      : isDoubled
        ? "there is no `\(sign)\(sign)`; write `x = x \(sign) 1`"
        : isLine
          ? "put an expression of several lines in parentheses, or end the line with `\\`" : nil
    return Diagnostic(
      "unexpected-end", "expected an operand\(afterPrevious), not \(described(token))",
      at: source.location(endRange), hint: hint)
  }

  private func hintForMissingOperand() -> String? {
    switch token.kind {
    case .symbol where text(token) == "|": return "the absolute value is `abs(x)`"
    case .symbol:
      if cursor == statement.firstToken {
        return suites[suites.count - 1].suite.items.isEmpty
          ? nil : "put an expression of several lines in parentheses"
      }
      return nil
    case .punctuation(.closeBracket) where innermost.kind == .subscripted:
      return "write an index, `x[0]`, or a slice, `x[:]`"
    case .punctuation(.dot): return "write `0.5` for a number, `x.T` for an attribute"
    case .keyword(.for), .keyword(.if):
      return "there are only expressions: `a if condition else b`, `[e for x in xs]`"
    default: return nil
    }
  }

  // MARK: Operators

  /// The current token begins an operand, directly behind another.
  func missingOperator() -> Diagnostic {
    Diagnostic(
      "missing-operator",
      "expected an operator between \(shortLeft.quoted) and \(described(token))",
      at: source.location(token.range), hint: hintForMissingOperator())
  }

  private var shortLeft: String {
    guard let range = operands.last?.range else { return "" }
    guard range.end - range.start > 20 else { return source[range] }
    return previous.map { text($0) } ?? ""
  }

  /// The text of what the current token begins: with the name behind a number, and with the
  /// brackets.
  private var shortRight: String {
    var last = cursor
    if token.isNumber, case .name = tokens[last + 1].kind { last += 1 }
    if tokens[last].partner > last {
      last = tokens[last].partner
    } else if tokens[last + 1].isPunctuation(.openParenthesis) {
      last = tokens[last + 1].partner
    }
    let range = token.range.union(tokens[last].range)
    return range.end - range.start <= 20 ? source[range] : "(...)"
  }

  private func hintForMissingOperator() -> String? {
    guard let previous else { return nil }
    let product = "`\(shortLeft)*\(shortRight)`".withControlCharactersVisible
    let name = name(previous) ?? ""
    switch (previous.kind, token.kind) {
    case (_, .symbol):
      return text(token) == "not" ? "there is no `not in`; write `not (...)`" : nil
    case (.name, _) where Self.wordHints[name] != nil: return Self.wordHints[name]
    case (.name, .string)
    where previous.end == token.start && tokens.text(of: token).hasPrefix("("):
      return "a derivative is `grad(f)(x)`, not `f'(x)`"
    case (.name, .string) where previous.end == token.start:
      return "write the string without `\(name)` before it"
    case (.string, .string): return "write them as one string"
    case (.number, .number): return "write an operator or a `,` between the numbers"
    case (.name, .number), (.name, .name):
      return "to multiply write \(product), to call `\(name)(\(shortRight))`"
    case (_, .string), (.string, _), (_, .keyword), (.keyword, _), (_, .punctuation(.openBrace)),
      (_, .punctuation(.ellipsis)):
      return nil
    default: return "to multiply write \(product)"
    }
  }

  /// Words with which statements begin in other languages.
  private static let wordHints = [
    "def": "a function is `f(x) = e`", "function": "a function is `f(x) = e`",
    "func": "a function is `f(x) = e`", "return": "the last statement is the result",
    "let": "write `x = e`", "var": "write `x = e`", "const": "write `x = e`",
    "import": "no import is needed: `np.` and the like are accepted before a function",
    "from": "no import is needed: `np.` and the like are accepted before a function",
    "while": "write `while_loop(condition, body, init)`", "print": "the last statement is shown",
  ]

  /// Names the two ways to write `1/2x`, in the user's own text.
  func ambiguousMultiplication(_ left: Operand, _ right: Operand, split: Int) -> Diagnostic {
    var rest = split
    while rest < right.range.end, source.utf8[rest] == 0x20 || source.utf8[rest] == 0x09 {
      rest += 1
    }
    func piece(_ start: Int, _ end: Int) -> String {
      source[SourceRange(start: start, end: end)].withControlCharactersVisible
    }
    let range = left.range.union(right.range)
    let isLong = range.end - range.start > 60
    let head = piece(left.range.start, right.range.start)
    let number = piece(right.range.start, split)
    let factor = piece(rest, right.range.end)
    return Diagnostic(
      "ambiguous-multiplication",
      isLong
        ? "a product without a sign behind this operator can be read in two ways"
        : "`\(piece(range.start, range.end))` can be read in two ways",
      at: source.location(range),
      hint: isLong
        ? "write `a/(2*x)` or `(a/2)*x`"
        : "write `\(head)(\(number)*\(factor))` or `(\(head)\(number))*\(factor)`")
  }

  /// Whether a node can only be a number or an array, never a function.
  func isArithmetic(_ node: Expression.Index) -> Bool {
    switch expression.nodes[node] {
    case .number, .apply, .comparison, .boolean: true
    default: false
    }
  }
}
