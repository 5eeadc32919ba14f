/// The program for some nodes of a recorded graph, and the values it is run with.
public struct Compiled: Sendable {
  public let program: Program
  private let inputs: [Tensor]
  private let budget: Budget
  private let peakBytes: Int

  /// Simplifies and orders what `nodes` are computed from.
  public init(_ recorder: GraphRecorder, for nodes: [Int]) {
    let simplified = recorder.graph.simplified(for: nodes)
    let inputs = simplified.inputs.nodes
    budget = recorder.budget
    program = Program(simplified, inputs: inputs)
    peakBytes = program.peakBytes
    self.inputs = inputs.map { recorder.inputs[$0] ?? Tensor(.nan) }
  }

  /// The values of the nodes, in their order; an error has the place of the operation it came from.
  public func run() throws(TensorError) -> [Tensor] {
    defer { budget.release(bytes: peakBytes) }
    try budget.reserve(bytes: peakBytes)
    return try program.execute(inputs, budget: budget)
  }
}
