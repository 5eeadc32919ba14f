import CKernels

/// The way back through a loop, made ready to run.
struct ReversalRun: Sendable {
  let reversal: LoopReversal
  let budget: Budget
  /// The loop with a history of what is needed, for when nobody kept one.
  private let forward: LoopRun?
  fileprivate let numbers: Numbers?
  /// The same for steps on arrays.
  fileprivate let step: StepProgram?
  fileprivate let contributions: [[Contribution]]
  private let outputs: [Int]

  fileprivate var loop: Loop { reversal.loop }

  /// A part of the cotangent of a constant: outputs of the step, which are added up over the steps.
  enum Contribution: Sendable {
    case whole(Int)
    /// A number that is added at a place of an array; the array with only that place is not made.
    case element(Int, at: Int)
  }

  /// Steps over numbers.
  enum Numbers: Sendable {
    /// Products of cotangents and coefficients, which these steps compute.
    case linear(LoopReversal.LinearStep, NumberSteps)
    case stepwise(NumberSteps)
  }

  /// - Parameter readsHistory: whether the loop itself keeps a history.
  init(_ reversal: LoopReversal, budget: Budget, readsHistory: Bool) {
    self.reversal = reversal
    self.budget = budget
    forward =
      readsHistory
      ? nil : LoopRun(reversal.loop, residuals: reversal.residuals, budget: budget)
    let graph = reversal.step.graph
    let first = reversal.carries.count + reversal.slices.count
    var outputs = Array(reversal.step.outputs[..<first])
    contributions = reversal.step.outputs[first...].map { output in
      graph.terms(of: output).map { term in
        guard graph.isElementUpdate(term) else {
          outputs.append(term)
          return .whole(outputs.count - 1)
        }
        outputs += graph.operands(of: term).map(Int.init)
        return .element(outputs.count - 2, at: outputs.count - 1)
      }
    }
    let loop = reversal.loop
    let further = reversal.step.inputs.count - loop.step.inputs.count
    numbers = reversal.linearNumbers ?? reversal.stepwiseNumbers(outputs)
    step =
      numbers == nil
      ? StepProgram(
        graph, inputs: reversal.step.inputs, outputs: outputs,
        invariant: loop.invariantInputs + [Bool](repeating: false, count: further))
      : nil
    self.outputs = outputs
  }

  var closure: @Sendable ([Tensor]) throws(TensorError) -> Tensor {
    { operands throws(TensorError) in Tensor(Bundle(try run(operands))) }
  }

  /// The steps on tensors, whatever they are about.
  fileprivate var stepProgram: StepProgram {
    step
      ?? StepProgram(
        reversal.step.graph, inputs: reversal.step.inputs, outputs: outputs,
        invariant: reversal.step.inputs.map { _ in false })
  }

  private func run(_ operands: [Tensor]) throws(TensorError) -> [Tensor] {
    let primal = Array(operands[..<loop.operandCount])
    var rest = operands[loop.operandCount...]
    let cotangents = reversal.given.map { $0 ? rest.popFirst() : nil }
    var back = WayBack(self, primal, cotangents)
    if let kept = rest.first?.bundle?.history as? History {
      try back.go(kept, first: 0)
    } else {
      let forward =
        forward ?? LoopRun(loop, residuals: reversal.residuals, budget: budget)
      if loop.isCheckpointed {
        try goInSegments(primal, forward, &back)
      } else if let history = try forward.run(primal).history {
        try back.go(history, first: 0)
      }
    }
    return back.results
  }

  /// Keeps only the carries of some steps, about as many as there are steps between two of them, and
  /// takes the steps between once more before going back through them.
  private func goInSegments(
    _ primal: [Tensor], _ forward: LoopRun, _ back: inout WayBack
  ) throws(TensorError) {
    var length = loop.length.map { max(1, Int(Double($0).squareRoot().rounded(.up))) } ?? 16
    var kept = [Array(primal[loop.carries])]
    var total = 0
    while true {
      let count = min(length, (loop.length ?? .max) - total)
      let (carries, taken) = try forward.run(
        primal, from: kept[kept.count - 1], first: total, count: count, history: nil)
      total += taken
      if taken < length || total == loop.length { break }
      kept.append(carries)
      if loop.length == nil, kept.count > 2 * length {
        // Nobody knows how long the loop is: segments become longer as it goes on.
        kept = stride(from: 0, to: kept.count, by: 2).map { kept[$0] }
        // The last segment may have begun between two that are kept.
        total = (kept.count - 1) * 2 * length
        length *= 2
      }
    }
    for (segment, carries) in kept.enumerated().reversed() {
      let first = segment * length
      let count = min(length, total - first)
      guard count > 0 else { continue }
      let history = forward.makeHistory(length: count)
      _ = try forward.run(primal, from: carries, first: first, count: count, history: history)
      try back.go(history, first: first)
    }
  }
}

