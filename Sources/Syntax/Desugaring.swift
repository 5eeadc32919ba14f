/// Makes one expression of the statements of a definition, or of the program.
///
/// `if` becomes a conditional, a loop becomes a fold, and both give the new values of the names
/// that they assign. So every name is bound once and for all where its value is known, whichever
/// branches are evaluated. A branch that needs names of its own is a lambda that is called at once.
struct Desugaring {
  private(set) var expression: Expression
  let uses: NameUses
  /// Whether the statements are the program, whose names may come from outside.
  let isProgram: Bool
  /// The names that have a value, and the order in which they got one in this suite.
  private var bound: Set<String>
  private var boundInOrder: [String] = []
  /// How many endings of the suites around read a name.
  private(set) var required: [String: Int] = [:]
  var restCount = 0

  /// What the value of a suite is, where no `return` gives it.
  enum Ending {
    /// The last statement.
    case last
    case none
    /// The values of names.
    case names([String])
    /// The statements behind, as a function of names.
    case rest(String, [String])

    var names: [String] {
      switch self {
      case .last, .none: []
      case .names(let names), .rest(_, let names): names
      }
    }
  }

  private init(_ suite: Suite, bound: Set<String>, isProgram: Bool, _ expression: Expression) {
    self.expression = expression
    self.isProgram = isProgram
    self.bound = bound
    uses = NameUses(of: suite, in: expression)
  }

  /// The body of a function; an end without `return` gives `None`.
  static func body(
    of suite: Suite, parameters: [Expression.Parameter], at range: SourceRange,
    in expression: inout Expression
  ) throws(Diagnostic) -> Expression.Index {
    var desugaring = Desugaring(
      suite, bound: Set(parameters.map(\.name)), isProgram: false, take(&expression))
    let statements = try desugaring.lower(suite, .none, at: range)
    let body = desugaring.value(of: statements, at: range)
    expression = desugaring.expression
    return body
  }

  /// The statements of the program; the last one is its value.
  static func program(
    _ suite: Suite, in expression: inout Expression
  ) throws(Diagnostic) -> [Expression.Index] {
    var desugaring = Desugaring(suite, bound: [], isProgram: true, take(&expression))
    let range = suite.items.first?.range ?? SourceRange(start: 0, end: 0)
    var statements = try desugaring.lower(desugaring.asValue(suite) ?? suite, .last, at: range)
    if statements.isEmpty { statements.append(desugaring.add(.none, range)) }
    expression = desugaring.expression
    return statements
  }

  /// Moves an expression out of a variable, so that appending to it does not copy it.
  private static func take(_ expression: inout Expression) -> Expression {
    let taken = expression
    expression = Expression(source: taken.source)
    return taken
  }

  // MARK: Suites

  /// The statements of a suite as nodes; the last one is its value.
  mutating func lower(
    _ suite: Suite, _ ending: Ending, at range: SourceRange
  ) throws(Diagnostic) -> [Expression.Index] {
    let height = boundInOrder.count
    for name in ending.names { required[name, default: 0] += 1 }
    var gaps: [Gap] = []
    var statements: [Expression.Index] = []
    var rest = [suite.items[...]]
    var isFinished = false
    while !isFinished, let item = Self.next(&rest) {
      switch item.kind {
      case .plain(let node):
        statements.append(node)
        if case .assignment(let targets, _) = expression.nodes[node] { bind(targets) }
      case .unpacking(let pattern, let value):
        let isValueWanted = if case .last = ending { Self.isEmpty(rest) } else { false }
        statements += expression.assign(
          value, to: pattern, at: item.range, isValueWanted: isValueWanted)
        bind(pattern.names)
      case .result(let node):
        statements.append(node)
        isFinished = true
      case .iteration, .repetition:
        if let node = try loop(item) { statements.append(node) }
      case .choice(let branches) where !item.hasResult:
        if let node = try merged(branches, item) { statements.append(node) }
      case .choice(let branches):
        let goOn = branches.indices.filter { !branches[$0].body.alwaysReturns }
        let hasElse = branches.last?.condition == nil
        if goOn.count + (hasElse ? 0 : 1) == 0 || Self.isEmpty(rest) {
          let values = try values(of: branches, endings: ending, item)
          statements.append(conditional(branches, values, item.range))
          isFinished = true
        } else {
          let (gap, inside) = try gap(branches, goOn, before: statements, item)
          gaps.append(gap)
          statements = []
          if let inside { rest.append(inside.items[...]) }
        }
      }
    }
    if !isFinished { end(&statements, ending, at: range) }
    while let gap = gaps.popLast() { statements = filled(gap, with: statements) }
    for name in ending.names { required[name, default: 0] -= 1 }
    forget(downTo: height)
    return statements
  }

