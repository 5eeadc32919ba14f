extension Parser {
  // MARK: Calls

  mutating func parseCall() throws(Diagnostic) {
    let callee = operands[operands.count - 1]
    if callee.isParenthesised, isArithmetic(callee.node) { throw missingOperator() }
    try push(
      Frame(
        kind: .call, token: cursor, operandBase: operands.count, sideBase: arguments.count))
    cursor += 1
    expectsOperand = true
    try beginArgument()
  }

  /// Reads what stands before the value of an argument: `*`, `**`, `name =`.
  mutating func beginArgument() throws(Diagnostic) {
    if token.isPunctuation(.closeParenthesis) { return }
    arguments.append(OpenArgument(argument: Expression.Argument(value: -1), token: cursor))
    let last = arguments.count - 1
    switch token.kind {
    case .symbol where text(token) == "*":
      arguments[last].argument.spread = .sequence
      cursor += 1
    case .symbol where text(token) == "**":
      arguments[last].argument.spread = .mapping
      cursor += 1
    case .name where self.token(after: 1).isPunctuation(.equals):
      arguments[last].argument.label = name(token)
      cursor += 2
    default: break
    }
  }

  mutating func endArgument() {
    let value = operands.removeLast()
    arguments[arguments.count - 1].argument.value = value.node
  }

  mutating func finishCall() throws(Diagnostic) {
    let frame = popFrame()
    if arguments.count == frame.sideBase + 1, let only = arguments.last, only.argument.isPlain {
      arguments.removeLast()
      return finishCall(Expression.Arguments(only.argument.value))
    }
    let list = arguments.removeTail(from: frame.sideBase)
    try checkArguments(list)
    finishCall(Expression.Arguments(list.map(\.argument)))
  }

  /// Makes the call; the current token is its closing parenthesis.
  mutating func finishCall(_ list: Expression.Arguments) {
    let callee = operands.removeLast()
    push(.call(callee.node, list), callee.range.union(token.range), anchor: callee.range)
    cursor += 1
    expectsOperand = false
  }

  private func checkArguments(_ list: [OpenArgument]) throws(Diagnostic) {
    var labels: Set<String> = []
    var named: Expression.Argument?
    for open in list {
      let argument = open.argument
      let location = source.location(tokens[open.token].range)
      if let label = argument.label {
        guard labels.insert(label).inserted else {
          throw Diagnostic(
            "duplicate-argument", "the argument \(label.quoted) is given twice", at: location)
        }
      }
      let isNamed = argument.label != nil || argument.spread == .mapping
      if !isNamed, let named, argument.spread == .none || named.spread == .mapping {
        throw Diagnostic(
          "positional-after-keyword", "a positional argument follows a named one", at: location,
          hint: "move it before the named arguments, or name it")
      }
      if isNamed, named?.spread != .mapping { named = argument }
    }
  }

  // MARK: Subscripts

  mutating func parseSubscript() throws(Diagnostic) {
    if previous?.isNumber == true, !operands[operands.count - 1].isParenthesised {
      throw missingOperator()
    }
    try push(Frame(kind: .subscripted, token: cursor, operandBase: operands.count))
    cursor += 1
    subscriptItems.append(SubscriptItem(firstToken: cursor))
    expectsOperand = true
  }

  /// Handles a colon of a slice; `hasOperand` says whether something stands before it.
  mutating func acceptSliceColon(hasOperand: Bool) throws(Diagnostic) {
    let last = subscriptItems.count - 1
    let colons = subscriptItems[last].colons
    guard colons < 2 else {
      throw Diagnostic(
        "unexpected-token", "a slice has at most two colons", at: source.location(token.range),
        hint: "`x[start:stop:step]`")
    }
    if colons == 0 {
      subscriptItems[last].hasPart.0 = hasOperand
    } else {
      subscriptItems[last].hasPart.1 = hasOperand
    }
    subscriptItems[last].colons += 1
    cursor += 1
    expectsOperand = true
  }

  /// Completes an item at its comma or at the closing bracket.
  mutating func endSubscriptItem(hasOperand: Bool) {
    let item = subscriptItems.removeLast()
    if item.colons > 0 {
      let hasStop = item.colons == 1 ? hasOperand : item.hasPart.1
      let step = item.colons == 2 && hasOperand ? operands.removeLast().node : nil
      let stop = hasStop ? operands.removeLast().node : nil
      let start = item.hasPart.0 ? operands.removeLast().node : nil
      let range = tokens[item.firstToken].range.union(tokens[cursor - 1].range)
      push(.slice(start, stop, step), range)
    }
    subscriptItems.append(SubscriptItem(firstToken: cursor + 1))
  }

  mutating func finishSubscript() {
    let frame = popFrame()
    subscriptItems.removeLast()
    let items = popNodes(from: frame.operandBase)
    let base = operands.removeLast()
    push(
      .subscripted(base.node, items), base.range.union(token.range),
      anchor: tokens[frame.token].range.union(token.range))
    cursor += 1
    expectsOperand = false
  }

  // MARK: Groups, lists, dictionaries

  mutating func finishGroup() {
    let frame = popFrame()
    let range = tokens[frame.token].range.union(token.range)
    if frame.hasComma {
      push(.tuple(popNodes(from: frame.operandBase)), range)
    } else {
      operands[operands.count - 1] = Operand(
        node: operands[operands.count - 1].node, range: range, form: .parenthesised)
    }
    cursor += 1
    expectsOperand = false
  }

  mutating func finishList() {
    let frame = popFrame()
    let range = tokens[frame.token].range.union(token.range)
    push(.list(popNodes(from: frame.operandBase)), range)
    cursor += 1
    expectsOperand = false
  }

  mutating func finishDictionary() throws(Diagnostic) {
    let frame = popFrame()
    let range = tokens[frame.token].range.union(token.range)
    let nodes = popNodes(from: frame.operandBase)
    var entries: [Expression.Entry] = []
    var keys: Set<LiteralKey> = []
    for position in stride(from: 0, to: nodes.count - 1, by: 2) {
      let key = nodes[position]
      if let literal = LiteralKey(expression.nodes[key]), !keys.insert(literal).inserted {
        throw Diagnostic(
          "duplicate-key", "the key \(source[expression.places[key].range].quoted) is given twice",
          at: source.location(expression.places[key].range))
      }
      entries.append(Expression.Entry(key: key, value: nodes[position + 1]))
    }
    push(.dictionary(entries), range)
    cursor += 1
    expectsOperand = false
  }

  private enum LiteralKey: Hashable {
    case string(String), number(Double), boolean(Bool), none

    init?(_ node: Expression.Node) {
      switch node {
      case .string(let text): self = .string(text)
      case .number(let value): self = .number(value)
      case .boolean(let value): self = .boolean(value)
      case .none: self = .none
      default: return nil
      }
    }
  }

  // MARK: Comprehensions

  /// Turns a bracket that holds its element into a comprehension.
  mutating func beginComprehension() throws(Diagnostic) {
    let last = frames.count - 1
    if frames[last].kind == .call {
      frames[last].isCall = true
      arguments.removeLast()
    }
    frames[last].kind = .comprehension(.iterable)
    frames[last].sideBase = clauses.count
    try beginClause()
  }

  /// Reads `for a, (b, c) in`.
  mutating func beginClause() throws(Diagnostic) {
    cursor += 1
    let pattern = try readPattern(.clause)
    clauses.append(Expression.Clause(targets: pattern.outermost, iterable: -1))
    clauseParts.append(Array(pattern.inner))
    frames[frames.count - 1].kind = .comprehension(.iterable)
    expectsOperand = true
  }

  /// Stores the iterable or the condition that has just ended.
  mutating func endClausePart() {
    let node = operands.removeLast().node
    let last = clauses.count - 1
    if case .comprehension(.iterable) = innermost.kind {
      let isFirst = last == innermost.sideBase
      clauses[last].iterable = isFirst ? node : unpacking(clause: last - 1, before: node)
    } else {
      clauses[last].conditions.append(unpacking(clause: last, before: node))
    }
  }

  /// What is evaluated first behind the targets of a clause, with the statements that take the
  /// nested ones apart: the names last as long as the comprehension.
  private mutating func unpacking(clause: Int, before node: Expression.Index) -> Expression.Index {
    guard !clauseParts[clause].isEmpty else { return node }
    let statements = expression.unpack(clauseParts[clause]) + [node]
    clauseParts[clause] = []
    return expression.append(.block(statements), expression.places[node].range)
  }

  /// Completes a comprehension at its closing bracket.
  mutating func finishComprehension() {
    let frame = popFrame()
    let element = unpacking(clause: clauses.count - 1, before: operands.removeLast().node)
    let list = clauses.removeTail(from: frame.sideBase)
    clauseParts.removeLast(list.count)
    let opening = tokens[frame.token]
    let node = Expression.Node.comprehension(
      element: element, clauses: list, isList: opening.isPunctuation(.openBracket))
    push(node, opening.range.union(token.range))
    if frame.isCall {
      finishCall(Expression.Arguments(operands.removeLast().node))
    } else {
      cursor += 1
      expectsOperand = false
    }
  }
}
