/// A loop made ready to run, as a whole or some steps of it.
struct LoopRun: Sendable {
  let loop: Loop
  let budget: Budget
  /// The nodes of the step that are noted in a history beside the carries; nil for no history.
  let residuals: [Int]?
  private let steps: Steps

  private enum Steps: Sendable {
    case numbers(NumberSteps)
    case arrays(StepProgram, condition: StepProgram?)
  }

  init(_ loop: Loop, residuals: [Int]?, budget: Budget) {
    self.loop = loop
    self.budget = budget
    self.residuals = residuals
    if (residuals ?? []).isEmpty, let numbers = loop.numberSteps(budget) {
      steps = .numbers(numbers)
      return
    }
    let step = StepProgram(
      loop.step.graph, inputs: loop.step.inputs, outputs: loop.step.outputs + (residuals ?? []),
      invariant: loop.invariantInputs)
    let condition = loop.condition.map { condition in
      let isVarying = [Bool](repeating: false, count: 1 + condition.carryCount)
      return StepProgram(
        condition.body.graph, inputs: condition.body.inputs, outputs: condition.body.outputs,
        invariant: isVarying + [Bool](repeating: true, count: condition.constantCount))
    }
    steps = .arrays(step, condition: condition)
  }

  var closure: @Sendable ([Tensor]) throws(TensorError) -> Tensor {
    { operands throws(TensorError) in
      let (results, history) = try run(operands)
      return Tensor(Bundle(results, history: history))
    }
  }

  /// All steps: the last carries and the stacked rows, and the history if one is kept.
  func run(_ operands: [Tensor]) throws(TensorError) -> (results: [Tensor], history: History?) {
    let history = residuals.map { _ in makeHistory(length: loop.length) }
    let rows = Rows(loop)
    let (carries, _) = try run(
      operands, from: Array(operands[loop.carries]), first: 0, count: loop.length ?? .max,
      history: history, rows: rows)
    return (carries + rows.finished, history)
  }

  /// Some steps, whose rows nobody needs.
  ///
  /// - Parameters:
  ///   - carries: the state before them.
  ///   - first: how many steps come before.
  /// - Returns: the state behind them, and how many there were: fewer than `count` if the loop ends.
  func run(
    _ operands: [Tensor], from carries: [Tensor], first: Int, count: Int, history: History?
  ) throws(TensorError) -> (carries: [Tensor], taken: Int) {
    let rows = Rows(nil)
    return try run(
      operands, from: carries, first: first, count: count, history: history, rows: rows)
  }

  func makeHistory(length: Int?) -> History {
    if case .numbers = steps {
      return History(width: max(1, loop.carryCount), length: length, budget: budget)
    }
    return History(residuals: residuals ?? [], budget: budget)
  }

  private func run(
    _ operands: [Tensor], from carries: [Tensor], first: Int, count: Int, history: History?,
    rows: Rows
  ) throws(TensorError) -> (carries: [Tensor], taken: Int) {
    switch steps {
    case .numbers(let steps):
      try runNumbers(
        steps, operands, from: carries, first: first, count: count, history: history, rows: rows)
    case .arrays(let step, let condition):
      try runArrays(
        step, condition, operands, from: carries, first: first, count: count, history: history,
        rows: rows)
    }
  }

  // MARK: Numbers

