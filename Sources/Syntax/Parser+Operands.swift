extension Parser {
  /// One step where an operand has to come.
  mutating func parseOperand() throws(Diagnostic) {
    let token = token
    switch token.kind {
    case .number: acceptLeaf(.number(tokens.number(of: token)))
    case .string: acceptLeaf(.string(tokens.text(of: token)))
    case .name: try parseName()
    case .keyword(let keyword): try parseOperand(keyword: keyword)
    case .symbol(let spelling): try parsePrefix(spelling)
    case .punctuation(let mark): try parseOperand(punctuation: mark)
    case .augmented, .foreign, .newline, .end: try endWithoutOperand()
    }
  }

  private mutating func parseName() throws(Diagnostic) {
    guard !self.token(after: 1).isPunctuation(.arrow), let name = name(token) else {
      return try beginArrow()
    }
    if !imports.paths.isEmpty, let path = importedPath(name) {
      pushPath(path)
    } else {
      acceptLeaf(.name(name))
    }
  }

  private mutating func acceptLeaf(_ node: consuming Expression.Node) {
    push(node, token.range)
    cursor += 1
    expectsOperand = false
  }

  private mutating func parseOperand(keyword: Keyword) throws(Diagnostic) {
    switch keyword {
    case .true, .capitalTrue: acceptLeaf(.boolean(true))
    case .false, .capitalFalse: acceptLeaf(.boolean(false))
    case .none: acceptLeaf(.none)
    case .lambda:
      try checkLambdaPosition()
      try beginParameters(.lambda, firstToken: cursor)
    case .if, .else, .for, .in, .is: try endWithoutOperand()
    }
  }

  private mutating func parseOperand(punctuation: Punctuation) throws(Diagnostic) {
    switch punctuation {
    case .openParenthesis:
      if tokens[token.partner + 1].isPunctuation(.arrow) {
        try beginArrow()
      } else if self.token(after: 1).isPunctuation(.closeParenthesis) {
        push(.tuple([]), token.range.union(self.token(after: 1).range))
        cursor += 2
        expectsOperand = false
      } else if token.holdsStatements {
        try openBlock()
      } else {
        try open(.group)
      }
    case .openBracket: try open(.list)
    case .openBrace: try open(.dictionary)
    case .ellipsis: acceptLeaf(.ellipsis)
    case .closeParenthesis, .closeBracket, .closeBrace, .comma, .colon, .semicolon, .dot, .equals,
      .arrow:
      try endWithoutOperand()
    }
  }

  private mutating func open(_ kind: Frame.Kind) throws(Diagnostic) {
    try push(Frame(kind: kind, token: cursor, operandBase: operands.count))
    cursor += 1
  }

  private mutating func parsePrefix(
    _ spelling: OperatorTable.SpellingIndex
  ) throws(Diagnostic) {
    guard let index = operators.prefix(spelling) else { return try endWithoutOperand() }
    let entry = operators.operators[index]
    if !innermost.isConstruct, innermost.rightPower > entry.bindingPower {
      let pending = text(tokens[innermost.token])
      throw Diagnostic(
        "missing-parentheses",
        "\(text(token).quoted) binds looser than the \(pending.quoted) before it",
        at: source.location(token.range),
        hint: "put the operand in parentheses: `\(pending) (\(text(token)) ...)`")
    }
    try push(
      Frame(
        kind: .prefix, token: cursor, operandBase: operands.count, operation: index,
        rightPower: entry.rightPower))
    cursor += 1
  }

  /// Begins `x -> e` or `(x, y) -> e`.
  private mutating func beginArrow() throws(Diagnostic) {
    try checkLambdaPosition()
    try beginParameters(.arrow, firstToken: cursor)
  }

  /// A lambda extends as far as possible, so that behind an operator it has to be in parentheses.
  private func checkLambdaPosition() throws(Diagnostic) {
    switch innermost.kind {
    case .prefix, .infix, .chain:
      throw Diagnostic(
        "missing-parentheses",
        "a function as an operand of \(text(tokens[innermost.token]).quoted) needs parentheses",
        at: source.location(token.range), hint: "write `(x -> ...)` with the parentheses around it")
    default: break
    }
  }
}
