import Tensors

// Functions that put axes and arrays in another order.

extension Primitive {
  static let arrangements: [Primitive] = [
    moveaxis, swapaxes, atLeast1d, atLeast2d, atLeast3d, hstack, vstack, dstack, columnStack,
    append, fliplr, flipud, rot90,
  ]

  public static let moveaxis: Primitive = .init(
    "moveaxis", aliases: ["movedim"], "x with axes moved to other places; the others keep order.",
    parameters: [.x, Parameter("source", .integers), Parameter("destination", .integers)],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let (from, to) = (call.integers(1) ?? [], call.integers(2) ?? [])
      guard from.count == to.count else {
        throw TensorError(
          "bad-argument",
          "moveaxis moves as many axes as it names places, not \(from.count) to \(to.count)")
      }
      _ = (try x.shape.axes(from), try x.shape.axes(to))
      let (sources, places) = (
        from.map { $0 < 0 ? $0 + x.rank : $0 }, to.map { $0 < 0 ? $0 + x.rank : $0 }
      )
      var order = (0..<x.rank).filter { !sources.contains($0) }
      for (place, source) in zip(places, sources).sorted(by: { $0.0 < $1.0 }) {
        order.insert(source, at: place)
      }
      return x.permuted(order)
    },
    example: "moveaxis([[1, 2], [3, 4]], 0, 1)")

  public static let swapaxes: Primitive = .init(
    "swapaxes", aliases: ["swapdims"], "x with two axes exchanged.",
    parameters: [.x, Parameter("axis1", .integer), Parameter("axis2", .integer)],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let (a, b) = (
        try x.shape.axis(call.integer(1) ?? 0), try x.shape.axis(call.integer(2) ?? 0)
      )
      var order = Array(0..<x.rank)
      order.swapAt(a, b)
      return x.permuted(order)
    },
    example: "swapaxes([[1, 2], [3, 4]], 0, 1)")

  private static func atLeast(
    _ name: String, _ rank: String, _ shape: @escaping @Sendable (Shape) -> Shape
  ) -> Primitive {
    .init(
      name, "x with axes of length 1 added, so that it has \(rank) at least.",
      .composition { call throws(TensorError) in
        let x = try call.tensor(0)
        return x.reshaped(to: shape(x.shape))
      },
      example: "\(name)(7)")
  }

  public static let atLeast1d = atLeast("atleast_1d", "one") { $0.rank == 0 ? [1] : $0 }

  public static let atLeast2d = atLeast("atleast_2d", "two") { shape in
    shape.rank < 2 ? [1, shape.count] : shape
  }

  public static let atLeast3d = atLeast("atleast_3d", "three") { shape in
    switch shape.rank {
    case 0, 1: [1, shape.count, 1]
    case 2: [shape[0], shape[1], 1]
    default: shape
    }
  }

  private static let arrays = Parameter("arrays", .tensors)

  private static func stacking(
    _ name: String, aliases: [String] = [], _ summary: String, _ widened: Primitive,
    axis: @escaping @Sendable (_ rank: Int) -> Int, example: String
  ) -> Primitive {
    .init(
      name, aliases: aliases, summary, parameters: [arrays],
      .composition { call throws(TensorError) in
        let arrays = call.tensors(0).map { widened($0) }
        guard let first = arrays.first else {
          throw TensorError("empty", "there is nothing for \(name) to join")
        }
        return concatenate.apply(arrays, [.integer(axis(first.rank))])
      },
      example: example)
  }

  public static let hstack = stacking(
    "hstack", "Arrays joined along their second axis, vectors along their only one.", atLeast1d,
    axis: { $0 == 1 ? 0 : 1 }, example: "hstack([[1, 2], [3]])")

  public static let vstack = stacking(
    "vstack", aliases: ["row_stack"], "Arrays joined along their first axis, vectors as rows.",
    atLeast2d, axis: { _ in 0 }, example: "vstack([[1, 2], [3, 4]])")

  public static let dstack = stacking(
    "dstack", "Arrays joined along their third axis.", atLeast3d, axis: { _ in 2 },
    example: "dstack([[1, 2], [3, 4]])")

  public static let columnStack: Primitive = .init(
    "column_stack", "Vectors as the columns of a matrix, beside matrices as they are.",
    parameters: [arrays],
    .composition { call throws(TensorError) in
      let arrays = call.tensors(0).map { array in
        array.rank < 2 ? array.reshaped(to: [array.shape.count, 1]) : array
      }
      guard !arrays.isEmpty else {
        throw TensorError("empty", "there is nothing for column_stack to join")
      }
      return concatenate.apply(arrays, [.integer(1)])
    },
    example: "column_stack([[1, 2], [3, 4]])")

  public static let append: Primitive = .init(
    "append", "Values joined to x along an axis; without one, all elements in a row.",
    parameters: [.x, Parameter("values"), Parameter("axis", .integer, default: StaticValue.none)],
    .composition { call throws(TensorError) in
      let (x, values) = (try call.tensor(0), try call.tensor(1))
      guard let axis = call.integer(2) else {
        return concatenate.apply([ravel(x), ravel(values)], [.integer(0)])
      }
      return concatenate.apply([x, values], [.integer(try x.shape.axis(axis))])
    },
    example: "append([1, 2], 3)")

  private static func flipping(_ name: String, _ summary: String, axis: Int) -> Primitive {
    .init(
      name, summary,
      .composition { call throws(TensorError) in
        let x = try call.tensor(0)
        guard x.rank > axis else {
          throw TensorError(
            "bad-shape", "\(name) needs an axis \(axis), and x has the shape \(x.shape)")
        }
        return flip.apply([x], [.integer(axis)])
      },
      example: "\(name)([[1, 2], [3, 4]])")
  }

  public static let fliplr = flipping("fliplr", "x with its columns in reverse order.", axis: 1)

  public static let flipud = flipping("flipud", "x with its rows in reverse order.", axis: 0)

  public static let rot90: Primitive = .init(
    "rot90", "x turned by k quarters in the plane of two axes, from the first to the second.",
    parameters: [
      .x, Parameter("k", .integer, default: .integer(1)),
      Parameter("axes", .integers, default: .integers([0, 1])),
    ],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let given = call.integers(2) ?? [0, 1]
      guard try x.shape.axes(given).count == 2 else {
        throw TensorError(
          "bad-axis", "rot90 turns in the plane of two axes, and \(given.count) are named")
      }
      let axes = given.map { $0 < 0 ? $0 + x.rank : $0 }
      var order = Array(0..<x.rank)
      order.swapAt(axes[0], axes[1])
      let flipped = { (x: Variable, axis: Int) in flip.apply([x], [.integer(axis)]) }
      switch ((call.integer(1) ?? 1) % 4 + 4) % 4 {
      case 1: return flipped(x, axes[1]).permuted(order)
      case 2: return flipped(flipped(x, axes[0]), axes[1])
      case 3: return flipped(x.permuted(order), axes[1])
      default: return x
      }
    },
    example: "rot90([[1, 2], [3, 4]])")

  public static let roll: Primitive = .init(
    "roll", "x moved on along axes; what leaves at the end comes in at the front.",
    parameters: [.x, Parameter("shift", .integers), .axes],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let shifts = call.integers(1) ?? [0]
      guard let axes = call.integers(2) else {
        return rolled(ravel(x), by: shifts.reduce(0, &+), along: 0).reshaped(to: x.shape)
      }
      guard shifts.count == axes.count || shifts.count == 1 || axes.count == 1 else {
        throw TensorError(
          "bad-argument", "roll has \(shifts.count) shifts for \(axes.count) axes")
      }
      var result = x
      for index in 0..<(shifts.count == 1 ? axes.count : shifts.count) {
        let axis = try x.shape.axis(axes.count == 1 ? axes[0] : axes[index])
        result = rolled(result, by: shifts.count == 1 ? shifts[0] : shifts[index], along: axis)
      }
      return result
    },
    example: "roll([1, 2, 3], 1)")

  private static func rolled(_ x: Variable, by shift: Int, along axis: Int) -> Variable {
    let count = x.shape[axis]
    guard count > 0, shift % count != 0 else { return x }
    let cut = ((-shift % count) + count) % count
    return concatenate.apply(
      [
        x.sliced(x.shape.range(of: axis, start: cut, count: count - cut)),
        x.sliced(x.shape.range(of: axis, start: 0, count: cut)),
      ], [.integer(axis)])
  }
}
