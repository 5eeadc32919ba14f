extension Parser {
  static let conditionalPower = 0
  static let lambdaPower = -1

  /// One step behind an operand.
  mutating func parseOperation() throws(Diagnostic) {
    switch token.kind {
    case .symbol(let spelling):
      guard let index = operators.infix(spelling) else { throw missingOperator() }
      try parseInfix(index)
    case .punctuation(.openParenthesis):
      if previous?.isNumber == true { return try juxtapose() }
      try parseCall()
    case .punctuation(.openBracket): try parseSubscript()
    case .punctuation(.dot): try parseAttribute()
    case .name where previous?.isNumber == true: try juxtapose()
    case .keyword(.if): try parseIf()
    case .number, .string, .name, .punctuation(.openBrace), .punctuation(.ellipsis),
      .keyword(.true), .keyword(.false), .keyword(.capitalTrue), .keyword(.capitalFalse),
      .keyword(.none), .keyword(.lambda):
      throw missingOperator()
    case .keyword, .punctuation, .augmented, .foreign, .newline, .end:
      try reduceToConstruct()
      try terminate()
    }
  }

  private mutating func parseInfix(_ index: Int) throws(Diagnostic) {
    let function = operators.comparison(index)
    let rightPower = operators.operators[index].rightPower
    while !innermost.isConstruct,
      innermost.rightPower > operators.operators[index].bindingPower
    {
      if function != nil, isInChain(rightPower) { break }
      try reduce()
    }
    if let function {
      if !isInChain(rightPower) {
        try push(
          Frame(
            kind: .chain, token: cursor, operandBase: operands.count - 1,
            sideBase: chainFunctions.count, rightPower: rightPower))
      }
      chainFunctions.append(function)
    } else {
      try push(
        Frame(
          kind: .infix, token: cursor, operandBase: operands.count - 1, operation: index,
          rightPower: rightPower))
    }
    cursor += 1
    expectsOperand = true
  }

  /// Whether comparisons that bind as tightly are being read.
  private func isInChain(_ rightPower: Int) -> Bool {
    innermost.kind == .chain && innermost.rightPower == rightPower
  }

  /// A number directly before a name or a parenthesis.
  private mutating func juxtapose() throws(Diagnostic) {
    guard let index = operators.juxtaposition else { throw missingOperator() }
    let entry = operators.operators[index]
    try push(
      Frame(
        kind: .infix, token: cursor, operandBase: operands.count - 1, operation: index,
        rightPower: entry.rightPower))
    expectsOperand = true
  }

  private mutating func parseAttribute() throws(Diagnostic) {
    let base = operands[operands.count - 1]
    let nameToken = self.token(after: 1)
    guard let name = name(nameToken) else {
      cursor += 1
      throw unexpected("a name after `.`")
    }
    operands.removeLast()
    push(
      .attribute(base.node, name), base.range.union(nameToken.range), anchor: nameToken.range)
    cursor += 2
  }

  private mutating func parseIf() throws(Diagnostic) {
    while !innermost.isConstruct, innermost.rightPower > Self.conditionalPower { try reduce() }
    if frames[innermost.construct].isComprehension {
      try reduceToConstruct()
      return try terminate()
    }
    try push(Frame(kind: .condition, token: cursor, operandBase: operands.count))
    cursor += 1
    expectsOperand = true
  }

  // MARK: Completing operators

  /// Completes the pending operators down to the innermost open construct.
  mutating func reduceToConstruct() throws(Diagnostic) {
    while !innermost.isConstruct { try reduce() }
  }

  /// Completes the innermost pending operator, whose operands are complete.
  private mutating func reduce() throws(Diagnostic) {
    let frame = popFrame()
    switch frame.kind {
    case .prefix: reducePrefix(frame)
    case .infix: try reduceInfix(frame)
    case .chain: try reduceChain(frame)
    case .otherwise: reduceConditional()
    case .body: reduceLambda(frame)
    default: break
    }
  }

  private mutating func reducePrefix(_ frame: Frame) {
    let operand = operands.removeLast()
    let sign = tokens[frame.token].range
    let range = sign.union(operand.range)
    push(operators.node(frame.operation, Expression.Operands(operand.node)), range, anchor: sign)
    if case .juxtaposition = operand.form { operands[operands.count - 1].form = operand.form }
  }

  private mutating func reduceInfix(_ frame: Frame) throws(Diagnostic) {
    let right = operands.removeLast()
    let left = operands.removeLast()
    let index = frame.operation
    if case .juxtaposition(let split) = right.form, operators.operators[index].refusesJuxtaposition
    {
      throw ambiguousMultiplication(left, right, split: Int(split))
    }
    let range = left.range.union(right.range)
    let isJuxtaposition = index == operators.juxtaposition
    push(
      operators.node(index, Expression.Operands(left.node, right.node)), range,
      anchor: isJuxtaposition ? range : tokens[frame.token].range)
    if isJuxtaposition {
      operands[operands.count - 1].form = .juxtaposition(split: Int32(left.range.end))
    } else if operators.operators[index].refusesComparison {
      operands[operands.count - 1].form = .mask(token: Int32(frame.token))
    }
  }

  private mutating func reduceChain(_ frame: Frame) throws(Diagnostic) {
    let parts = operands[frame.operandBase...]
    for case .mask(let position) in parts.lazy.map(\.form) {
      let sign = tokens[Int(position)]
      throw Diagnostic(
        "missing-parentheses",
        "\(text(sign).quoted) binds tighter than the comparison beside it",
        at: source.location(sign.range),
        hint: "put each comparison in parentheses: `(x > 0) & (x < 1)`; or write `and`, `or`")
    }
    let range = parts[frame.operandBase].range.union(operands[operands.count - 1].range)
    let nodes = popNodes(from: frame.operandBase)
    let anchor = tokens[frame.token].range
    let functions = chainFunctions.removeTail(from: frame.sideBase)
    let isSingle = functions.count == 1
    push(
      isSingle ? .apply(functions[0], nodes) : .comparison(nodes, functions), range, anchor: anchor)
  }

  private mutating func reduceConditional() {
    let otherwise = operands.removeLast()
    let condition = operands.removeLast()
    let then = operands.removeLast()
    push(
      .conditional(then: then.node, condition: condition.node, otherwise: otherwise.node),
      then.range.union(otherwise.range))
  }

  private mutating func reduceLambda(_ frame: Frame) {
    let body = operands.removeLast()
    let list = parameters.removeTail(from: frame.sideBase)
    push(.lambda(list, body.node), tokens[frame.token].range.union(body.range))
  }
}
