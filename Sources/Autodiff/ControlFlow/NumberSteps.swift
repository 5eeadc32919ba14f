import CKernels

/// The steps of a loop over numbers, compiled: what depends on nothing that goes from step to step is
/// computed for many steps at once, by vector loops; the rest step by step, by a register machine.
struct NumberSteps: Sendable {
  /// What an input of the steps is.
  enum Role: Sendable {
    /// The same in every step.
    case invariant
    /// A number for each step.
    case column
    /// What the step before put out.
    case state
  }

  let roles: [Role]
  let program: ScalarProgram
  /// The operations for many steps at once, and the inputs that are their operands.
  fileprivate let lanes: Region?
  /// For each operand of the lanes where it comes from.
  fileprivate let laneSources: [LaneSource]
  /// For each result of the lanes the register that expects it.
  fileprivate let laneRegisters: [Int]
  /// The registers of the numbers that go from step to step.
  fileprivate private(set) var stateRegisters: [Int] = []
  /// The registers of results that have to be moved there, one after the other.
  fileprivate let moves: [(source: Int, target: Int)]
  /// Whether a first output decides if a step is taken.
  let hasTest: Bool

  fileprivate enum LaneSource: Sendable {
    case column(Int)
    case register(Int)
  }

  /// Whether no output needs a step to be taken.
  var isOfLanes: Bool { program.instructions(of: .main).isEmpty }

  /// How many steps are taken at once where that is possible: so few that some twenty numbers of each
  /// of them stay in the first-level cache.
  static let blockLength = 256

  /// - Parameters:
  ///   - inputs: the input nodes, with what they are.
  ///   - outputs: the nodes that are wanted; with a test, the first one is it.
  ///   - firstState: the outputs from here on become the state.
  /// - Returns: nil if not all that varies is a number.
  init?(
    _ graph: Graph, inputs: [Int], roles: [Role], outputs: [Int], firstState: Int, hasTest: Bool
  ) {
    for (input, role) in zip(inputs, roles) where role != .invariant {
      guard graph.shapes[input].isScalar else { return nil }
    }
    let simplified = graph.simplified(for: outputs)
    // What holds a graph is compiled with what it stands in: not in vain, and so not twice a level.
    guard !simplified.graph.primitives.contains(where: \.isSeveral) else { return nil }
    let isVarying = roles.map { $0 == .invariant }
    let borrowed = hasTest ? [] : Self.laneNodes(simplified, inputs, roles)
    guard
      var program = ScalarProgram(
        simplified, inputs: inputs, invariant: isVarying, borrowed: Set(borrowed),
        test: hasTest ? 0 : nil),
      program.isWithoutCalls
    else { return nil }
    var moves: [(source: Int, target: Int)] = []
    for (number, input) in roles.indices.filter({ roles[$0] == .state }).enumerated() {
      let target = program.reserveRegister(forInput: input)
      stateRegisters.append(target)
      let output = firstState + number
      if !program.place(output: output, inRegister: target),
        let source = program.outputs[output].register
      {
        moves.append((source, target))
      }
    }
    // An output may be moved to its place by a later one.
    moves = moves.filter { $0.source != $0.target }
    let targets = Set(moves.map(\.target))
    if moves.contains(where: { targets.contains($0.source) }) {
      let between = moves.map { _ in program.reserveRegister() }
      moves =
        zip(moves, between).map { ($0.source, $1) } + zip(moves, between).map { ($1, $0.target) }
    }
    self.moves = moves
    self.roles = roles
    self.program = program
    self.hasTest = hasTest
    guard !borrowed.isEmpty else {
      (lanes, laneSources, laneRegisters) = (nil, [], [])
      return
    }
    let own = Set(borrowed)
    var isRead = Set(simplified.results.filter { own.contains($0) })
    for node in 0..<simplified.graph.count where !own.contains(node) {
      for operand in simplified.graph.operands(of: node) where own.contains(Int(operand)) {
        isRead.insert(Int(operand))
      }
    }
    let region = Region(graph: simplified.graph, nodes: borrowed) { isRead.contains($0) }
    var columns: [Int: Int] = [:]
    for (index, input) in inputs.enumerated() where roles[index] == .column {
      if let node = simplified.inputs[input] { columns[node] = index }
    }
    lanes = region
    laneSources = region.inputs.map { node in
      columns[node].map { .column($0) } ?? .register(program.register(of: node))
    }
    laneRegisters = region.outputs.map { program.borrowed[$0.node] ?? 0 }
  }

