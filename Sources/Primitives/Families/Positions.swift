import Tensors

extension Primitive {
  private static func position(
    _ name: String, _ summary: String, _ find: @escaping @Sendable (Tensor, Int) -> Tensor
  ) -> Primitive {
    // Without an axis the position is that among all elements, row by row.
    @Sendable func lined(_ shape: Shape, _ axis: StaticValue) -> Shape {
      axis.integers == nil ? [shape.count] : shape
    }
    @Sendable func kept(
      _ original: Shape, _ shape: Shape, _ axis: Int, _ statics: [StaticValue]
    ) -> Shape {
      guard statics[1].isTrue, statics[0].integers == nil else {
        return shape.reduced(over: [axis], keepingDimensions: statics[1].isTrue)
      }
      return Shape([Int](repeating: 1, count: original.rank))
    }
    return .init(
      name, summary,
      parameters: [.x, Parameter("axis", .integers, default: StaticValue.none), .keepdims],
      .whole(
        shape: { shapes, statics throws(TensorError) in
          let shape = lined(shapes[0], statics[0])
          let axis = try shape.axis(statics[0].integers?.first ?? 0)
          guard shape[axis] > 0 else {
            throw TensorError("empty", "\(name) of no elements has no value")
          }
          return kept(shapes[0], shape, axis, statics)
        },
        value: { operands, statics throws(TensorError) in
          let x = operands[0].reshaped(to: lined(operands[0].shape, statics[0]))
          let axis = try x.shape.axis(statics[0].integers?.first ?? 0)
          return find(x, axis).reshaped(to: kept(operands[0].shape, x.shape, axis, statics))
        }),
      derivative: .flat,
      batching: { call in
        let shape = lined(call.shape(of: 0), call.statics[0])
        guard let axis = try? shape.axis(call.statics[0].integers?.first ?? 0) else { return nil }
        return call.primitive.apply(
          [call.batched(0).reshaped(to: shape.batched(call.size))], [.integers([axis + 1])]
        ).reshaped(to: call.shape.batched(call.size))
      },
      convention: "flat: the gradient is 0; the first of equal elements",
      example: "\(name)([1, 4, 2])")
  }

  public static let argmax = position(
    "argmax", "The position of the largest element, counted from 0."
  ) { $0.argmax(axis: $1) }

  public static let argmin = position(
    "argmin", "The position of the smallest element, counted from 0."
  ) { $0.argmin(axis: $1) }
}
