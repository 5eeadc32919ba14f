/// A body compiled for being run again and again: over registers where it is about numbers, by regions
/// where it is about arrays.
enum StepProgram: Sendable {
  case numbers(ScalarProgram)
  case arrays(Program)

  /// - Parameters:
  ///   - outputs: the nodes of the body's graph whose values are wanted.
  ///   - invariant: for each input, whether it stays the same from run to run.
  init(_ graph: Graph, inputs: [Int], outputs: [Int], invariant: [Bool]) {
    let simplified = graph.simplified(for: outputs)
    if let program = ScalarProgram(simplified, inputs: inputs, invariant: invariant) {
      self = .numbers(program)
    } else {
      self = .arrays(Program(simplified, inputs: inputs))
    }
  }

  init(_ body: Body) {
    self.init(
      body.graph, inputs: body.inputs, outputs: body.outputs,
      invariant: [Bool](repeating: false, count: body.inputs.count))
  }

  /// Runs once.
  func run(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
    var stepper = Stepper(self)
    for (index, value) in inputs.enumerated() { stepper.set(index, value) }
    try stepper.prepare()
    try stepper.run()
    return stepper.outputs
  }
}

/// Runs a step program on tensors, whichever kind it is.
struct Stepper {
  private let program: StepProgram
  private let memory: ScalarMemory?
  private var given: [Tensor]
  private var results: [Tensor] = []

  init(_ program: StepProgram) {
    self.program = program
    switch program {
    case .numbers(let program):
      memory = ScalarMemory(program)
      given = []
    case .arrays(let program):
      memory = nil
      given = [Tensor](repeating: Tensor(.nan), count: program.inputs.count)
    }
  }

  mutating func set(_ input: Int, _ value: Tensor) {
    if let memory { memory.set(input, value) } else { given[input] = value }
  }

  /// Computes what is the same in every run; the invariant inputs must be set.
  func prepare() throws(TensorError) { try memory?.prepare() }

  mutating func run() throws(TensorError) {
    switch program {
    case .numbers: try memory?.run()
    case .arrays(let program): results = try program.execute(given)
    }
  }

  func output(_ index: Int) -> Tensor {
    memory?.output(index) ?? results[index]
  }

  var outputs: [Tensor] {
    switch program {
    case .numbers(let program): program.outputs.indices.map { output($0) }
    case .arrays: results
    }
  }
}
