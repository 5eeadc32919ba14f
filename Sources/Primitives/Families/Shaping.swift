import Tensors

extension Primitive {
  static let shaping: [Primitive] =
    [
      reshaped, transpose, squeeze, expandDims, concat, stack, tile, `repeat`, flip, roll,
      broadcastTo, pad, diff, diag, tril, triu, ravel,
    ] + arrangements

  private static let optionalAxes = Parameter("axis", .integers, default: StaticValue.none)

  public static let reshaped: Primitive = .init(
    "reshape", "The same elements, row by row, in another shape; one length may be -1.",
    parameters: [.x, Parameter("shape", .integers)],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      return x.reshaped(to: try x.shape.reshape(to: call.integers(1) ?? []))
    },
    example: "reshape([1, 2, 3, 4], (2, 2))")

  public static let ravel: Primitive = .init(
    "ravel", aliases: ["flatten"], "All elements in a row.",
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      return x.reshaped(to: [x.shape.count])
    },
    example: "ravel([[1, 2], [3, 4]])")

  public static let transpose: Primitive = .init(
    "transpose", aliases: ["permute_dims", "permute"],
    "x with its axes in another order; reversed unless said otherwise.",
    parameters: [.x, Parameter("axes", .integers, default: StaticValue.none)],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let given = call.integers(1) ?? (0..<x.rank).reversed()
      guard try x.shape.axes(given).count == x.rank else {
        throw TensorError(
          "bad-axis", "\(given.count) axes are named, but x of shape \(x.shape) has \(x.rank)")
      }
      return x.permuted(given.map { $0 < 0 ? $0 + x.rank : $0 })
    },
    example: "transpose([[1, 2], [3, 4]])")

  public static let squeeze: Primitive = .init(
    "squeeze", "x without its axes of length 1, or without those named.",
    parameters: [.x, optionalAxes],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let axes =
        call.integers(1) == nil
        ? (0..<x.rank).filter { x.shape[$0] == 1 } : try x.shape.axes(call.integers(1))
      for axis in axes where x.shape[axis] != 1 {
        throw TensorError(
          "bad-axis", "axis \(axis) of the shape \(x.shape) has length \(x.shape[axis]), not 1")
      }
      return x.reshaped(to: x.shape.reduced(over: axes, keepingDimensions: false))
    },
    example: "squeeze([[1, 2]])")

  public static let expandDims: Primitive = .init(
    "expand_dims", aliases: ["unsqueeze"], "x with new axes of length 1.",
    parameters: [.x, Parameter("axis", .integers, default: .integer(0))],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let given = call.integers(1) ?? [0]
      var dimensions = x.shape.dimensions
      // The places are those in the result.
      let result = Shape(dimensions + [Int](repeating: 1, count: given.count))
      for axis in try result.axes(given) { dimensions.insert(1, at: axis) }
      return x.reshaped(to: Shape(dimensions))
    },
    example: "expand_dims([1, 2], 1)")

  private static let arrays = Parameter("arrays", .tensors)
  private static let firstAxis = Parameter("axis", .integer, default: .integer(0))

  public static let concat: Primitive = .init(
    "concat", aliases: ["concatenate", "cat"],
    "Arrays joined along an axis; with None, all their elements in a row.",
    parameters: [arrays, firstAxis],
    .composition { call throws(TensorError) in
      let arrays = call.tensors(0)
      guard let first = arrays.first else {
        throw TensorError("empty", "there is nothing to join")
      }
      guard let axis = call.integer(1) else {
        return concatenate.apply(arrays.map { ravel($0) }, [.integer(0)])
      }
      return concatenate.apply(arrays, [.integer(try first.shape.axis(axis))])
    },
    example: "concat([[1, 2], [3]])")

  public static let stack: Primitive = .init(
    "stack", "Arrays of one shape, joined along a new axis.", parameters: [arrays, firstAxis],
    .composition { call throws(TensorError) in
      let arrays = call.tensors(0)
      guard let first = arrays.first else {
        throw TensorError("empty", "there is nothing to stack")
      }
      for array in arrays where array.shape != first.shape {
        throw TensorError(
          "shape-mismatch", "the shapes \(first.shape) and \(array.shape) cannot be stacked",
          hint: "all must be equal")
      }
      var dimensions = first.shape.dimensions
      let axis = try Shape(dimensions + [1]).axis(call.integer(1) ?? 0)
      dimensions.insert(1, at: axis)
      return concatenate.apply(
        arrays.map { $0.reshaped(to: Shape(dimensions)) }, [.integer(axis)])
    },
    example: "stack([[1, 2], [3, 4]])")

  public static let tile: Primitive = .init(
    "tile", "x laid side by side, as often as said along each axis.",
    parameters: [.x, Parameter("reps", .integers)],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let given = call.integers(1) ?? []
      guard given.allSatisfy({ $0 >= 0 }) else {
        throw TensorError("bad-argument", "a number of repetitions is negative")
      }
      let rank = Swift.max(x.rank, given.count)
      let counts = [Int](repeating: 1, count: rank - given.count) + given
      let lengths = [Int](repeating: 1, count: rank - x.rank) + x.shape.dimensions
      let result = try Shape(checking: zip(counts, lengths).map { $0 &* $1 })
      let split = Shape(lengths.flatMap { [1, $0] })
      let repeated = Shape(zip(counts, lengths).flatMap { [$0, $1] })
      return x.reshaped(to: split).broadcast(to: repeated).reshaped(to: result)
    },
    example: "tile([1, 2], 2)")

  public static let `repeat`: Primitive = .init(
    "repeat", "Each element repeated, all alike or by a list; without an axis, all in a row.",
    parameters: [.x, Parameter("repeats", .integers), optionalAxes],
    .composition { call throws(TensorError) in
      var x = try call.tensor(0)
      if call.integers(2) == nil { x = x.reshaped(to: [x.shape.count]) }
      let axis = try x.shape.axis(call.integers(2)?.first ?? 0)
      let counts = call.integers(1) ?? []
      guard counts.allSatisfy({ $0 >= 0 }), counts.count == 1 || counts.count == x.shape[axis]
      else {
        throw TensorError(
          "bad-argument", "the repetitions do not fit an axis of length \(x.shape[axis])",
          hint: "one number of 0 or more, or a list of one for each place")
      }
      guard counts.count == 1, let count = counts.first else {
        // Each for itself first, so that their sum does not overflow.
        for count in counts { _ = try Shape(checking: [count]) }
        _ = try Shape(checking: [counts.reduce(0, +)])
        let places = counts.enumerated().flatMap { place, count in
          [Double](repeating: Double(place), count: count)
        }
        let indices = call.constant(Tensor(places, shape: [places.count]))
        return gatherAxis.apply([x, indices], [.integer(axis)])
      }
      var (column, wide, result) = (x.shape.dimensions, x.shape.dimensions, x.shape.dimensions)
      column.insert(1, at: axis + 1)
      wide.insert(count, at: axis + 1)
      result[axis] = result[axis] &* count
      return x.reshaped(to: Shape(column)).broadcast(to: try Shape(checking: wide))
        .reshaped(to: Shape(result))
    },
    example: "repeat([1, 2], 2)")

  public static let flip: Primitive = .init(
    "flip", aliases: ["reverse"], "x in reverse order along all axes, or those named.",
    parameters: [.x, optionalAxes],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let axes = try x.shape.axes(call.integers(1))
      return x.sliced(
        (0..<x.rank).map { axis in
          let count = x.shape[axis]
          return axes.contains(axis)
            ? StridedRange(start: Swift.max(count - 1, 0), step: -1, count: count)
            : StridedRange(start: 0, step: 1, count: count)
        })
    },
    example: "flip([1, 2, 3])")

  public static let broadcastTo: Primitive = .init(
    "broadcast_to", "x repeated to a shape.", parameters: [.x, Parameter("shape", .integers)],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let shape = try Shape(checking: call.integers(1) ?? [])
      guard try x.shape.broadcast(with: shape) == shape else {
        throw TensorError("shape-mismatch", "the shape \(x.shape) does not broadcast to \(shape)")
      }
      return x.broadcast(to: shape)
    },
    example: "broadcast_to([1, 2], (2, 2))")

  public static let diff: Primitive = .init(
    "diff", "The differences of neighbours along an axis.",
    parameters: [
      .x, Parameter("n", .integer, default: .integer(1)),
      Parameter("axis", .integer, default: .integer(-1)),
    ],
    .composition { call throws(TensorError) in
      var x = try call.tensor(0)
      let axis = try x.shape.axis(call.integer(2) ?? -1)
      if let order = call.integer(1), order < 0 {
        throw TensorError("bad-argument", "diff is repeated n times, and n is \(order)")
      }
      for _ in 0..<Swift.min(Swift.max(call.integer(1) ?? 1, 0), x.shape[axis]) {
        let count = Swift.max(x.shape[axis] - 1, 0)
        x =
          x.sliced(x.shape.range(of: axis, start: Swift.min(1, x.shape[axis]), count: count))
          - x.sliced(x.shape.range(of: axis, start: 0, count: count))
      }
      return x
    },
    example: "diff([1, 4, 9])")
}

extension Shape {
  /// The shape that `lengths` mean for as many elements as this one has; one of them may be -1.
  public func reshape(to lengths: [Int]) throws(TensorError) -> Shape {
    var lengths = lengths
    let known = lengths.filter { $0 != -1 }
    let size = try Shape(checking: known).count
    if known.count == lengths.count - 1, let free = lengths.firstIndex(of: -1), size > 0,
      count % size == 0
    {
      lengths[free] = count / size
    }
    guard !lengths.contains(-1), Shape(lengths).count == count else {
      throw TensorError(
        "shape-mismatch",
        "\(count) elements of shape \(self) cannot be reshaped to \(Shape(lengths))",
        hint: "the lengths must multiply to \(count); one of them may be -1")
    }
    return Shape(lengths)
  }
}