  private static func next(_ rest: inout [ArraySlice<Suite.Item>]) -> Suite.Item? {
    while let last = rest.indices.last {
      if let item = rest[last].popFirst() { return item }
      rest.removeLast()
    }
    return nil
  }

  private static func isEmpty(_ rest: [ArraySlice<Suite.Item>]) -> Bool {
    rest.allSatisfy(\.isEmpty)
  }

  private mutating func end(
    _ statements: inout [Expression.Index], _ ending: Ending, at range: SourceRange
  ) {
    if case .last = ending { return }
    if case .names(let names) = ending, let last = statements.last,
      case .assignment(let targets, let value) = expression.nodes[last], targets == names,
      names.count == 1
    {
      statements[statements.count - 1] = value
    } else {
      statements.append(node(for: ending, at: range))
    }
  }

  mutating func node(for ending: Ending, at range: SourceRange) -> Expression.Index {
    switch ending {
    case .last, .none: return add(.none, range)
    case .names(let names): return tuple(names, at: range)
    case .rest(let name, let names):
      let arguments = names.map { Expression.Argument(value: reference($0, at: range)) }
      return add(.call(add(.name(name), range), arguments), range)
    }
  }

  // MARK: Names

  func isBound(_ name: String) -> Bool {
    bound.contains(name) || isProgram && uses.beginsWithRead(name)
  }

  mutating func bind(_ names: [String]) {
    for name in names where bound.insert(name).inserted { boundInOrder.append(name) }
  }

  /// Whether a name is read behind a place, before it is assigned there.
  func isWanted(_ name: String, behind item: Suite.Item) -> Bool {
    required[name, default: 0] > 0 || uses.isReadNext(name, after: item.end)
  }

  /// Names that a suite has bound have no value outside of it.
  mutating func forget(downTo height: Int) {
    while boundInOrder.count > height { bound.remove(boundInOrder.removeLast()) }
  }

  var boundCount: Int { boundInOrder.count }

  // MARK: Nodes

  @discardableResult
  mutating func add(_ node: Expression.Node, _ range: SourceRange) -> Expression.Index {
    expression.append(node, range)
  }

  /// The statements that take items apart.
  mutating func unpacked(_ parts: [Pattern.Part]) -> [Expression.Index] {
    expression.unpack(parts)
  }

  mutating func reference(_ name: String, at range: SourceRange) -> Expression.Index {
    add(.name(name), uses.range(of: name) ?? range)
  }

  /// The values of names: of one itself, of several as a tuple.
  mutating func tuple(_ names: [String], at range: SourceRange) -> Expression.Index {
    let items = names.map { reference($0, at: range) }
    return items.count == 1 ? items[0] : add(.tuple(items), range)
  }

  /// Statements as one expression, which assigns nothing around it if it is isolated.
  mutating func value(
    of statements: [Expression.Index], at range: SourceRange, isIsolated: Bool = false
  ) -> Expression.Index {
    if statements.count == 1 { return statements[0] }
    let block = add(.block(statements), range)
    guard isIsolated else { return block }
    return add(.call(add(.lambda([], block), range), []), range)
  }
}
