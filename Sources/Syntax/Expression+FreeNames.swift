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
  /// statements behind it, up to the end of the lambda or comprehension around the statements. The
  /// body of a lambda runs later: there, every name that is assigned around it is bound, also one
  /// further down, so that functions may call each other. A lambda that is called where it stands
  /// runs at once.
  public func freeNames() -> [FreeName] { freeNames(of: root) }

  /// The free names of a part.
  func freeNames(of node: Index) -> [FreeName] {
    guard nodes.indices.contains(node) else { return [] }
    var search = FreeNameSearch(expression: self)
    return search.run(from: node)
  }
}

private struct FreeNameSearch {
  enum Use { case plain, callee, operand }

  enum Step {
    case visit(Expression.Index, Use)
    case visitCalledLambda(Expression.Index)
    case bind([String])
    /// Binds for the statements behind, up to the end of the body.
    case assign([String])
    case unbind([String])
    case enterBody(Expression.Index, isCalled: Bool)
    /// Begins what a comprehension evaluates for each item of its first iterable.
    case enterComprehension(Expression.Index)
    case leaveBody
  }

  /// The root, the body of a lambda, or what a comprehension evaluates for each item.
  struct Body {
    /// Every name that its statements assign, and those that they have assigned so far.
    var assigned: Set<String>
    var bound: [String] = []
    /// The number of bodies around the innermost one that runs later.
    var laterDepth: Int
  }

  let expression: Expression
  var steps: [Step] = []
  /// The names that were met, and for each how many scopes bind it.
  var names = NameTable()
  var bindings: [Int] = []
  var bodies: [Body] = []
  /// The depths of the open bodies whose statements assign a name.
  var assigningDepths: [String: [Int]] = [:]
  /// What is free, and for each of the names where it stands there; -1 if it is not free.
  var found: [FreeName] = []
  var places: [Int] = []

  mutating func run(from node: Expression.Index) -> [FreeName] {
    steps = [.visit(node, .plain)]
    enterBody([node], isCalled: true)
    while let step = steps.popLast() {
      switch step {
      case .visit(var index, var use):
        while let child = visit(index, use) { (index, use) = child }
      case .visitCalledLambda(let index): visitLambda(index, isCalled: true)
      case .bind(let names): for name in names { bindings[place(of: name)] += 1 }
      case .assign(let names): assign(names)
      case .unbind(let names): for name in names { bindings[place(of: name)] -= 1 }
      case .enterBody(let index, let isCalled): enterBody([index], isCalled: isCalled)
      case .enterComprehension(let index):
        enterBody(Array(expression.nodes[index].children.dropFirst()), isCalled: true)
      case .leaveBody: leaveBody()
      }
    }
    found.sort { $0.range.start < $1.range.start }
    return found
  }

  /// The number of a name, from its first appearance on.
  private mutating func place(of name: String) -> Int {
    let place = names.add(name)
    if place == bindings.count {
      bindings.append(0)
      places.append(-1)
    }
    return place
  }

  /// Does what a node asks for, and gives the child to visit next; the others stand among the steps.
  private mutating func visit(
    _ index: Expression.Index, _ use: Use
  ) -> (Expression.Index, Use)? {
    switch expression.nodes[index] {
    case .name(let name): meet(name, at: expression.places[index].range, use)
    case .apply(_, let operands):
      for position in operands.indices.reversed() where position > 0 {
        steps.append(.visit(operands[position], .operand))
      }
      return operands.first.map { ($0, .operand) }
    case .comparison(let operands, _): visitLater(operands, .operand)
    case .call(let callee, let arguments):
      for argument in arguments.reversed() { steps.append(.visit(argument.value, .plain)) }
      if case .lambda = expression.nodes[callee] {
        steps.append(.visitCalledLambda(callee))
      } else {
        return (callee, .callee)
      }
    case .attribute(let base, _): return (base, use == .callee ? .callee : .plain)
    case .lambda: visitLambda(index, isCalled: false)
    case .comprehension(let element, let clauses, _):
      steps += [.leaveBody, .unbind(clauses.flatMap(\.targets)), .visit(element, .plain)]
      for (position, clause) in clauses.enumerated().reversed() {
        visitLater(clause.conditions, .plain)
        steps.append(.bind(clause.targets))
        if position == 0 { steps.append(.enterComprehension(index)) }
        steps.append(.visit(clause.iterable, .plain))
      }
    case .assignment(let targets, let value):
      steps += [.assign(targets), .visit(value, .plain)]
    case let node: visitLater(node.children, .plain)
    }
    return nil
  }

  private mutating func visitLater(_ indices: [Expression.Index], _ use: Use) {
    for index in indices.reversed() { steps.append(.visit(index, use)) }
  }

  private mutating func visitLambda(_ index: Expression.Index, isCalled: Bool) {
    guard case .lambda(let parameters, let body) = expression.nodes[index] else { return }
    let names = parameters.map(\.name)
    steps += [
      .leaveBody, .unbind(names), .visit(body, .plain), .bind(names),
      .enterBody(body, isCalled: isCalled),
    ]
    visitLater(parameters.compactMap(\.defaultValue), .plain)
  }

  private mutating func meet(_ name: String, at range: SourceRange, _ use: Use) {
    let number = place(of: name)
    if bindings[number] > 0 || isAssignedAround(name) { return }
    if places[number] < 0 {
      places[number] = found.count
      found.append(FreeName(name: name, range: range, isCalled: true, isOperand: false))
    }
    let place = places[number]
    if range.start < found[place].range.start { found[place].range = range }
    found[place].isCalled = found[place].isCalled && use == .callee
    found[place].isOperand = found[place].isOperand || use == .operand
  }

  // MARK: Bodies

  /// Whether statements around a body that runs later assign a name.
  private func isAssignedAround(_ name: String) -> Bool {
    guard let depth = assigningDepths[name]?.first, let body = bodies.last else { return false }
    return depth < body.laterDepth
  }

  private mutating func enterBody(_ nodes: [Expression.Index], isCalled: Bool) {
    let depth = bodies.count
    let laterDepth = isCalled ? bodies.last?.laterDepth ?? 0 : depth
    let assigned = assignedNames(in: nodes)
    for name in assigned { assigningDepths[name, default: []].append(depth) }
    bodies.append(Body(assigned: assigned, laterDepth: laterDepth))
  }

  private mutating func leaveBody() {
    guard let body = bodies.popLast() else { return }
    for name in body.bound { bindings[place(of: name)] -= 1 }
    for name in body.assigned { assigningDepths[name]?.removeLast() }
  }

  private mutating func assign(_ names: [String]) {
    for name in names { bindings[place(of: name)] += 1 }
    bodies[bodies.count - 1].bound += names
  }

  /// The names that the statements of a body assign, those of lambdas and comprehensions in it
  /// aside.
  private func assignedNames(in body: [Expression.Index]) -> Set<String> {
    guard expression.hasAssignments else { return [] }
    var names: Set<String> = []
    var rest = body
    while let index = rest.popLast() {
      switch expression.nodes[index] {
      case .lambda(let parameters, _): rest += parameters.compactMap(\.defaultValue)
      case .comprehension(_, let clauses, _): rest += clauses.prefix(1).map(\.iterable)
      case .assignment(let targets, let value):
        names.formUnion(targets)
        rest.append(value)
      case let node: rest += node.children
      }
    }
    return names
  }
}
