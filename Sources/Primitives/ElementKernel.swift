import CKernels
import Tensors

/// The computation of an elementwise function: a loop in C, or a function of numbers.
public enum ElementKernel: Sendable {
  public typealias Unary =
    @convention(c) (
      UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int
    ) -> Void
  public typealias Binary =
    @convention(c) (
      UnsafePointer<Double>?, UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int
    ) -> Void
  public typealias Ternary =
    @convention(c) (
      UnsafePointer<Double>?, UnsafePointer<Double>?, UnsafePointer<Double>?,
      UnsafeMutablePointer<Double>?, Int
    ) -> Void

  public typealias Quaternary =
    @convention(c) (
      UnsafePointer<Double>?, UnsafePointer<Double>?, UnsafePointer<Double>?,
      UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int
    ) -> Void

  public typealias Function = @convention(c) (Double) -> Double
  public typealias Function2 = @convention(c) (Double, Double) -> Double
  public typealias Function3 = @convention(c) (Double, Double, Double) -> Double
  public typealias Indexed = @convention(c) (Int, Double) -> Double
  public typealias Indexed2 = @convention(c) (Int, Double, Double) -> Double
  public typealias Indexed3 = @convention(c) (Int, Double, Double, Double) -> Double

  /// A loop that leaves what is beyond its limits to another function.
  public typealias Guarded =
    @convention(c) (
      UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int, Function?
    ) -> Void

  case unary(Unary)
  case guarded(Guarded, ofOthers: Function)
  case binary(Binary)
  case ternary(Ternary)
  case function(Function)
  case function2(Function2)
  case function3(Function3)
  /// Families of functions of one, two or three numbers, indexed by a fixed integer.
  case indexed(Indexed)
  case indexed2(Indexed2)
  case indexed3(Indexed3)

  public var arity: Int {
    switch self {
    case .unary, .guarded, .function, .indexed: 1
    case .binary, .function2, .indexed2: 2
    case .ternary, .function3, .indexed3: 3
    }
  }

  /// What does this in a program over blocks, its registers still to be given.
  ///
  /// - Parameter index: the member of a family.
  package func instruction(index: Int) -> sg_block_instruction {
    switch self {
    case .unary(let loop): sg_block_instruction(SG_UNARY_LOOP, loop)
    case .guarded(let loop, let ofOthers):
      sg_block_instruction(SG_GUARDED_LOOP, loop, ofOthers: ofOthers)
    case .binary(let loop): sg_block_instruction(SG_BINARY_LOOP, loop)
    case .ternary(let loop): sg_block_instruction(SG_TERNARY_LOOP, loop)
    case .function(let f): sg_block_instruction(SG_EACH, f)
    case .function2(let f): sg_block_instruction(SG_EACH_OF_TWO, f)
    case .function3(let f): sg_block_instruction(SG_EACH_OF_THREE, f)
    case .indexed(let f): sg_block_instruction(SG_INDEXED_EACH, f, index: index)
    case .indexed2(let f): sg_block_instruction(SG_INDEXED_EACH_OF_TWO, f, index: index)
    case .indexed3(let f): sg_block_instruction(SG_INDEXED_EACH_OF_THREE, f, index: index)
    }
  }

  /// Computes `count` lanes. The result may be one of the operands.
  package func run(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafePointer<Double>,
    index: Int, into result: UnsafeMutablePointer<Double>, count: Int
  ) {
    switch self {
    case .unary(let loop): loop(a, result, count)
    case .guarded(let loop, let ofOthers): loop(a, result, count, ofOthers)
    case .binary(let loop): loop(a, b, result, count)
    case .ternary(let loop): loop(a, b, c, result, count)
    case .function(let f): for i in 0..<count { result[i] = f(a[i]) }
    case .function2(let f): for i in 0..<count { result[i] = f(a[i], b[i]) }
    case .function3(let f): for i in 0..<count { result[i] = f(a[i], b[i], c[i]) }
    case .indexed(let f): for i in 0..<count { result[i] = f(index, a[i]) }
    case .indexed2(let f): for i in 0..<count { result[i] = f(index, a[i], b[i]) }
    case .indexed3(let f): for i in 0..<count { result[i] = f(index, a[i], b[i], c[i]) }
    }
  }
}

extension sg_block_instruction: @retroactive @unchecked Sendable {}

extension sg_block_instruction {
  /// - Parameter function: a C function of the kind that the operation calls.
  init<Function>(
    _ operation: sg_block_operation, _ function: Function, index: Int = 0,
    ofOthers: ElementKernel.Function? = nil, otherOfOthers: ElementKernel.Function? = nil
  ) {
    self.init()
    self.operation = Int32(operation.rawValue)
    self.function = unsafeBitCast(function, to: (@convention(c) () -> Void).self)
    self.index = index
    of_others = ofOthers
    other_of_others = otherOfOthers
  }
}

extension ElementKernel {
  /// Lanes computed at a time: a handful of operands of this length stay in the first-level cache.
  public static let blockLength = 512

  /// The value over whole tensors of one shape.
  func evaluate(_ operands: [Tensor], index: Int, shape: Shape, type: ElementType) -> Tensor {
    if operands.allSatisfy({ $0.uniformValue != nil }) {
      return Tensor(
        repeating: evaluate(operands.map { $0.uniformValue ?? .nan }, index: index), shape: shape,
        type: type)
    }
    let length = Self.blockLength
    return Tensor(shape: shape, type: type) { result in
      withLanes(operands[0]) { a in
        withLanes(operands[min(1, operands.count - 1)]) { b in
          withLanes(operands[operands.count - 1]) { c in
            for start in stride(from: 0, to: shape.count, by: length) {
              let count = min(length, shape.count - start)
              run(
                a.block(at: start), b.block(at: start), c.block(at: start), index: index,
                into: result + start, count: count)
              if type == .float32 { sg_round_to_float(result + start, result + start, count) }
            }
          }
        }
      }
    }
  }

  /// The value for numbers.
  func evaluate(_ operands: [Double], index: Int) -> Double {
    var result = 0.0
    operands.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      run(
        base, base + min(1, operands.count - 1), base + (operands.count - 1), index: index,
        into: &result, count: 1)
    }
    return result
  }

  /// An operand in memory. A constant is laid out once, as one block that every block reads.
  private struct Lanes {
    let base: UnsafePointer<Double>
    let isOneBlock: Bool

    func block(at start: Int) -> UnsafePointer<Double> { isOneBlock ? base : base + start }
  }

  private func withLanes(_ operand: Tensor, _ body: (Lanes) -> Void) {
    guard let value = operand.uniformValue else {
      return operand.withElements { body(Lanes(base: $0, isOneBlock: false)) }
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.blockLength) { block in
      block.initialize(repeating: value)
      if let base = block.baseAddress { body(Lanes(base: base, isOneBlock: true)) }
    }
  }
}

// MARK: - Evaluating any primitive

extension Primitive {
  /// The value of a recorded operation; `shape` and `type` are the node's.
  public func evaluate(
    _ operands: [Tensor], _ statics: [StaticValue], shape: Shape, type: ElementType
  ) throws(TensorError) -> Tensor {
    switch definition {
    case .elementwise(let kernel, _):
      return kernel.evaluate(operands, index: statics.index, shape: shape, type: type)
    case .whole(_, _, let value):
      return try value(operands, statics).converted(to: type)
    case .several(_, let compile): return try compile(statics)(operands)
    case .composition, .tuple, .leaf:
      preconditionFailure("\(name) is expanded when it is recorded")
    }
  }
}
