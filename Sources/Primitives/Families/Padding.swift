import Tensors

extension Primitive {
  public static let pad: Primitive = .init(
    "pad",
    "x with a border: (before, after) for all axes, or one pair for each in a row; of a value, or "
      + "of its own elements.",
    parameters: [
      .x, Parameter("widths", .integers),
      Parameter("mode", .text, default: .text("constant")),
      Parameter("value", default: .number(0)),
    ],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let widths = try Widths(call.integers(1) ?? [], of: x.shape)
      let name = call.text(2) ?? ""
      guard let mode = Border(named: name) else {
        throw TensorError(
          "bad-argument", "pad has no mode '\(name)'",
          hint: "there are constant, edge, reflect, symmetric and wrap")
      }
      guard mode == .constant else { return try bordered(x, widths, mode) }
      let value = try call.tensor(3)
      guard value.rank == 0 else {
        throw TensorError("bad-shape", "the value of pad is a number, not of shape \(value.shape)")
      }
      return framed(x, widths, value)
    },
    convention: "modes: constant, edge, reflect, symmetric, wrap", example: "pad([1, 2], (1, 0))")

  private static func framed(_ x: Variable, _ widths: Widths, _ value: Variable) -> Variable {
    let ranges = (0..<x.rank).map {
      StridedRange(start: widths.before[$0], step: 1, count: x.shape[$0])
    }
    let place = { (x: Variable, background: Double) in
      Primitive.place.apply(
        [x], [.integers(widths.result.dimensions), .ranges(ranges), .number(background)])
    }
    if let number = value.constantValue { return place(x, number) }
    let inside = place(x.filled(with: 1), 0)
    return `where`(inside, place(x, 0), value)
  }

  private static func bordered(
    _ x: Variable, _ widths: Widths, _ mode: Border
  ) throws(TensorError) -> Variable {
    var x = x
    for axis in 0..<x.rank where widths.before[axis] + widths.after[axis] > 0 {
      let length = x.shape[axis]
      guard length > 0 else {
        throw TensorError(
          "empty", "axis \(axis) of x is empty: there is nothing that pad could repeat",
          hint: "the mode constant needs no elements")
      }
      let places = (0..<widths.result[axis]).map {
        Double(mode.place($0 - widths.before[axis], of: length))
      }
      x = gatherAxis.apply(
        [x, x.constant(Tensor(places, shape: [places.count]))], [.integer(axis)])
    }
    return x
  }
}

/// How wide a border is, on both sides of each axis.
private struct Widths {
  let before: [Int]
  let after: [Int]
  /// The shape with the border.
  let result: Shape

  init(_ given: [Int], of shape: Shape) throws(TensorError) {
    var widths = given
    if widths.count == 1 { widths += widths }
    if widths.count == 2 { widths = (0..<shape.rank).flatMap { _ in widths } }
    guard widths.count == 2 * shape.rank, widths.allSatisfy({ $0 >= 0 }) else {
      throw TensorError(
        "bad-argument", "the widths do not fit the shape \(shape)",
        hint: "one number, one pair (before, after), or a pair for each axis, none below 0")
    }
    let (before, after) = (
      (0..<shape.rank).map { widths[2 * $0] }, (0..<shape.rank).map { widths[2 * $0 + 1] }
    )
    result = try Shape(
      checking: (0..<shape.rank).map { axis throws(TensorError) in
        let (both, first) = before[axis].addingReportingOverflow(after[axis])
        let (length, second) = both.addingReportingOverflow(shape[axis])
        return first || second ? .max : length
      })
    self.before = before
    self.after = after
  }
}

/// What a border is made of.
private enum Border: String {
  case constant, edge, reflect, symmetric, wrap

  /// By NumPy's name of it, TensorFlow's in capitals, or PyTorch's.
  init?(named name: String) {
    switch name.lowercased() {
    case "replicate": self = .edge
    case "circular": self = .wrap
    case let name: self.init(rawValue: name)
    }
  }

  /// The place along an axis whose element stands at a place, which may be outside.
  func place(_ place: Int, of length: Int) -> Int {
    switch self {
    case .constant, .edge: return Swift.min(Swift.max(place, 0), length - 1)
    case .wrap: return remainder(place, length)
    case .symmetric:
      let place = remainder(place, 2 * length)
      return place < length ? place : 2 * length - 1 - place
    case .reflect:
      if length == 1 { return 0 }
      let place = remainder(place, 2 * length - 2)
      return place < length ? place : 2 * length - 2 - place
    }
  }

  private func remainder(_ place: Int, _ period: Int) -> Int {
    (place % period + period) % period
  }
}
