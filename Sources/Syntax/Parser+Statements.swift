extension Parser {
  /// Begins the next statement, or ends the parse.
  mutating func beginStatement() throws(Diagnostic) {
    let isFirst = statements.isEmpty
    var isOnNewLine = false
    while true {
      if case .newline = token.kind {
        isOnNewLine = true
      } else if !token.isPunctuation(.semicolon) {
        break
      }
      cursor += 1
    }
    if case .end = token.kind { return try finish() }
    if !isFirst, isOnNewLine { try checkLineBeginning() }
    statement = Statement(firstToken: cursor, operandBase: operands.count)
    expectsOperand = true
    if let definition = definitionName() {
      statement.targets = [definition]
      try beginParameters(.definition, firstToken: cursor)
    } else if let (targets, length) = try assignmentTargets() {
      statement.targets = targets
      cursor += length
    }
  }

  /// Completes a statement at its end; the operands are complete.
  mutating func finishStatement() throws(Diagnostic) {
    let first = tokens[statement.firstToken].range
    if statement.hasComma {
      let range = operands[statement.operandBase].range.union(operands[operands.count - 1].range)
      push(.tuple(popNodes(from: statement.operandBase)), range)
    }
    var value = operands.removeLast()
    if statement.isDefinition {
      let range = first.union(value.range)
      value.node = expression.append(.lambda(parameters, value.node), range)
      parameters.removeAll()
    }
    if !statement.targets.isEmpty {
      value.node = expression.append(
        .assignment(statement.targets, value.node), first.union(value.range), anchor: first)
    }
    statements.append(value.node)
    try beginStatement()
  }

  private mutating func finish() throws(Diagnostic) {
    isDone = true
    guard let first = statements.first, let last = statements.last else {
      throw Diagnostic(
        "empty-expression", "there is no expression",
        at: source.location(SourceRange(start: 0, end: 0)))
    }
    if statements.count == 1 {
      expression.root = first
    } else {
      let range = expression.ranges[first].union(expression.ranges[last])
      expression.append(.block(statements), range)
    }
  }

  /// A line that begins with a sign looks like the rest of the line before, but is not.
  private func checkLineBeginning() throws(Diagnostic) {
    guard statement.targets.isEmpty, case .symbol(let spelling) = token.kind,
      operators.spellings[spelling].prefix != nil, operators.spellings[spelling].infix != nil
    else { return }
    throw Diagnostic(
      "discarded-line",
      "the line before is complete without this \(text(token).quoted), and its value unused",
      at: source.location(token.range),
      hint: "put an expression of several lines in parentheses")
  }

  /// The name that `f(...) =` defines, if the statement begins so.
  private func definitionName() -> String? {
    guard case .name(let name) = token.kind else { return nil }
    let bracket = self.token(after: 1)
    guard bracket.isPunctuation(.openParenthesis) else { return nil }
    return tokens[bracket.partner + 1].isPunctuation(.equals) ? name : nil
  }

  /// The targets of `a =`, `a, b =`, `(a, b) =` and the number of their tokens.
  private func assignmentTargets() throws(Diagnostic) -> (targets: [String], length: Int)? {
    var length = 0
    let opening = token
    let isBracketed = opening.isPunctuation(.openParenthesis) || opening.isPunctuation(.openBracket)
    if isBracketed {
      guard tokens[opening.partner + 1].isPunctuation(.equals) else { return nil }
      length += 1
    }
    var targets: [String] = []
    var seen: Set<String> = []
    var repeated: Token?
    while case .name(let name) = self.token(after: length).kind {
      if !seen.insert(name).inserted { repeated = repeated ?? self.token(after: length) }
      targets.append(name)
      length += 1
      guard self.token(after: length).isPunctuation(.comma) else { break }
      length += 1
    }
    if isBracketed {
      guard cursor + length == opening.partner else { return nil }
      length += 1
    }
    guard !targets.isEmpty, self.token(after: length).isPunctuation(.equals) else { return nil }
    let range = opening.range.union(self.token(after: length - 1).range)
    if let repeated {
      throw Diagnostic(
        "duplicate-parameter", "the name \(text(repeated).quoted) is assigned twice",
        at: source.location(repeated.range))
    }
    if targets.count == 1, length > 1 {
      throw Diagnostic(
        "bad-target", "one name cannot unpack", at: source.location(range),
        hint: "write `\(targets[0]) = ...[0]`")
    }
    return (targets, length + 1)
  }
}
