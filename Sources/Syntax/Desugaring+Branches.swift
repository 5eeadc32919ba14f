extension Desugaring {
  /// A conditional, or a call of what follows, that waits for the rest of its suite.
  struct Gap {
    var before: [Expression.Index]
    var range: SourceRange
    var conditions: [Expression.Index]
    /// The values of the branches, the one for `else` last; nil where the rest belongs.
    var values: [Expression.Index?]
    /// What the rest is called, if several branches go on with it.
    var rest: (name: String, parameters: [String])?
  }

  /// A choice of which some branches return and others go on with what follows.
  mutating func gap(
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

  mutating func filled(
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
  mutating func merged(
    _ branches: [Suite.Branch], _ item: Suite.Item
  ) throws(Diagnostic) -> Expression.Index? {
    let names = try outputs(of: branches, item)
    guard !names.isEmpty else { return nil }
    let values = try values(of: branches, endings: .names(names), item, areIsolated: true)
    let value = conditional(branches, values, item.range)
    bind(names)
    return add(.assignment(names, value), item.range)
  }

  mutating func values(
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

  mutating func conditional(
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
  func asValue(_ suite: Suite) -> Suite? {
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
}
