/// A step of a program, for whoever wants to show it.
package struct ProgramBlock: Sendable {
  /// The band by band work that it is a part of.
  package struct Bands: Sendable {
    /// Which step of the program it is.
    package let step: Int
    package let rowCount: Int
    /// The rows of each band.
    package let height: Int
  }

  /// Whether its operations were fused, so that values go from one to the next in registers.
  package let isFused: Bool
  /// The operations, in the order in which they are done.
  package fileprivate(set) var nodes: [Int]
  /// Pairs of operations that one kernel does at once, by the first of them.
  package let partners: [Int: Int]
  /// Nodes that are read from memory.
  package let inputs: [Int]
  /// Nodes that are written to memory.
  package let outputs: [Int]
  /// Nodes that go from or to memory; in bands the others stay in the cache.
  package fileprivate(set) var moved: [Int]
  /// Nil for a step that is done for whole arrays.
  package fileprivate(set) var bands: Bands?
}

extension Program {
  /// The steps in their order.
  package var blocks: [ProgramBlock] {
    // What several steps make as they read it stands in the first of them.
    var listed = Set<Int>()
    return steps.indices.flatMap { blocks(ofStep: $0) }.compactMap { block in
      var block = block
      block.nodes.removeAll { graph.isView($0) && !listed.insert($0).inserted }
      return block.nodes.isEmpty ? nil : block
    }
  }

  private func blocks(ofStep index: Int) -> [ProgramBlock] {
    switch steps[index] {
    case .whole(let node, _):
      var inputs: [Int] = []
      for operand in graph.operands(of: node).map(Int.init) where !inputs.contains(operand) {
        inputs.append(operand)
      }
      return [
        ProgramBlock(isFused: false, nodes: [node], inputs: inputs, outputs: [node])
      ]
    case .region(let region):
      let after = region.assemblies.map(\.node) + region.sums.map(\.node)
      return [
        ProgramBlock(
          isFused: true, nodes: region.broadcasts + region.code.nodes + after,
          partners: region.code.joined,
          inputs: region.inputs, outputs: region.outputs.map(\.node) + after)
      ]
    case .bands(let step):
      let bands = ProgramBlock.Bands(
        step: index, rowCount: step.rowCount, height: step.height)
      // Each that comes from outside is fetched once.
      var outside = Set(step.inputs.map(\.node))
      return step.band.program.blocks.map { block in
        var block = block.renamed(step.band.origins)
        block.moved = block.inputs.filter { outside.remove($0) != nil }
        block.moved += block.outputs.filter(step.outputs.contains)
        block.bands = bands
        return block
      }
    }
  }
}

extension ProgramBlock {
  fileprivate init(
    isFused: Bool, nodes: [Int], partners: [Int: Int] = [:], inputs: [Int], outputs: [Int]
  ) {
    (self.isFused, self.nodes, self.partners) = (isFused, nodes, partners)
    (self.inputs, self.outputs, moved) = (inputs, outputs, inputs + outputs)
  }

  /// The same of other nodes, each named by what it is some rows of.
  fileprivate func renamed(_ names: [Int]) -> ProgramBlock {
    ProgramBlock(
      isFused: isFused, nodes: nodes.map { names[$0] },
      partners: Dictionary(
        partners.map { (names[$0.key], names[$0.value]) }, uniquingKeysWith: { first, _ in first }),
      inputs: inputs.map { names[$0] }, outputs: outputs.map { names[$0] })
  }
}
