import CKernels

/// What a region does with a block of lanes: instructions, and the registers that they use.
struct RegionCode: Sendable {
  private(set) var instructions: [sg_block_instruction] = []
  /// What the instructions compute, in their order.
  private(set) var nodes: [Int] = []
  /// Operations that one instruction does at once: the first of them, and the second.
  private(set) var joined: [Int: Int] = [:]
  private(set) var registerCount: Int
  /// Registers whose values nobody reads any more.
  private var free: [Int32] = []

  /// - Parameters:
  ///   - inputCount: the registers of the inputs, which are the first.
  ///   - scratch: knows which nodes are the region's own, how often each node is read, and the
  ///     registers of the inputs; it is told those of the nodes.
  ///   - isKept: whether a node's value must still be there behind the last instruction.
  init(
    _ graph: Graph, _ nodes: [Int], inputCount: Int, scratch: inout RegionScratch,
    isKept: (Int) -> Bool
  ) {
    registerCount = inputCount
    instructions.reserveCapacity(nodes.count)
    self.nodes.reserveCapacity(nodes.count)
    graph.noteRelations(nodes, &scratch, isKept)
    for node in nodes where !scratch.isTaken[node] { append(node, graph, &scratch, isKept) }
  }

  /// Appends the instruction for a node, behind those that it needs.
  private mutating func append(
    _ node: Int, _ graph: Graph, _ scratch: inout RegionScratch, _ isKept: (Int) -> Bool
  ) {
    guard case .elementwise(let kernel, _) = graph.primitives[node].definition else { return }
    scratch.isTaken[node] = true
    if let (second, kernel) = graph.partner(of: node, scratch) {
      scratch.isTaken[second] = true
      let operand = graph.operand(at: graph.operandPlaces(of: node).lowerBound)
      var instruction = kernel.instruction
      instruction.rounds_to_float = graph.types[node] == .float32
      instruction.a = read(operand, &scratch, isKept)
      _ = read(operand, &scratch, isKept)
      instruction.result = write(node, &scratch, isKept)
      instruction.other = write(second, &scratch, isKept)
      if graph.primitives[node].paired(with: graph.primitives[second]) == nil {
        swap(&instruction.result, &instruction.other)
      }
      append(instruction, node, second)
    } else if let (product, other, kernel) = graph.joined(into: node, scratch) {
      var instruction = kernel.instruction(index: 0)
      let places = graph.operandPlaces(of: product)
      instruction.a = read(graph.operand(at: places.lowerBound), &scratch, isKept)
      instruction.b = read(graph.operand(at: places.lowerBound + 1), &scratch, isKept)
      instruction.c = read(other, &scratch, isKept)
      instruction.result = write(node, &scratch, isKept)
      append(instruction, product, node)
    } else if let inverse = graph.inverseOfDivisor(of: node, scratch) {
      if !scratch.isTaken[inverse] { append(inverse, graph, &scratch, isKept) }
      appendPlain(node, with: inverse, .ternary(sg_quotient), graph, &scratch, isKept)
    } else {
      appendPlain(node, kernel, graph, &scratch, isKept)
    }
  }

  /// Appends the instruction for a node by itself.
  ///
  /// - Parameter last: an operand of the kernel behind those of the operation.
  private mutating func appendPlain(
    _ node: Int, with last: Int? = nil, _ kernel: ElementKernel, _ graph: Graph,
    _ scratch: inout RegionScratch, _ isKept: (Int) -> Bool
  ) {
    let index = graph.statics(of: node).index
    var instruction = (graph.primitives[node].loop(index: index) ?? kernel).instruction(
      index: index)
    instruction.rounds_to_float = graph.types[node] == .float32
    for (index, place) in graph.operandPlaces(of: node).enumerated() {
      let register = read(graph.operand(at: place), &scratch, isKept)
      switch index {
      case 0: instruction.a = register
      case 1: instruction.b = register
      default: instruction.c = register
      }
    }
    if let last { instruction.c = read(last, &scratch, isKept) }
    instruction.result = write(node, &scratch, isKept)
    append(instruction, node)
  }

  private mutating func append(
    _ instruction: sg_block_instruction, _ node: Int, _ second: Int? = nil
  ) {
    instructions.append(instruction)
    nodes.append(node)
    guard let second else { return }
    nodes.append(second)
    joined[node] = second
  }

  // MARK: Registers

