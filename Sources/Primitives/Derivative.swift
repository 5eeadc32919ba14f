/// The rule of a derivative, stated once and read in both directions.
///
/// A rule returns formulas: primitives over the operands and the result. The pushforward multiplies
/// partials by tangents and sums; the pullback multiplies them by the cotangent.
public enum Derivative: Sendable {
  /// Flat wherever it is continuous: rounding, comparisons.
  case flat

  /// The result does not count as depending on its operands: `stop_gradient`.
  case disconnected

  /// The partial derivatives of an elementwise function by each operand; nil where it is flat.
  case elementwise([Partial?])

  /// An elementwise choice among operands: for each, where it is the one that is taken.
  case selection([Choice?])

  /// Linear in all operands together. The pushforward is the operation itself.
  case linear(transpose: Transpose)

  /// Linear in each operand. The pushforward is the sum of the operation with one operand replaced
  /// by its tangent.
  case multilinear(transpose: Transpose)

  /// The rare rest.
  case custom(pushforward: Pushforward, pullback: Transpose)

  /// For an operation of several results: from the tangents of the operands to those of the
  /// results, and from the cotangents of the results to those of the operands that are wanted.
  case several(pushforward: SeveralPushforward, pullback: SeveralPullback)

  /// A composition: its parts have the rules.
  case composed

  public typealias Partial = @Sendable (Point) -> Variable
  /// Says where an operand is taken: where the condition is true, or (`inverted`) where it is false.
  public typealias Choice = @Sendable (Point) -> (condition: Variable, inverted: Bool)
  /// From the point, the operand's index and the cotangent of the result to the cotangent of the
  /// operand; nil where it is flat.
  public typealias Transpose = @Sendable (Point, Int, Variable) -> Variable?
  /// From the point and the tangents of the operands (nil: none arrives) to that of the result.
  public typealias Pushforward = @Sendable (Point, [Variable?]) -> Variable?
  /// Nil is a result that does not depend on what varies.
  public typealias SeveralPushforward = @Sendable (Point, [Variable?]) -> [Variable?]
  /// Nil is an operand that no result with a cotangent depends on.
  public typealias SeveralPullback = @Sendable (Point, [Variable?], _ wanted: [Bool]) -> [Variable?]
}

/// Where a derivative is taken: the operands, the result and the fixed values of one operation.
public struct Point {
  public let operands: [Variable]
  public let result: Variable
  public let statics: [StaticValue]

  public init(operands: [Variable], result: Variable, statics: [StaticValue]) {
    self.operands = operands
    self.result = result
    self.statics = statics
  }

  public subscript(index: Int) -> Variable { operands[index] }
  public var x: Variable { operands[0] }
  public var y: Variable { result }

  public var index: Int { statics.index }
}

extension Derivative {
  /// The derivative of a function of one number, from `x` and the result `y`.
  static func elementwise(_ partial: @escaping @Sendable (Variable, Variable) -> Variable) -> Self {
    .elementwise([{ partial($0.x, $0.y) }])
  }

  /// The partials of a function of two numbers, from `a`, `b` and the result `y`.
  static func elementwise(
    _ first: (@Sendable (Variable, Variable, Variable) -> Variable)?,
    _ second: (@Sendable (Variable, Variable, Variable) -> Variable)?
  ) -> Self {
    .elementwise([first.map(partial), second.map(partial)])
  }

  private static func partial(
    _ f: @escaping @Sendable (Variable, Variable, Variable) -> Variable
  ) -> Partial {
    { f($0[0], $0[1], $0.y) }
  }
}
