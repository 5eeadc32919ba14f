import Autodiff
import Syntax

// Loops whose step is recorded once: `fori_loop`, `while_loop`, `scan`, `fold`, `map`.

extension Interpreter {
  /// A step that was recorded on stand-ins.
  private struct RecordedStep {
    let index: Variable
    /// What the step was given.
    let carry: Value
    let slices: [Variable]
    /// What it gives back for the next one, and what it puts out beside.
    let result: Value
    let row: Value
    /// The first node of it.
    let start: Int

    var outputs: [Variable] { result.tensors + row.tensors }
  }

  /// `body(index, carry)` from `lower` to `upper`.
  func countedLoop(
    _ lower: Value, _ upper: Value, _ body: Value.Function, _ initial: Value
  ) throws(Diagnostic) -> Value {
    let (first, last) = (try tensor(lower), try tensor(upper))
    guard let start = try recorder.known(first)?.scalarValue,
      let end = try recorder.known(last)?.scalarValue
    else {
      return try openLoop(from: first, to: last, body, initial)
    }
    guard let start = Int(exactly: start), let end = Int(exactly: end) else {
      throw Diagnostic(
        "not-an-integer", "a loop runs from one integer to another, not from \(start) to \(end)")
    }
    let (distance, isTooLong) = end.subtractingReportingOverflow(start)
    guard !isTooLong || end < start else {
      throw Diagnostic(
        "too-large", "a loop from \(start) to \(end) is too long", kind: .limit)
    }
    let count = end < start ? 0 : distance
    return try followingValues { () throws(Diagnostic) in
      let (result, _) = try loop(
        Walk(length: count, firstIndex: start), initial, body
      ) { index, carry, _ in [.tensor(index), carry] }
      return result
    } orElse: { () throws(Diagnostic) in
      var carry = initial
      for index in start..<max(start, end) {
        try recorder.spend(steps: 1)
        carry = try call(
          body, CallArguments([.tensor(recorder.constant(Double(index))), carry]))
      }
      return carry
    }
  }

  /// A counted loop between bounds that only the program knows.
  private func openLoop(
    from lower: Variable, to upper: Variable, _ body: Value.Function, _ initial: Value
  ) throws(Diagnostic) -> Value {
    let state = try tuple([.tensor(lower), initial])
    let condition = Native("condition") { _, arguments throws(Diagnostic) in
      .tensor(Primitive.less(arguments.positional[0].elements?[0].tensors[0] ?? lower, upper))
    }
    let step = Native("step") { interpreter, arguments throws(Diagnostic) in
      let parts = arguments.positional[0].elements ?? []
      let next = parts[0].tensors[0] + 1
      let carry = try interpreter.call(body, CallArguments(parts))
      return try interpreter.tuple([.tensor(next), carry])
    }
    let result = try conditionalLoop(.native(condition), .native(step), state)
    return result.elements?[1] ?? .none
  }

  /// `body(carry)` as long as `condition(carry)`.
  func conditionalLoop(
    _ condition: Value.Function, _ body: Value.Function, _ initial: Value
  ) throws(Diagnostic) -> Value {
    try followingValues { () throws(Diagnostic) in
      let (result, _) = try loop(Walk(condition: condition), initial, body) { _, carry, _ in [carry]
      }
      return result
    } orElse: { () throws(Diagnostic) in
      var carry = initial
      while true {
        try recorder.spend(steps: 1)
        let goesOn = try tensor(try call(condition, CallArguments([carry])))
        guard let holds = try recorder.knownTruth(goesOn) else {
          throw Diagnostic(
            "unknown-condition", "whether the loop goes on must be known before it runs")
        }
        if !holds { return carry }
        carry = try call(body, CallArguments([carry]))
      }
    }
  }

  /// `f(carry, x) -> (carry, y)` over the slices of `xs`.
  func scan(
    _ f: Value.Function, _ initial: Value, _ xs: Value, length: Int?, isReversed: Bool
  ) throws(Diagnostic) -> Value {
    let xs = try packed(xs)
    let count = try self.length(of: xs, given: length)
    return try followingValues { () throws(Diagnostic) in
      let (carry, row) = try loop(
        Walk(length: count, slices: xs, isReversed: isReversed, returns: .carryAndRow), initial, f
      ) { _, carry, slice in [carry, slice] }
      return try tuple([carry, row])
    } orElse: { () throws(Diagnostic) in
      var carry = initial
      var rows: [Value] = []
      for position in 0..<count {
        try recorder.spend(steps: 1)
        let slice = try self.slice(xs, isReversed ? count - 1 - position : position)
        let pair = try call(f, CallArguments([carry, slice]))
        guard let parts = pair.elements, parts.count == 2 else { throw noPair(pair) }
        carry = parts[0]
        rows.append(parts[1])
      }
      return try tuple([carry, try stacked(isReversed ? rows.reversed() : rows)])
    }
  }

  private func noPair(_ value: Value) -> Diagnostic {
    Diagnostic(
      "wrong-type", "a step of scan returns a pair (carry, y), not \(value.description)",
      hint: "return (carry, None) where there is nothing to stack; fold needs no pair")
  }