  /// The register of an operand. It is taken again as soon as nobody reads it; those of inputs and of
  /// what is kept are not.
  private mutating func read(
    _ operand: Int, _ scratch: inout RegionScratch, _ isKept: (Int) -> Bool
  ) -> Int32 {
    let register = scratch.registers[operand]
    scratch.uses[operand] -= 1
    if scratch.uses[operand] == 0, scratch.isOwn[operand], !isKept(operand) {
      free.append(register)
    }
    return register
  }

  /// A register for a node.
  private mutating func write(
    _ node: Int, _ scratch: inout RegionScratch, _ isKept: (Int) -> Bool
  ) -> Int32 {
    // What is kept may be written to memory, where nothing else may be before.
    if !isKept(node), let register = free.popLast() {
      scratch.registers[node] = register
    } else {
      scratch.registers[node] = Int32(truncatingIfNeeded: registerCount)
      registerCount += 1
    }
    return scratch.registers[node]
  }
}

extension Primitive {
  /// A loop that does the same as the kernel with this index, faster.
  fileprivate func loop(index: Int) -> ElementKernel? {
    guard self === Primitive.power else { return nil }
    return index == 2 ? .unary(sg_square) : index == -1 ? .unary(sg_reciprocal) : nil
  }
}

// MARK: - What one instruction does at once

extension Graph {
  /// Notes which of a region's nodes could be computed with which others.
  fileprivate func noteRelations(
    _ nodes: [Int], _ scratch: inout RegionScratch, _ isKept: (Int) -> Bool
  ) {
    // For each operand the operations of it that have a partner, in order: a chain of nodes.
    for node in nodes.reversed() {
      guard let operand = soleOperand(of: node) else { continue }
      if primitives[node] === Primitive.reciprocal, types[node] == .float64 {
        scratch.inverse[operand] = Int32(truncatingIfNeeded: node)
      }
      guard primitives[node].partner != nil else { continue }
      scratch.next[node] = scratch.first[operand]
      scratch.first[operand] = Int32(truncatingIfNeeded: node)
    }
    for node in nodes {
      let places = operandPlaces(of: node)
      guard places.count == 2, types[node] == .float64 else { continue }
      if let inverse = inverseOfDivisor(of: node, scratch) {
        // That quotient reads it too.
        scratch.uses[inverse] += 1
        continue
      }
      for place in places {
        let operand = operand(at: place)
        guard scratch.isOwn[operand], scratch.uses[operand] == 1, !isKept(operand),
          scratch.product[operand] < 0, types[operand] == .float64,
          primitives[operand].joined(with: primitives[node], isLast: place > places.lowerBound)
            != nil
        else { continue }
        scratch.product[node] = Int32(truncatingIfNeeded: operand)
        scratch.isTaken[operand] = true
        break
      }
    }
  }

  private func soleOperand(of node: Int) -> Int? {
    let places = operandPlaces(of: node)
    return places.count == 1 ? operand(at: places.lowerBound) : nil
  }

  /// An operation of the same operand that has a kernel together with a node, and that kernel.
  fileprivate func partner(
    of node: Int, _ scratch: RegionScratch
  ) -> (second: Int, kernel: PairedKernel)? {
    guard let partner = primitives[node].partner, let operand = soleOperand(of: node) else {
      return nil
    }
    var other = Int(scratch.first[operand])
    while other >= 0, primitives[other] !== partner || scratch.isTaken[other] {
      other = Int(scratch.next[other])
    }
    guard other >= 0,
      let kernel = primitives[node].paired(with: partner) ?? partner.paired(with: primitives[node])
    else { return nil }
    return (other, kernel)
  }

  /// The operation whose result only this node reads, the node's other operand, and the kernel for
  /// both.
  fileprivate func joined(
    into node: Int, _ scratch: RegionScratch
  ) -> (product: Int, other: Int, kernel: ElementKernel)? {
    let product = Int(scratch.product[node])
    guard product >= 0 else { return nil }
    let places = operandPlaces(of: node)
    let (first, last) = (operand(at: places.lowerBound), operand(at: places.lowerBound + 1))
    let kernel = primitives[product].joined(with: primitives[node], isLast: product == last)
    return kernel.map { (product, product == last ? first : last, $0) }
  }

  /// Where a node is a quotient, the reciprocal of its divisor, if the region computes it.
  fileprivate func inverseOfDivisor(of node: Int, _ scratch: RegionScratch) -> Int? {
    guard primitives[node] === Primitive.divide, types[node] == .float64 else { return nil }
    let inverse = Int(scratch.inverse[operand(at: operandPlaces(of: node).lowerBound + 1)])
    return inverse >= 0 ? inverse : nil
  }
}
