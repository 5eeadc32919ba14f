/// A step of a program, for whoever wants to show it.
package struct ProgramBlock: Sendable {
  /// Whether its operations were fused, so that values go from one to the next in registers.
  package let isFused: Bool
  /// The operations, in the order in which they are done.
  package let nodes: [Int]
  /// Pairs of operations that one kernel does at once, by the first of them.
  package let partners: [Int: Int]
  /// Nodes that are read from memory.
  package let inputs: [Int]
  /// Nodes that are written to memory.
  package let outputs: [Int]
}

extension Program {
  /// The steps in their order.
  package var blocks: [ProgramBlock] {
    // A broadcast that several regions make as they read it stands in the first of them.
    var listed = Set<Int>()
    return steps.map { step in
      switch step {
      case .whole(let node, _):
        var inputs: [Int] = []
        for operand in graph.operands(of: node).map(Int.init) where !inputs.contains(operand) {
          inputs.append(operand)
        }
        return ProgramBlock(
          isFused: false, nodes: [node], partners: [:], inputs: inputs, outputs: [node])
      case .region(let region):
        let broadcasts = region.broadcasts.filter { listed.insert($0).inserted }
        let after = region.assemblies.map(\.node) + region.sums.map(\.node)
        return ProgramBlock(
          isFused: true, nodes: broadcasts + region.code.nodes + after,
          partners: region.code.joined,
          inputs: region.inputs, outputs: region.outputs.map(\.node) + after)
      }
    }
  }
}
