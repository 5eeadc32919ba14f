import Syntax

/// The state of `[element for targets in iterable if condition ...]` while it is worked off.
final class Comprehension {
  enum Step {
    case evaluateIterable(Expression.Index)
    case takeIterable
    case check(Expression.Index)
    case evaluateElement
    case finished
  }

  let code: Code
  let node: Expression.Index
  let element: Expression.Index
  let clauses: [Expression.Clause]
  let isList: Bool
  let scope: Scope
  var results: [Value] = []

  /// The clauses that are running, outermost first: their items, the next one, the next condition.
  private var running: [(items: [Value], next: Int, condition: Int)] = []
  private var awaitsIterable = false
  private var begun = false

  init(
    code: Code, node: Expression.Index, element: Expression.Index, clauses: [Expression.Clause],
    isList: Bool, scope: Scope
  ) {
    self.code = code
    self.node = node
    self.element = element
    self.clauses = clauses
    self.isList = isList
    self.scope = Scope(parent: scope)
  }

  /// What has to happen next.
  func advance(_ interpreter: Interpreter) throws(Diagnostic) -> Step {
    if awaitsIterable { return .takeIterable }
    if !begun {
      begun = true
      return requestIterable(of: 0)
    }
    while let last = running.indices.last {
      let clause = clauses[last]
      let state = running[last]
      if state.next > 0, state.condition < clause.conditions.count {
        running[last].condition += 1
        return .check(clause.conditions[state.condition])
      }
      if state.next > 0, state.condition == clause.conditions.count {
        // All conditions hold: go one clause further in, once.
        running[last].condition += 1
        return last + 1 < clauses.count ? requestIterable(of: last + 1) : .evaluateElement
      }
      guard state.next < state.items.count else {
        running.removeLast()
        continue
      }
      running[last].next += 1
      running[last].condition = 0
      try bind(clause.targets, state.items[state.next], interpreter)
    }
    return .finished
  }

  /// Starts the clause whose iterable was asked for.
  func start(over items: [Value]) {
    awaitsIterable = false
    running.append((items, 0, 0))
  }

  /// Goes on with the next item of the innermost clause.
  func skip() {
    if let last = running.indices.last { running[last].condition = .max }
  }

  private func requestIterable(of clause: Int) -> Step {
    awaitsIterable = true
    return .evaluateIterable(clauses[clause].iterable)
  }

  private func bind(
    _ targets: [String], _ item: Value, _ interpreter: Interpreter
  ) throws(Diagnostic) {
    guard targets.count > 1 else {
      scope.bind(targets[0], item)
      return
    }
    let parts = try interpreter.items(of: item)
    guard parts.count == targets.count else {
      throw Diagnostic(
        "wrong-count", "\(parts.count) values cannot be assigned to \(targets.count) names")
    }
    for (target, part) in zip(targets, parts) { scope.bind(target, part) }
  }
}