  /// `f(carry, x) -> carry` over the elements of `xs`.
  func fold(
    _ f: Value.Function, _ initial: Value, _ xs: Value
  ) throws(Diagnostic) -> Value {
    let oneByOne = { () throws(Diagnostic) -> Value in
      var carry = initial
      for item in try self.items(of: xs) {
        try self.recorder.spend(steps: 1)
        carry = try self.call(f, CallArguments([carry, item]))
      }
      return carry
    }
    switch xs {
    case .range(let range):
      return try tracing { () throws(Diagnostic) in
        try loop(Walk(length: range.count), initial, f) { index, carry, _ in
          let scaled = range.step == 1 ? index : index * Double(range.step)
          return [carry, .tensor(range.start == 0 ? scaled : scaled + Double(range.start))]
        }.carry
      } orElse: { () throws(Diagnostic) in
        try oneByOne()
      }
    case .tensor(let tensor) where tensor.rank > 0:
      return try tracing { () throws(Diagnostic) in
        try loop(Walk(length: tensor.shape[0], slices: xs), initial, f) { _, carry, slice in
          [carry, slice]
        }.carry
      } orElse: { () throws(Diagnostic) in
        try oneByOne()
      }
    default: return try oneByOne()
    }
  }

  /// `f(x)` for every element: of an array an array, of a list a list.
  func map(_ f: Value.Function, over lists: [Value]) throws(Diagnostic) -> Value {
    if lists.count == 1, let count = try? length(of: lists[0], given: nil),
      lists[0].elements == nil
        || lists[0].isTuple
    {
      return try followingValues { () throws(Diagnostic) in
        try loop(Walk(length: count, slices: lists[0], returns: .row), .none, f) { _, _, slice in
          [slice]
        }.row
      } orElse: { () throws(Diagnostic) in
        var rows: [Value] = []
        for position in 0..<count {
          rows.append(try call(f, CallArguments([try slice(lists[0], position)])))
        }
        return try stacked(rows)
      }
    }
    var columns: [[Value]] = []
    for list in lists { columns.append(try items(of: list)) }
    var results: [Value] = []
    for position in 0..<(columns.map(\.count).min() ?? 0) {
      try recorder.spend(steps: 1)
      results.append(try call(f, CallArguments(columns.map { $0[position] })))
    }
    return try .sequence(results, .list)
  }

  // MARK: Recording a loop

  /// What a loop walks through, and what a step returns.
  private struct Walk {
    enum Returns { case carry, carryAndRow, row }

    /// Nil for a loop that a condition ends.
    var length: Int?
    var firstIndex = 0
    var slices = Value.none
    var isReversed = false
    var condition: Value.Function?
    var returns = Returns.carry
  }

  /// Records one step on stand-ins, and the loop of it.
  private func loop(
    _ walk: Walk, _ initial: Value, _ body: Value.Function,
    _ arguments: (Variable, Value, Value) throws(Diagnostic) -> [Value]
  ) throws(Diagnostic) -> (carry: Value, row: Value) {
    var (body, isCheckpointed) = (body, false)
    if case .checkpointed(let inner) = body { (body, isCheckpointed) = (inner, true) }
    var initial = try withoutRanges(initial)
    var step = try record(walk, initial, body, arguments)
    let asGiven = (result: step.result, initial: initial)
    // The first step may show that the start is a number where an array comes out, or a list.
    for _ in 0..<3 {
      guard let adapted = try adapted(initial, to: step.result) else { break }
      initial = adapted
      step = try record(walk, initial, body, arguments)
    }
    do throws(Diagnostic) {
      try check(step.result, initial)
    } catch {
      // What was written says more than what became of it.
      try check(asGiven.result, asGiven.initial)
      throw error
    }
    let placeholders = step.carry.tensors
    let inputs = ([step.index] + placeholders).map(\.node)
    let condition = try walk.condition.map { function throws(Diagnostic) in
      let holds = try tensor(try call(function, CallArguments([step.carry])))
      guard holds.rank == 0 else {
        throw Diagnostic(
          "array-condition", "the condition of a loop is an array of shape \(holds.shape)",
          hint: "use all(...) or any(...)")
      }
      return recorder.body(from: inputs, to: [holds.node], since: step.start)
    }
    let read = condition?.captured ?? []
    let (stepBody, captured) = recorder.body(
      from: inputs + step.slices.map(\.node) + read, to: step.outputs.map(\.node),
      since: step.start, leavesInvariants: true)
    var loop = Loop(
      step: stepBody, carryCount: placeholders.count, sliceCount: step.slices.count,
      length: walk.length, firstIndex: walk.firstIndex, isReversed: walk.isReversed,
      isCheckpointed: isCheckpointed)
    loop.condition = condition.map {
      Loop.Condition(
        body: $0.body, carryCount: placeholders.count, constantCount: $0.captured.count)
    }
    let operands =
      initial.tensors + walk.slices.tensors
      + (read + captured).map { Variable(recorder: recorder, node: $0) }
    let parts = recorder.append(loop, operands).parts
    return (
      initial.replacingTensors(by: Array(parts[..<placeholders.count])),
      step.row.replacingTensors(by: Array(parts[placeholders.count...]))
    )
  }

