/// The names that imports give to modules.
struct Imports {
  /// The dotted path that a name stands for, where an attribute follows it.
  var paths: [String: [String]] = [:]
  /// How often each name stands in the text, and whether it has an attribute somewhere.
  var uses: [String: (count: Int, hasAttribute: Bool)]?

  mutating func name(_ name: String, _ path: [String]) {
    paths[name] = path == [name] ? nil : path
  }

  /// A path with the customary short name of its module.
  static func shortened(_ path: [String]) -> [String] {
    for length in (1...max(1, path.count)).reversed() {
      if let name = shortNames[path.prefix(length).joined(separator: ".")] {
        return [name] + path.dropFirst(length)
      }
    }
    return path
  }

  private static let shortNames = [
    "numpy": "np", "autograd.numpy": "np", "jax.numpy": "jnp", "tensorflow": "tf",
    "tensorflow.compat.v1": "tf", "tensorflow.compat.v2": "tf", "tensorflow_probability": "tfp",
    "tensorflow_probability.substrates.jax": "tfp",
    "tensorflow_probability.substrates.numpy": "tfp",
  ]
}

extension Parser {
  /// Reads a whole `import` or `from ... import`, if the statement begins so.
  mutating func parseImport() throws(Diagnostic) -> Bool {
    guard beginsStatement, case .name = self.token(after: 1).kind else { return false }
    if isWord("import") {
      countUses()
      cursor += 1
      try parseModules()
    } else if isWord("from") {
      countUses()
      cursor += 1
      let module = try modulePath()
      guard isWord("import") else { throw unexpected("`import`") }
      cursor += 1
      try parseNames(of: module)
    } else {
      return false
    }
    switch token.kind {
    case .newline, .end, .punctuation(.semicolon): break
    default: throw unexpected("`,` or the end of the import")
    }
    statement = Statement(purpose: .silent)
    return true
  }

  private mutating func countUses() {
    guard imports.uses == nil else { return }
    var uses: [String: (count: Int, hasAttribute: Bool)] = [:]
    for index in 0..<tokens.count {
      guard let name = name(tokens[index]) else { continue }
      let isBehindDot = index > 0 && tokens[index - 1].isPunctuation(.dot)
      if isBehindDot { continue }
      uses[name, default: (0, false)].count += 1
      if tokens[index + 1].isPunctuation(.dot) { uses[name]?.hasAttribute = true }
    }
    imports.uses = uses
  }

  /// `a.b as c, d`
  private mutating func parseModules() throws(Diagnostic) {
    while true {
      let path = try modulePath()
      if let alias = try alias() {
        imports.name(text(alias), Imports.shortened(path))
      } else {
        imports.name(path[0], Imports.shortened([path[0]]))
      }
      guard token.isPunctuation(.comma) else { return }
      cursor += 1
    }
  }

  /// `a as b, c`, in parentheses or not; or `*`
  private mutating func parseNames(of module: [String]) throws(Diagnostic) {
    if case .symbol = token.kind, text(token) == "*" {
      cursor += 1
      return
    }
    let isBracketed = token.isPunctuation(.openParenthesis)
    if isBracketed { cursor += 1 }
    while true {
      guard let name = name(token) else { throw unexpected("a name") }
      let place = token
      cursor += 1
      let alias = try alias()
      bind(Imports.shortened(module + [name]), to: alias ?? place, isAlias: alias != nil)
      guard token.isPunctuation(.comma) else { break }
      cursor += 1
      if isBracketed, token.isPunctuation(.closeParenthesis) { break }
    }
    guard isBracketed else { return }
    guard token.isPunctuation(.closeParenthesis) else { throw unexpected("`,` or `)`") }
    cursor += 1
  }

  private mutating func modulePath() throws(Diagnostic) -> [String] {
    var path: [String] = []
    while true {
      guard let name = name(token) else { throw unexpected("the name of a module") }
      path.append(name)
      cursor += 1
      guard token.isPunctuation(.dot) else { return path }
      cursor += 1
    }
  }

  /// The name behind `as`, if there is one.
  private mutating func alias() throws(Diagnostic) -> Token? {
    guard isWord("as") else { return nil }
    cursor += 1
    guard case .name = token.kind else { throw unexpected("a name behind `as`") }
    let alias = token
    cursor += 1
    return alias
  }

  /// Makes a name mean what a module has: a module is renamed where it stands, a function is
  /// assigned. A function that keeps its name is known by it anyway.
  private mutating func bind(_ path: [String], to place: Token, isAlias: Bool) {
    guard let name = name(place), let use = imports.uses?[name] else { return }
    if use.hasAttribute {
      imports.name(name, path)
    } else if isAlias, use.count > 1, path != [name] {
      pushPath(path, at: place.range)
      let value = operands.removeLast().node
      append(.plain(expression.append(.assignment([name], value), place.range)), place.range)
    }
  }

  // MARK: Uses

  /// The path of an imported module that the current token names.
  func importedPath(_ name: String) -> [String]? {
    guard self.token(after: 1).isPunctuation(.dot), let path = imports.paths[name]
    else { return nil }
    return isParameter(name) ? nil : path
  }

  /// Whether a function around calls a parameter so.
  private func isParameter(_ name: String) -> Bool {
    let isOfLambda = parameters.contains { $0.name == name }
    return isOfLambda
      || suites.contains { suite in
        guard case .definition(let definition) = suite.owner else { return false }
        return definition.parameters.contains { $0.name == name }
      }
  }

  /// Adds the current token as an operand that stands for a dotted path.
  mutating func pushPath(_ path: [String]) {
    pushPath(path, at: token.range)
    cursor += 1
    expectsOperand = false
  }

  private mutating func pushPath(_ path: [String], at range: SourceRange) {
    push(.name(path[0]), range)
    for name in path.dropFirst() {
      let base = operands.removeLast().node
      push(.attribute(base, name), range)
    }
  }
}
