extension Parser {
  /// Opens parentheses that hold statements: `(a = 1; a + b)`.
  mutating func openBlock() throws(Diagnostic) {
    try push(
      Frame(
        kind: .block, token: cursor, operandBase: operands.count, sideBase: innerStatements.count))
    outerStatements.append(statement)
    cursor += 1
    try beginInnerStatement()
  }

  private mutating func beginInnerStatement() throws(Diagnostic) {
    while token.isPunctuation(.semicolon) { cursor += 1 }
    beginStatement(.simple, skipping: 0)
    if token.isPunctuation(.closeParenthesis), innerStatements.count > innermost.sideBase {
      finishBlock()
    } else {
      try beginSimpleStatement()
    }
  }

  mutating func terminateInnerStatement() throws(Diagnostic) {
    switch token.kind {
    case .punctuation(.semicolon), .punctuation(.closeParenthesis): try finishInnerStatement()
    case .punctuation(.comma):
      statement.hasComma = true
      cursor += 1
      expectsOperand = true
    default: throw unexpected("an operator, `;` or `)`")
    }
  }

  mutating func finishInnerStatement() throws(Diagnostic) {
    let value = statementValue()
    if let pattern = statement.pattern {
      let range = pattern.range.union(value.range)
      innerStatements += expression.assign(
        value.node, to: pattern, at: range, isValueWanted: isAtLastInnerStatement)
    } else {
      innerStatements.append(finishAssignment(value))
    }
    if token.isPunctuation(.semicolon) {
      try beginInnerStatement()
    } else {
      finishBlock()
    }
  }

  /// Whether only the end of the parentheses is behind a statement.
  private var isAtLastInnerStatement: Bool {
    var index = cursor
    while tokens[index].isPunctuation(.semicolon) { index += 1 }
    return tokens[index].isPunctuation(.closeParenthesis)
  }

  private mutating func finishBlock() {
    let frame = popFrame()
    let range = tokens[frame.token].range.union(token.range)
    let statements = innerStatements.removeTail(from: frame.sideBase)
    if let outer = outerStatements.popLast() { statement = outer }
    push(.block(statements), range)
    operands[operands.count - 1].form = .parenthesised
    cursor += 1
    expectsOperand = false
  }
}
