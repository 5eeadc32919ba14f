extension Parser {
  /// Opens the parameter list of a lambda or of a definition.
  mutating func beginParameters(
    _ style: Frame.ParameterStyle, firstToken: Int
  ) throws(Diagnostic) {
    try push(
      Frame(
        kind: .parameters(style), token: firstToken, operandBase: operands.count,
        sideBase: parameters.count))
    firstNamed.append(.max)
    if style == .arrow, let name = name(token) {
      parameters.append(Expression.Parameter(name: name, range: token.range))
      cursor += 1
      return try finishParameters(style)
    }
    switch style {
    case .arrow, .lambda: cursor += 1
    case .definition: cursor += 2
    case .function: cursor += 3
    }
    try readParameters(style)
  }

  /// Reads parameters up to the end of the list or to a default value.
  private mutating func readParameters(_ style: Frame.ParameterStyle) throws(Diagnostic) {
    while !isAtEnd(of: style) {
      if skipParameterMark(style) { continue }
      let kind = parameterKind()
      if kind != .plain { cursor += 1 }
      guard let name = name(token) else { throw badParameter() }
      parameters.append(Expression.Parameter(name: name, kind: kind, range: token.range))
      cursor += 1
      if style == .function, token.isPunctuation(.colon) {
        cursor = endOfAnnotation(from: cursor + 1)
      }
      if token.isPunctuation(.equals), kind == .plain {
        cursor += 1
        expectsOperand = true
        return
      }
      guard try acceptComma(style) else { break }
    }
    cursor += style == .lambda ? 0 : 1
    try finishParameters(style)
  }

  /// Skips the `/` or `*` of Python that only says how arguments may be given.
  private mutating func skipParameterMark(_ style: Frame.ParameterStyle) -> Bool {
    guard case .symbol = token.kind, text(token) == "/" || text(token) == "*" else { return false }
    let next = self.token(after: 1)
    guard next.isPunctuation(.comma) || isEnd(next, of: style) else { return false }
    if text(token) == "*" { firstNamed[firstNamed.count - 1] = parameters.count }
    cursor += next.isPunctuation(.comma) ? 2 : 1
    return true
  }

  /// Whether another parameter may follow: true behind a comma, false at the end of the list.
  private mutating func acceptComma(_ style: Frame.ParameterStyle) throws(Diagnostic) -> Bool {
    if isAtEnd(of: style) { return false }
    if token.isPunctuation(.equals), let last = parameters.last, last.kind != .plain {
      throw Diagnostic(
        "bad-parameter", "\(last.name.quoted) cannot have a default: it takes what is left over",
        at: source.location(token.range))
    }
    guard token.isPunctuation(.comma) else {
      throw unexpected(
        "`,` or `\(style == .lambda ? ":" : ")")`",
        hint: "parameters are names: `\(style == .function ? "def f(x, y=2):" : "(x, y=2) -> e")`")
    }
    cursor += 1
    return true
  }

  /// Stores the default value that has just ended.
  mutating func terminateDefault() throws(Diagnostic) {
    guard case .parameters(let style) = innermost.kind else { return }
    parameters[parameters.count - 1].defaultValue = operands.removeLast().node
    if try acceptComma(style) {
      try readParameters(style)
    } else {
      cursor += style == .lambda ? 0 : 1
      try finishParameters(style)
    }
  }

  private func isAtEnd(of style: Frame.ParameterStyle) -> Bool { isEnd(token, of: style) }

  private func isEnd(_ token: Token, of style: Frame.ParameterStyle) -> Bool {
    token.isPunctuation(style == .lambda ? .colon : .closeParenthesis)
  }

  private func parameterKind() -> Expression.Parameter.Kind {
    guard case .symbol = token.kind else { return .plain }
    switch text(token) {
    case "*": return .variadic
    case "**": return .keywords
    default: return .plain
    }
  }

  /// Goes on with the body; the current token is `->`, `:` or `=`.
  private mutating func finishParameters(_ style: Frame.ParameterStyle) throws(Diagnostic) {
    let frame = popFrame()
    try checkParameters(parameters[frame.sideBase...], firstNamed: firstNamed.removeLast())
    if style != .function { cursor += 1 }
    expectsOperand = true
    switch style {
    case .definition: statement.isDefinition = true
    case .function: try finishFunctionHeader(frame)
    case .arrow, .lambda:
      try push(
        Frame(
          kind: .body, token: frame.token, operandBase: operands.count, sideBase: frame.sideBase,
          rightPower: Self.lambdaPower))
    }
  }

  private func checkParameters(
    _ list: ArraySlice<Expression.Parameter>, firstNamed: Int
  ) throws(Diagnostic) {
    var names: Set<String> = []
    var last: Expression.Parameter?
    var isVariadic = false
    for (index, parameter) in zip(list.indices, list) {
      let place = source.location(parameter.range)
      guard names.insert(parameter.name).inserted else {
        throw Diagnostic(
          "duplicate-parameter", "the parameter \(parameter.name.quoted) stands twice", at: place)
      }
      if last?.kind == .keywords {
        throw Diagnostic("bad-parameter", "no parameter can follow `**`", at: place)
      }
      if parameter.kind == .variadic {
        if isVariadic {
          throw Diagnostic("bad-parameter", "there can be only one `*` parameter", at: place)
        }
        isVariadic = true
      }
      // Behind a star arguments are given by name, in any order.
      let isNamed = isVariadic || index >= firstNamed
      if !isNamed, parameter.kind == .plain, parameter.defaultValue == nil,
        last?.defaultValue != nil
      {
        throw Diagnostic(
          "bad-parameter",
          "the parameter \(parameter.name.quoted) without a default follows one with a default",
          at: place, hint: "give it a default, or move it forward")
      }
      last = parameter
    }
  }

  private func badParameter() -> Diagnostic {
    let isFunction = innermost.kind == .parameters(.function)
    return unexpected(
      "the name of a parameter",
      hint: "parameters are names: `\(isFunction ? "def f(x, y=2):" : "(x, y=2) -> e")`")
  }
}
