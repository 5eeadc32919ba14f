extension Parser {
  /// Begins `if`, `for` or `while`, if the statement begins so.
  mutating func beginControlFlow() throws(Diagnostic) -> Bool {
    if token.isKeyword(.if) {
      try checkCompoundPosition()
      beginStatement(.branch, skipping: 1)
    } else if token.isKeyword(.for) {
      try checkCompoundPosition()
      beginStatement(.iteration, skipping: 1)
      statement.loopTarget = try readPattern(.loop)
    } else if isWhile() {
      try checkCompoundPosition()
      beginStatement(.repetition, skipping: 1)
    } else {
      return false
    }
    return true
  }

  /// Begins `elif` or `else` behind a branch.
  mutating func continueChoice() throws(Diagnostic) -> Bool {
    let choice = suites[suites.count - 1].choice
    let isElse = token.isKeyword(.else)
    guard isElse || isWord("elif") && !choice.isEmpty else { return false }
    guard let last = choice.last, last.condition != nil else {
      throw Diagnostic(
        "unexpected-token", "this \(text(token).quoted) belongs to no `if`",
        at: source.location(token.range), hint: "indent it as its `if`, and begin a line with it")
    }
    if !isElse {
      beginStatement(.branch, skipping: 1)
      return true
    }
    let range = token.range
    cursor += 1
    guard token.isPunctuation(.colon) else {
      throw missingColon(hint: token.isKeyword(.if) ? "write `elif condition:`" : nil)
    }
    cursor += 1
    try openSuite(.branch(condition: nil), range)
    return true
  }

  /// Handles what ends the expression of a header.
  mutating func terminateHeader() throws(Diagnostic) {
    switch token.kind {
    case .punctuation(.colon): try finishHeader()
    case .punctuation(.comma) where statement.purpose == .iteration:
      statement.hasComma = true
      cursor += 1
      expectsOperand = true
    case .newline, .end: throw missingColon()
    default: throw unexpected("an operator or `:`")
    }
  }

  private mutating func finishHeader() throws(Diagnostic) {
    let value = statementValue()
    let range = tokens[statement.firstToken].range.union(value.range)
    cursor += 1
    if statement.purpose == .repetition {
      try openSuite(.repetition(while: value.node), range)
    } else if let target = statement.loopTarget {
      try openSuite(.iteration(target, over: value.node), range)
    } else {
      try openSuite(.branch(condition: value.node), range)
    }
  }

  /// Whether `while` is no name here: a colon ends its line.
  private func isWhile() -> Bool {
    guard isWord("while") else { return false }
    return beginsStatement || tokens[endOfHeader()].isPunctuation(.colon)
  }

  /// The first colon outside of brackets, or the end of the line.
  private func endOfHeader() -> Int {
    var index = cursor
    while true {
      switch tokens[index].kind {
      case .newline, .end, .punctuation(.colon), .punctuation(.semicolon),
        .punctuation(.equals):
        return index
      case .punctuation(let mark) where mark.closing != nil: index = tokens[index].partner + 1
      default: index += 1
      }
    }
  }

  func missingColon(hint: String? = nil) -> Diagnostic {
    Diagnostic(
      "missing-colon", "expected `:`, not \(described(token))",
      at: source.location(tokens[max(0, cursor - 1)].range),
      hint: hint ?? "a header ends with `:`; its statements follow, indented or on its line")
  }

  func checkCompoundPosition() throws(Diagnostic) {
    guard suites[suites.count - 1].isOnHeaderLine else { return }
    throw Diagnostic(
      "unexpected-token", "\(text(token).quoted) cannot stand on the line of another header",
      at: source.location(token.range), hint: "put it on a line of its own, indented")
  }
}
