import Tensors

// Elements put together by what positions say.

extension Primitive {
  static let segments: [Primitive] = [segmentSum, segmentMean, bincount, gatherND, oneHot]

  private static let segmentParameters = [
    Parameter("data"), Parameter("segment_ids"), Parameter("num_segments", .integer),
  ]

  public static let segmentSum: Primitive = .init(
    "segment_sum", aliases: ["unsorted_segment_sum"],
    "The sums of the elements, or slices along the first axis, that have the same number.",
    parameters: segmentParameters,
    .composition { call throws(TensorError) in try segments(call, of: try call.tensor(0)) },
    convention: "0 where there is none; a number out of range is an error",
    example: "segment_sum([1, 2, 4], [0, 1, 0], 2)")

  public static let segmentMean: Primitive = .init(
    "segment_mean", aliases: ["unsorted_segment_mean"],
    "The means of the elements, or slices along the first axis, that have the same number.",
    parameters: segmentParameters,
    .composition { call throws(TensorError) in
      let data = try call.tensor(0)
      let counts = try segments(call, of: data.filled(with: 1))
      return try segments(call, of: data) / maximum(counts, counts.number(1))
    },
    convention: "0 where there is none; a number out of range is an error",
    example: "segment_mean([1, 2, 4], [0, 1, 0], 2)")

  private static func segments(
    _ call: Call, of data: Variable
  ) throws(TensorError) -> Variable {
    let (name, numbers) = (call.primitive.name, try call.tensor(1))
    guard let count = call.integer(2), count >= 0 else {
      throw TensorError("bad-argument", "\(name) needs a num_segments of 0 or more")
    }
    guard data.rank >= numbers.rank,
      Array(data.shape.dimensions[..<numbers.rank]) == numbers.shape.dimensions
    else {
      throw TensorError(
        "shape-mismatch",
        "the data of shape \(data.shape) do not begin like the segment_ids, \(numbers.shape)")
    }
    return scatterAdd.apply([data, numbers], [.integer(0), .integer(count)]).withoutStructuralZeros
  }

  public static let bincount: Primitive = .init(
    "bincount", "How often each of 0, 1, 2, ... is in x, or the sums of the weights there.",
    parameters: [
      .x, Parameter("weights", default: StaticValue.none),
      Parameter("minlength", .integer, default: .integer(0)),
      Parameter("length", .integer, default: StaticValue.none),
    ],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let weights = call.optionalTensor(1) ?? x.filled(with: 1)
      guard x.rank == 1, weights.shape == x.shape else {
        throw TensorError(
          "shape-mismatch",
          "bincount takes a vector and a weight for each element: x has the shape \(x.shape), the "
            + "weights \(weights.shape)")
      }
      let known = try x.recorder.value(of: x.node)
      if let fault = known?.elements.first(where: { !($0 >= 0 && $0 == $0.rounded()) }) {
        let name = Int(exactly: fault).map(String.init) ?? "\(fault)"
        throw TensorError(
          "bad-index", "bincount counts whole numbers that are not negative, not \(name)")
      }
      var length = call.integer(3) ?? 0
      if call.integer(3) == nil { length = try binCount(known, atLeast: call.integer(2) ?? 0) }
      let zeros = x.constant(Tensor(repeating: 0, shape: x.shape, type: x.elementType))
      let places = `where`(less(x, zeros), x.number(.nan), x)
      return scatterAdd.apply(
        [weights, places], [.integer(0), .integer(try Shape(checking: [length])[0])]
      ).withoutStructuralZeros
    },
    convention: "flat in x; where its values are not known beforehand, length must be given",
    example: "bincount([0, 2, 2], length=3)")

  private static func binCount(_ known: Tensor?, atLeast least: Int) throws(TensorError) -> Int {
    guard let known else {
      throw TensorError(
        "unknown-value", "how many bins bincount has depends on the values of x",
        hint: "say so with length=..., or pass x as a captured value with --let")
    }
    let largest = known.elements.max() ?? -1
    guard largest < Double(Shape.largestCount) else {
      throw TensorError("too-large", "bincount of \(largest) has more bins than fit in memory")
    }
    return Swift.max(least, Int(largest) + 1, 0)
  }

  public static let gatherND: Primitive = .init(
    "gather_nd", "The elements, or slices, of x at positions that lie along the last axis.",
    parameters: [.x, Parameter("indices")],
    .composition { call throws(TensorError) in
      let (x, indices) = (try call.tensor(0), try call.tensor(1))
      guard indices.rank > 0, let depth = indices.shape.dimensions.last, depth <= x.rank else {
        throw TensorError(
          "shape-mismatch",
          "the last axis of the indices, of shape \(indices.shape), names more axes than x of shape "
            + "\(x.shape) has")
      }
      let (named, rest) = (x.shape.dimensions[..<depth], x.shape.dimensions[depth...])
      let places = linedPositions.apply([indices], [.integers(Array(named))])
      let lined = x.reshaped(to: Shape([Shape(Array(named)).count] + rest))
      return gatherAxis.apply([lined, places], [.integer(0)])
    },
    convention: "negative positions count from the back; one out of range is an error",
    example: "gather_nd([[1, 2], [3, 4]], [[0, 1], [1, 0]])")

  /// Positions along several axes, which lie along the last axis, as positions in a row.
  private static let linedPositions: Primitive = .init(
    operation: "lined_positions",
    parameters: [Parameter("indices"), Parameter("lengths", .integers)],
    .whole(
      shape: { shapes, _ in Shape(Array(shapes[0].dimensions.dropLast())) },
      value: { operands, statics throws(TensorError) in
        try operands[0].linedPlaces(along: statics[0].integers ?? [])
      }),
    derivative: .flat,
    batching: { call in linedPositions.apply(call.operands, call.statics) })

  public static let oneHot: Primitive = .init(
    "one_hot", "A row of zeros for each position, with 1 at that position.",
    parameters: [
      Parameter("indices"), Parameter("depth", .integer),
      Parameter("axis", .integer, default: .integer(-1)),
    ],
    .composition { call throws(TensorError) in
      let indices = try call.tensor(0)
      let depth = try Shape(checking: [call.integer(1) ?? 0])[0]
      let lengths = indices.shape.dimensions
      let axis = try Shape(lengths + [1]).axis(call.integer(2) ?? -1)
      var column = lengths
      column.insert(1, at: axis)
      let numbers = indices.constant(
        Tensor((0..<depth).map(Double.init), shape: [depth], type: call.recorder.numberType))
      let isHere = equal(
        indices.reshaped(to: Shape(column)), numbers.lined(along: axis, of: column.count))
      return `where`(isHere, indices.number(1), indices.number(0))
    },
    convention: "flat: the gradient is 0; a row of zeros for a position out of range",
    example: "one_hot([0, 2], 3)")
}
