import Tensors

/// An operation whose result is to be computed some rows at a time. A row is all that has one place
/// along the first axis.
public struct RowCall {
  public let operands: [Shape]
  public let statics: [StaticValue]
  /// The shape of the whole result.
  public let shape: Shape
  /// The rows that are computed at a time.
  public let count: Int

  public init(operands: [Shape], statics: [StaticValue], shape: Shape, count: Int) {
    self.operands = operands
    self.statics = statics
    self.shape = shape
    self.count = count
  }

  /// The shape of those rows of an array.
  public func rows(of shape: Shape) -> Shape {
    Shape([count] + shape.dimensions.dropFirst())
  }

  /// What it takes to compute some rows.
  public struct Plan {
    /// For each operand whether only the same rows of it are read; else it is read as a whole.
    public let isByRow: [Bool]
    public let statics: [StaticValue]
  }

  /// The same rows of every operand.
  func everyOperand(_ statics: [StaticValue]? = nil) -> Plan {
    Plan(
      isByRow: [Bool](repeating: true, count: operands.count), statics: statics ?? self.statics)
  }
}

/// How rows of a result come from the operands; nil where they do not come from rows.
///
/// They must have the bits that they have in the whole result.
public typealias RowRule = @Sendable (RowCall) -> RowCall.Plan?

extension Primitive {
  /// How some rows of a result are computed; nil where they cannot be by themselves.
  package func rowPlan(_ call: RowCall) -> RowCall.Plan? {
    guard call.shape.rank > 0 else { return nil }
    if let rowRule { return rowRule(call) }
    return isElementwise ? call.everyOperand() : nil
  }
}

extension RowCall {
  /// A reduction over axes that do not include the first.
  static let reducing: RowRule = { call in
    guard let axes = try? call.operands[0].axes(call.statics[0].integers), axes.first != 0 else {
      return nil
    }
    return call.everyOperand()
  }

  /// The same elements in another shape with as many rows.
  static let reshaping: RowRule = { call in
    guard call.operands[0].rank > 0, call.operands[0][0] == call.shape[0] else { return nil }
    return call.everyOperand([.integers(call.rows(of: call.shape).dimensions)])
  }

  /// What is repeated along the first axis is the same for every row.
  static let broadcasting: RowRule = { call in
    let operand = call.operands[0]
    let hasRows = operand.rank == call.shape.rank && operand[0] == call.shape[0]
    return Plan(
      isByRow: [hasRows], statics: [.integers(call.rows(of: call.shape).dimensions)])
  }

  static let permuting: RowRule = { call in
    call.statics[0].integers?.first == 0 ? call.everyOperand() : nil
  }

  /// Along one axis that is not the first.
  static let besideAxis: RowRule = { call in
    guard case .integer(let axis)? = call.statics.first,
      (axis < 0 ? axis + call.operands[0].rank : axis) > 0,
      call.operands.allSatisfy({ $0.rank > 0 && $0[0] == call.shape[0] })
    else { return nil }
    return call.everyOperand()
  }

  /// Places along other axes, of all rows.
  static let slicing: RowRule = { call in
    let ranges = call.statics[0].ranges
    guard ranges.first == StridedRange(allOf: call.operands[0][0]) else { return nil }
    return call.everyOperand([.ranges([StridedRange(allOf: call.count)] + ranges.dropFirst())])
  }

  static let placing: RowRule = { call in
    let ranges = call.statics[1].ranges
    guard ranges.first == StridedRange(allOf: call.shape[0]) else { return nil }
    var statics = call.statics
    statics[0] = .integers(call.rows(of: call.shape).dimensions)
    statics[1] = .ranges([StridedRange(allOf: call.count)] + ranges.dropFirst())
    return call.everyOperand(statics)
  }

  /// Matrix by matrix.
  static let batch: RowRule = { call in call.everyOperand() }
}
