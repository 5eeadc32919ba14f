import Tensors

/// Whoever writes down operations: append an instruction, get a node.
///
/// A graph only writes them down; a tape also evaluates each at once. Rules, transformations and
/// the language are written against this protocol, so that there is one of each.
public protocol Recorder: AnyObject {
  /// The element type of numbers: float64, or float32.
  var numberType: ElementType { get }

  /// Appends an operation whose operands are earlier nodes, and returns its node.
  func append(
    _ primitive: Primitive, _ operands: Span<Int>, _ statics: [StaticValue], shape: Shape,
    type: ElementType
  ) -> Int

  /// Appends a constant.
  func append(constant: Tensor) -> Int

  func shape(of node: Int) -> Shape
  func elementType(of node: Int) -> ElementType

  /// The shape that some nodes have in common; nil if their shapes differ.
  func commonShape(of nodes: Span<Int>) -> Shape?

  /// The constant that a node is, if it is one.
  func constant(of node: Int) -> Tensor?

  /// The value of a node, if those of all inputs that it depends on are known.
  func value(of node: Int) throws(TensorError) -> Tensor?

  /// How many operands the operation has that made a node.
  func operandCount(of node: Int) -> Int

  /// An operand of the operation that made a node, counted from 0.
  func operand(_ index: Int, of node: Int) -> Int

  /// Where each operand of an operation begins along an axis, if they lie one behind the other.
  func starts(ofOperandsOf node: Int, along axis: Int) -> [Int]

  /// The fixed values of the operation that made a node.
  func statics(of node: Int) -> [StaticValue]

  /// The operation that made a node.
  func operation(of node: Int) -> Operation

  /// Whether elements of a node may be structural zeros (see `ChainRule`).
  func mayHoldStructuralZeros(_ node: Int) -> Bool

  /// Keeps the first error. What is recorded after it has no meaning, and whoever started the
  /// recording throws it: so operators need no `try`.
  func fail(_ error: TensorError)
}

extension Recorder {
  /// Appends an operation whose operands are earlier nodes, and returns its node.
  public func append(
    _ primitive: Primitive, _ operands: [Int], _ statics: [StaticValue], shape: Shape,
    type: ElementType
  ) -> Int {
    append(primitive, operands.span, statics, shape: shape, type: type)
  }
}

/// One recorded operation.
public struct Operation {
  public let primitive: Primitive
  public let operands: [Int]
  public let statics: [StaticValue]

  public init(primitive: Primitive, operands: [Int], statics: [StaticValue]) {
    self.primitive = primitive
    self.operands = operands
    self.statics = statics
  }
}

extension Variable {
  /// The operation that made this.
  public var operation: Operation { recorder.operation(of: node) }
}
