import CKernels

/// What a region does with a block of lanes: instructions, and the registers that they use.
struct RegionCode: Sendable {
  private(set) var instructions: [sg_block_instruction] = []
  /// What the instructions compute, in their order.
  private(set) var nodes: [Int] = []
  /// Operations that one instruction does at once: each but the last of them, and the last.
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
      append(instruction, [node, second])
    } else if let kernel = graph.joinedKernel(of: node, scratch) {
      var (operations, operands) = ([Int](), [Int]())
      graph.collect(joinedInto: node, scratch, &operations, &operands)
      var instruction = kernel.instruction
      for (index, operand) in operands.enumerated() {
        instruction.setOperand(index, read(operand, &scratch, isKept))
      }
      instruction.result = write(node, &scratch, isKept)
      append(instruction, operations)
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
      instruction.setOperand(index, read(graph.operand(at: place), &scratch, isKept))
    }
    if let last { instruction.c = read(last, &scratch, isKept) }
    instruction.result = write(node, &scratch, isKept)
    append(instruction, [node])
  }

  /// - Parameter operations: what the instruction does, in an order.
  private mutating func append(_ instruction: sg_block_instruction, _ operations: [Int]) {
    instructions.append(instruction.withChosenLoop)
    nodes += operations
    for operation in operations.dropLast() { joined[operation] = operations.last }
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

extension sg_block_instruction {
  fileprivate var withChosenLoop: Self {
    var copy = self
    copy.function = copy.function.map(sg_chosen_loop)
    return copy
  }

  fileprivate mutating func setOperand(_ index: Int, _ register: Int32) {
    switch index {
    case 0: a = register
    case 1: b = register
    case 2: c = register
    default: d = register
    }
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
    for node in nodes where types[node] == .float64 {
      if let inverse = inverseOfDivisor(of: node, scratch) {
        // That quotient reads it too.
        scratch.uses[inverse] += 1
      } else {
        noteJoined(into: node, &scratch, isKept)
      }
    }
  }

  /// Notes the operations whose results a node alone reads and that one kernel does with it.
  private func noteJoined(
    into node: Int, _ scratch: inout RegionScratch, _ isKept: (Int) -> Bool
  ) {
    let places = operandPlaces(of: node)
    guard places.count == 1 || places.count == 2 else { return }
    let (first, last) = (operand(at: places.lowerBound), operand(at: places.upperBound - 1))
    // Those that may go into a kernel with this one.
    let inner = [first, last].map { operand in
      scratch.isOwn[operand] && scratch.uses[operand] == 1 && !isKept(operand)
        && types[operand] == .float64 ? operand : -1
    }
    for (one, other) in [(inner[0], inner[1]), (inner[0], -1), (inner[1], -1)] where one >= 0 {
      scratch.inner[node] = Int32(truncatingIfNeeded: one)
      scratch.otherInner[node] = Int32(truncatingIfNeeded: other)
      guard joinedKernel(of: node, scratch) == nil else {
        scratch.isTaken[one] = true
        if other >= 0 { scratch.isTaken[other] = true }
        return
      }
    }
    scratch.inner[node] = -1
    scratch.otherInner[node] = -1
  }

  /// The kernel for a node and what was noted with it.
  fileprivate func joinedKernel(of node: Int, _ scratch: RegionScratch) -> JoinedKernel? {
    let (inner, other) = (Int(scratch.inner[node]), Int(scratch.otherInner[node]))
    guard inner >= 0, other != inner else { return nil }
    let reader = primitives[node]
    let innermost = Int(scratch.inner[inner])
    if other >= 0 {
      guard innermost < 0, scratch.inner[other] < 0 else { return nil }
      return primitives[inner].joined(and: primitives[other], with: reader)
    }
    if innermost >= 0 {
      guard scratch.otherInner[inner] < 0 else { return nil }
      return primitives[innermost].joined(through: primitives[inner], with: reader)
    }
    let isLast = operand(at: operandPlaces(of: node).lowerBound) != inner
    return primitives[inner].joined(with: reader, isLast: isLast)
  }

  /// Appends a node and the operations that are done with it, in an order in which they could be done,
  /// and all that they read.
  fileprivate func collect(
    joinedInto node: Int, _ scratch: RegionScratch, _ operations: inout [Int],
    _ operands: inout [Int]
  ) {
    let inner = [Int(scratch.inner[node]), Int(scratch.otherInner[node])]
    for operation in inner where operation >= 0 {
      collect(joinedInto: operation, scratch, &operations, &operands)
    }
    for place in operandPlaces(of: node) where !inner.contains(operand(at: place)) {
      operands.append(operand(at: place))
    }
    operations.append(node)
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

  /// Where a node is a quotient, the reciprocal of its divisor, if the region computes it.
  fileprivate func inverseOfDivisor(of node: Int, _ scratch: RegionScratch) -> Int? {
    guard primitives[node] === Primitive.divide, types[node] == .float64 else { return nil }
    let inverse = Int(scratch.inverse[operand(at: operandPlaces(of: node).lowerBound + 1)])
    return inverse >= 0 ? inverse : nil
  }
}
