import Autodiff
import Syntax

/// Walks an expression and records what it computes.
///
/// The walk keeps its own stack of tasks, so its depth is bounded by memory and by the limit on
/// pending calls, not by the stack of the process.
final class Interpreter {
  let recorder: GraphRecorder
  /// Whether names are given values by statements rather than arguments.
  let isInSession: Bool
  /// Every expression that was entered, by its first place.
  private var codes: [Code] = []
  private var tasks: [Task] = []
  private var values: [Value] = []
  private var pendingCalls = 0
  /// How many tasks were worked off.
  private var taken = 0

  /// The functions that were found by their names: most expressions use few of them, and often.
  var functions = FoundFunctions()

  /// The stand-ins for values that rows give, in the order in which they were asked for.
  var cells: [Int] = []

  /// How deep calls by functions such as `grad(f)` are nested.
  private var nesting = 0

  /// How many calls may wait for others to return.
  static let callLimit = 20_000
  static let nestingLimit = 200

  private enum Task {
    case evaluate(Code, Expression.Index, Scope)
    /// The operands are on the stack of values.
    case perform(Code, Expression.Index, Scope)
    case shortCircuit(Code, Expression.Index, Scope)
    case branch(Code, Expression.Index, Scope)
    case merge(Code, Expression.Index, condition: Int)
    indirect case choose(Code, Expression.Index, Choice)
    case tie(Code, Expression.Index, to: [Variable])
    case discard
    case leaveCall
    case iterate(Comprehension)
    case filter(Comprehension)
    case collect(Comprehension)
  }

  init(recorder: GraphRecorder, isInSession: Bool = false) {
    self.recorder = recorder
    self.isInSession = isInSession
  }

  /// Makes an expression ready to be evaluated.
  func enter(_ expression: Expression) -> Code {
    let first = codes.last.map { $0.firstPlace + $0.expression.nodes.count } ?? 0
    let code = Code(expression, firstPlace: first)
    codes.append(code)
    return code
  }

  /// A sub-expression.
  struct Place {
    let code: Code
    let node: Expression.Index
  }

