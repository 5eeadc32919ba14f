import Tensors

extension Primitive {
  static let gathering: [Primitive] = [take, takeAlongAxis, scatter, argsort, sort] + segments

  /// One axis of an operand, picked by an array of positions.
  package static let gatherAxis: Primitive = .init(
    operation: "gather_axis",
    parameters: [.x, Parameter("indices"), Parameter("axis", .integer)],
    .whole(
      shape: { shapes, statics in
        let (dimensions, axis) = (shapes[0].dimensions, statics[0].axisNumber)
        return Shape(dimensions[..<axis] + shapes[1].dimensions + dimensions[(axis + 1)...])
      },
      result: .sameAsOperand,
      value: { operands, statics throws(TensorError) in
        try operands[0].taking(operands[1], axis: statics[0].axisNumber)
      }),
    derivative: .custom(
      pushforward: { point, tangents in
        tangents[0].map { gatherAxis.apply([$0, point[1]], point.statics) }
      },
      pullback: { point, operand, cotangent in
        guard operand == 0 else { return nil }
        let axis = point.statics[0].axisNumber
        return scatterAdd.apply(
          [cotangent.withComputedZeros, point[1]],
          [.integer(axis), .integer(point.x.shape[axis])])
      }),
    batching: { call in
      let axis = call.statics[0].axisNumber
      if !call.isBatched[1] {
        return gatherAxis.apply(call.operands, [.integer(axis + 1)])
      }
      let indexShape = call.shape(of: 1)
      if !call.isBatched[0] {
        // The axis of the batch comes where the indices' axes come.
        let picked = gatherAxis.apply(call.operands, call.statics)
        return picked.permuted(
          [axis] + (0..<picked.rank).filter { $0 != axis })
      }
      // Both: the axis that is picked from next to that of the batch, and position by position.
      let inner = call.shape(of: 0)
      let rest = (0..<inner.rank).filter { $0 != axis }
      let lined = call.operands[0].permuted([0, axis + 1] + rest.map { $0 + 1 })
      let restShape = rest.map { inner[$0] }
      let indices = call.operands[1]
        .reshaped(
          to: Shape([call.size, indexShape.count] + [Int](repeating: 1, count: rest.count))
        )
        .broadcast(to: Shape([call.size, indexShape.count] + restShape))
      let picked = gatherAlong.apply([lined, indices], [.integer(1)])
        .reshaped(to: Shape([call.size] + indexShape.dimensions + restShape))
      let before = axis
      let order =
        (0..<before).map { 1 + indexShape.rank + $0 } + (0..<indexShape.rank).map { 1 + $0 }
        + (before..<rest.count).map { 1 + indexShape.rank + $0 }
      return picked.permuted([0] + order)
    })

  /// The transpose of `gatherAxis`: adds up what belongs to each position; nothing elsewhere.
  package static let scatterAdd: Primitive = .init(
    operation: "scatter_add",
    parameters: [
      .x, Parameter("indices"), Parameter("axis", .integer), Parameter("length", .integer),
    ],
    .whole(
      shape: { shapes, statics in
        let (dimensions, axis) = (shapes[0].dimensions, statics[0].axisNumber)
        return Shape(
          dimensions[..<axis] + [statics[1].axisNumber] + dimensions[(axis + shapes[1].rank)...])
      },
      value: { operands, statics throws(TensorError) in
        // A third value says that the places to which nothing is added are 0.
        try operands[0].scatteringAdd(
          at: operands[1], axis: statics[0].axisNumber, length: statics[1].axisNumber,
          background: statics.count > 2 ? 0 : -0.0)
      }),
    derivative: .custom(
      pushforward: { point, tangents in
        tangents[0].map { scatterAdd.apply([$0.withComputedZeros, point[1]], point.statics) }
      },
      pullback: { point, operand, cotangent in
        operand == 0 ? gatherAxis.apply([cotangent, point[1]], [point.statics[0]]) : nil
      }),
    batching: { call in
      let axis = call.statics[0].axisNumber
      if !call.isBatched[1] {
        return scatterAdd.apply(call.operands, [.integer(axis + 1), call.statics[1]])
      }
      // The transpose of picking position by position.
      let (indices, updates) = (call.operands[1], call.batched(0))
      let indexShape = call.shape(of: 1)
      let inner = call.shape(of: 0)
      let picked = Array(axis..<(axis + indexShape.rank))
      let rest = (0..<inner.rank).filter { !picked.contains($0) }
      let restShape = rest.map { inner[$0] }
      let lined = updates.permuted([0] + (picked + rest).map { $0 + 1 })
        .reshaped(to: Shape([call.size, indexShape.count] + restShape))
      let places =
        indices.reshaped(
          to: Shape([call.size, indexShape.count] + [Int](repeating: 1, count: rest.count))
        ).broadcast(to: lined.shape)
      let scattered = scatterAddAlong.apply([lined, places], [.integer(1), call.statics[1]])
      let order = (0..<axis).map { 2 + $0 } + [1] + (axis..<rest.count).map { 2 + $0 }
      return scattered.permuted([0] + order)
    })