  private func runNumbers(
    _ steps: NumberSteps, _ operands: [Tensor], from carries: [Tensor], first: Int, count: Int,
    history: History?, rows: Rows
  ) throws(TensorError) -> (carries: [Tensor], taken: Int) {
    let carryCount = loop.carryCount
    let state = UnsafeMutablePointer<Double>.allocate(capacity: max(1, carryCount))
    defer { state.deallocate() }
    for carry in loop.carries { state[carry] = carries[carry][0] }
    let firstOutput = steps.hasTest ? 1 : 0
    let run = try NumberRun(
      steps, invariants: loop.invariants(operands), state: state, notesState: history != nil,
      rows: rows.builders.enumerated().map { (firstOutput + carryCount + $0, $1.base) })
    let columns = LoopColumns(loop, operands)
    let direction = loop.isReversed ? -1 : 1
    var taken = 0
    while taken < count {
      let length = min(history?.blockLength ?? NumberSteps.blockLength, count - taken)
      try budget.spend(steps: length)
      let position = loop.position(of: first + taken)
      let lowest = min(position, position + direction * (length - 1))
      columns.set(in: run, lowest: lowest, count: length)
      if let history {
        try history.addBlock()
        for carry in 0..<carryCount {
          run.set(note: carry, history.column(carry, of: taken / history.blockLength) - lowest)
        }
      }
      let done = try run.take(length, from: position, direction: direction)
      history?.count(steps: done)
      taken += done
      if done < length { break }
    }
    return withExtendedLifetime((operands, columns)) {
      (loop.carries.map { Tensor(state[$0], type: loop.step.output($0).type) }, taken)
    }
  }

  // MARK: Arrays

  private func runArrays(
    _ step: StepProgram, _ condition: StepProgram?, _ operands: [Tensor], from carries: [Tensor],
    first: Int, count: Int, history: History?,
    rows: Rows
  ) throws(TensorError) -> (carries: [Tensor], taken: Int) {
    var stepper = Stepper(step)
    for constant in loop.constants { stepper.set(constant + 1, operands[constant]) }
    try stepper.prepare()
    var test = try LoopTest(loop, condition, operands)
    var state = carries
    var taken = 0
    while taken < count {
      // A step on arrays is never short: look each time.
      try budget.spend(steps: 1)
      if try !test.holds(first + taken, state) { break }
      let position = loop.position(of: first + taken)
      stepper.set(0, Tensor(Double(loop.firstIndex + position)))
      for carry in loop.carries { stepper.set(carry + 1, state[carry]) }
      for slice in loop.slices { stepper.set(slice + 1, operands[slice].row(position)) }
      try stepper.run()
      let outputs = stepper.outputs
      if let history { try history.append(state + outputs[loop.step.outputs.count...]) }
      state = Array(outputs[loop.carries])
      for row in rows.builders.indices {
        rows.builders[row].place(outputs[loop.carryCount + row], at: position)
      }
      taken += 1
    }
    return (state, taken)
  }

  /// The rows that the steps put out, stacked.
  private struct Rows {
    let builders: [TensorBuilder]

    init(_ loop: Loop?) {
      builders = (0..<(loop?.rowCount ?? 0)).map { row in
        guard let loop else { return TensorBuilder(shape: [0], type: .float64) }
        let (shape, type) = loop.step.output(loop.carryCount + row)
        return TensorBuilder(shape: Shape([loop.length ?? 0] + shape.dimensions), type: type)
      }
    }

    var finished: [Tensor] { builders.map { $0.finished() } }
  }
}

/// Whether a loop goes on.
struct LoopTest {
  private var stepper: Stepper?
  private let carryCount: Int

  init(_ loop: Loop, _ program: StepProgram?, _ operands: [Tensor]) throws(TensorError) {
    guard let program, let condition = loop.condition else {
      stepper = nil
      carryCount = 0
      return
    }
    var stepper = Stepper(program)
    for index in 0..<condition.constantCount {
      stepper.set(1 + condition.carryCount + index, operands[loop.constants.lowerBound + index])
    }
    try stepper.prepare()
    self.stepper = stepper
    carryCount = condition.carryCount
  }

  mutating func holds(_ index: Int, _ state: [Tensor]) throws(TensorError) -> Bool {
    stepper == nil ? true : try test(index) { state[$0] }
  }

  private mutating func test(
    _ index: Int, _ carry: (Int) -> Tensor
  ) throws(TensorError) -> Bool {
    stepper?.set(0, Tensor(Double(index)))
    for number in 0..<carryCount { stepper?.set(1 + number, carry(number)) }
    try stepper?.run()
    return (stepper?.output(0)[0] ?? 0) != 0
  }
}