  /// Where a recorded node comes from.
  func place(_ place: Int32) -> Place? {
    guard place >= 0 else { return nil }
    // The last expression that begins at or before the place.
    var (low, high) = (0, codes.count)
    while low < high {
      let middle = (low + high) / 2
      if codes[middle].firstPlace <= Int(place) { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    return Place(code: codes[low - 1], node: Int(place) - codes[low - 1].firstPlace)
  }

  func location(of place: Int32) -> SourceLocation? {
    self.place(place).map { $0.code.location(of: $0.node) }
  }

  /// An error of the mathematics, at the place where it happened.
  func diagnostic(_ error: TensorError) -> Diagnostic {
    var diagnostic = Diagnostic(error)
    diagnostic.location = error.place.flatMap(location)
    return diagnostic
  }

  /// An operand of a sub-expression, and what it was recorded as.
  struct Operand {
    let code: Code
    let index: Expression.Index
    let node: Int
  }

  func operands(of place: Place) -> [Operand] {
    let indices: [Expression.Index] =
      switch place.code.expression.nodes[place.node] {
      case .apply(_, let operands): Array(operands)
      case .call(_, let arguments): arguments.map(\.value)
      case .attribute(let base, _), .subscripted(let base, _): [base]
      default: []
      }
    return indices.compactMap { index in
      let node = Int(place.code.recorded[index])
      return node < 0 ? nil : Operand(code: place.code, index: index, node: node)
    }
  }

  func evaluate(_ code: Code, in scope: Scope) throws(Diagnostic) -> Value {
    try run(.evaluate(code, code.expression.root, scope))
  }

  /// Calls a function, as the expression at a place would.
  func call(
    _ function: Value.Function, _ arguments: CallArguments
  ) throws(Diagnostic) -> Value {
    try run { () throws(Diagnostic) in try begin(function, arguments) }
  }

  private func run(_ task: Task) throws(Diagnostic) -> Value {
    try run { () in tasks.append(task) }
  }

  /// Works off what is begun, beside the work that is waiting.
  private func run(
    _ begin: () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Value {
    let (base, pending, note) = (values.count, pendingCalls, recorder.note)
    let waiting = tasks
    tasks = []
    defer {
      tasks = waiting
      recorder.note.place = note.place
    }
    do throws(Diagnostic) {
      try begin()
      try drain()
    } catch {
      // Whoever goes on after the error finds everything as it was.
      values.removeLast(values.count - base)
      pendingCalls = pending
      throw error
    }
    guard values.count > base, let value = values.popLast() else { return .none }
    return value
  }

  /// Runs a function that may call functions of the language, on the stack of the process.
  private func nested(
    _ body: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    guard nesting < Self.nestingLimit else {
      throw Diagnostic(
        "nested-too-deep", "functions of functions are nested more than \(Self.nestingLimit) deep",
        hint: "does the recursion end?", kind: .limit)
    }
    nesting += 1
    defer { nesting -= 1 }
    return try body()
  }

  private func drain() throws(Diagnostic) {
    while let task = tasks.popLast() {
      try countStep()
      switch task {
      case .evaluate(let code, let node, let scope): try evaluate(code, node, scope)
      case .perform(let code, let node, let scope): try complete(code, node, scope)
      case .shortCircuit(let code, let node, let scope):
        try located(code, node) { () throws(Diagnostic) in try shortCircuit(code, node, scope) }
      case .branch(let code, let node, let scope):
        try located(code, node) { () throws(Diagnostic) in try branch(code, node, scope) }
      case .merge(let code, let node, let condition):
        try located(code, node) { () throws(Diagnostic) in
          let otherwise = pop()
          let then = pop()
          values.append(try merge(recorder.variable(condition), then, otherwise))
        }
      case .choose(let code, let node, let choice):
        try located(code, node) { () throws(Diagnostic) in
          let otherwise = pop()
          let then = pop()
          values.append(try decided(choice, then, otherwise))
        }
      case .tie(let code, let node, let others):
        try located(code, node) { () throws(Diagnostic) in
          values.append(try tied(pop(), to: others))
        }
      case .discard: _ = pop()
      case .leaveCall: pendingCalls -= 1
      case .iterate(let comprehension):
        try located(comprehension.code, comprehension.node) { () throws(Diagnostic) in
          try iterate(comprehension)
        }
      case .filter(let comprehension):
        try located(comprehension.code, comprehension.node) { () throws(Diagnostic) in
          guard let holds = try recorder.knownTruth(tensor(pop())) else {
            throw Diagnostic(
              "unknown-condition", "the condition of a comprehension must be known beforehand",
              hint: "use where(condition, a, b) inside the element")
          }
          if !holds { comprehension.skip() }
          tasks.append(.iterate(comprehension))
        }
      case .collect(let comprehension):
        comprehension.results.append(pop())
        tasks.append(.iterate(comprehension))
      }
    }
  }

  private func countStep() throws(Diagnostic) {
    taken += 1
    if taken & 1023 == 0 { try recorder.spend(steps: 1024) }
  }

  /// Does what a node says with its operands, and remembers what came of it.
  private func complete(_ code: Code, _ node: Expression.Index, _ scope: Scope) throws(Diagnostic) {
    let pending = tasks.count
    try located(code, node) { () throws(Diagnostic) in
      do throws(Diagnostic) {
        try perform(code, node, scope)
      } catch {
        throw error.naming(
          tracedNames(in: code, node, scope), followsValues: recorder.followsValues)
      }
    }
    // A call of a lambda has only begun.
    if tasks.count == pending, case .tensor(let tensor)? = values.last {
      code.remember(tensor.node, as: node)
    }
  }

  /// Notes where nodes are recorded, and gives errors without a place this one.
  private func located(
    _ code: Code, _ node: Expression.Index, _ body: () throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    recorder.note.place = Int32(truncatingIfNeeded: code.firstPlace + node)
    do throws(Diagnostic) {
      try body()
      do throws(TensorError) { try recorder.checkFailure() } catch { throw Diagnostic(error) }
    } catch {
      var diagnostic = error
      if diagnostic.location == nil {
        diagnostic.location = code.isInfix(node) ? code.anchor(of: node) : code.location(of: node)
      }
      throw diagnostic
    }
  }

  // MARK: - Going down

  /// Evaluates a node: goes down to the first of its operands, from there to its first one, and so on.
  /// What comes after waits as tasks.
  private func evaluate(_ code: Code, _ node: Expression.Index, _ scope: Scope) throws(Diagnostic) {
    var next: Expression.Index? = node
    while let node = next {
      next = try goDown(code, node, scope)
      if next != nil { try countStep() }
    }
  }

  /// Begins with a node. Operands that have none themselves are evaluated at once, up to the first one
  /// that has: that one is returned.
  private func goDown(
    _ code: Code, _ node: Expression.Index, _ scope: Scope
  ) throws(Diagnostic) -> Expression.Index? {
    func operands(
      _ count: Int, _ operand: (Int) -> Expression.Index
    ) throws(Diagnostic) -> Expression.Index? {
      for place in 0..<count {
        let first = operand(place)
        guard code.expression.isLeaf(first) else {
          tasks.append(.perform(code, node, scope))
          for later in (place + 1..<count).reversed() {
            tasks.append(.evaluate(code, operand(later), scope))
          }
          return first
        }
        try countStep()
        try complete(code, first, scope)
      }
      try countStep()
      try complete(code, node, scope)
      return nil
    }
    func operands(_ all: [Expression.Index]) throws(Diagnostic) -> Expression.Index? {
      try operands(all.count) { all[$0] }
    }
    switch code.expression.nodes[node] {
    case .number, .string, .name, .boolean, .none, .ellipsis:
      try complete(code, node, scope)
      return nil
    case .apply(_, let all): return try operands(all.count) { all[$0] }
    case .comparison(let all, _), .list(let all), .tuple(let all): return try operands(all)
    case .and(let left, _), .or(let left, _):
      tasks.append(.shortCircuit(code, node, scope))
      return left
    case .call(let callee, let arguments):
      return try operands(1 + arguments.count) { $0 == 0 ? callee : arguments[$0 - 1].value }
    case .dictionary(let entries):
      return try operands(entries.flatMap { [$0.key, $0.value] })
    case .subscripted(let base, let items): return try operands([base] + items)
    case .slice(let start, let stop, let step):
      return try operands([start, stop, step].compactMap(\.self))
    case .attribute(let base, _):
      // A dotted path such as np.log has no base to evaluate.
      return try operands(dottedName(code, node, scope) == nil ? [base] : [])
    case .lambda(let parameters, _): return try operands(parameters.compactMap(\.defaultValue))
    case .conditional(_, let condition, _):
      tasks.append(.branch(code, node, scope))
      return condition
    case .comprehension(let element, let clauses, let isList):
      tasks.append(
        .iterate(
          Comprehension(
            code: code, node: node, element: element, clauses: clauses, isList: isList,
            scope: scope)))
      return nil
    case .assignment(_, let value): return try operands([value])
    case .block(let statements):
      for (index, statement) in statements.enumerated().dropFirst().reversed() {
        if index < statements.count - 1 { tasks.append(.discard) }
        tasks.append(.evaluate(code, statement, scope))
      }
      if statements.count > 1 { tasks.append(.discard) }
      return statements.first
    }
  }

  private func pop() -> Value { values.popLast() ?? .none }

  private func pop(_ count: Int) -> [Value] {
    let popped = Array(values.suffix(count))
    drop(count)
    return popped
  }

  private func drop(_ count: Int) {
    for _ in 0..<count { values.removeLast() }
  }

  // MARK: - Coming back

  private func perform(_ code: Code, _ node: Expression.Index, _ scope: Scope) throws(Diagnostic) {
    switch code.expression.nodes[node] {
    case .number(let number):
      values.append(.tensor(recorder.constant(number)))
    case .boolean(let truth):
      values.append(.tensor(recorder.constant(truth ? 1 : 0, type: .bool)))
    case .string(let text): values.append(.text(text))
    case .none: values.append(.none)
    case .ellipsis: values.append(.ellipsis)
    case .name(let name): values.append(try lookUp(name, in: scope))
    case .apply(let name, let operands):
      let primitive = try operation(name)
      if let result = recordedPlainly(primitive, operands.count) {
        drop(operands.count)
        values.append(.tensor(result))
      } else {
        values.append(try apply(primitive, pop(operands.count)))
      }
    case .comparison(let operands, let names):
      values.append(try compare(pop(operands.count), names))
    case .list(let items): values.append(try .sequence(pop(items.count), .list))
    case .tuple(let items): values.append(try .sequence(pop(items.count), .tuple))
    case .dictionary(let entries):
      let parts = pop(2 * entries.count)
      values.append(try dictionary(parts))
    case .call(_, let arguments):
      if let result = calledPlainly(arguments) {
        drop(1 + arguments.count)
        values.append(.tensor(result))
        return
      }
      let given = pop(arguments.count)
      try begin(
        try function(pop()), try CallArguments(arguments, given, code: code))
    case .subscripted(_, let items):
      let given = pop(items.count)
      values.append(try subscripted(pop(), given))
    case .slice(let start, let stop, let step):
      var rest = pop([start, stop, step].count { $0 != nil })[...]
      let next = { (part: Expression.Index?) throws(Diagnostic) -> Int? in
        guard part != nil, let value = rest.popFirst() else { return nil }
        if case .none = value { return nil }
        return try self.integer(value)
      }
      values.append(.slice(try next(start), try next(stop), try next(step)))
    case .attribute(_, let name):
      if let path = dottedName(code, node, scope) {
        values.append(try known(path))
      } else {
        values.append(try attribute(name, of: pop()))
      }
    case .lambda(let parameters, let body):
      let defaults = pop(parameters.count { $0.defaultValue != nil })
      values.append(
        .function(
          .closure(
            Closure(
              code: code, parameters: parameters, defaults: defaults, body: body, scope: scope))))
    case .assignment(let targets, _): try assign(targets, scope)
    case .and, .or, .conditional, .comprehension, .block: break
    }
  }

  /// Records an operation on the values on top of the stack, if they are one or two tensors, as mostly.
  private func recordedPlainly(_ primitive: Primitive, _ count: Int) -> Variable? {
    guard case .tensor(let last)? = values.last else { return nil }
    if count == 1 { return primitive(last) }
    guard count == 2, case .tensor(let first) = values[values.count - 2] else { return nil }
    return primitive(first, last)
  }

  /// Records a call that needs no pairing with parameters, as nearly all do: of a function that takes
  /// nothing but tensors, with as many of them as it takes.
  private func calledPlainly(_ arguments: Expression.Arguments) -> Variable? {
    guard case .function(.primitive(let primitive)) = values[values.count - 1 - arguments.count],
      primitive.takesTensorsOnly, primitive.parameters.count == arguments.count,
      arguments.arePlain
    else { return nil }
    return recordedPlainly(primitive, arguments.count)
  }

  private func assign(_ targets: [String], _ scope: Scope) throws(Diagnostic) {
    let value = pop()
    values.append(value)
    guard targets.count > 1 else {
      scope.bind(targets[0], value)
      return
    }
    let parts = try items(of: value)
    guard parts.count == targets.count else {
      throw Diagnostic(
        "wrong-count", "\(parts.count) values cannot be assigned to \(targets.count) names")
    }
    for (target, part) in zip(targets, parts) { scope.bind(target, part) }
  }

  private func shortCircuit(
    _ code: Code, _ node: Expression.Index, _ scope: Scope
  ) throws(Diagnostic) {
    let left = try tensor(pop())
    let (isAnd, right): (Bool, Expression.Index)
    switch code.expression.nodes[node] {
    case .and(_, let operand): (isAnd, right) = (true, operand)
    case .or(_, let operand): (isAnd, right) = (false, operand)
    default: return
    }
    if left.rank == 0, let holds = try recorder.fixedTruth(left) {
      // As in Python: the first operand that decides is the value.
      tie(code, node, left, notTaken: holds == isAnd ? nil : right, scope)
      if holds == isAnd {
        tasks.append(.evaluate(code, right, scope))
      } else {
        values.append(.tensor(left))
      }
      return
    }
    values.append(.tensor(left))
    let condition = isAnd ? Primitive.logicalNot(left) : left
    tasks.append(.merge(code, node, condition: condition.node))
    tasks.append(.evaluate(code, right, scope))
  }

  private func branch(
    _ code: Code, _ node: Expression.Index, _ scope: Scope
  ) throws(Diagnostic) {
    guard
      case .conditional(let then, let conditionNode, let otherwise) = code.expression.nodes[node]
    else { return }
    let condition = try tensor(pop())
    guard condition.rank == 0 else {
      throw Diagnostic(
        "array-condition", "the condition of 'if' is an array of shape \(condition.shape)",
        at: code.location(of: conditionNode),
        hint: "use where(condition, a, b) to choose element by element")
    }
    if let holds = try recorder.fixedTruth(condition) {
      tie(code, node, condition, notTaken: holds ? otherwise : then, scope)
      tasks.append(.evaluate(code, holds ? then : otherwise, scope))
      return
    }
    let choice = Choice(condition, start: recorder.graph.count)
    tasks.append(.choose(code, node, choice))
    tasks.append(.evaluate(code, otherwise, scope))
    tasks.append(.evaluate(code, then, scope))
  }

  /// On a tape, has the result of a condition on values depend on what a graph would have it depend
  /// on: the condition and the numbers that the other branch reads.
  private func tie(
    _ code: Code, _ node: Expression.Index, _ condition: Variable, notTaken: Expression.Index?,
    _ scope: Scope
  ) {
    guard !recorder.isFixed(condition.node) else { return }
    let names = notTaken.map(code.freeNames) ?? []
    let others = names.compactMap { name -> Variable? in
      if case .tensor(let variable)? = scope.value(of: name) { variable } else { nil }
    }
    tasks.append(.tie(code, node, to: [condition] + others))
  }

  // MARK: - Calls

  private func begin(
    _ function: Value.Function, _ arguments: CallArguments
  ) throws(Diagnostic) {
    switch function {
    case .closure(let closure):
      guard pendingCalls < Self.callLimit else {
        throw Diagnostic(
          "too-deep", "more than \(Self.callLimit) calls are waiting for others to return",
          hint: recorder.followsValues
            ? "does the recursion end?"
            : "in a graph both branches of 'if' are followed: --use-gradient-tape lets values decide",
          kind: .limit)
      }
      let scope = try closure.scope(for: arguments, self)
      pendingCalls += 1
      tasks.append(.leaveCall)
      tasks.append(.evaluate(closure.code, closure.body, scope))
    case .primitive(let primitive):
      values.append(try call(primitive, arguments))
    case .builtin(let builtin):
      values.append(try nested { () throws(Diagnostic) in try builtin.body(self, arguments) })
    case .native(let native):
      values.append(try nested { () throws(Diagnostic) in try native.body(self, arguments) })
    case .checkpointed(let function):
      values.append(
        try nested { () throws(Diagnostic) in try checkpointed(function, arguments) })
    case .bound(let function, let first):
      var arguments = arguments
      arguments.positional.insert(first, at: 0)
      try begin(function, arguments)
    }
  }

  // MARK: - Comprehensions

  private func iterate(_ comprehension: Comprehension) throws(Diagnostic) {
    switch try comprehension.advance(self) {
    case .evaluateIterable(let node):
      tasks.append(.iterate(comprehension))
      tasks.append(.evaluate(comprehension.code, node, comprehension.scope))
    case .takeIterable:
      comprehension.start(over: try items(of: pop()))
      tasks.append(.iterate(comprehension))
    case .check(let node):
      tasks.append(.filter(comprehension))
      tasks.append(.evaluate(comprehension.code, node, comprehension.scope))
    case .evaluateElement:
      tasks.append(.collect(comprehension))
      tasks.append(.evaluate(comprehension.code, comprehension.element, comprehension.scope))
    case .finished:
      values.append(
        try .sequence(comprehension.results, comprehension.isList ? .list : .generator))
    }
  }
}

extension Expression {
  /// Whether a node has no operands.
  fileprivate func isLeaf(_ node: Index) -> Bool {
    switch nodes[node] {
    case .number, .string, .name, .boolean, .none, .ellipsis: true
    default: false
    }
  }
}
