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
///
/// It is the node of the result, whose recorder is asked for the rest when a rule wants it.
public struct Point {
  public let result: Variable

  public init(result: Variable) {
    self.result = result
  }

  package var recorder: any Recorder { result.recorder }

  public subscript(index: Int) -> Variable {
    Variable(recorder: recorder, node: recorder.operand(index, of: result.node))
  }

  /// Where an operand begins along an axis, if they lie one behind the other.
  func start(of operand: Int, along axis: Int) -> Int {
    recorder.starts(ofOperandsOf: result.node, along: axis)[operand]
  }

  /// An array that is made anew each time.
  public var operands: [Variable] {
    (0..<recorder.operandCount(of: result.node)).map { self[$0] }
  }

  public var statics: [StaticValue] { recorder.statics(of: result.node) }

  public var x: Variable { self[0] }
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
