import Tensors

extension Primitive {
  private static let parameters = [
    Parameter.x, Parameter("axis", .integers, default: StaticValue.none),
  ]

  public static let cumsum: Primitive = .init(
    "cumsum", aliases: ["cumulative_sum"],
    "The sums of the first 1, 2, ... elements along an axis.",
    parameters: parameters,
    .composition { call throws(TensorError) in
      let (x, axis) = try call.alongOneAxis()
      return recurrence(x.filled(with: 1), x, axis: axis)
    },
    example: "cumsum([1, 2, 4])")

  public static let cumprod: Primitive = .init(
    "cumprod", aliases: ["cumulative_prod"],
    "The products of the first 1, 2, ... elements along an axis.",
    parameters: parameters,
    .composition { call throws(TensorError) in
      let (x, axis) = try call.alongOneAxis()
      return cumulativeProduct(x, axis: axis)
    },
    convention: "right where elements are 0, at every order", example: "cumprod([1, 2, 4])")

  /// s_i = a_i · s_(i-1) + b_i along an axis, s_0 = b_0; or from the other end.
  ///
  /// Cumulative sums and products are recurrences, and so are their derivatives: nothing is divided,
  /// so zeros need no care.
  package static let linearRecurrence: Primitive = .init(
    operation: "linear_recurrence",
    parameters: [
      Parameter("a"), Parameter("b"), Parameter("axis", .integer), Parameter("reversed", .flag),
    ],
    .whole(
      shape: { shapes, _ in shapes[1] },
      value: { operands, statics in
        Tensor.linearRecurrence(
          coefficients: operands[0], inputs: operands[1], axis: statics.axis,
          reversed: statics[1].isTrue)
      }),
    derivative: recurrenceRule, batching: BatchedCall.shiftingAxis, rowRule: RowCall.besideAxis)

  /// The recurrence in the chain rule: what has not received anything yet passes nothing on.
  package static let chainRecurrence: Primitive = .init(
    operation: "chain_recurrence", parameters: linearRecurrence.parameters,
    .whole(
      shape: { shapes, _ in shapes[1] },
      value: { operands, statics in
        Tensor.chainRecurrence(
          coefficients: operands[0], inputs: operands[1], axis: statics.axis,
          reversed: statics[1].isTrue)
      }),
    derivative: recurrenceRule, batching: BatchedCall.shiftingAxis, rowRule: RowCall.besideAxis)

  private static let recurrenceRule: Derivative = .custom(
    pushforward: { point, tangents in
      var inputs = tangents[1]
      if let coefficients = tangents[0] {
        let change = coefficients.chained(point.y.shifted(point.statics))
        inputs = inputs.map { $0 + change } ?? change
      }
      return inputs.map { solved(point[0], $0, point.statics) }
    },
    pullback: { point, operand, cotangent in
      let backwards = [point.statics[0], .flag(!point.statics[1].isTrue)]
      let sensitivity = solved(point[0].shifted(backwards), cotangent, backwards)
      return operand == 1
        ? sensitivity : sensitivity.chained(point.y.shifted(point.statics))
    })

  static func solved(
    _ coefficients: Variable, _ inputs: Variable, _ statics: [StaticValue]
  ) -> Variable {
    (inputs.mayHoldStructuralZeros ? chainRecurrence : linearRecurrence)
      .apply([coefficients, inputs], statics)
  }

  private static func recurrence(
    _ a: Variable, _ b: Variable, axis: Int, reversed: Bool = false
  ) -> Variable {
    linearRecurrence.apply([a, b], [.integer(axis), .flag(reversed)])
  }

  static func cumulativeProduct(_ x: Variable, axis: Int, reversed: Bool = false) -> Variable {
    guard x.shape[axis] > 0 else { return x }
    // The product starts with its first element, which enters as the only input.
    let first = x.shape.range(of: axis, start: reversed ? x.shape[axis] - 1 : 0, count: 1)
    let start = place.apply(
      [x.sliced(first)], [.integers(x.shape.dimensions), .ranges(first), .number(0)])
    return recurrence(x, start, axis: axis, reversed: reversed)
  }

  /// For each element, the product of all others that a reduction takes in with it.
  static func productOfOthers(_ x: Variable, _ statics: [StaticValue]) -> Variable {
    guard let axes = try? x.shape.axes(statics[0].integers), x.shape.count > 0 else { return x }
    // The reduced axes become one, at the end.
    let order = (0..<x.rank).filter { !axes.contains($0) } + axes
    let permuted = x.permuted(order)
    let kept = x.shape.reduced(over: axes, keepingDimensions: false)
    let lined = permuted.reshaped(
      to: Shape(kept.dimensions + [x.shape.count / Swift.max(kept.count, 1)]))
    let axis: StaticValue = .integer(kept.rank)
    let before = cumulativeProduct(lined, axis: kept.rank)
      .shifted([axis, .flag(false)], filling: 1)
    let after = cumulativeProduct(lined, axis: kept.rank, reversed: true)
      .shifted([axis, .flag(true)], filling: 1)
    let inverse = (0..<x.rank).map { axis in order.firstIndex(of: axis) ?? axis }
    return (before * after).reshaped(to: permuted.shape).permuted(inverse)
  }
}

extension [StaticValue] {
  fileprivate var axis: Int { if case .integer(let axis) = self[0] { axis } else { 0 } }
}

extension Call {
  /// The operand and its axis; without one, all elements in a row.
  func alongOneAxis() throws(TensorError) -> (Variable, Int) {
    let x = try tensor(0)
    guard let axis = integers(1)?.first else { return (x.reshaped(to: [x.shape.count]), 0) }
    return (x, try x.shape.axis(axis))
  }
}

extension Shape {
  /// The whole of every axis but one, of which `count` places from `start` on are taken.
  func range(of axis: Int, start: Int, count: Int) -> [StridedRange] {
    (0..<rank).map { other in
      other == axis
        ? StridedRange(start: start, step: 1, count: count)
        : StridedRange(start: 0, step: 1, count: dimensions[other])
    }
  }
}

extension Variable {
  /// Each element moved one place on along the axis of a recurrence; the first is `filling`.
  func shifted(_ statics: [StaticValue], filling: Double = 0) -> Variable {
    if constantValue == filling || constantValue == 1 && filling == 0 { return self }
    let (axis, reversed) = (statics.axis, statics[1].isTrue)
    let length = shape[axis]
    guard length > 0 else { return self }
    // Before the first element there is nothing.
    let background: StaticValue = filling == 0 ? .structuralZero : .number(filling)
    let slice = sliced(shape.range(of: axis, start: reversed ? 1 : 0, count: length - 1))
    let rest = filling == 0 ? slice.withComputedZeros : slice
    return Primitive.place.apply(
      [rest],
      [
        .integers(shape.dimensions),
        .ranges(shape.range(of: axis, start: reversed ? 0 : 1, count: length - 1)),
        background,
      ])
  }
}
