import Tensors

/// A node of a graph or tape: a number or tensor whose computation is being recorded.
///
/// The operators and functions on variables broadcast as NumPy's do. A mismatch of shapes is kept by
/// the recorder and thrown by the function that started the recording.
public struct Variable {
  public let recorder: any Recorder
  public let node: Int

  public init(recorder: any Recorder, node: Int) {
    self.recorder = recorder
    self.node = node
  }

  public var shape: Shape { recorder.shape(of: node) }
  public var rank: Int { shape.rank }
  public var elementType: ElementType { recorder.elementType(of: node) }

  /// The constant that this is, if it is one.
  public var constant: Tensor? { recorder.constant(of: node) }

  /// The number that every element of this constant is, if it is such a constant.
  public var constantValue: Double? { constant?.uniformValue }

  /// A constant of the same recorder and shape.
  public func filled(with value: Double) -> Variable {
    constant(Tensor(repeating: value, shape: shape, type: recorder.numberType))
  }

  /// A constant of the same recorder.
  public func constant(_ tensor: Tensor) -> Variable {
    Variable(recorder: recorder, node: recorder.append(constant: tensor))
  }

  /// A constant number of the same recorder.
  public func number(_ value: Double) -> Variable {
    constant(Tensor(value, type: recorder.numberType))
  }
}

// MARK: - Operators

extension Variable {
  public static func + (a: Variable, b: Variable) -> Variable { Primitive.add(a, b) }
  public static func - (a: Variable, b: Variable) -> Variable { Primitive.subtract(a, b) }
  public static func * (a: Variable, b: Variable) -> Variable { Primitive.multiply(a, b) }
  public static func / (a: Variable, b: Variable) -> Variable { Primitive.divide(a, b) }
  public static prefix func - (a: Variable) -> Variable { Primitive.negative(a) }

  public static func + (a: Variable, b: Double) -> Variable { a + a.number(b) }
  public static func - (a: Variable, b: Double) -> Variable { a - a.number(b) }
  public static func * (a: Variable, b: Double) -> Variable { a * a.number(b) }
  public static func / (a: Variable, b: Double) -> Variable { a / a.number(b) }
  public static func + (a: Double, b: Variable) -> Variable { b.number(a) + b }
  public static func - (a: Double, b: Variable) -> Variable { b.number(a) - b }
  public static func * (a: Double, b: Variable) -> Variable { b.number(a) * b }
  public static func / (a: Double, b: Variable) -> Variable { b.number(a) / b }
}