extension LoopReversal {
  fileprivate var linearNumbers: ReversalRun.Numbers? {
    guard let linear else { return nil }
    let body = linear.coefficients
    guard
      let steps = NumberSteps(
        body.graph, inputs: body.inputs, roles: stepRoles, outputs: body.outputs, firstState: 0,
        hasTest: false), steps.isOfLanes
    else { return nil }
    return .linear(linear, steps)
  }

  fileprivate func stepwiseNumbers(_ outputs: [Int]) -> ReversalRun.Numbers? {
    guard residuals.isEmpty else { return nil }
    return NumberSteps(
      step.graph, inputs: step.inputs, roles: roles, outputs: outputs, firstState: 0,
      hasTest: false
    ).map { .stepwise($0) }
  }

  /// What the inputs of the step there are on the way back.
  private var stepRoles: [NumberSteps.Role] {
    [NumberSteps.Role](repeating: .column, count: 1 + loop.carryCount + loop.sliceCount)
      + [NumberSteps.Role](repeating: .invariant, count: loop.constantCount)
  }

  /// What the inputs of a step back are.
  private var roles: [NumberSteps.Role] {
    stepRoles + [NumberSteps.Role](repeating: .state, count: carries.count)
      + [NumberSteps.Role](repeating: .column, count: rows.count)
  }
}

/// Some steps next to each other on the way back, from the last one to the first.
struct Block {
  let count: Int
  let last: Int
  let lowest: Int
  let direction: Int
}

/// The state on the way back through a loop.
private struct WayBack {
  private let run: ReversalRun
  private let primal: [Tensor]
  private let rows: [Tensor]
  private var carried: [Tensor]
  private let slices: [TensorBuilder]
  private let sums: [RunningSum]

  private var loop: Loop { run.reversal.loop }
  private var reversal: LoopReversal { run.reversal }

  init(_ run: ReversalRun, _ primal: [Tensor], _ cotangents: [Tensor?]) {
    self.run = run
    self.primal = primal
    let reversal = run.reversal
    let loop = reversal.loop
    rows = reversal.rows.compactMap { cotangents[loop.carryCount + $0] }
    carried = reversal.carries.map { carry in
      let (shape, type) = loop.step.input(carry + 1)
      return cotangents[carry] ?? Tensor(repeating: -0.0, shape: shape, type: type)
    }
    slices = reversal.slices.map {
      TensorBuilder(shape: primal[$0].shape, type: primal[$0].elementType)
    }
    sums = reversal.constants.map {
      RunningSum(shape: primal[$0].shape, type: primal[$0].elementType)
    }
  }

  var results: [Tensor] {
    carried + slices.map { $0.finished() } + sums.map { $0.total }
  }

  /// Goes back through the steps of a history, of which `first` is the first.
  mutating func go(_ history: History, first: Int) throws(TensorError) {
    if history.isOfNumbers, let numbers = run.numbers {
      try goOverNumbers(numbers, history, first)
    } else {
      try goOverArrays(history, first)
    }
  }

  // MARK: Numbers

  private mutating func goOverNumbers(
    _ kind: ReversalRun.Numbers, _ history: History, _ first: Int
  ) throws(TensorError) {
    let state = UnsafeMutablePointer<Double>.allocate(capacity: max(1, carried.count))
    defer { state.deallocate() }
    for index in carried.indices { state[index] = carried[index][0] }
    let seeds = rows.map(\.laidOut)
    let bases = seeds.map(\.base)
    switch kind {
    case .linear(let linear, let steps):
      let numbers = try NumberRun(
        steps, invariants: loop.invariants(primal), state: state, rows: [])
      let way = LinearWay(
        linear, state: state, stateCount: carried.count, length: history.blockLength,
        rows: slices.map(\.base), sums: sums.map(\.base))
      try eachBlock(history, first, numbers) { block in
        way.go(numbers, block, bases)
      }
    case .stepwise(let steps):
      let numbers = try NumberRun(
        steps, invariants: loop.invariants(primal), state: state,
        rows: slices.enumerated().map { (carried.count + $0, $1.base) },
        sums: zip(sums, run.contributions).flatMap { sum, parts in parts.map { sum.entry($0) } })
      let firstRow = loop.step.inputs.count + carried.count
      for (index, base) in bases.enumerated() {
        if let base { numbers.set(column: firstRow + index, base) }
      }
      try eachBlock(history, first, numbers) { block throws(TensorError) in
        _ = try numbers.take(block.count, from: block.last, direction: block.direction)
      }
    }
    withExtendedLifetime(seeds) {
      for index in carried.indices {
        carried[index] = Tensor(state[index], type: carried[index].elementType)
      }
    }
  }

