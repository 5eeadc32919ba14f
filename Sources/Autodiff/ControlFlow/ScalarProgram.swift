/// A graph of numbers, compiled for being run again and again: registers of numbers, no allocation,
/// no reference counting. What is not a number (an array that is read from, a loop inside) is kept in
/// slots beside the registers, and called.
struct ScalarProgram: Sendable {
  /// A computation on tensors: operands and results are registers or slots.
  struct Call: Sendable {
    enum Place: Sendable { case register(Int), slot(Int) }

    let operands: [Place]
    let types: [ElementType]
    let result: Place
    let note: Graph.Note
    let run: @Sendable ([Tensor]) throws(TensorError) -> Tensor
  }

  /// What depends on no input that varies from run to run, and the rest.
  private(set) var prologue: [ScalarInstruction] = []
  private(set) var instructions: [ScalarInstruction] = []
  private(set) var calls: [Call] = []
  private(set) var constants: [(register: Int, value: Double)] = []
  private(set) var constantSlots: [(slot: Int, value: Tensor)] = []
  private(set) var registerCount = 0
  private(set) var slotCount = 0
  /// Where each input goes; nil if it is not needed.
  private(set) var inputs: [Call.Place?] = []
  private(set) var outputs: [Call.Place] = []
  private(set) var outputTypes: [ElementType] = []

  /// - Parameters:
  ///   - invariant: for each input, whether it stays the same from run to run.
  /// - Returns: nil if an elementwise operation works on arrays, which regions do better.
  init?(_ simplified: SimplifiedGraph, inputs nodes: [Int], invariant: [Bool]) {
    let graph = simplified.graph
    var places = [Call.Place](repeating: .register(0), count: graph.count)
    var isInvariant = [Bool](repeating: true, count: graph.count)
    for (node, isInvariantInput) in zip(nodes, invariant) {
      if let place = simplified.inputs[node] { isInvariant[place] = isInvariantInput }
    }
    for node in 0..<graph.count {
      let primitive = graph.primitives[node]
      let isNumber = graph.shapes[node].isScalar && !primitive.isSeveral
      if case .elementwise = primitive.definition, !isNumber { return nil }
      places[node] = isNumber ? .register(registerCount) : .slot(slotCount)
      if isNumber { registerCount += 1 } else { slotCount += 1 }
      if let constant = graph.constant(of: node) {
        switch places[node] {
        case .register(let register): constants.append((register, constant[0]))
        case .slot(let slot): constantSlots.append((slot, constant))
        }
        continue
      }
      if primitive === Primitive.input { continue }
      let operands = graph.operands(of: node).map(Int.init)
      isInvariant[node] = operands.allSatisfy { isInvariant[$0] }
      append(graph, node, operands, places, isInvariant: isInvariant[node])
    }
    inputs = nodes.map { node in simplified.inputs[node].map { places[$0] } }
    outputs = simplified.results.map { places[$0] }
    outputTypes = simplified.results.map { graph.types[$0] }
  }

  private mutating func append(
    _ graph: Graph, _ node: Int, _ operands: [Int], _ places: [Call.Place], isInvariant: Bool
  ) {
    let instruction: ScalarInstruction
    let primitive = graph.primitives[node]
    if case .elementwise(let kernel, _) = primitive.definition {
      let registers = operands.map { places[$0].register }
      var index = 0
      if case .integer(let value)? = graph.statics(of: node).first { index = value }
      instruction = ScalarInstruction(
        operation: ScalarOperation(primitive, kernel, index: index), a: registers[0],
        b: registers[min(1, registers.count - 1)], c: registers[registers.count - 1],
        result: places[node].register)
    } else {
      calls.append(
        Call(
          operands: operands.map { places[$0] }, types: operands.map { graph.types[$0] },
          result: places[node], note: graph.note(of: node), run: graph.computation(of: node)))
      instruction = ScalarInstruction(
        operation: .call(calls.count - 1), a: 0, b: 0, c: 0, result: 0)
    }
    emit(instruction, isInvariant)
    if graph.types[node] == .float32, case .register = places[node], primitive.isElementwise {
      let register = places[node].register
      emit(
        ScalarInstruction(
          operation: .roundToFloat, a: register, b: register, c: register, result: register),
        isInvariant)
    }
  }

  private mutating func emit(_ instruction: ScalarInstruction, _ isInvariant: Bool) {
    if isInvariant { prologue.append(instruction) } else { instructions.append(instruction) }
  }
}

extension ScalarProgram.Call.Place {
  var register: Int32 { if case .register(let register) = self { Int32(register) } else { 0 } }
}

extension Primitive {
  var isSeveral: Bool { if case .several = definition { true } else { false } }
}

/// The memory in which a scalar program runs.
final class ScalarMemory {
  let program: ScalarProgram
  let registers: UnsafeMutablePointer<Double>
  private var slots: [Tensor?]

  init(_ program: ScalarProgram) {
    self.program = program
    registers = .allocate(capacity: max(1, program.registerCount))
    registers.initialize(repeating: .nan, count: max(1, program.registerCount))
    slots = [Tensor?](repeating: nil, count: program.slotCount)
    for (register, value) in program.constants { registers[register] = value }
    for (slot, value) in program.constantSlots { slots[slot] = value }
  }

  deinit { registers.deallocate() }

  func set(_ input: Int, _ value: Tensor) {
    switch program.inputs[input] {
    case .register(let register)?: registers[register] = value[0]
    case .slot(let slot)?: slots[slot] = value
    case nil: break
    }
  }

  func output(_ index: Int) -> Tensor { value(program.outputs[index], program.outputTypes[index]) }

  private func value(_ place: ScalarProgram.Call.Place, _ type: ElementType) -> Tensor {
    switch place {
    case .register(let register): Tensor(registers[register], type: type)
    case .slot(let slot): slots[slot] ?? Tensor(.nan)
    }
  }

  /// Computes what is the same in every run.
  func prepare() throws(TensorError) { try run(program.prologue) }

  func run() throws(TensorError) { try run(program.instructions) }

  @inline(__always)
  private func run(_ instructions: [ScalarInstruction]) throws(TensorError) {
    var index = 0
    let count = instructions.count
    let registers = self.registers
    try instructions.withUnsafeBufferPointer { buffer throws(TensorError) in
      while index < count {
        if case .call(let number) = buffer[index].operation {
          try call(program.calls[number])
        } else {
          buffer[index].run(registers)
        }
        index += 1
      }
    }
  }

  private func call(_ call: ScalarProgram.Call) throws(TensorError) {
    var operands: [Tensor] = []
    operands.reserveCapacity(call.operands.count)
    for (place, type) in zip(call.operands, call.types) { operands.append(value(place, type)) }
    do throws(TensorError) {
      let result = try call.run(operands)
      switch call.result {
      case .register(let register): registers[register] = result[0]
      case .slot(let slot): slots[slot] = result
      }
    } catch {
      throw error.at(call.note.place)
    }
  }
}
