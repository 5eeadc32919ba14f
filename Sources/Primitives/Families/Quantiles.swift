import Tensors

// Order statistics: sort, and take what stands at a place or between two.

extension Primitive {
  static let quantiles: [Primitive] = [
    median, quantile, percentile, nanmedian, nanquantile, nanpercentile,
  ]

  public static let median: Primitive = .init(
    "median", "The middle element, or the mean of the two middle ones, of all or along axes.",
    parameters: [.x, .axes, .keepdims],
    .composition { call throws(TensorError) in
      let lines = try Lines(call, axes: 1, keepdims: 2)
      let count = lines.length
      let sorted = sort.apply([lines.x], [.integer(1)])
      let middle = sorted.sliced(
        sorted.shape.range(of: 1, start: (count - 1) / 2, count: 2 - count % 2))
      return lines.restored(
        mean.apply([middle], [.integer(1), .flag(true)]) * poison(sorted))
    },
    convention: "equal elements keep their order; NaN if an element is NaN",
    example: "median([3, 1, 2, 10])")

  public static let nanmedian: Primitive = .init(
    "nanmedian", "The median of the elements that are not NaN, of all or along axes.",
    parameters: [.x, .axes, .keepdims],
    .composition { call throws(TensorError) in
      let lines = try Lines(call, axes: 1, keepdims: 2)
      let half = lines.x.constant(Tensor(repeating: 0.5, shape: [1], type: lines.x.elementType))
      return lines.restored(lines.between(half, .linear, ignoringNaN: true))
    },
    convention: "NaN where no number is left", example: "nanmedian([3, nan, 1, 2])")

  public static let quantile = orderStatistic(
    "quantile", "The element that a fraction q of the sorted elements lies below, interpolated.",
    scale: 1, ignoringNaN: false, example: "quantile([3, 1, 2, 10], 0.25)")

  public static let percentile = orderStatistic(
    "percentile", "The element that q percent of the sorted elements lie below, interpolated.",
    scale: 100, ignoringNaN: false, example: "percentile([3, 1, 2, 10], 25)")

  public static let nanquantile = orderStatistic(
    "nanquantile", "The quantile of the elements that are not NaN.",
    scale: 1, ignoringNaN: true, example: "nanquantile([3, nan, 2, 10], 0.25)")

  public static let nanpercentile = orderStatistic(
    "nanpercentile", "The percentile of the elements that are not NaN.",
    scale: 100, ignoringNaN: true, example: "nanpercentile([3, nan, 2, 10], 25)")

  private static func orderStatistic(
    _ name: String, _ summary: String, scale: Double, ignoringNaN: Bool, example: String
  ) -> Primitive {
    .init(
      name, summary,
      parameters: [
        .x, Parameter("q"), .axes, Parameter("method", .text, default: .text("linear")), .keepdims,
      ],
      .composition { call throws(TensorError) in
        let lines = try Lines(call, axes: 2, keepdims: 4)
        let q = try call.tensor(1)
        let method = Lines.Method(rawValue: call.text(3) ?? "linear")
        guard let method else {
          throw TensorError(
            "bad-argument", "\(name) knows no method '\(call.text(3) ?? "")'",
            hint: "there are linear, lower, higher, midpoint and nearest")
        }
        let fraction = orderFraction.apply(
          [q.reshaped(to: [q.shape.count])], [.number(scale), .text(name)])
        return lines.restored(
          lines.between(fraction, method, ignoringNaN: ignoringNaN), for: q.shape)
      },
      domain: Domain(.reals, .init(lower: 0, upper: scale, isClosed: true)),
      convention: ignoringNaN
        ? "NaN where no number is left; at an element, the derivative by q is that to the right"
        : "NaN if an element is NaN; at an element, the derivative by q is that to the right",
      example: example)
  }

