extension Parser {
  /// Begins the next statement, or ends the parse.
  mutating func beginStatement() throws(Diagnostic) {
    let isOnNewLine = skipSeparators()
    let hasClosed = try settleSuites(isOnNewLine: isOnNewLine)
    if case .end = token.kind {
      closeChoice()
      return try finish()
    }
    if try continueChoice() { return }
    closeChoice()
    if !suites[suites.count - 1].suite.items.isEmpty, isOnNewLine, !hasClosed {
      try checkLineBeginning()
    }
    if try beginDecorator() { return }
    if try beginFunction() { return }
    if try beginControlFlow() { return }
    if try beginWordStatement() { return }
    beginStatement(.simple, skipping: 0)
    try beginSimpleStatement()
  }

  /// Begins a statement that contains an expression; its first tokens have been looked at.
  mutating func beginStatement(_ purpose: Statement.Purpose, skipping length: Int) {
    statement = Statement(
      purpose: purpose, firstToken: cursor, operandBase: operands.count,
      parameterBase: parameters.count)
    cursor += length
    isBetweenStatements = false
    expectsOperand = true
  }

  /// Reads what stands before the value of an assignment, if the statement is one.
  mutating func beginSimpleStatement() throws(Diagnostic) {
    if let definition = definitionName() {
      statement.targets = [definition]
      try beginParameters(.definition, firstToken: cursor)
    } else if try readTargets() {
      return
    } else if let (target, length) = annotatedTarget() {
      statement.targets = [target]
      cursor += length
    } else if let name = name(token),
      case .augmented(let spelling) = self.token(after: 1).kind
    {
      statement.targets = [name]
      statement.augmentation = spelling
      cursor += 2
    }
  }

  private mutating func skipSeparators() -> Bool {
    var isOnNewLine = false
    while true {
      if case .newline = token.kind {
        isOnNewLine = true
      } else if !token.isPunctuation(.semicolon) {
        return isOnNewLine
      }
      cursor += 1
    }
  }

  /// Completes a statement at its end; the operands are complete.
  mutating func finishStatement() throws(Diagnostic) {
    isBetweenStatements = true
    let first = tokens[statement.firstToken].range
    let value = statementValue()
    switch statement.purpose {
    case .result: append(.result(value.node), first.union(value.range))
    case .decorator: finishDecorator(value)
    case .simple, .silent, .function, .branch, .iteration, .repetition:
      if let pattern = statement.pattern {
        return append(.unpacking(pattern, value.node), first.union(value.range))
      }
      let node = finishAssignment(value)
      try checkEffect(node)
      if isIgnored(node) { return }
      append(.plain(replacement(of: node) ?? node), first.union(value.range))
    }
  }

  /// What the statement computes: its operand, or several as a tuple.
  mutating func statementValue() -> Operand {
    if statement.hasComma {
      let range = operands[statement.operandBase].range.union(operands[operands.count - 1].range)
      push(.tuple(popNodes(from: statement.operandBase)), range)
    }
    return operands.removeLast()
  }

  /// Assigns the value of a statement, if it has targets.
  mutating func finishAssignment(_ value: Operand) -> Expression.Index {
    let first = tokens[statement.firstToken].range
    let range = first.union(value.range)
    var node = value.node
    if statement.isDefinition {
      let list = parameters.removeTail(from: statement.parameterBase)
      node = expression.append(.lambda(list, node), range)
    }
    if let spelling = statement.augmentation, let index = operators.infix(spelling) {
      let target = expression.append(.name(statement.targets[0]), first)
      let sign = tokens[statement.firstToken + 1].range
      node = expression.append(
        operators.node(index, Expression.Operands(target, node)), range, anchor: sign)
    }
    guard !statement.targets.isEmpty else { return node }
    return expression.append(.assignment(statement.targets, node), range, anchor: first)
  }

  private mutating func finish() throws(Diagnostic) {
    isDone = true
    if let decorator = decorators.last { throw undecorated(decorator) }
    let program = suites[0].suite
    guard !program.items.isEmpty else {
      throw Diagnostic(
        "empty-expression", "there is no expression",
        at: source.location(SourceRange(start: 0, end: 0)))
    }
    var statements = try Desugaring.program(program, in: &expression)
    if let function = decoratedFunction(statements[statements.count - 1]) {
      statements.append(function)
    }
    if statements.count == 1 {
      expression.root = statements[0]
    } else {
      let range = expression.places[statements[0]].range
        .union(expression.places[statements[statements.count - 1]].range)
      expression.append(.block(statements), range)
    }
  }

  /// A line that begins with a sign looks like the rest of the line before, but is not.
  private func checkLineBeginning() throws(Diagnostic) {
    guard statement.purpose == .simple, statement.targets.isEmpty,
      case .symbol(let spelling) = token.kind, operators.prefix(spelling) != nil,
      operators.infix(spelling) != nil
    else { return }
    throw Diagnostic(
      "discarded-line",
      "the line before is complete without this \(text(token).quoted), and its value unused",
      at: source.location(token.range),
      hint: "put an expression of several lines in parentheses")
  }

  // MARK: Targets

  /// The name that `f(...) =` defines, if the statement begins so.
  private func definitionName() -> String? {
    guard let name = name(token) else { return nil }
    let bracket = self.token(after: 1)
    guard bracket.isPunctuation(.openParenthesis) else { return nil }
    return tokens[bracket.partner + 1].isPunctuation(.equals) ? name : nil
  }
}
