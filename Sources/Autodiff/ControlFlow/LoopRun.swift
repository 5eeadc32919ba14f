/// A loop made ready to run, as a whole or some steps of it.
struct LoopRun: Sendable {
  let loop: Loop
  let budget: Budget
  /// The nodes of the step that are noted in a history beside the carries; nil for no history.
  let residuals: [Int]?
  private let step: StepProgram
  private let condition: StepProgram?
  private let isAboutNumbers: Bool

  init(_ loop: Loop, residuals: [Int]?, budget: Budget) {
    self.loop = loop
    self.budget = budget
    self.residuals = residuals
    step = StepProgram(
      loop.step.graph, inputs: loop.step.inputs, outputs: loop.step.outputs + (residuals ?? []),
      invariant: loop.invariantInputs)
    condition = loop.condition.map { condition in
      let isVarying = [Bool](repeating: false, count: 1 + condition.carryCount)
      return StepProgram(
        condition.body.graph, inputs: condition.body.inputs, outputs: condition.body.outputs,
        invariant: isVarying + [Bool](repeating: true, count: condition.constantCount))
    }
    isAboutNumbers = step.putsOutNumbers && loop.isAboutNumbers
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
    History(
      residuals: residuals ?? [],
      width: isAboutNumbers ? loop.carryCount + (residuals?.count ?? 0) : 0, length: length,
      budget: budget)
  }

  private func run(
    _ operands: [Tensor], from carries: [Tensor], first: Int, count: Int, history: History?,
    rows: Rows
  ) throws(TensorError) -> (carries: [Tensor], taken: Int) {
    if isAboutNumbers, case .numbers(let program) = step {
      return try runNumbers(
        program, operands, from: carries, first: first, count: count, history: history,
        rows: rows)
    }
    return try runArrays(
      operands, from: carries, first: first, count: count, history: history, rows: rows)
  }

  // MARK: Numbers

  private func runNumbers(
    _ program: ScalarProgram, _ operands: [Tensor], from carries: [Tensor], first: Int,
    count: Int, history: History?, rows: Rows
  ) throws(TensorError) -> (carries: [Tensor], taken: Int) {
    let memory = ScalarMemory(program)
    for constant in loop.constants { memory.set(constant + 1, operands[constant]) }
    try memory.prepare()
    var test = try LoopTest(loop, condition, operands)
    let (carryCount, rowCount) = (loop.carryCount, rows.builders.count)
    let residualCount = history == nil ? 0 : residuals?.count ?? 0
    let state = UnsafeMutablePointer<Double>.allocate(capacity: max(1, carryCount))
    defer { state.deallocate() }
    for carry in loop.carries { state[carry] = carries[carry][0] }
    let registers = memory.registers
    let inputs = program.inputs.map { $0?.registerNumber ?? -1 }
    let outputs = program.outputs.map { Int($0.register) }
    let firstResidual = loop.step.outputs.count
    let columns = loop.slices.map { Column(operands[$0]) }
    var taken = 0
    while taken < count {
      if taken & (Budget.stepsPerLook - 1) == 0 { try budget.spend(steps: Budget.stepsPerLook) }
      if try !test.holds(first + taken, state) { break }
      let position = loop.position(of: first + taken)
      if inputs[0] >= 0 { registers[inputs[0]] = Double(loop.firstIndex + position) }
      for carry in 0..<carryCount where inputs[carry + 1] >= 0 {
        registers[inputs[carry + 1]] = state[carry]
      }
      for (index, column) in columns.enumerated() where inputs[1 + carryCount + index] >= 0 {
        registers[inputs[1 + carryCount + index]] = column[position]
      }
      try memory.run()
      if let history {
        let place = try history.next()
        for carry in 0..<carryCount { place[carry] = state[carry] }
        for residual in 0..<residualCount {
          place[carryCount + residual] = registers[outputs[firstResidual + residual]]
        }
      }
      for carry in 0..<carryCount { state[carry] = registers[outputs[carry]] }
      for row in 0..<rowCount {
        rows.builders[row].base[position] = registers[outputs[carryCount + row]]
      }
      taken += 1
    }
    return withExtendedLifetime(operands) {
      (loop.carries.map { Tensor(state[$0], type: loop.step.output($0).type) }, taken)
    }
  }

  // MARK: Arrays

  private func runArrays(
    _ operands: [Tensor], from carries: [Tensor], first: Int, count: Int, history: History?,
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
  private let types: [ElementType]
  private let carryCount: Int

  init(_ loop: Loop, _ program: StepProgram?, _ operands: [Tensor]) throws(TensorError) {
    types = loop.carries.map { loop.step.output($0).type }
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

  @inline(__always)
  mutating func holds(_ index: Int, _ state: [Tensor]) throws(TensorError) -> Bool {
    stepper == nil ? true : try test(index) { state[$0] }
  }

  @inline(__always)
  mutating func holds(
    _ index: Int, _ state: UnsafeMutablePointer<Double>
  ) throws(TensorError) -> Bool {
    let types = self.types
    return stepper == nil ? true : try test(index) { Tensor(state[$0], type: types[$0]) }
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

/// A rank 1 array that is walked through number by number.
struct Column {
  private let base: UnsafePointer<Double>?
  private let uniform: Double

  /// Valid as long as the tensor lives.
  init(_ tensor: Tensor) {
    base = tensor.base
    uniform = tensor.uniformValue ?? .nan
  }

  @inline(__always)
  subscript(index: Int) -> Double { base.map { $0[index] } ?? uniform }
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

  /// Whether all that varies from step to step are numbers.
  fileprivate var isAboutNumbers: Bool {
    (0..<(1 + carryCount + sliceCount)).allSatisfy { step.input($0).shape.isScalar }
  }
}

extension StepProgram {
  /// Whether it runs over registers and all its outputs are in some.
  var putsOutNumbers: Bool {
    guard case .numbers(let program) = self else { return false }
    return program.outputs.allSatisfy { $0.registerNumber != nil }
  }
}

extension ScalarProgram.Call.Place {
  var registerNumber: Int? { if case .register(let register) = self { register } else { nil } }
}

extension Tensor {
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