  /// q, or q percent, as a fraction, if it is one.
  private static let orderFraction: Primitive = .init(
    operation: "order_fraction",
    parameters: [Parameter("q"), Parameter("scale", .number), Parameter("of", .text)],
    .whole(
      shape: { shapes, _ in shapes[0] },
      value: { operands, statics throws(TensorError) in
        guard case .number(let scale) = statics[0], case .text(let name) = statics[1] else {
          return operands[0]
        }
        let elements = operands[0].elements
        for q in elements where !(q >= 0 && q <= scale) {
          throw TensorError("bad-argument", "\(name) takes q from 0 to \(Int(scale)), not \(q)")
        }
        let type = operands[0].elementType
        return Tensor(
          elements.map { type.rounding($0 / scale) }, shape: operands[0].shape, type: type)
      }),
    derivative: .custom(
      pushforward: { point, tangents in tangents[0].map { $0 / point.orderScale } },
      pullback: { point, _, cotangent in cotangent / point.orderScale }),
    batching: { call in orderFraction.apply(call.operands, call.statics) })

  /// NaN where the last element of a sorted row is NaN, else 1.
  fileprivate static func poison(_ sorted: Variable) -> Variable {
    let last = sorted.sliced(sorted.shape.range(of: 1, start: sorted.shape[1] - 1, count: 1))
    return `where`(isNaN(last), sorted.number(.nan), sorted.number(1))
  }
}

extension Point {
  fileprivate var orderScale: Double {
    if case .number(let scale)? = statics.first { scale } else { 1 }
  }
}

/// An operand of a reduction as rows: what is reduced lies along the second of two axes.
private struct Lines {
  enum Method: String {
    case linear, lower, higher, midpoint, nearest
  }

  let x: Variable
  private let rowShape: Shape

  var length: Int { x.shape[1] }

  init(_ call: Call, axes: Int, keepdims: Int) throws(TensorError) {
    let x = try call.tensor(0)
    let axes = try x.shape.axes(call.integers(axes))
    let kept = (0..<x.rank).filter { !axes.contains($0) }
    let length = try x.shape.count(along: axes)
    guard length > 0 else {
      throw TensorError(
        "empty", "\(call.primitive.name) of no elements has no value: the shape is \(x.shape)")
    }
    self.x = x.permuted(kept + axes).reshaped(to: [x.shape.count / length, length])
    rowShape = x.shape.reduced(over: axes, keepingDimensions: call.flag(keepdims))
  }

  /// What stands at each fraction (a vector) of the way through each row.
  func between(_ fraction: Variable, _ method: Method, ignoringNaN: Bool) -> Variable {
    let sorted = Primitive.sort.apply([x], [.integer(1)])
    let target: Shape = [x.shape[0], fraction.shape.count]
    var last = x.number(Double(length - 1))
    if ignoringNaN {
      let numbers = Primitive.logicalNot(Primitive.isNaN(x))
      last = Primitive.sum.apply([numbers], [.integer(1), .flag(true)]) - 1
    }
    let place = (fraction * last).broadcast(to: target)
    let zero = x.number(0)
    let lower = Primitive.maximum(
      zero, Primitive.minimum(Primitive.floor(place), last - 1).broadcast(to: target))
    let upper = Primitive.maximum(zero, Primitive.minimum(lower + 1, last))
    let taken = { (places: Variable) in
      Primitive.gatherAlong.apply(
        [sorted, Primitive.stopGradient(places).broadcast(to: target)], [.integer(1)])
    }
    let way = way(place - lower, from: lower, method)
    let (a, b) = (taken(lower), taken(upper))
    // From the nearer end, so that both are exact.
    let step = b - a
    let between = Primitive.where(
      Primitive.less(way, x.number(0.5)), a + step * way, b - step * (1 - way))
    return ignoringNaN ? between : between * Primitive.poison(sorted)
  }

  private func way(_ way: Variable, from lower: Variable, _ method: Method) -> Variable {
    switch method {
    case .linear: way
    case .lower: Primitive.floor(way)
    case .higher: Primitive.ceil(way)
    case .midpoint: (Primitive.floor(way) + Primitive.ceil(way)) / 2
    case .nearest: Primitive.round(lower + way) - lower
    }
  }

  /// Of one number for each row, the result of the reduction.
  func restored(_ result: Variable, for q: Shape = .scalar) -> Variable {
    result.permuted([1, 0]).reshaped(to: Shape(q.dimensions + rowShape.dimensions))
  }
}
