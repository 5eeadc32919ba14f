extension Desugaring {
  /// A loop as the assignment of the names that it changes, by a fold or a conditional loop.
  ///
  /// Nil for a loop that changes nothing.
  mutating func loop(_ item: Suite.Item) throws(Diagnostic) -> Expression.Index? {
    switch item.kind {
    case .iteration(let target, let iterable, let body):
      let states = try states(of: body, target, item)
      guard !states.isEmpty else { return nil }
      return try fold(states, target, over: iterable, body, item.range)
    case .repetition(let condition, let body):
      let states = try states(of: body, nil, item)
      guard !states.isEmpty else {
        throw Diagnostic(
          "endless-loop", "this loop changes no name that has a value before it",
          at: expression.source.location(item.range),
          hint: "give a name that the condition reads a value before the loop, and change it inside"
        )
      }
      return try whileLoop(states, condition, body, item.range)
    case .plain, .unpacking, .result, .choice: return nil
    }
  }

  /// The names that a loop hands on from one turn to the next: those that had a value before.
  private func states(
    of body: Suite, _ target: Pattern?, _ item: Suite.Item
  ) throws(Diagnostic) -> [String] {
    let own = target?.names ?? []
    if let name = own.first(where: { isWanted($0, behind: item) }) {
      throw Diagnostic(
        "lost-name", "\(name.quoted) is used behind the loop whose items it names",
        at: expression.source.location(item.range),
        hint: "give a name a value before the loop and set it inside: `last = \(name)`"
          .withControlCharactersVisible)
    }
    var states: [String] = []
    var seen = Set(own)
    for name in Assignments(of: body, in: expression).names where seen.insert(name).inserted {
      if isBound(name) {
        states.append(name)
      } else if isWanted(name, behind: item) {
        throw Diagnostic(
          "lost-name", "\(name.quoted) has no value before the loop that assigns it",
          at: expression.source.location(item.range),
          hint: "the loop may run for no item: write `\(name) = ...` before it"
            .withControlCharactersVisible)
      }
    }
    return states
  }

  private mutating func fold(
    _ states: [String], _ target: Pattern, over iterable: Expression.Index, _ body: Suite,
    _ range: SourceRange
  ) throws(Diagnostic) -> Expression.Index {
    let height = boundCount
    bind(target.names)
    var statements = unpacked(states, at: range)
    statements += unpacked(target.parts)
    statements += try lower(body, .names(states), at: range)
    forget(downTo: height)
    let step = lambda([stateName(states), target.name], statements, range)
    return assigned(states, by: "fold", [step, tuple(states, at: range), iterable], range)
  }

  private mutating func whileLoop(
    _ states: [String], _ condition: Expression.Index, _ body: Suite, _ range: SourceRange
  ) throws(Diagnostic) -> Expression.Index {
    let test = lambda([stateName(states)], unpacked(states, at: range) + [condition], range)
    let statements = unpacked(states, at: range) + (try lower(body, .names(states), at: range))
    let step = lambda([stateName(states)], statements, range)
    return assigned(states, by: "while_loop", [test, step, tuple(states, at: range)], range)
  }

  private func stateName(_ states: [String]) -> String {
    states.count == 1 ? states[0] : SyntheticName.state
  }

  /// The statement that takes the state apart, if it is a tuple.
  private mutating func unpacked(_ states: [String], at range: SourceRange) -> [Expression.Index] {
    guard states.count > 1 else { return [] }
    return [add(.assignment(states, add(.name(SyntheticName.state), range)), range)]
  }

  private mutating func lambda(
    _ names: [String], _ statements: [Expression.Index], _ range: SourceRange
  ) -> Expression.Index {
    let parameters = names.map { Expression.Parameter(name: $0, range: range) }
    return add(.lambda(parameters, value(of: statements, at: range)), range)
  }

  private mutating func assigned(
    _ states: [String], by function: String, _ arguments: [Expression.Index], _ range: SourceRange
  ) -> Expression.Index {
    bind(states)
    // Behind the module's name, since the user may have called something else `fold`.
    let callee = add(.attribute(add(.name("lax"), range), function), range)
    let call = add(.call(callee, arguments.map { Expression.Argument(value: $0) }), range)
    return add(.assignment(states, call), range)
  }
}