  /// Has a run read each block of the history, the last one first.
  private func eachBlock(
    _ history: History, _ first: Int, _ numbers: NumberRun,
    _ body: (Block) throws(TensorError) -> Void
  ) throws(TensorError) {
    let columns = LoopColumns(loop, primal)
    let direction = loop.isReversed ? -1 : 1
    let length = history.blockLength
    for block in (0..<((history.stepCount + length - 1) / length)).reversed() {
      let count = min(length, history.stepCount - block * length)
      try run.budget.spend(steps: count)
      let start = loop.position(of: first + block * length)
      let last = start + direction * (count - 1)
      let lowest = min(start, last)
      columns.set(in: numbers, lowest: lowest, count: count)
      for carry in loop.carries {
        numbers.set(column: 1 + carry, UnsafePointer(history.column(carry, of: block) - lowest))
      }
      try body(Block(count: count, last: last, lowest: lowest, direction: -direction))
    }
  }

  // MARK: Arrays

  private mutating func goOverArrays(_ history: History, _ first: Int) throws(TensorError) {
    let residualInput = loop.step.inputs.count
    let carriedInput = residualInput + reversal.residuals.count
    let rowInput = carriedInput + carried.count
    let residuals = history.columns(of: reversal.residuals)
    var stepper = Stepper(run.stepProgram)
    for constant in loop.constants { stepper.set(constant + 1, primal[constant]) }
    try stepper.prepare()
    for step in (0..<history.stepCount).reversed() {
      try run.budget.spend(steps: 1)
      let position = loop.position(of: first + step)
      let values = history.values(of: step, in: loop)
      stepper.set(0, Tensor(Double(loop.firstIndex + position)))
      for carry in loop.carries { stepper.set(1 + carry, values[carry]) }
      for slice in loop.slices { stepper.set(1 + slice, primal[slice].row(position)) }
      for (index, column) in residuals.enumerated() {
        stepper.set(residualInput + index, values[loop.carryCount + column])
      }
      for (index, cotangent) in carried.enumerated() {
        stepper.set(carriedInput + index, cotangent)
      }
      for (index, row) in rows.enumerated() { stepper.set(rowInput + index, row.row(position)) }
      try stepper.run()
      let outputs = stepper.outputs
      for index in carried.indices { carried[index] = outputs[index] }
      for (index, slice) in slices.enumerated() {
        slice.place(outputs[carried.count + index], at: position)
      }
      for (sum, parts) in zip(sums, run.contributions) {
        for part in parts {
          switch part {
          case .whole(let output): sum.add(outputs[output])
          case .element(let output, let place): sum.add(outputs[output][0], at: outputs[place][0])
          }
        }
      }
    }
  }
}

/// What a constant gets, step by step.
private final class RunningSum {
  private let type: ElementType
  private let builder: TensorBuilder
  private let count: Int

  /// The sum of nothing is nothing.
  init(shape: Shape, type: ElementType) {
    self.type = type
    count = shape.count
    builder = TensorBuilder(shape: shape, type: type)
    builder.base.initialize(repeating: -0.0, count: count)
  }

  var total: Tensor { builder.finished() }
  var base: UnsafeMutablePointer<Double> { builder.base }

  /// The sum as the register machine knows it.
  func entry(_ contribution: ReversalRun.Contribution) -> NumberRun.Sum {
    let (value, place): (Int, Int?) =
      switch contribution {
      case .whole(let output): (output, nil)
      case .element(let output, let place): (output, place)
      }
    return NumberRun.Sum(
      value: value, place: place,
      target: sg_sum(
        base: builder.base, length: count, has_places: place != nil,
        rounds_to_float: type == .float32))
  }

  private func add(_ value: Double, at place: Int) {
    let sum = builder.base[place] + value
    builder.base[place] = type == .float32 ? type.rounding(sum) : sum
  }

  /// - Parameter place: a position as the language counts, negative from the back; it has been
  ///   checked when the element was read.
  func add(_ value: Double, at place: Double) {
    let index = Int(place)
    add(value, at: index < 0 ? index + count : index)
  }

  func add(_ tensor: Tensor) {
    for index in 0..<count { add(tensor[index], at: index) }
  }
}

extension Graph {
  /// The terms that a sum adds up.
  fileprivate func terms(of node: Int) -> [Int] {
    var terms: [Int] = []
    var waiting = [node]
    while let next = waiting.popLast() {
      if primitives[next] === Primitive.add {
        waiting += operands(of: next).map(Int.init).reversed()
      } else {
        terms.append(next)
      }
    }
    return terms
  }

  /// Whether a node is an array of nothing but for one number at one place.
  fileprivate func isElementUpdate(_ node: Int) -> Bool {
    primitives[node] === Primitive.scatterAdd && shapes[node].rank == 1
      && operands(of: node).allSatisfy { shapes[Int($0)].isScalar }
  }
}
