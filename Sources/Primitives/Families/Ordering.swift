import Tensors

// Sorting: the positions that put elements in order, and the elements there.

extension Primitive {
  private static let lastAxis = Parameter("axis", .integer, default: .integer(-1))

  private static let descending = Parameter("descending", .flag, default: .flag(false))
  private static let stable = Parameter("stable", .flag, default: .flag(true))

  /// The positions that sort in ascending order.
  private static let sortPermutation: Primitive = .init(
    operation: "sort_permutation", parameters: [.x, lastAxis],
    .whole(
      shape: { shapes, _ in shapes[0] },
      value: { operands, statics in operands[0].sortPermutation(axis: statics[0].axisNumber) }),
    derivative: .flat, batching: BatchedCall.shiftingAxis, rowRule: RowCall.besideAxis)

  /// x, its axis, and the positions that sort it; without an axis, all elements in a row.
  private static func sorting(
    _ call: Call
  ) throws(TensorError) -> (x: Variable, axis: StaticValue, places: Variable) {
    var x = try call.tensor(0)
    if call.fixed(1) == .none { x = x.reshaped(to: [x.shape.count]) }
    let axis: StaticValue = .integer(try x.shape.axis(call.integer(1) ?? -1))
    guard call.flag(2) else { return (x, axis, sortPermutation.apply([x], [axis])) }
    // From the other end, so that equal elements keep their order in the result.
    let turned = sortPermutation.apply([flip.apply([x], [axis])], [axis])
    let last = Double(x.shape[axis.axisNumber] - 1)
    return (x, axis, last - flip.apply([turned], [axis]))
  }

  public static let argsort: Primitive = .init(
    "argsort",
    "The positions that sort x along an axis, or all of it in a row; equal elements keep order.",
    parameters: [.x, lastAxis, descending, stable],
    .composition { call throws(TensorError) in try sorting(call).places },
    convention: "flat: the gradient is 0; NaN counts as the largest", example: "argsort([3, 1, 2])")

  public static let sort: Primitive = .init(
    "sort", "x in ascending or descending order along an axis, or all of it in a row.",
    parameters: [.x, lastAxis, descending, stable],
    .composition { call throws(TensorError) in
      let (x, axis, places) = try sorting(call)
      return gatherAlong.apply([x, places], [axis])
    },
    convention: "equal elements keep their order; NaN counts as the largest",
    example: "sort([3, 1, 2])")
}
