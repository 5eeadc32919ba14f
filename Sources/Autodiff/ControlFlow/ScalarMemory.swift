import CKernels

/// The memory in which a scalar program runs.
final class ScalarMemory {
  let program: ScalarProgram
  let registers: UnsafeMutablePointer<Double>
  /// The arrays that elements are read from.
  let arrays: UnsafeMutablePointer<sg_array>
  private var slots: [Tensor?]
  private let uniforms: UnsafeMutablePointer<Double>

  init(_ program: ScalarProgram) {
    self.program = program
    registers = .allocate(capacity: max(1, program.registerCount))
    registers.initialize(repeating: .nan, count: max(1, program.registerCount))
    let arrayCount = max(1, program.arraySlots.count)
    arrays = .allocate(capacity: arrayCount)
    arrays.initialize(repeating: sg_array(), count: arrayCount)
    uniforms = .allocate(capacity: arrayCount)
    uniforms.initialize(repeating: 0, count: arrayCount)
    slots = [Tensor?](repeating: nil, count: program.slotCount)
    for (register, value) in program.constants { registers[register] = value }
    for (slot, value) in program.constantSlots { set(slot: slot, value) }
  }

  deinit {
    registers.deallocate()
    arrays.deallocate()
    uniforms.deallocate()
  }

  func set(_ input: Int, _ value: Tensor) {
    switch program.inputs[input] {
    case .register(let register)?: registers[register] = value[0]
    case .slot(let slot)?: set(slot: slot, value)
    case nil: break
    }
  }

  private func set(slot: Int, _ value: Tensor) {
    slots[slot] = value
    guard let array = program.arraySlots.firstIndex(of: slot) else { return }
    if let base = value.base {
      arrays[array] = sg_array(base: base, length: value.count, stride: 1)
    } else {
      uniforms[array] = value.uniformValue ?? .nan
      arrays[array] = sg_array(base: uniforms + array, length: value.count, stride: 0)
    }
  }

  func output(_ index: Int) -> Tensor { value(program.outputs[index], program.outputTypes[index]) }

  private func value(_ place: ScalarProgram.Place, _ type: ElementType) -> Tensor {
    switch place {
    case .register(let register): Tensor(registers[register], type: type)
    case .slot(let slot): slots[slot] ?? Tensor(.nan)
    }
  }

  /// Computes what is the same in every run.
  func prepare() throws(TensorError) { try run(.prologue) }

  func run() throws(TensorError) {
    try run(.test)
    try run(.main)
  }

  private func run(_ part: ScalarProgram.Part) throws(TensorError) {
    for piece in program.pieces[part.rawValue] {
      switch piece {
      case .instructions(let range):
        let fault = program.code.withUnsafeBufferPointer { code in
          sg_run(code.baseAddress.map { $0 + range.lowerBound }, registers, arrays)
        }
        if fault >= 0 { throw self.fault(at: range.lowerBound + fault) }
      case .call(let number): try call(program.calls[number])
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
      throw error.at(call.place)
    }
  }

  /// Why an instruction found no element.
  func fault(at instruction: Int) -> TensorError {
    let code = program.code[instruction]
    let array = arrays[Int(code.c)]
    do throws(TensorError) {
      _ = try Tensor(repeating: 0, shape: [array.length]).taking(
        Tensor(registers[Int(code.a)]), axis: 0)
    } catch {
      return error.at(program.place(of: instruction))
    }
    return TensorError("index-out-of-range", "an index is out of range")
      .at(program.place(of: instruction))
  }
}
