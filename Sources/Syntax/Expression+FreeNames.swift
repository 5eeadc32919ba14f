/// A name that an expression uses and does not bind, with how it is used.
public struct FreeName: Sendable, Equatable {
  public var name: String
  /// Its first appearance.
  public var range: SourceRange
  /// Whether it is only ever a callee, or the root of a dotted path that is called.
  public var isCalled: Bool
  /// Whether it is somewhere a direct operand of an operator.
  public var isOperand: Bool
}

extension Expression {
  /// Every free name of the root in the order of first appearance in the source.
  ///
  /// Constants and functions are among them; the caller knows which names those are.
  /// Parameters are bound in their lambda, targets in their comprehension, an assigned name in the
  /// statements behind it. The body of a lambda runs later: there, every name that a statement of
  /// the block assigns is bound, also one further down, so that functions may call each other.
  public func freeNames() -> [FreeName] {
    guard nodes.indices.contains(root) else { return [] }
    var search = FreeNameSearch(expression: self)
    return search.run()
  }
}

private struct FreeNameSearch {
  enum Use { case plain, callee, operand }

  enum Step {
    case visit(Expression.Index, Use)
    case bind([String])
    case unbind([String])
    case enterLambda, leaveLambda
  }

  let expression: Expression
  var steps: [Step] = []
  /// How many scopes bind a name.
  var bindings: [String: Int] = [:]
  /// The names that statements of the root assign.
  var assigned: Set<String> = []
  var lambdaDepth = 0
  var found: [String: FreeName] = [:]

  mutating func run() -> [FreeName] {
    let statements: [Expression.Index]
    if case .block(let list) = expression.nodes[expression.root] {
      statements = list
    } else {
      statements = [expression.root]
    }
    for statement in statements {
      if case .assignment(let targets, _) = expression.nodes[statement] {
        assigned.formUnion(targets)
      }
    }
    steps = [.visit(expression.root, .plain)]
    while let step = steps.popLast() {
      switch step {
      case .visit(let index, let use): visit(index, use)
      case .bind(let names): for name in names { bindings[name, default: 0] += 1 }
      case .unbind(let names): for name in names { bindings[name, default: 0] -= 1 }
      case .enterLambda: lambdaDepth += 1
      case .leaveLambda: lambdaDepth -= 1
      }
    }
    return found.values.sorted { $0.range.start < $1.range.start }
  }

  private mutating func visit(_ index: Expression.Index, _ use: Use) {
    let node = expression.nodes[index]
    switch node {
    case .name(let name): meet(name, at: expression.ranges[index], use)
    case .apply(_, let operands), .comparison(let operands, _): visitLater(operands, .operand)
    case .call(let callee, let arguments):
      visitLater(arguments.map(\.value), .plain)
      steps.append(.visit(callee, .callee))
    case .attribute(let base, _): steps.append(.visit(base, use == .callee ? .callee : .plain))
    case .lambda(let parameters, let body):
      let names = parameters.map(\.name)
      steps += [.leaveLambda, .unbind(names), .visit(body, .plain), .bind(names), .enterLambda]
      visitLater(parameters.compactMap(\.defaultValue), .plain)
    case .comprehension(let element, let clauses, _):
      steps += [.unbind(clauses.flatMap(\.targets)), .visit(element, .plain)]
      for clause in clauses.reversed() {
        visitLater(clause.conditions, .plain)
        steps += [.bind(clause.targets), .visit(clause.iterable, .plain)]
      }
    case .assignment(let targets, let value):
      steps += [.bind(targets), .visit(value, .plain)]
    default: visitLater(node.children, .plain)
    }
  }

  private mutating func visitLater(_ indices: [Expression.Index], _ use: Use) {
    for index in indices.reversed() { steps.append(.visit(index, use)) }
  }

  private mutating func meet(_ name: String, at range: SourceRange, _ use: Use) {
    if bindings[name, default: 0] > 0 || lambdaDepth > 0 && assigned.contains(name) { return }
    var entry =
      found[name] ?? FreeName(name: name, range: range, isCalled: true, isOperand: false)
    if range.start < entry.range.start { entry.range = range }
    entry.isCalled = entry.isCalled && use == .callee
    entry.isOperand = entry.isOperand || use == .operand
    found[name] = entry
  }
}