  /// Along one axis, the elements at positions given for every place of the result.
  package static let gatherAlong: Primitive = .init(
    operation: "gather_along",
    parameters: [.x, Parameter("indices"), Parameter("axis", .integer)],
    .whole(
      shape: { shapes, _ in shapes[1] }, result: .sameAsOperand,
      value: { operands, statics throws(TensorError) in
        try operands[0].takingAlong(operands[1], axis: statics[0].axisNumber)
      }),
    derivative: .custom(
      pushforward: { point, tangents in
        tangents[0].map { gatherAlong.apply([$0, point[1]], point.statics) }
      },
      pullback: { point, operand, cotangent in
        guard operand == 0 else { return nil }
        let axis = point.statics[0].axisNumber
        return scatterAddAlong.apply(
          [cotangent.withComputedZeros, point[1]],
          [.integer(axis), .integer(point.x.shape[axis])])
      }),
    batching: BatchedCall.shiftingAxis, rowRule: RowCall.besideAxis)

  package static let scatterAddAlong: Primitive = .init(
    operation: "scatter_add_along",
    parameters: [
      .x, Parameter("indices"), Parameter("axis", .integer), Parameter("length", .integer),
    ],
    .whole(
      shape: { shapes, statics in
        var dimensions = shapes[0].dimensions
        dimensions[statics[0].axisNumber] = statics[1].axisNumber
        return Shape(dimensions)
      },
      value: { operands, statics throws(TensorError) in
        try operands[0].scatteringAddAlong(
          operands[1], axis: statics[0].axisNumber, length: statics[1].axisNumber)
      }),
    derivative: .custom(
      pushforward: { point, tangents in
        tangents[0].map { scatterAddAlong.apply([$0.withComputedZeros, point[1]], point.statics) }
      },
      pullback: { point, operand, cotangent in
        operand == 0 ? gatherAlong.apply([cotangent, point[1]], [point.statics[0]]) : nil
      }),
    batching: BatchedCall.shiftingAxis, rowRule: RowCall.besideAxis)

  private static let indices = Parameter("indices")
  private static let optionalAxis = Parameter("axis", .integers, default: StaticValue.none)

  public static let take: Primitive = .init(
    "take", aliases: ["gather"],
    "The elements at positions along an axis; without one, of all elements in a row.",
    parameters: [.x, indices, optionalAxis],
    .composition { call throws(TensorError) in
      let (x, indices) = (try call.tensor(0), try call.tensor(1))
      guard let axis = call.integers(2)?.first else {
        return gatherAxis.apply([x.reshaped(to: [x.shape.count]), indices], [.integer(0)])
      }
      return gatherAxis.apply([x, indices], [.integer(try x.shape.axis(axis))])
    },
    convention: "negative positions count from the back; one out of range is an error",
    example: "take([10, 20, 30], [2, 0])")

  public static let takeAlongAxis: Primitive = .init(
    "take_along_axis", "Along an axis, the elements at positions given for each place.",
    parameters: [.x, indices, Parameter("axis", .integer)],
    .composition { call throws(TensorError) in
      let (x, indices) = (try call.tensor(0), try call.tensor(1))
      let axis = try x.shape.axis(call.integer(2) ?? 0)
      guard x.rank == indices.rank else {
        throw TensorError(
          "shape-mismatch",
          "the positions of shape \(indices.shape) must have as many axes as \(x.shape)")
      }
      var (rows, places) = (x.shape.dimensions, indices.shape.dimensions)
      (rows[axis], places[axis]) = (1, 1)
      guard var common = try? Shape(rows).broadcast(with: Shape(places)).dimensions else {
        throw TensorError(
          "shape-mismatch",
          "the positions of shape \(indices.shape) do not fit \(x.shape) beside axis \(axis)")
      }
      common[axis] = x.shape[axis]
      let wide = x.broadcast(to: Shape(common))
      common[axis] = indices.shape[axis]
      let spread = indices.broadcast(to: Shape(common))
      return gatherAlong.apply([wide, spread], [.integer(axis)])
    },
    example: "take_along_axis([10, 20, 30], [2, 0], 0)")

  public static let scatter: Primitive = .init(
    "scatter", "Zeros of a length, with the updates added at the positions along the first axis.",
    parameters: [indices, Parameter("updates"), Parameter("length", .integer)],
    .composition { call throws(TensorError) in
      let (indices, updates) = (try call.tensor(0), try call.tensor(1))
      guard let length = call.integer(2), length >= 0 else {
        throw TensorError("bad-argument", "scatter needs a length of 0 or more")
      }
      guard updates.rank >= indices.rank,
        Array(updates.shape.dimensions[..<indices.rank]) == indices.shape.dimensions
      else {
        throw TensorError(
          "shape-mismatch",
          "the updates of shape \(updates.shape) do not begin like the positions, \(indices.shape)")
      }
      return scatterAdd.apply([updates, indices], [.integer(0), .integer(length)])
        .withoutStructuralZeros
    },
    example: "scatter([2, 0], [10, 20], 4)")
}

extension StaticValue {
  /// An axis that is fixed.
  var axisNumber: Int { if case .integer(let value) = self { value } else { 0 } }
}
