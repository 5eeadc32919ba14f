extension Parser {
  /// Whether the current token is a word that is a name elsewhere.
  func isWord(_ word: String) -> Bool { name(token) == word }

  /// Whether the word at the beginning of a statement is Python's keyword.
  ///
  /// Outside of suites such a word may be a name, unless the token behind it shows that it is none.
  var beginsStatement: Bool {
    let next = self.token(after: 1)
    if suites.count > 1 { return !next.isPunctuation(.equals) }
    return switch next.kind {
    case .name, .number, .string, .keyword(.lambda), .keyword(.true), .keyword(.false),
      .keyword(.capitalTrue), .keyword(.capitalFalse), .keyword(.none), .punctuation(.openBrace):
      true
    case .symbol(let spelling): operators.infix(spelling) == nil
    default: false
    }
  }

  /// Handles a statement that begins with a word of its own, or refuses it.
  mutating func beginWordStatement() throws(Diagnostic) -> Bool {
    guard let word = name(token) else { return false }
    switch word {
    case "import", "from": return try parseImport()
    case "return": return try beginReturn()
    case "pass":
      guard suites.count > 1, endsStatement(self.token(after: 1)) else { return false }
      statement = Statement(purpose: .silent)
      cursor += 1
      return true
    case "try":
      guard beginsStatement || self.token(after: 1).isPunctuation(.colon) else { return false }
    default: guard beginsStatement else { return false }
    }
    if let refusal = Self.refusedWords[word] {
      throw unsupported("there is no `\(word)`", hint: refusal, at: token)
    }
    return false
  }

  var isAtLineEnd: Bool {
    switch token.kind {
    case .newline, .end: true
    default: false
    }
  }

  private func endsStatement(_ token: Token) -> Bool {
    switch token.kind {
    case .newline, .end, .punctuation(.semicolon): true
    default: false
    }
  }

  /// What to write instead of a statement that does not exist.
  private static let refusedWords = [
    "break": "write `while_loop(condition, body, init)`, or choose with `where(c, a, b)`",
    "continue": "choose with `if` inside the loop, or with `where(c, a, b)`",
    "assert": "remove the line",
    "raise": "remove the line; what is outside of a domain gives `nan` and a warning",
    "global": "give the value as an argument, and return the new one",
    "nonlocal": "give the value as an argument, and return the new one",
    "del": "remove the line",
    "class": "write functions; `{\"a\": 1}` holds values by name",
    "try": "remove it: what is outside of a domain gives `nan` and a warning",
    "with": "write what it contains without it; a gradient is `grad(f)(x)`",
    "yield": "write a comprehension: `[e for x in xs]`",
    "async": "remove the word", "await": "remove the word",
  ]

  // MARK: Results

  private mutating func beginReturn() throws(Diagnostic) -> Bool {
    guard beginsStatement else { return false }
    guard isInDefinition else {
      throw Diagnostic(
        "return-outside-function", "`return` stands only in a `def`",
        at: source.location(token.range), hint: "the last statement is the result")
    }
    guard !isInLoop else {
      throw unsupported(
        "a loop cannot `return`",
        hint: "keep the result in a name, choose with `where(c, a, b)`; or write `while_loop`",
        at: token)
    }
    if endsStatement(self.token(after: 1)) {
      let range = token.range
      statement = Statement(purpose: .silent)
      cursor += 1
      append(.result(expression.append(.none, range)), range)
    } else {
      beginStatement(.result, skipping: 1)
    }
    return true
  }

  // MARK: Statements without a value

  /// Whether a statement of a suite says nothing: documentation, or `...`.
  func isIgnored(_ node: Expression.Index) -> Bool {
    guard suites.count > 1 else { return false }
    switch expression.nodes[node] {
    case .string, .ellipsis: return true
    default: return false
    }
  }

  /// Refuses a statement of a suite that would change a value in its place.
  func checkEffect(_ node: Expression.Index) throws(Diagnostic) {
    guard suites.count > 1, case .call(let callee, _) = expression.nodes[node],
      case .attribute(_, let method) = expression.nodes[callee],
      ["append", "extend", "insert", "pop", "update"].contains(method)
    else { return }
    throw Diagnostic(
      "unsupported", "`\(method)` would change a value in its place",
      at: source.location(expression.places[callee].anchor),
      hint: "make a list with a comprehension: `ys = [e for x in xs]`")
  }
}
