extension Parser {
  /// How deep suites may lie in each other.
  static let suiteLimit = 100

  /// Opens the suite behind the colon that has just been read.
  mutating func openSuite(
    _ owner: OpenSuite.Owner, _ range: SourceRange
  ) throws(Diagnostic) {
    guard suites.count <= Self.suiteLimit else {
      throw Diagnostic(
        "too-deep", "more than \(Self.suiteLimit) levels of indentation",
        at: source.location(range), hint: "make a function of the inner part", kind: .limit)
    }
    var suite = OpenSuite(owner: owner, range: range, header: lineIndentation)
    switch token.kind {
    case .newline, .end: break
    default: suite.isOnHeaderLine = true
    }
    suites.append(suite)
    isBetweenStatements = true
  }

  /// Ends the suites that end before the current token, the first one of a statement.
  ///
  /// Gives whether there was one.
  mutating func settleSuites(isOnNewLine: Bool) throws(Diagnostic) -> Bool {
    let isAtEnd = if case .end = token.kind { true } else { false }
    let height = suites.count
    if isOnNewLine || isAtEnd, suites[suites.count - 1].isOnHeaderLine { try closeSuite() }
    if isAtEnd {
      while suites.count > 1 { try closeSuite() }
      return suites.count < height
    }
    guard isOnNewLine || lineIndentation == nil else { return false }
    let indentation = Indentation(before: token.start, in: source)
    lineIndentation = indentation
    if suites[suites.count - 1].isExpected {
      try beginIndentation(indentation)
    } else {
      try closeSuites(to: indentation, isFirst: suites.count == height)
    }
    return suites.count < height
  }

  private mutating func beginIndentation(_ indentation: Indentation) throws(Diagnostic) {
    let last = suites.count - 1
    switch suites[last].header.map(indentation.relation(to:)) {
    case .deeper, nil: suites[last].indentation = indentation
    case .incomparable: throw mixedIndentation()
    case .same, .shallower: throw missingStatements(suites[last])
    }
  }

  /// Closes suites until the innermost one has an indentation.
  private mutating func closeSuites(
    to indentation: Indentation, isFirst: Bool
  ) throws(Diagnostic) {
    var isFirst = isFirst
    var header: Indentation?
    while let own = suites[suites.count - 1].indentation {
      switch indentation.relation(to: own) {
      case .same: return
      case .deeper: throw isFirst ? unexpectedIndentation() : unknownIndentation()
      case .incomparable: throw mixedIndentation()
      case .shallower:
        header = suites[suites.count - 1].header
        isFirst = false
        try closeSuite()
      }
    }
    // The indentation of the program itself means nothing, unless it is between two others.
    if let header, indentation.relation(to: header) == .deeper { throw unknownIndentation() }
  }

  private mutating func closeSuite() throws(Diagnostic) {
    closeChoice()
    let open = suites.removeLast()
    if open.isExpected { throw missingStatements(open) }
    switch open.owner {
    case .program: suites.append(open)
    case .definition(let definition): try finish(definition, open)
    case .branch(let condition):
      let branch = Suite.Branch(condition: condition, body: open.suite, range: open.range)
      suites[suites.count - 1].choice.append(branch)
    case .iteration(let target, let iterable):
      append(.iteration(target, over: iterable, open.suite), open.range)
    case .repetition(let condition): append(.repetition(while: condition, open.suite), open.range)
    }
  }

  /// Completes the choice that no further branch follows.
  mutating func closeChoice() {
    let last = suites.count - 1
    guard let first = suites[last].choice.first else { return }
    let branches = suites[last].choice
    suites[last].choice = []
    append(.choice(branches), first.range)
  }

  /// Adds a statement to the innermost suite; the current token is behind it.
  mutating func append(_ kind: Suite.Kind, _ range: SourceRange) {
    suites[suites.count - 1].suite.append(Suite.Item(kind: kind, range: range, end: token.start))
  }

  // MARK: Where we are

  var isInDefinition: Bool {
    suites.contains { if case .definition = $0.owner { true } else { false } }
  }

  /// Whether a loop stands between here and the function around.
  var isInLoop: Bool {
    for suite in suites.reversed() {
      switch suite.owner {
      case .iteration, .repetition: return true
      case .definition, .program: return false
      case .branch: continue
      }
    }
    return false
  }

  // MARK: Faults

  private func missingStatements(_ suite: OpenSuite) -> Diagnostic {
    Diagnostic(
      "missing-indentation", "expected statements behind the `:`, indented or on its line",
      at: source.location(suite.range), hint: "indent the next line, or write `pass`")
  }

  private func unexpectedIndentation() -> Diagnostic {
    Diagnostic(
      "unexpected-indentation", "this line is indented more than the one before",
      at: source.location(token.range),
      hint: "only a line that ends with `:` has indented lines behind it; parentheses hold an"
        + " expression of several lines together")
  }

  private func unknownIndentation() -> Diagnostic {
    Diagnostic(
      "unexpected-indentation", "no line before is indented as this one",
      at: source.location(token.range), hint: "indent it as the statements that it belongs to")
  }

  private func mixedIndentation() -> Diagnostic {
    Diagnostic(
      "mixed-indentation", "spaces and tabs are mixed in the indentation",
      at: source.location(token.range), hint: "indent all lines with spaces")
  }
}