  /// The elementwise nodes that depend on columns, and on nothing that goes from step to step.
  private static func laneNodes(
    _ simplified: SimplifiedGraph, _ inputs: [Int], _ roles: [Role]
  ) -> [Int] {
    let graph = simplified.graph
    var depends = [Bool](repeating: false, count: graph.count)
    var isPossible = [Bool](repeating: true, count: graph.count)
    for (input, role) in zip(inputs, roles) {
      guard let node = simplified.inputs[input] else { continue }
      depends[node] = role == .column
      isPossible[node] = role != .state && graph.shapes[node].isScalar
    }
    var nodes: [Int] = []
    for node in 0..<graph.count where !graph.primitives[node].isLeaf {
      let operands = graph.operands(of: node)
      depends[node] = operands.contains { depends[Int($0)] }
      // An invariant may be an element of an array, which the register machine has read by then.
      isPossible[node] =
        graph.shapes[node].isScalar && operands.allSatisfy { isPossible[Int($0)] }
        && (graph.primitives[node].isElementwise || !depends[node])
      if depends[node], isPossible[node] { nodes.append(node) }
    }
    return nodes
  }
}

/// The steps of a loop over numbers while they are taken.
final class NumberRun {
  /// An output that is added up over the steps, and the output that says at which place.
  struct Sum {
    let value: Int
    let place: Int?
    let target: sg_sum
  }

  private let steps: NumberSteps
  private let memory: ScalarMemory
  private var record = sg_steps()
  private let code: StepCode
  private let arena = Arena()

  /// Where the columns are read, by input: at the position of a step.
  private var columns: [UnsafePointer<Double>?]
  private var columnInputs: [Int] = []
  private var columnRegisters: [Int] = []
  private let columnPointers: UnsafeMutablePointer<UnsafePointer<Double>?>
  /// Where the state is noted, if it is, and where the rows go: at the position of a step.
  private let outputPointers: UnsafeMutablePointer<UnsafeMutablePointer<Double>?>
  private let state: UnsafeMutablePointer<Double>
  private let laneMemory: UnsafeMutablePointer<Double>
  private let laneAt: UnsafeMutableBufferPointer<UnsafeMutablePointer<Double>>
  /// Where the columns of the block that comes next begin.
  private let laneSoon: UnsafeMutableBufferPointer<UnsafeMutablePointer<Double>>

  /// - Parameters:
  ///   - invariants: the values of the invariant inputs, by input.
  ///   - state: the numbers that go from step to step, in the order of their inputs.
  ///   - notesState: whether the state is noted before each step.
  ///   - rows: for some outputs where their numbers go, by position.
  init(
    _ steps: NumberSteps, invariants: [Int: Tensor], state: UnsafeMutablePointer<Double>,
    notesState: Bool = false, rows: [(output: Int, to: UnsafeMutablePointer<Double>)],
    sums: [Sum] = []
  ) throws(TensorError) {
    self.steps = steps
    self.state = state
    memory = ScalarMemory(steps.program)
    for (input, value) in invariants { memory.set(input, value) }
    try memory.prepare()
    columns = [UnsafePointer<Double>?](repeating: nil, count: steps.roles.count)
    let program = steps.program

    for (input, role) in steps.roles.enumerated() where role == .column {
      guard let register = program.inputs[input]?.register else { continue }
      columnInputs.append(input)
      columnRegisters.append(register)
    }
    columnRegisters += steps.laneRegisters
    columnPointers = arena.pointers(columnRegisters.count)

    let lanes = steps.lanes
    let length = NumberSteps.blockLength
    laneMemory = arena.numbers((lanes?.code.registerCount ?? 0) * length)
    laneAt = arena.registers(lanes?.code.registerCount ?? 0)
    laneSoon = arena.registers(steps.laneSources.count)
    for register in laneAt.indices { laneAt[register] = laneMemory + register * length }
    for (register, source) in steps.laneSources.enumerated() {
      guard case .register(let number) = source else { continue }
      laneAt[register].initialize(repeating: memory.registers[number], count: length)
    }

    let register = { (output: Int) in program.outputs[output].register ?? 0 }
    let notes = notesState ? steps.stateRegisters : []
    outputPointers = arena.copy(notes.map { _ in nil } + rows.map { Optional($0.to) })
    code = StepCode(
      program, state: steps.stateRegisters, test: steps.hasTest ? register(0) : nil,
      columns: columnRegisters, notes: notes, rows: rows.map { register($0.output) },
      sums: sums.map { (register($0.value), $0.place.map(register)) }, moves: steps.moves)
    record.code = UnsafePointer(arena.copy(code.instructions))
    record.registers = memory.registers
    record.arrays = UnsafePointer(memory.arrays)
    record.columns = UnsafePointer(columnPointers)
    record.outputs = UnsafePointer(outputPointers)
    record.sums = UnsafePointer(arena.copy(sums.map(\.target)))
  }

