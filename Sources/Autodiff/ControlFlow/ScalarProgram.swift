import CKernels

/// A graph of numbers, compiled for being run again and again: registers of numbers, no allocation,
/// no reference counting. What is not a number (an array that is read from, a loop inside) is kept in
/// slots beside the registers, and called.
struct ScalarProgram: Sendable {
  enum Place: Sendable {
    case register(Int), slot(Int)

    var register: Int? { if case .register(let register) = self { register } else { nil } }
  }

  /// A computation on tensors: operands and results are registers or slots.
  struct Call: Sendable {
    let operands: [Place]
    let types: [ElementType]
    let result: Place
    let place: Int32
    let run: @Sendable ([Tensor]) throws(TensorError) -> Tensor
  }

  /// A piece of the program: instructions of the register machine, or a call between two of them.
  enum Piece: Sendable {
    case instructions(Range<Int>)
    case call(Int)
  }

  /// What is the same in every run, and is computed once; what a condition needs; and the rest.
  enum Part: Int, CaseIterable { case prologue, test, main }

  private(set) var code: [sg_instruction] = []
  private(set) var pieces = [[Piece]](repeating: [], count: Part.allCases.count)
  private(set) var calls: [Call] = []
  private(set) var constants: [(register: Int, value: Double)] = []
  private(set) var constantSlots: [(slot: Int, value: Tensor)] = []
  /// The slots of the arrays that elements are read from.
  private(set) var arraySlots: [Int] = []
  private(set) var registerCount = 0
  private(set) var slotCount = 0
  /// Where each input goes; nil if it is not needed.
  private(set) var inputs: [Place?] = []
  private(set) var outputs: [Place] = []
  private(set) var outputTypes: [ElementType] = []
  /// Where nodes that are computed elsewhere are expected.
  private(set) var borrowed: [Int: Int] = [:]
  private var registers: [Int: Int] = [:]
  /// Where the instructions come from.
  private var places: [Int32] = []

  /// - Parameters:
  ///   - invariant: for each input, whether it stays the same from run to run.
  ///   - borrowed: nodes that somebody else computes.
  ///   - test: the result that decides whether there is a run at all.
  /// - Returns: nil if an elementwise operation works on arrays, which regions do better.
  init?(
    _ simplified: SimplifiedGraph, inputs nodes: [Int], invariant: [Bool],
    borrowed: Set<Int> = [], test: Int? = nil
  ) {
    let graph = simplified.graph
    var isInvariant = [Bool](repeating: true, count: graph.count)
    for (node, isInvariantInput) in zip(nodes, invariant) {
      if let place = simplified.inputs[node] { isInvariant[place] = isInvariantInput }
    }
    let tested = test.map { graph.ancestors(of: [simplified.results[$0]]) }
    var at = [Place](repeating: .register(0), count: graph.count)
    for node in 0..<graph.count {
      let primitive = graph.primitives[node]
      let isNumber = graph.shapes[node].isScalar && !primitive.isSeveral
      if primitive.isElementwise, !isNumber { return nil }
      at[node] = isNumber ? .register(registerCount) : .slot(slotCount)
      if isNumber { registerCount += 1 } else { slotCount += 1 }
      if let constant = graph.constant(of: node) {
        switch at[node] {
        case .register(let register): constants.append((register, constant[0]))
        case .slot(let slot): constantSlots.append((slot, constant))
        }
        continue
      }
      if primitive === Primitive.input { continue }
      isInvariant[node] = graph.operands(of: node).allSatisfy { isInvariant[Int($0)] }
      if borrowed.contains(node) {
        self.borrowed[node] = at[node].register
        continue
      }
      let part: Part =
        isInvariant[node] ? .prologue : tested?[node] == true ? .test : .main
      append(graph, node, at, to: part)
    }
    for node in 0..<graph.count { registers[node] = at[node].register }
    inputs = nodes.map { node in simplified.inputs[node].map { at[$0] } }
    outputs = simplified.results.map { at[$0] }
    outputTypes = simplified.results.map { graph.types[$0] }
    fuseProducts()
    sortCode()
  }

  /// Has an input a register even if nobody reads it.
  mutating func reserveRegister(forInput input: Int) -> Int {
    if let register = inputs[input]?.register { return register }
    let register = reserveRegister()
    inputs[input] = .register(register)
    return register
  }

  /// A register that nothing else uses.
  mutating func reserveRegister() -> Int {
    registerCount += 1
    return registerCount - 1
  }

