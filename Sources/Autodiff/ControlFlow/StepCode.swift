import CKernels

/// What the register machine does in each step of a loop: the instructions of a program, and around
/// them what is read and written at the position of the step.
struct StepCode {
  private(set) var instructions: [sg_instruction] = []
  /// For each instruction the one of the program that it is.
  private(set) var origins: [Int?] = []

  /// - Parameters:
  ///   - state: the registers of what goes from step to step.
  ///   - columns: those that the columns are read into.
  ///   - notes: the registers that are written before the step.
  ///   - rows: those that are written behind it.
  ///   - sums: what is added up, and where it says at which place.
  ///   - moves: registers that are copied at last, one after the other.
  init(
    _ program: ScalarProgram, state: [Int], test: Int?, columns: [Int], notes: [Int], rows: [Int],
    sums: [(value: Int, place: Int?)], moves: [(source: Int, target: Int)]
  ) {
    for (index, register) in columns.enumerated() {
      append(SG_READ, state.first ?? register, number: index, result: register)
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
    keepForSums()
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

  /// Keeps what takes long to compute for the sum that reads it, where something else is computed in
  /// between.
  private mutating func keepForSums() {
    var producer = 0
    while producer < instructions.count {
      defer { producer += 1 }
      let kept = instructions[producer].result
      guard instructions[producer].takesLong,
        let sum = instructions[(producer + 1)...].firstIndex(where: {
          $0.writes(kept) || $0.adds(kept)
        }),
        sum > producer + 1, instructions[sum].adds(kept)
      else { continue }
      instructions[sum].addKept(kept)
      var keeping = sg_instruction()
      keeping.operation = Int32(SG_KEEP.rawValue)
      (keeping.a, keeping.b, keeping.c, keeping.result) = (kept, kept, kept, kept)
      instructions.insert(keeping, at: producer + 1)
      origins.insert(nil, at: producer + 1)
      producer = sum
    }
  }

  /// Has instructions take first what the one before them has at hand, or what the first one of the
  /// step found: that need not be read.
  private mutating func passResultsOn() {
    var atHand = instructions.dropLast().last?.result
    var first: Int32?
    for index in instructions.indices {
      let next = instructions[index]
      if next.isSymmetric, next.a != atHand, next.b == atHand || next.b == first {
        (instructions[index].a, instructions[index].b) = (next.b, next.a)
      }
      if index == 0 { first = instructions[0].a }
      if let register = first, index > 0, register != atHand, instructions[index].a == register,
        !next.isLoop
      {
        instructions[index].a = Int32(SG_FIRST)
      }
      if let register = first, next.writes(register) { first = nil }
      atHand = next.result
    }
    // The last instruction leaves to the first what it takes.
    instructions[instructions.count - 1].a = instructions[0].a
  }
}

extension sg_instruction {
  private func isOne(of operations: [sg_operation]) -> Bool {
    operations.contains { $0.rawValue == operation }
  }

  /// Whether a and b may change places.
  fileprivate var isSymmetric: Bool {
    isOne(of: [
      SG_ADD, SG_MULTIPLY, SG_EQUAL, SG_MULTIPLY_ADD, SG_MULTIPLY_SUBTRACT, SG_SUBTRACT_PRODUCT,
      SG_MULTIPLY_ADD_KEPT,
    ])
  }

  fileprivate func writes(_ register: Int32) -> Bool {
    result == register
      && !isOne(of: [SG_WRITE, SG_ADD_UP, SG_KEEP, SG_END_WHERE_ZERO, SG_NEXT_STEP])
  }

  /// Whether it reads its operands itself.
  fileprivate var isLoop: Bool { isOne(of: [SG_UNARY, SG_BINARY, SG_TERNARY]) }

  fileprivate var takesLong: Bool {
    isOne(of: [
      SG_DIVIDE, SG_RECIPROCAL, SG_SQUARE_ROOT, SG_EXP, SG_LOG, SG_SIN, SG_COS, SG_FUNCTION,
      SG_FUNCTION2, SG_FUNCTION3, SG_INDEXED, SG_INDEXED2, SG_INDEXED3,
    ])
  }

  /// Whether it adds a register to something else.
  fileprivate func adds(_ register: Int32) -> Bool {
    isOne(of: [SG_ADD]) && (a == register || b == register)
      || isOne(of: [SG_MULTIPLY_ADD]) && c == register
  }

  /// Has a sum take a register from what is kept.
  fileprivate mutating func addKept(_ register: Int32) {
    if operation == SG_ADD.rawValue {
      operation = Int32(SG_ADD_KEPT.rawValue)
      if a == register { a = b }
    } else {
      operation = Int32(SG_MULTIPLY_ADD_KEPT.rawValue)
    }
  }
}
