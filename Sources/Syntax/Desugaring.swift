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
  private var required: [String: Int] = [:]
  private var restCount = 0

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

  /// A conditional, or a call of what follows, that waits for the rest of its suite.
  private struct Gap {
    var before: [Expression.Index]
    var range: SourceRange
    var conditions: [Expression.Index]
    /// The values of the branches, the one for `else` last; nil where the rest belongs.
    var values: [Expression.Index?]
    /// What the rest is called, if several branches go on with it.
    var rest: (name: String, parameters: [String])?
  }

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

  private mutating func node(for ending: Ending, at range: SourceRange) -> Expression.Index {
    switch ending {
    case .last, .none: return add(.none, range)
    case .names(let names): return tuple(names, at: range)
    case .rest(let name, let names):
      let arguments = names.map { Expression.Argument(value: reference($0, at: range)) }
      return add(.call(add(.name(name), range), arguments), range)
    }
  }

  // MARK: Branches

  /// A choice of which some branches return and others go on with what follows.
  private mutating func gap(
    _ branches: [Suite.Branch], _ goOn: [Int], before: [Expression.Index], _ item: Suite.Item
  ) throws(Diagnostic) -> (Gap, inside: Suite?) {
    var gap = Gap(before: before, range: item.range, conditions: [], values: [], rest: nil)
    gap.conditions = branches.compactMap(\.condition)
    let hasElse = branches.last?.condition == nil
    var ending = Ending.none
    let isShared = goOn.count + (hasElse ? 0 : 1) > 1
    if isShared {
      restCount += 1
      let name = SyntheticName.rest + String(restCount)
      let names = try outputs(of: branches, item)
      ending = .rest(name, names)
      gap.rest = (name, names)
    }
    for (index, branch) in branches.enumerated() {
      if !isShared, goOn.contains(index) {
        gap.values.append(nil)
      } else {
        let isLast = branch.condition == nil
        gap.values.append(try value(of: branch, ending, isIsolated: !isLast))
      }
    }
    if !hasElse { gap.values.append(isShared ? node(for: ending, at: item.range) : nil) }
    bind(ending.names)
    return (gap, isShared ? nil : goOn.first.map { branches[$0].body })
  }

  private mutating func filled(
    _ gap: Gap, with statements: [Expression.Index]
  ) -> [Expression.Index] {
    var before = gap.before
    if let rest = gap.rest {
      let parameters = rest.parameters.map { Expression.Parameter(name: $0, range: gap.range) }
      let body = value(of: statements, at: gap.range)
      let lambda = add(.lambda(parameters, body), gap.range)
      before.append(add(.assignment([rest.name], lambda), gap.range))
    }
    var values: [Expression.Index] = []
    for (index, value) in gap.values.enumerated() {
      let isLast = index == gap.values.count - 1
      values.append(value ?? self.value(of: statements, at: gap.range, isIsolated: !isLast))
    }
    before.append(conditional(gap.conditions, values, gap.range))
    return before
  }

  /// The assignment of the names that a choice without `return` changes.
  private mutating func merged(
    _ branches: [Suite.Branch], _ item: Suite.Item
  ) throws(Diagnostic) -> Expression.Index? {
    let names = try outputs(of: branches, item)
    guard !names.isEmpty else { return nil }
    let values = try values(of: branches, endings: .names(names), item, areIsolated: true)
    let value = conditional(branches, values, item.range)
    bind(names)
    return add(.assignment(names, value), item.range)
  }

  private mutating func values(
    of branches: [Suite.Branch], endings ending: Ending, _ item: Suite.Item,
    areIsolated: Bool = false
  ) throws(Diagnostic) -> [Expression.Index] {
    var values: [Expression.Index] = []
    for branch in branches {
      let isLast = branch.condition == nil
      values.append(try value(of: branch, ending, isIsolated: areIsolated || !isLast))
    }
    if branches.last?.condition != nil { values.append(node(for: ending, at: item.range)) }
    return values
  }

  private mutating func value(
    of branch: Suite.Branch, _ ending: Ending, isIsolated: Bool
  ) throws(Diagnostic) -> Expression.Index {
    let statements = try lower(branch.body, ending, at: branch.range)
    return value(of: statements, at: branch.range, isIsolated: isIsolated)
  }

  /// The names that a choice gives values to which are used behind it.
  private func outputs(
    of branches: [Suite.Branch], _ item: Suite.Item
  ) throws(Diagnostic) -> [String] {
    let goingOn = branches.filter { !$0.body.alwaysReturns }
    let assignments = goingOn.map { Assignments(of: $0.body, in: expression) }
    let isComplete = branches.last?.condition == nil
    var names: [String] = []
    var seen: Set<String> = []
    for name in assignments.flatMap(\.names) where seen.insert(name).inserted {
      if isComplete && assignments.allSatisfy({ $0.certain.contains(name) }) || isBound(name) {
        let isUsed = required[name, default: 0] > 0 || uses.isRead(name, after: item.end)
        if isUsed || isProgram { names.append(name) }
      } else if required[name, default: 0] > 0 || uses.isReadNext(name, after: item.end) {
        throw Diagnostic(
          "one-sided-assignment",
          "\(name.quoted) has a value behind this `if` only if some of its branches are taken",
          at: expression.source.location(item.range),
          hint: "assign it in every branch, or give it a value before: `\(name) = ...`"
            .withControlCharactersVisible)
      }
    }
    return names
  }

  private mutating func conditional(
    _ branches: [Suite.Branch], _ values: [Expression.Index], _ range: SourceRange
  ) -> Expression.Index {
    conditional(branches.compactMap(\.condition), values, range)
  }

  private mutating func conditional(
    _ conditions: [Expression.Index], _ values: [Expression.Index], _ range: SourceRange
  ) -> Expression.Index {
    var result = values[values.count - 1]
    for (condition, value) in zip(conditions, values).reversed() {
      result = add(.conditional(then: value, condition: condition, otherwise: result), range)
    }
    return result
  }

  /// A suite as a value, if its last statement is an expression or a choice of such suites.
  private func asValue(_ suite: Suite) -> Suite? {
    guard var last = suite.items.last else { return nil }
    switch last.kind {
    case .plain(let node):
      if case .assignment = expression.nodes[node] { return nil }
      last.kind = .result(node)
    case .choice(var branches) where branches.last?.condition == nil:
      for index in branches.indices {
        guard let body = asValue(branches[index].body) else { return nil }
        branches[index].body = body
      }
      last.kind = .choice(branches)
    default: return nil
    }
    var result = Suite()
    for item in suite.items.dropLast() { result.append(item) }
    result.append(last)
    return result
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

/// The names that a suite assigns.
struct Assignments {
  /// All of them, in the order of the text.
  private(set) var names: [String] = []
  /// Those that have a value at its end, whatever branches are taken.
  private(set) var certain: Set<String> = []

  init(of suite: Suite, in expression: Expression) {
    for item in suite.items {
      switch item.kind {
      case .plain(let node):
        guard case .assignment(let targets, _) = expression.nodes[node] else { continue }
        names += targets
        certain.formUnion(targets)
      case .result: return
      case .choice(let branches):
        let goingOn = branches.filter { !$0.body.alwaysReturns }
          .map { Assignments(of: $0.body, in: expression) }
        names += goingOn.flatMap(\.names)
        guard branches.last?.condition == nil, var common = goingOn.first?.certain else { continue }
        for other in goingOn.dropFirst() { common.formIntersection(other.certain) }
        certain.formUnion(common)
      case .iteration(let target, _, let body):
        names += target.names + Assignments(of: body, in: expression).names
      case .repetition(_, let body): names += Assignments(of: body, in: expression).names
      }
    }
  }
}
