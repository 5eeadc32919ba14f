import Tensors

/// An operation over a batch: some operands have a further axis, their first, along which it is to be
/// done for each place by itself.
public struct BatchedCall {
  public let primitive: Primitive
  public let operands: [Variable]
  public let isBatched: [Bool]
  public let size: Int
  public let statics: [StaticValue]
  /// The shape of the result for one place.
  public let shape: Shape

  public init(
    primitive: Primitive, operands: [Variable], isBatched: [Bool], size: Int,
    statics: [StaticValue], shape: Shape
  ) {
    self.primitive = primitive
    self.operands = operands
    self.isBatched = isBatched
    self.size = size
    self.statics = statics
    self.shape = shape
  }

  /// An operand with the axis of the batch, repeated along it if it has none.
  public func batched(_ operand: Int) -> Variable {
    let variable = operands[operand]
    if isBatched[operand] { return variable }
    return variable.broadcast(to: Shape([size] + variable.shape.dimensions))
  }

  public var allBatched: [Variable] { operands.indices.map(batched) }

  /// The shape of an operand for one place.
  public func shape(of operand: Int) -> Shape {
    let shape = operands[operand].shape
    return isBatched[operand] ? Shape(Array(shape.dimensions.dropFirst())) : shape
  }
}

/// Records an operation over a batch; nil where it has to be done place by place.
public typealias BatchingRule = @Sendable (BatchedCall) -> Variable?

extension Primitive {
  /// The result over the batch, the axis of the batch first; nil where there is no rule.
  public func batched(_ call: BatchedCall) -> Variable? {
    if let batching { return batching(call) }
    guard isElementwise else { return nil }
    // Operands of one shape, as they are recorded, broadcast to the batch as NumPy's do.
    let shape = Shape([call.size] + call.shape.dimensions)
    return apply(call.operands.map { $0.broadcast(to: shape) }, call.statics)
  }
}

extension Shape {
  /// The shape of a batch of these.
  func batched(_ size: Int) -> Shape { Shape([size] + dimensions) }
}

extension BatchedCall {
  /// An operation whose fixed values name an axis, all operands with the axis of the batch.
  static let shiftingAxis: BatchingRule = { call in
    var statics = call.statics
    if case .integer(let axis)? = statics.first {
      statics[0] = .integer(axis < 0 ? axis : axis + 1)
    }
    return call.primitive.apply(call.allBatched, statics)
  }

  /// A reduction over axes, or over all.
  static let reducing: BatchingRule = { call in
    guard let axes = try? call.shape(of: 0).axes(call.statics[0].integers) else { return nil }
    var statics = call.statics
    statics[0] = .integers(axes.map { $0 + 1 })
    return call.primitive.apply([call.batched(0)], statics)
  }
}
