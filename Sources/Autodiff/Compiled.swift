/// The program for some nodes of a recorded graph, and the values it is run with.
public struct Compiled: Sendable {
  public let program: Program
  private let inputs: [Int: Tensor]

  /// Simplifies and orders what `nodes` are computed from.
  public init(_ recorder: GraphRecorder, for nodes: [Int]) {
    let simplified = recorder.graph.simplified(for: nodes)
    program = Program(simplified)
    var inputs: [Int: Tensor] = [:]
    for (original, node) in simplified.inputs { inputs[node] = recorder.inputs[original] }
    self.inputs = inputs
  }

  /// The values of the nodes, in their order; a fault says at which node of the program it happened.
  public func run() throws(Program.Fault) -> [Tensor] {
    try program.execute(inputs)
  }
}
