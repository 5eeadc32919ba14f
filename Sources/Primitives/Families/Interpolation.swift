import Tensors

// Functions that are known at some points: integrals over them, and numbers between them.

extension Primitive {
  static let integrals: [Primitive] = [
    trapezoid, cumulativeTrapezoid, interp, searchsorted, digitize,
  ]

  private static let sampled = [
    Parameter("y"), Parameter("x", default: StaticValue.none), Parameter("dx", default: .number(1)),
    Parameter("axis", .integer, default: .integer(-1)),
  ]

  public static let trapezoid: Primitive = .init(
    "trapezoid", aliases: ["trapz"],
    "The integral of y by x, or at distances dx, along an axis, by the trapezoidal rule.",
    parameters: sampled,
    .composition { call throws(TensorError) in
      let (pieces, axis) = try trapezia(call)
      return sum.apply([pieces], [.integer(axis)])
    },
    example: "trapezoid([1, 2, 4], dx=0.5)")

  public static let cumulativeTrapezoid: Primitive = .init(
    "cumulative_trapezoid", aliases: ["cumtrapz"],
    "The integrals of y up to the second, third, ... point, by the trapezoidal rule.",
    parameters: sampled + [Parameter("initial", .number, default: StaticValue.none)],
    .composition { call throws(TensorError) in
      let (pieces, axis) = try trapezia(call)
      let sums = cumsum.apply([pieces], [.integer(axis)])
      guard let first = call.number(4) else { return sums }
      var dimensions = sums.shape.dimensions
      dimensions[axis] = 1
      let start = sums.constant(
        Tensor(repeating: first, shape: Shape(dimensions), type: call.recorder.numberType))
      return concatenate.apply([start, sums], [.integer(axis)])
    },
    convention: "initial, if given, comes first", example: "cumulative_trapezoid([1, 2, 4])")

  /// The integrals between neighbouring points.
  private static func trapezia(_ call: Call) throws(TensorError) -> (Variable, axis: Int) {
    let y = try call.tensor(0)
    let axis = try y.shape.axis(call.integer(3) ?? -1)
    let (before, after) = y.neighbours(along: axis)
    let heights = (before + after) / 2
    guard var x = call.optionalTensor(1) else {
      let distance = try call.tensor(2)
      guard try distance.shape.broadcast(with: heights.shape) == heights.shape else {
        throw TensorError(
          "shape-mismatch",
          "\(call.primitive.name) of 'dx' of shape \(distance.shape) for \(heights.shape) distances"
        )
      }
      return (heights * distance, axis)
    }
    if x.rank == 1 {
      guard x.shape[0] == y.shape[axis] else { throw mismatch(x, y, axis, call) }
      x = x.lined(along: axis, of: y.rank)
    }
    guard x.rank == y.rank, x.shape[axis] == y.shape[axis] else {
      throw mismatch(x, y, axis, call)
    }
    let (left, right) = x.neighbours(along: axis)
    _ = try left.shape.broadcast(with: heights.shape)
    return ((right - left) * heights, axis)
  }

  private static func mismatch(
    _ x: Variable, _ y: Variable, _ axis: Int, _ call: Call
  ) -> TensorError {
    TensorError(
      "shape-mismatch",
      "\(call.primitive.name) needs an x for each y: x of shape \(x.shape) does not fit y of shape "
        + "\(y.shape) along axis \(axis)",
      hint: "x is a vector along the axis, or has the shape of y")
  }

  public static let interp: Primitive = .init(
    "interp", "The piecewise linear function through the points (xp, fp), xp increasing, at x.",
    parameters: [
      .x, Parameter("xp"), Parameter("fp"), Parameter("left", default: StaticValue.none),
      Parameter("right", default: StaticValue.none),
    ],
    .composition { call throws(TensorError) in
      let (x, xp, fp) = (try call.tensor(0), try call.tensor(1), try call.tensor(2))
      guard xp.rank == 1, xp.shape == fp.shape, xp.shape[0] > 0 else {
        throw TensorError(
          "shape-mismatch",
          "interp needs as many numbers in xp as in fp, and xp has the shape \(xp.shape), "
            + "fp \(fp.shape)",
          hint: "both are vectors of one length, of one point at least")
      }
      let count = xp.shape[0]
      let pick = { (values: Variable, places: Variable) in
        gatherAxis.apply([values, places], [.integer(0)])
      }
      let place = { (index: Int) in x.number(Double(index)) }
      let (first, last) = (pick(xp, place(0)), pick(xp, place(count - 1)))
      let left = call.optionalTensor(3) ?? pick(fp, place(0))
      let right = call.optionalTensor(4) ?? pick(fp, place(count - 1))
      var inside = pick(fp, place(0))
      if count > 1 {
        let found = searchsorted.apply([xp, x], [.text("right")])
        let upper = maximum(place(1), minimum(found, place(count - 1)))
        let lower = upper - 1
        let start = pick(xp, lower)
        let way = (x - start) / (pick(xp, upper) - start)
        inside = pick(fp, lower) * (1 - way) + pick(fp, upper) * way
      } else {
        inside = inside + (x - x)
      }
      return `where`(less(x, first), left, `where`(greater(x, last), right, inside))
    },
    convention: "at a point, the slope is that to its right; left and right beyond the ends, flat",
    example: "interp(2.5, [1, 2, 3], [3, 2, 0])")

  public static let searchsorted: Primitive = .init(
    "searchsorted", "The positions in the sorted vector at which each value would be put in.",
    parameters: [
      Parameter("sorted"), Parameter("values"), Parameter("side", .text, default: .text("left")),
    ],
    .whole(
      shape: { shapes, statics throws(TensorError) in
        guard shapes[0].rank == 1 else {
          throw TensorError(
            "bad-shape", "searchsorted looks in a vector, not in an array of shape \(shapes[0])")
        }
        guard statics[0] == .text("left") || statics[0] == .text("right") else {
          throw TensorError(
            "bad-argument", "the side of searchsorted is left or right, not \(statics[0])")
        }
        return shapes[1]
      },
      value: { operands, statics in
        operands[0].placesInOrder(of: operands[1], afterEqualOnes: statics[0] == .text("right"))
      }),
    derivative: .flat,
    batching: { call in
      call.isBatched[0] ? nil : searchsorted.apply(call.operands, call.statics)
    },
    convention: "flat: the gradient is 0; side 'right' is behind equal ones, NaN is last",
    example: "searchsorted([1, 2, 4], 3)")

  public static let digitize: Primitive = .init(
    "digitize", aliases: ["bucketize"],
    "The number of the interval, of those that the increasing bins bound, in which each x lies.",
    parameters: [.x, Parameter("bins"), Parameter("right", .flag, default: .flag(false))],
    .composition { call throws(TensorError) in
      searchsorted.apply(
        [try call.tensor(1), try call.tensor(0)], [.text(call.flag(2) ? "left" : "right")])
    },
    convention: "flat: the gradient is 0; a bound belongs to the interval above it, unless right",
    example: "digitize(3, [1, 2, 4])")
}

extension Variable {
  /// All elements along an axis but the last, and all but the first.
  func neighbours(along axis: Int) -> (before: Variable, after: Variable) {
    let count = Swift.max(shape[axis] - 1, 0)
    return (
      sliced(shape.range(of: axis, start: 0, count: count)),
      sliced(shape.range(of: axis, start: Swift.min(1, shape[axis]), count: count))
    )
  }
}