  /// Whether anybody reads an input.
  func reads(_ input: Int) -> Bool { steps.program.inputs[input] != nil }

  /// Says where the numbers of a column are: at `base[position]`.
  func set(column input: Int, _ base: UnsafePointer<Double>) { columns[input] = base }

  /// Says where a number of the state is noted: at `base[position]`.
  func set(note number: Int, _ base: UnsafeMutablePointer<Double>) { outputPointers[number] = base }

  /// Computes the lanes for a block of positions, the lowest first.
  ///
  /// - Parameter direction: where the next block lies. What is before a block the processor does not
  ///   fetch by itself, as it does what is behind.
  func computeLanes(_ count: Int, lowest: Int, direction: Int) {
    for (index, input) in columnInputs.enumerated() { columnPointers[index] = columns[input] }
    guard let lanes = steps.lanes else { return }
    let next = direction < 0 && lowest >= count ? lowest - count : nil
    var soonCount = 0
    for (register, source) in steps.laneSources.enumerated() {
      guard case .column(let input) = source, let base = columns[input] else { continue }
      laneAt[register] = UnsafeMutablePointer(mutating: base + lowest)
      guard let next else { continue }
      laneSoon[soonCount] = UnsafeMutablePointer(mutating: base + next)
      soonCount += 1
    }
    lanes.compute(laneAt, count, soon: UnsafeMutableBufferPointer(rebasing: laneSoon[..<soonCount]))
    for (index, output) in lanes.outputs.enumerated() {
      columnPointers[columnInputs.count + index] = UnsafePointer(laneAt[output.register] - lowest)
    }
  }

  /// Where the numbers of an output are for a block of positions that was computed, without a step
  /// being taken: at `base[position * stride]`.
  func column(of output: Int) -> (base: UnsafePointer<Double>, stride: Int)? {
    guard let register = steps.program.outputs[output].register else { return nil }
    if let index = columnRegisters.firstIndex(of: register) {
      return columnPointers[index].map { ($0, 1) }
    }
    return (UnsafePointer(memory.registers + register), 0)
  }

  /// Takes steps at the positions from `first` on in a direction, at most a block of them.
  ///
  /// - Returns: how many were taken: fewer if the test ended them.
  func take(_ count: Int, from first: Int, direction: Int) throws(TensorError) -> Int {
    computeLanes(
      count, lowest: direction > 0 ? first : first - count + 1, direction: direction)
    for (number, register) in steps.stateRegisters.enumerated() {
      memory.registers[register] = state[number]
    }
    var fault = -1
    let taken = sg_run_steps(&record, first, direction, count, &fault)
    for (number, register) in steps.stateRegisters.enumerated() {
      state[number] = memory.registers[register]
    }
    if fault >= 0, let instruction = code.origins[fault] { throw memory.fault(at: instruction) }
    return taken
  }
}