  /// Has an output computed into the register of an input that it replaces, where nothing reads that
  /// input afterwards and no other output is in the way.
  ///
  /// - Returns: whether it is there now.
  mutating func place(output: Int, inRegister target: Int) -> Bool {
    guard let source = outputs[output].register,
      !outputs.enumerated().contains(where: { other, place in
        other != output && (place.register == source || place.register == target)
      })
    else { return false }
    let main = instructions(of: .main)
    guard let writer = main.last(where: { Int(code[$0].result) == source }),
      !instructions(of: .test).contains(where: { code[$0].reads(source) }),
      !main.contains(where: { $0 < writer && code[$0].reads(source) }),
      !main.contains(where: { $0 > writer && code[$0].reads(target) }),
      main.count(where: { Int(code[$0].result) == source }) == 1
    else { return false }
    code[writer].result = Int32(target)
    for index in main where index > writer { code[index].rename(source, to: target) }
    outputs[output] = .register(target)
    return true
  }

  /// Whether it runs on the register machine alone.
  var isWithoutCalls: Bool {
    calls.isEmpty && outputs.allSatisfy { $0.register != nil }
  }

  /// The instructions of a part that has no calls, the end behind them.
  func instructions(of part: Part) -> Range<Int> {
    guard case .instructions(let range)? = pieces[part.rawValue].first else { return 0..<0 }
    return range
  }

  /// The register of a node that is a number.
  func register(of node: Int) -> Int { registers[node] ?? 0 }

  func place(of instruction: Int) -> Int32 { places[instruction] }

  // MARK: Building

  /// The instructions as they come, until they are sorted by their parts.
  private var pending: [(part: Part, instruction: sg_instruction, place: Int32, call: Int?)] = []

  private mutating func append(_ graph: Graph, _ node: Int, _ at: [Place], to part: Part) {
    let place = graph.note(of: node).place
    let operands = graph.operands(of: node).map(Int.init)
    let primitive = graph.primitives[node]
    if case .elementwise(let kernel, _) = primitive.definition {
      let index = graph.statics(of: node).index
      let registers = operands.map { Int32(at[$0].register ?? 0) }
      let result = Int32(at[node].register ?? 0)
      let instruction = sg_instruction(primitive, kernel, index: index, registers, result)
      pending.append((part, instruction, place, nil))
      if graph.types[node] == .float32 {
        let rounding = sg_instruction(SG_ROUND_TO_FLOAT, [result], result)
        pending.append((part, rounding, place, nil))
      }
    } else if let element = element(graph, node, operands, at) {
      pending.append((part, element, place, nil))
    } else {
      calls.append(
        Call(
          operands: operands.map { at[$0] }, types: operands.map { graph.types[$0] },
          result: at[node], place: place, run: graph.computation(of: node)))
      pending.append((part, sg_instruction(), place, calls.count - 1))
    }
  }

  /// The reading of one element of an array.
  private mutating func element(
    _ graph: Graph, _ node: Int, _ operands: [Int], _ at: [Place]
  ) -> sg_instruction? {
    guard graph.primitives[node] === Primitive.gatherAxis, graph.shapes[operands[0]].rank == 1,
      case .slot(let slot) = at[operands[0]], let index = at[operands[1]].register,
      let result = at[node].register
    else { return nil }
    // Only arrays that are there before the start: an array that is computed has no place yet.
    guard graph.primitives[operands[0]].isLeaf else { return nil }
    let array = arraySlots.firstIndex(of: slot) ?? arraySlots.count
    if array == arraySlots.count { arraySlots.append(slot) }
    var instruction = sg_instruction(SG_ELEMENT, [Int32(index)], Int32(result))
    instruction.c = Int32(array)
    return instruction
  }

  /// Joins a product and the sum or difference that alone reads it.
  private mutating func fuseProducts() {
    var readers: [Int32: Int] = [:]
    for entry in pending where entry.call == nil {
      for register in Set([entry.instruction.a, entry.instruction.b, entry.instruction.c]) {
        readers[register, default: 0] += 1
      }
    }
    for output in outputs {
      if let register = output.register { readers[Int32(register), default: 0] += 2 }
    }
    for call in calls {
      for place in call.operands {
        if let register = place.register { readers[Int32(register), default: 0] += 2 }
      }
    }
    var products: [Int32: Int] = [:]
    var isGone = Set<Int>()
    for index in pending.indices where pending[index].call == nil {
      let instruction = pending[index].instruction
      if instruction.operation == SG_MULTIPLY.rawValue, readers[instruction.result] == 1 {
        products[instruction.result] = index
      }
      let isSum = instruction.operation == SG_ADD.rawValue
      guard isSum || instruction.operation == SG_SUBTRACT.rawValue,
        instruction.a != instruction.b
      else { continue }
      for (product, other, isFirst) in [
        (instruction.a, instruction.b, true), (instruction.b, instruction.a, false),
      ] {
        guard let origin = products[product], pending[origin].part == pending[index].part,
          !isGone.contains(origin)
        else { continue }
        let operation =
          isSum ? SG_MULTIPLY_ADD : isFirst ? SG_MULTIPLY_SUBTRACT : SG_SUBTRACT_PRODUCT
        let factors = pending[origin].instruction
        pending[index].instruction = sg_instruction(
          operation, [factors.a, factors.b, other], instruction.result)
        isGone.insert(origin)
        break
      }
    }
    pending = pending.indices.filter { !isGone.contains($0) }.map { pending[$0] }
  }