  private func record(
    _ walk: Walk, _ initial: Value, _ body: Value.Function,
    _ arguments: (Variable, Value, Value) throws(Diagnostic) -> [Value]
  ) throws(Diagnostic) -> RecordedStep {
    let start = recorder.graph.count
    let index = recorder.placeholder(shape: .scalar, type: recorder.numberType)
    let carry = initial.replacingTensors(
      by: initial.tensors.map { recorder.placeholder(shape: $0.shape, type: $0.elementType) })
    let slices = walk.slices.tensors.map {
      recorder.placeholder(
        shape: Shape(Array($0.shape.dimensions.dropFirst())), type: $0.elementType)
    }
    let given = try arguments(index, carry, walk.slices.replacingTensors(by: slices))
    var result = try call(body, CallArguments(given))
    var row = Value.none
    switch walk.returns {
    case .carry: break
    case .carryAndRow:
      guard let pair = result.elements, pair.count == 2 else { throw noPair(result) }
      (result, row) = (pair[0], try packed(pair[1]))
    case .row: (result, row) = (.none, try packed(result))
    }
    result = try withoutRanges(result)
    if !result.hasStructure(of: carry) { result = try packed(result) }
    if result.hasStructure(of: carry) { result = try result.ordered(like: carry) }
    return RecordedStep(
      index: index, carry: carry, slices: slices, result: result, row: row, start: start)
  }

  private func withoutRanges(_ value: Value) throws(Diagnostic) -> Value {
    if case .range = value { return .tensor(try tensor(value)) }
    return value
  }

  /// The start of a loop in the form in which a step gives the carry back; nil if it has that form,
  /// or cannot have it.
  private func adapted(_ initial: Value, to result: Value) throws(Diagnostic) -> Value? {
    guard result.hasStructure(of: initial) else {
      let whole = try packed(initial)
      return result.hasStructure(of: whole) ? whole : nil
    }
    let (before, after) = (initial.tensors, result.tensors)
    var isAdapted = false
    let replacements = zip(before, after).map { start, next -> Variable in
      var start = start
      if start.elementType == .bool, next.elementType != .bool {
        start = start + 0
        isAdapted = true
      }
      if start.shape != next.shape, (try? start.shape.broadcast(with: next.shape)) == next.shape {
        start = start.broadcast(to: next.shape)
        isAdapted = true
      }
      return start
    }
    return isAdapted ? initial.replacingTensors(by: replacements) : nil
  }

  /// Refuses a step that gives something else back than it is given.
  private func check(_ result: Value, _ initial: Value) throws(Diagnostic) {
    guard result.hasStructure(of: initial) else {
      throw Diagnostic(
        "carry-mismatch",
        "a step of the loop is given \(initial.description) and gives \(result.description) back",
        hint: "what a step returns has the structure of the start")
    }
    for (start, next) in zip(initial.tensors, result.tensors) where start.shape != next.shape {
      throw Diagnostic(
        "carry-mismatch",
        "a step of the loop is given \(Value.tensor(start).description) and gives "
          + "\(Value.tensor(next).description) back",
        hint: "what a step returns has the shape of the start")
    }
  }

  // MARK: Walking

  /// The common length of the first axes of what is walked through.
  private func length(of xs: Value, given: Int?) throws(Diagnostic) -> Int {
    var count = given
    for tensor in xs.tensors {
      guard tensor.rank > 0 else {
        throw Diagnostic("not-a-list", "a number has no elements to run through")
      }
      guard count == nil || count == tensor.shape[0] else {
        throw Diagnostic(
          "shape-mismatch",
          "arrays of the lengths \(count ?? 0) and \(tensor.shape[0]) are walked through together")
      }
      count = tensor.shape[0]
    }
    if let count, count < 0 {
      throw Diagnostic("wrong-arguments", "a length of \(count) is below 0")
    }
    guard let count else {
      throw Diagnostic(
        "wrong-arguments", "how many steps there are is not given", hint: "give xs or length=")
    }
    return count
  }

  private func slice(_ xs: Value, _ position: Int) throws(Diagnostic) -> Value {
    try xs.mapTensors { (tensor: Variable) throws(Diagnostic) in
      try self.subscripted(.tensor(tensor), [.tensor(self.recorder.constant(Double(position)))])
    }
  }

  /// Values of one structure, each tensor stacked.
  private func stacked(_ rows: [Value]) throws(Diagnostic) -> Value {
    guard let first = rows.first else { return .none }
    let columns = rows.map(\.tensors)
    var position = 0
    return try first.mapTensors { (_: Variable) throws(Diagnostic) in
      defer { position += 1 }
      let parts = columns.compactMap { position < $0.count ? $0[position] : nil }
      return .tensor(Primitive.stack.apply(parts, [.integer(0)]))
    }
  }
}
