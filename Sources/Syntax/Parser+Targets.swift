extension Parser {
  /// What a pattern stands in.
  enum PatternPlace {
    /// The header of a loop, a clause of a comprehension: `in` ends it.
    case loop, clause
    /// In front of an `=`.
    case assignment

    var hint: String? {
      switch self {
      case .loop: "write `for x in xs:` or `for i, (a, b) in xs:`"
      case .clause: "write `for x in xs` or `for i, (a, b) in xs`"
      case .assignment: nil
      }
    }

    func isEnd(_ token: Token) -> Bool {
      switch self {
      case .loop, .clause: token.isKeyword(.in)
      case .assignment: token.isPunctuation(.equals)
      }
    }
  }

  /// A bracket of a pattern, or the pattern itself, while it is being read.
  private struct Level {
    var firstToken: Int
    var names: [String] = []
    var hasComma = false
  }

  /// Reads the pattern of a loop or a clause, `i, (a, b) in`.
  mutating func readPattern(_ place: PatternPlace) throws(Diagnostic) -> Pattern {
    var seen: Set<String> = []
    return try readPattern(place, &seen)
  }

  /// Reads a pattern and the token that ends it; `seen` are the names that stand before it.
  private mutating func readPattern(
    _ place: PatternPlace, _ seen: inout Set<String>
  ) throws(Diagnostic) -> Pattern {
    var pattern = Pattern(name: "", names: [], range: token.range)
    var levels = [Level(firstToken: cursor)]
    while !place.isEnd(token) || levels.count > 1 || pattern.names.isEmpty {
      switch token.kind {
      case .name:
        let name = name(token) ?? ""
        guard seen.insert(name).inserted else { throw duplicate(name, place) }
        pattern.names.append(name)
        levels[levels.count - 1].names.append(name)
      case .punctuation(let mark) where mark == .openParenthesis || mark == .openBracket:
        levels.append(Level(firstToken: cursor))
        cursor += 1
        continue
      case .symbol where text(token) == "*": throw starred()
      default:
        throw Diagnostic(
          "unexpected-token", "expected a name, not \(described(token))",
          at: source.location((isAtLineEnd ? previous ?? token : token).range), hint: place.hint)
      }
      cursor += 1
      try closeLevels(&levels, &pattern, place)
    }
    pattern.range = pattern.range.union(tokens[cursor - 1].range)
    pattern.name = try name(for: levels[0], &pattern, place)
    pattern.parts.reverse()
    cursor += 1
    return pattern
  }

  /// Goes on behind a name: closes the brackets that end, and reads a comma.
  private mutating func closeLevels(
    _ levels: inout [Level], _ pattern: inout Pattern, _ place: PatternPlace
  ) throws(Diagnostic) {
    while true {
      if token.isPunctuation(.comma) {
        levels[levels.count - 1].hasComma = true
        cursor += 1
        guard case .punctuation(let mark) = token.kind, mark.isClosing else { return }
      }
      if levels.count == 1 {
        guard place.isEnd(token) else { throw unexpected("`in`", hint: place.hint) }
        return
      }
      guard case .punctuation(let mark) = token.kind, mark.isClosing,
        let level = levels.popLast()
      else {
        let isList = tokens[levels[levels.count - 1].firstToken].isPunctuation(.openBracket)
        throw Diagnostic(
          "unexpected-token", "expected `,` or `\(isList ? "]" : ")")`, not \(described(token))",
          at: source.location(token.range), hint: place.hint)
      }
      levels[levels.count - 1].names.append(try name(for: level, &pattern, place))
      cursor += 1
    }
  }

  /// What a part of a pattern is called, noting how it is taken apart if it has parts.
  ///
  /// The current token is the bracket that closes it, or the one that ends the pattern.
  private func name(
    for level: Level, _ pattern: inout Pattern, _ place: PatternPlace
  ) throws(Diagnostic) -> String {
    let opening = tokens[level.firstToken]
    let isNested = opening.partner == cursor
    let range = isNested ? opening.range.union(token.range) : pattern.range
    if level.names.count == 1 {
      let isList = isNested && opening.isPunctuation(.openBracket)
      guard level.hasComma || isList else { return level.names[0] }
      let isStatement = place == .assignment && !isNested && level.names[0] == pattern.names[0]
      throw Diagnostic(
        "bad-target", "one name cannot unpack", at: source.location(range),
        hint: isStatement
          ? "write `\(level.names[0]) = ...[0]`".withControlCharactersVisible
          : "name the whole, without brackets and comma, and take its part: `x[0]`")
    }
    let name = SyntheticName.item(pattern.parts.count)
    pattern.parts.append(Pattern.Part(of: name, names: level.names, range: range))
    return name
  }

  // MARK: Assignments

  /// Reads the targets of `a =`, `a, (b, c) =`, `a = b =`, if the statement begins so.
  mutating func readTargets() throws(Diagnostic) -> Bool {
    var patterns: [Pattern] = []
    var seen: Set<String> = []
    while beginsWithTargets() { patterns.append(try readPattern(.assignment, &seen)) }
    guard let first = patterns.first else { return false }
    if patterns.count == 1, first.inner.isEmpty {
      statement.targets = first.outermost
    } else {
      let pattern = patterns.count == 1 ? first : Pattern(chain: patterns)
      statement.targets = pattern.names
      statement.pattern = pattern
    }
    return true
  }

  /// Whether names, commas and brackets stand here up to an `=`.
  ///
  /// Looks no further than to a bracket that holds statements, which are looked at one by one.
  private func beginsWithTargets() -> Bool {
    var index = cursor
    var depth = 0
    var expectsName = true
    var isAfterComma: Bool { index > cursor && tokens[index - 1].isPunctuation(.comma) }
    while true {
      let token = tokens[index]
      switch token.kind {
      case .name where expectsName: expectsName = false
      case .symbol where expectsName && text(token) == "*": break
      case .punctuation(.comma) where !expectsName: expectsName = true
      case .punctuation(.equals): return depth == 0 && (!expectsName || isAfterComma)
      case .punctuation(.openParenthesis) where expectsName && !token.holdsStatements,
        .punctuation(.openBracket) where expectsName && !token.holdsStatements:
        depth += 1
      case .punctuation(let mark)
      where mark.isClosing && depth > 0 && (!expectsName || isAfterComma):
        depth -= 1
        expectsName = false
      default: return false
      }
      index += 1
    }
  }

  // MARK: Faults

  private func duplicate(_ name: String, _ place: PatternPlace) -> Diagnostic {
    Diagnostic(
      "duplicate-parameter",
      place == .assignment
        ? "the name \(name.quoted) is assigned twice" : "\(name.quoted) stands twice",
      at: source.location(token.range))
  }

  private func starred() -> Diagnostic {
    var range = token.range
    if case .name = self.token(after: 1).kind { range = range.union(self.token(after: 1).range) }
    return Diagnostic(
      "unsupported", "no name takes what is left over here", at: source.location(range),
      hint: "name the whole and take its parts: `first = xs[0]; rest = xs[1:]`")
  }
}