  private mutating func sortCode() {
    for part in Part.allCases {
      var start = code.count
      let endPiece = { (program: inout ScalarProgram) in
        program.pieces[part.rawValue].append(.instructions(start..<program.code.count))
        program.code.append(sg_instruction(SG_END, [0], 0))
        program.places.append(-1)
        start = program.code.count
      }
      for entry in pending where entry.part == part {
        if let call = entry.call {
          if start < code.count { endPiece(&self) }
          pieces[part.rawValue].append(.call(call))
        } else {
          code.append(entry.instruction)
          places.append(entry.place)
        }
      }
      // Without calls a part is one piece, be it empty.
      if start < code.count || pieces[part.rawValue].isEmpty { endPiece(&self) }
    }
    pending = []
  }
}

extension Primitive {
  package var isSeveral: Bool { if case .several = definition { true } else { false } }
}

extension sg_instruction: @retroactive @unchecked Sendable {}

extension sg_instruction {
  fileprivate func reads(_ register: Int) -> Bool {
    Int(a) == register || Int(b) == register
      || Int(c) == register && operation != SG_ELEMENT.rawValue
  }

  fileprivate mutating func rename(_ register: Int, to other: Int) {
    if Int(a) == register { a = Int32(other) }
    if Int(b) == register { b = Int32(other) }
    if Int(c) == register, operation != SG_ELEMENT.rawValue { c = Int32(other) }
  }

  fileprivate init(_ operation: sg_operation, _ registers: [Int32], _ result: Int32) {
    self.init()
    self.operation = Int32(operation.rawValue)
    a = registers[0]
    b = registers[min(1, registers.count - 1)]
    c = registers[registers.count - 1]
    self.result = result
  }

  fileprivate init(
    _ primitive: Primitive, _ kernel: ElementKernel, index: Int, _ registers: [Int32],
    _ result: Int32
  ) {
    if let common = Self.common[ObjectIdentifier(primitive)] {
      self.init(common, registers, result)
      return
    }
    if primitive === Primitive.power, index == 2 {
      self.init(SG_SQUARE, registers, result)
      return
    }
    let operation: sg_operation =
      switch kernel {
      case .guarded where primitive === Primitive.sin: SG_SIN
      case .guarded where primitive === Primitive.cos: SG_COS
      case .guarded, .function: SG_FUNCTION
      case .unary: SG_UNARY
      case .binary: SG_BINARY
      case .ternary: SG_TERNARY
      case .function2: SG_FUNCTION2
      case .function3: SG_FUNCTION3
      case .indexed: SG_INDEXED
      case .indexed2: SG_INDEXED2
      case .indexed3: SG_INDEXED3
      }
    self.init(operation, registers, result)
    // Of a loop with limits what does the rest: it does all numbers.
    let call = kernel.instruction(index: index)
    function =
      call.of_others.map { unsafeBitCast($0, to: (@convention(c) () -> Void).self) }
      ?? call.function
    self.index = Int32(truncatingIfNeeded: index)
  }

  /// The operations that the machine does itself.
  private static let common: [ObjectIdentifier: sg_operation] = [
    ObjectIdentifier(Primitive.add): SG_ADD,
    ObjectIdentifier(Primitive.subtract): SG_SUBTRACT,
    ObjectIdentifier(Primitive.multiply): SG_MULTIPLY,
    ObjectIdentifier(Primitive.divide): SG_DIVIDE,
    ObjectIdentifier(Primitive.negative): SG_NEGATIVE,
    ObjectIdentifier(Primitive.reciprocal): SG_RECIPROCAL,
    ObjectIdentifier(Primitive.abs): SG_ABSOLUTE,
    ObjectIdentifier(Primitive.sqrt): SG_SQUARE_ROOT,
    ObjectIdentifier(Primitive.exp): SG_EXP,
    ObjectIdentifier(Primitive.log): SG_LOG,
    ObjectIdentifier(Primitive.less): SG_LESS,
    ObjectIdentifier(Primitive.lessEqual): SG_LESS_EQUAL,
    ObjectIdentifier(Primitive.greater): SG_GREATER,
    ObjectIdentifier(Primitive.greaterEqual): SG_GREATER_EQUAL,
    ObjectIdentifier(Primitive.equal): SG_EQUAL,
    ObjectIdentifier(Primitive.where): SG_SELECT,
    ObjectIdentifier(Primitive.keepWhere): SG_KEEP_WHERE,
    ObjectIdentifier(Primitive.keepUnless): SG_KEEP_UNLESS,
    ObjectIdentifier(Primitive.chainMultiply): SG_CHAIN_MULTIPLY,
    ObjectIdentifier(Primitive.chainMultiplyEither): SG_CHAIN_MULTIPLY_EITHER,
  ]
}
