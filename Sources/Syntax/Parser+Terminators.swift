extension Parser {
  /// Gives a token that ends an operand to the innermost open construct.
  mutating func terminate() throws(Diagnostic) {
    switch innermost.kind {
    case .statement: try terminateStatement()
    case .block: try terminateInnerStatement()
    case .group: try terminateGroup()
    case .list: try terminateList()
    case .dictionary: try terminateDictionary()
    case .call: try terminateArgument()
    case .subscripted: try terminateSubscriptItem()
    case .condition: try terminateCondition()
    case .parameters: try terminateDefault()
    case .comprehension: try terminateClausePart()
    case .prefix, .infix, .chain, .otherwise, .body: try reduceToConstruct()
    }
  }

  /// Goes on behind a separator.
  private mutating func advance() {
    cursor += 1
    expectsOperand = true
  }

  private mutating func terminateStatement() throws(Diagnostic) {
    if statement.isHeader { return try terminateHeader() }
    switch token.kind {
    case .newline, .end, .punctuation(.semicolon): try finishStatement()
    case .punctuation(.comma) where statement.purpose != .decorator:
      statement.hasComma = true
      advance()
    default: throw unexpected("an operator or the end of the statement")
    }
  }

  private mutating func terminateGroup() throws(Diagnostic) {
    switch token.kind {
    case .punctuation(.closeParenthesis): finishGroup()
    case .punctuation(.comma):
      frames[frames.count - 1].hasComma = true
      advance()
    case .keyword(.for) where !innermost.hasComma: try beginComprehension()
    default: throw unexpected("an operator, `,` or `)`")
    }
  }

  private mutating func terminateList() throws(Diagnostic) {
    switch token.kind {
    case .punctuation(.closeBracket): finishList()
    case .punctuation(.comma): advance()
    case .keyword(.for) where operands.count == innermost.operandBase + 1:
      try beginComprehension()
    default: throw unexpected("an operator, `,` or `]`")
    }
  }

  private mutating func terminateDictionary() throws(Diagnostic) {
    let isKey = (operands.count - innermost.operandBase) % 2 == 1
    switch token.kind {
    case .punctuation(.colon) where isKey: advance()
    case .punctuation(.comma) where !isKey: advance()
    case .punctuation(.closeBrace) where !isKey: try finishDictionary()
    case .punctuation(.comma) where isKey, .punctuation(.closeBrace) where isKey:
      throw unsupported(
        "there are no sets", hint: "write a list, `[a, b]`, or a dictionary, `{\"a\": 1}`",
        at: tokens[innermost.token])
    case .keyword(.for):
      throw unsupported(
        "there are no comprehensions in braces", hint: "write a list: `[e for x in xs]`",
        at: token)
    default: throw unexpected(isKey ? "an operator or `:`" : "an operator, `,` or `}`")
    }
  }

  private mutating func terminateArgument() throws(Diagnostic) {
    switch token.kind {
    case .punctuation(.closeParenthesis):
      endArgument()
      try finishCall()
    case .punctuation(.comma):
      endArgument()
      advance()
      try beginArgument()
    case .keyword(.for):
      let argument = arguments[arguments.count - 1].argument
      let isAlone = arguments.count == innermost.sideBase + 1
      guard isAlone, argument.isPlain else {
        throw Diagnostic(
          "missing-parentheses", "a generator beside other arguments needs parentheses",
          at: source.location(token.range), hint: "write `f((e for x in xs), ...)`")
      }
      try beginComprehension()
    default: throw unexpected("an operator, `,` or `)`")
    }
  }

  private mutating func terminateSubscriptItem() throws(Diagnostic) {
    switch token.kind {
    case .punctuation(.colon): try acceptSliceColon(hasOperand: true)
    case .punctuation(.comma):
      endSubscriptItem(hasOperand: true)
      advance()
    case .punctuation(.closeBracket):
      endSubscriptItem(hasOperand: true)
      finishSubscript()
    default: throw unexpected("an operator, `:`, `,` or `]`")
    }
  }

  private mutating func terminateCondition() throws(Diagnostic) {
    guard token.isKeyword(.else) else {
      throw Diagnostic(
        "missing-else", "expected `else`, not \(described(token))",
        at: source.location(tokens[innermost.token].range),
        hint: "a conditional is `a if condition else b`")
    }
    let frame = popFrame()
    try push(
      Frame(
        kind: .otherwise, token: frame.token, operandBase: frame.operandBase,
        rightPower: Self.conditionalPower))
    advance()
  }

  private mutating func terminateClausePart() throws(Diagnostic) {
    switch token.kind {
    case .keyword(.for):
      endClausePart()
      try beginClause()
    case .keyword(.if):
      endClausePart()
      frames[frames.count - 1].kind = .comprehension(.condition)
      advance()
    case .punctuation(let mark) where mark.isClosing:
      endClausePart()
      finishComprehension()
    default:
      let isList = tokens[innermost.token].isPunctuation(.openBracket)
      throw unexpected("an operator, `for`, `if` or `\(isList ? "]" : ")")`")
    }
  }

  // MARK: Without an operand

  /// Handles a token that is no operand where one could come: an empty bracket, a trailing
  /// comma, an open end of a slice, or an error.
  mutating func endWithoutOperand() throws(Diagnostic) {
    let isAfterComma = previous?.isPunctuation(.comma) == true
    let isEmpty = cursor == innermost.token + 1
    switch (innermost.kind, token.kind) {
    case (.statement, .newline), (.statement, .end), (.statement, .punctuation(.semicolon)):
      guard isAfterComma, !statement.isHeader else { throw missingOperand() }
      try finishStatement()
    case (.statement, .punctuation(.colon)) where isAfterComma && statement.isHeader:
      try terminateHeader()
    case (.block, .punctuation(.semicolon)) where isAfterComma,
      (.block, .punctuation(.closeParenthesis)) where isAfterComma:
      try finishInnerStatement()
    case (.group, .punctuation(.closeParenthesis)) where isAfterComma: finishGroup()
    case (.list, .punctuation(.closeBracket)) where isEmpty || isAfterComma: finishList()
    case (.dictionary, .punctuation(.closeBrace)) where isEmpty || isAfterComma:
      try finishDictionary()
    case (.call, .punctuation(.closeParenthesis)) where isEmpty || isAfterComma: try finishCall()
    case (.subscripted, .punctuation(.colon)): try acceptSliceColon(hasOperand: false)
    case (.subscripted, .punctuation(.comma)) where isInSlice:
      endSubscriptItem(hasOperand: false)
      cursor += 1
    case (.subscripted, .punctuation(.closeBracket)) where isInSlice:
      endSubscriptItem(hasOperand: false)
      finishSubscript()
    case (.subscripted, .punctuation(.closeBracket)) where isAfterComma: finishSubscript()
    default: throw missingOperand()
    }
  }

  /// Whether the innermost subscript has read a colon of its current item.
  private var isInSlice: Bool { subscriptItems.last.map { $0.colons > 0 } ?? false }
}
