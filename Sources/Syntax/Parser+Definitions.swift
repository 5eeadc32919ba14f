/// What stands behind `@` in front of a definition.
struct Decorator {
  /// The function that replaces the one defined, with its other arguments; nil for one like `jit`,
  /// which changes nothing that is computed.
  var function: Expression.Index?
  var arguments: [Expression.Argument] = []
  var range: SourceRange
}

extension Parser {
  /// Begins `def f(x):`, if the statement begins so.
  mutating func beginFunction() throws(Diagnostic) -> Bool {
    guard isWord("def"), case .name = self.token(after: 1).kind else { return false }
    try checkCompoundPosition()
    guard self.token(after: 2).isPunctuation(.openParenthesis) else {
      cursor += 2
      throw unexpected("`(`", hint: "a function is `def f(x):`")
    }
    beginStatement(.function, skipping: 0)
    try beginParameters(.function, firstToken: cursor)
    return true
  }

  /// Goes on behind the parameters of a `def`.
  mutating func finishFunctionHeader(_ frame: Frame) throws(Diagnostic) {
    if token.isPunctuation(.arrow) { cursor = endOfAnnotation(from: cursor + 1) }
    let range = tokens[frame.token].range.union(tokens[cursor - 1].range)
    guard token.isPunctuation(.colon) else { throw missingColon() }
    cursor += 1
    let list = parameters.removeTail(from: frame.sideBase)
    let definition = OpenSuite.Definition(
      name: text(tokens[frame.token + 1]), parameters: list, decorators: decorators)
    decorators = []
    try openSuite(.definition(definition), range)
  }

  /// Completes a definition whose suite has ended.
  mutating func finish(
    _ definition: OpenSuite.Definition, _ open: OpenSuite
  ) throws(Diagnostic) {
    let body = try Desugaring.body(
      of: open.suite, parameters: definition.parameters, at: open.range, in: &expression)
    let lambda = expression.append(.lambda(definition.parameters, body), open.range)
    assign(lambda, to: definition.name, open.range)
    for decorator in definition.decorators.reversed() {
      guard let function = decorator.function else { continue }
      let name = expression.append(.name(definition.name), open.range)
      let place = decorator.arguments.firstIndex { $0.label != nil } ?? decorator.arguments.count
      var arguments = decorator.arguments
      arguments.insert(Expression.Argument(value: name), at: place)
      let call = expression.append(
        .call(function, arguments), decorator.range, anchor: expression.places[function].range)
      assign(call, to: definition.name, decorator.range)
      decorated.insert(definition.name)
    }
  }

  private mutating func assign(_ value: Expression.Index, to name: String, _ range: SourceRange) {
    append(.plain(expression.append(.assignment([name], value), range)), range)
  }

  // MARK: Decorators

  /// Begins a decorator; behind one has to come another one, or a definition.
  mutating func beginDecorator() throws(Diagnostic) -> Bool {
    if case .symbol(let spelling) = token.kind, text(token) == "@",
      operators.prefix(spelling) == nil, case .name = self.token(after: 1).kind
    {
      beginStatement(.decorator, skipping: 1)
      return true
    }
    if let decorator = decorators.last, !isWord("def") { throw undecorated(decorator) }
    return false
  }

  mutating func finishDecorator(_ value: Operand) {
    let range = tokens[statement.firstToken].range.union(value.range)
    var decorator = Decorator(function: value.node, range: range)
    if case .call(let callee, let arguments) = expression.nodes[value.node] {
      if lastName(of: callee) == "partial", let function = arguments.first?.value {
        decorator.function = function
        decorator.arguments = Array(arguments.dropFirst())
      }
      if isCompilation(callee) { decorator.function = nil }
    }
    if let function = decorator.function, isCompilation(function) { decorator.function = nil }
    decorators.append(decorator)
  }

  func undecorated(_ decorator: Decorator) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "a decorator stands on the line before a `def`",
      at: source.location(decorator.range),
      hint: "put an expression of several lines in parentheses")
  }

  /// Whether a function only makes others fast: `jit`, `jax.jit`, `tf.function`.
  private func isCompilation(_ node: Expression.Index) -> Bool {
    switch lastName(of: node) {
    case "jit", "njit": true
    case "function": if case .attribute = expression.nodes[node] { true } else { false }
    default: false
    }
  }

  private func lastName(of node: Expression.Index) -> String? {
    switch expression.nodes[node] {
    case .name(let name), .attribute(_, let name): name
    default: nil
    }
  }

  /// The name of the function that the program ends with, if a decorator replaced it: the program
  /// then means that function.
  mutating func decoratedFunction(_ last: Expression.Index) -> Expression.Index? {
    guard case .assignment(let targets, _) = expression.nodes[last], targets.count == 1,
      decorated.contains(targets[0])
    else { return nil }
    return expression.append(.name(targets[0]), expression.places[last].range)
  }

  /// `f.defvjp(forward, backward)` of a decorated function as an assignment: here nothing changes
  /// a function in its place.
  mutating func replacement(of node: Expression.Index) -> Expression.Index? {
    guard !decorated.isEmpty, case .call(let callee, _) = expression.nodes[node],
      case .attribute(let base, let method) = expression.nodes[callee],
      case .name(let name) = expression.nodes[base], decorated.contains(name),
      method == "defvjp" || method == "defjvp" || method == "defjvps"
    else { return nil }
    return expression.append(.assignment([name], node), expression.places[node].range)
  }
}
