import CKernels

/// What the register machine does in each step of a loop: the instructions of a program, and around
/// them what is read and written at the position of the step.
struct StepCode {
  private(set) var instructions: [sg_instruction] = []
  /// For each instruction the one of the program that it is.
  private(set) var origins: [Int?] = []

  /// - Parameters:
  ///   - columns: the registers that the columns are read into.
  ///   - notes: the registers that are written before the step.
  ///   - rows: those that are written behind it.
  ///   - sums: what is added up, and where it says at which place.
  ///   - moves: registers that are copied at last, one after the other.
  init(
    _ program: ScalarProgram, test: Int?, columns: [Int], notes: [Int], rows: [Int],
    sums: [(value: Int, place: Int?)], moves: [(source: Int, target: Int)]
  ) {
    for (index, register) in columns.enumerated() {
      append(SG_READ, register, number: index, result: register)
    }
    append(program, .test)
    if let test { append(SG_END_WHERE_ZERO, test) }
    for (index, register) in notes.enumerated() { append(SG_WRITE, register, number: index) }
    append(program, .main)
    for (index, register) in rows.enumerated() {
      append(SG_WRITE, register, number: notes.count + index)
    }
    for (index, sum) in sums.enumerated() {
      append(SG_ADD_UP, sum.value, sum.place, number: index)
    }
    for move in moves { append(SG_COPY, move.source, result: move.target) }
    append(SG_NEXT_STEP, instructions.first.map { Int($0.a) } ?? 0)
    passResultsOn()
  }

  private mutating func append(_ program: ScalarProgram, _ part: ScalarProgram.Part) {
    let range = program.instructions(of: part)
    instructions += program.code[range]
    origins += range.map { $0 }
  }

  private mutating func append(
    _ operation: sg_operation, _ a: Int, _ b: Int? = nil, number: Int = 0, result: Int? = nil
  ) {
    var instruction = sg_instruction()
    instruction.operation = Int32(operation.rawValue)
    (instruction.a, instruction.b) = (Int32(a), Int32(b ?? a))
    (instruction.c, instruction.result) = (Int32(number), Int32(result ?? a))
    instructions.append(instruction)
    origins.append(nil)
  }

  /// Has instructions take first what the one before them has at hand: that need not be read.
  private mutating func passResultsOn() {
    var atHand = instructions.dropLast().last?.result
    for index in instructions.indices {
      let next = instructions[index]
      if next.isSymmetric, next.b == atHand {
        (instructions[index].a, instructions[index].b) = (next.b, next.a)
      }
      atHand = next.result
    }
    // The last instruction leaves to the first what it takes.
    instructions[instructions.count - 1].a = instructions[0].a
  }
}

extension sg_instruction {
  /// Whether a and b may change places.
  fileprivate var isSymmetric: Bool {
    [SG_ADD, SG_MULTIPLY, SG_EQUAL, SG_MULTIPLY_ADD, SG_MULTIPLY_SUBTRACT, SG_SUBTRACT_PRODUCT]
      .contains { $0.rawValue == operation }
  }
}
