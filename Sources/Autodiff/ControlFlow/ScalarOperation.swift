import CKernels

/// What one instruction of a `ScalarProgram` does. The common operations are spelled out, so that a
/// step of a loop is a walk through a switch; the rest is called.
enum ScalarOperation: Sendable {
  case copy, add, subtract, multiply, divide, negative, reciprocal, absolute, squareRoot
  case less, lessEqual, greater, greaterEqual, equal, select
  case keepWhere, keepUnless, chainMultiply, chainMultiplyEither
  case square
  case roundToFloat
  case function(@Sendable (Double) -> Double)
  case function2(@Sendable (Double, Double) -> Double)
  case indexed(@Sendable (Int, Double) -> Double, Int)
  case unary(ElementKernel.Unary)
  case binary(ElementKernel.Binary)
  case ternary(ElementKernel.Ternary)
  /// A computation on tensors, by its position among the calls of the program.
  case call(Int)

  init(_ primitive: Primitive, _ kernel: ElementKernel, index: Int) {
    if let common = Self.common[ObjectIdentifier(primitive)] {
      self = common
      return
    }
    switch kernel {
    case .unary(let loop): self = .unary(loop)
    case .binary(let loop): self = .binary(loop)
    case .ternary(let loop): self = .ternary(loop)
    case .function(let function): self = .function(function)
    case .function2(let function): self = .function2(function)
    case .indexed(let function):
      self = primitive === Primitive.power && index == 2 ? .square : .indexed(function, index)
    }
  }

  private static let common: [ObjectIdentifier: ScalarOperation] = [
    ObjectIdentifier(Primitive.add): .add,
    ObjectIdentifier(Primitive.subtract): .subtract,
    ObjectIdentifier(Primitive.multiply): .multiply,
    ObjectIdentifier(Primitive.divide): .divide,
    ObjectIdentifier(Primitive.negative): .negative,
    ObjectIdentifier(Primitive.reciprocal): .reciprocal,
    ObjectIdentifier(Primitive.abs): .absolute,
    ObjectIdentifier(Primitive.sqrt): .squareRoot,
    ObjectIdentifier(Primitive.less): .less,
    ObjectIdentifier(Primitive.lessEqual): .lessEqual,
    ObjectIdentifier(Primitive.greater): .greater,
    ObjectIdentifier(Primitive.greaterEqual): .greaterEqual,
    ObjectIdentifier(Primitive.equal): .equal,
    ObjectIdentifier(Primitive.where): .select,
    ObjectIdentifier(Primitive.keepWhere): .keepWhere,
    ObjectIdentifier(Primitive.keepUnless): .keepUnless,
    ObjectIdentifier(Primitive.chainMultiply): .chainMultiply,
    ObjectIdentifier(Primitive.chainMultiplyEither): .chainMultiplyEither,
  ]
}

struct ScalarInstruction: Sendable {
  let operation: ScalarOperation
  /// Registers of the operands; unused ones repeat the last.
  let a: Int32
  let b: Int32
  let c: Int32
  let result: Int32
}

extension ScalarInstruction {
  /// Runs everything but calls; the numbers are those of the kernels, bit for bit.
  @inline(__always)
  func run(_ r: UnsafeMutablePointer<Double>) {
    let (a, b) = (r[Int(self.a)], r[Int(self.b)])
    let result: Double
    switch operation {
    case .copy: result = a
    case .add: result = a + b
    case .subtract: result = a - b
    case .multiply: result = a * b
    case .divide: result = a / b
    case .negative: result = -a
    case .reciprocal: result = 1 / a
    case .absolute: result = abs(a)
    case .squareRoot: result = a.squareRoot()
    case .square: result = a * a
    case .less: result = a < b ? 1 : 0
    case .lessEqual: result = a <= b ? 1 : 0
    case .greater: result = a > b ? 1 : 0
    case .greaterEqual: result = a >= b ? 1 : 0
    case .equal: result = a == b ? 1 : 0
    case .select: result = a != 0 ? b : r[Int(c)]
    case .keepWhere: result = b != 0 ? a : -0.0
    case .keepUnless: result = b == 0 ? a : -0.0
    case .chainMultiply: result = Self.isNothing(a) ? -0.0 : a * b + 0
    case .chainMultiplyEither: result = Self.isNothing(a) || Self.isNothing(b) ? -0.0 : a * b + 0
    case .roundToFloat: result = Double(Float(a))
    case .function(let function): result = function(a)
    case .function2(let function): result = function(a, b)
    case .indexed(let function, let index): result = function(index, a)
    case .unary(let loop): return loop(r + Int(self.a), r + Int(self.result), 1)
    case .binary(let loop):
      return loop(r + Int(self.a), r + Int(self.b), r + Int(self.result), 1)
    case .ternary(let loop):
      return loop(r + Int(self.a), r + Int(self.b), r + Int(c), r + Int(self.result), 1)
    case .call: return
    }
    r[Int(self.result)] = result
  }

  @inline(__always)
  private static func isNothing(_ x: Double) -> Bool { x.bitPattern == (-0.0).bitPattern }
}