/// The numbers that a loop reads at the position of a step: the index, and the slices.
struct LoopColumns {
  private let loop: Loop
  private let index: TensorBuilder
  /// The slices, laid out in memory.
  private let slices: [Tensor]

  init(_ loop: Loop, _ operands: [Tensor]) {
    self.loop = loop
    index = TensorBuilder(shape: [NumberSteps.blockLength], type: .float64)
    slices = loop.slices.map { operands[$0].laidOut }
  }

  /// Tells a run where the columns are for a block of positions.
  func set(in run: NumberRun, lowest: Int, count: Int) {
    if run.reads(0) {
      for offset in 0..<count { index.base[offset] = Double(loop.firstIndex + lowest + offset) }
      run.set(column: 0, UnsafePointer(index.base - lowest))
    }
    for (number, slice) in slices.enumerated() {
      if let base = slice.base { run.set(column: 1 + loop.carryCount + number, base) }
    }
  }
}

extension Loop {
  /// The place of a step's slices and rows.
  @inline(__always)
  func position(of step: Int) -> Int {
    if isReversed, let length { length - 1 - step } else { step }
  }

  /// For each input of the step, whether it is the same in every step.
  var invariantInputs: [Bool] {
    [Bool](repeating: false, count: 1 + carryCount + sliceCount)
      + [Bool](repeating: true, count: constantCount)
  }

  /// The steps as a program over numbers, with the condition before them; nil if it is about arrays.
  fileprivate func numberSteps(_ budget: Budget) -> NumberSteps? {
    let roles =
      [.column] + [NumberSteps.Role](repeating: .state, count: carryCount)
      + [NumberSteps.Role](repeating: .column, count: sliceCount)
      + [NumberSteps.Role](repeating: .invariant, count: constantCount)
    let (graph, outputs) = withCondition(budget)
    return NumberSteps(
      graph, inputs: step.inputs, roles: roles, outputs: outputs,
      firstState: condition == nil ? 0 : 1, hasTest: condition != nil)
  }

  /// The graph of a step and of the condition on the same inputs, the condition's output first.
  private func withCondition(_ budget: Budget) -> (Graph, [Int]) {
    guard let condition else { return (step.graph, step.outputs) }
    let recorder = GraphRecorder(budget: budget)
    let inputs = step.inputs.indices.map { index in
      recorder.placeholder(shape: step.input(index).shape, type: step.input(index).type)
    }
    let places = recorder.replayAll(step, inputs)
    let read =
      inputs[...condition.carryCount]
      + inputs[(1 + constants.lowerBound)..<(1 + constants.lowerBound + condition.constantCount)]
    let test = recorder.replay(condition.body, Array(read))
    return (recorder.graph, [test[0].node] + step.outputs.map { places[$0] })
  }

  /// The constants, by the input of the step.
  func invariants(_ operands: [Tensor]) -> [Int: Tensor] {
    Dictionary(uniqueKeysWithValues: constants.map { ($0 + 1, operands[$0]) })
  }
}

extension Tensor {
  /// The same elements, each in a place of its own.
  var laidOut: Tensor {
    guard base == nil, let value = uniformValue else { return self }
    let builder = TensorBuilder(shape: Shape([max(2, count)]), type: elementType)
    builder.base.initialize(repeating: value, count: max(2, count))
    return builder.finished()
  }

  /// The part at a position of the first axis.
  func row(_ position: Int) -> Tensor {
    let inner = Shape(Array(shape.dimensions.dropFirst()))
    if let uniform = uniformValue {
      return Tensor(repeating: uniform, shape: inner, type: elementType)
    }
    let count = inner.count
    return withElements { base in
      Tensor(shape: inner, type: elementType) { result in
        result.update(from: base + position * count, count: count)
      }
    }
  }
}

extension TensorBuilder {
  /// Writes a part at a position of the first axis.
  func place(_ row: Tensor, at position: Int) {
    let target = base + position * row.count
    if let elements = row.base {
      target.update(from: elements, count: row.count)
    } else {
      target.update(repeating: row[0], count: row.count)
    }
  }
}
