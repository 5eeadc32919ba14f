import Tensors

// Numbers from one to another. Both ends are exact and have gradients.

extension Primitive {
  private static let spacing = [
    Parameter("start"), Parameter("stop"), Parameter("num", .integer, default: .integer(50)),
    Parameter("endpoint", .flag, default: .flag(true)),
  ]

  /// The ends, lined up with the axis of the results, and the fractions of the way between them.
  private static func way(
    _ call: Call
  ) throws(TensorError) -> (start: Variable, stop: Variable, way: Variable) {
    let shape = try Shape(checking: [call.integer(2) ?? 50])
    let (count, type) = (shape[0], call.recorder.numberType)
    let steps = Double(call.flag(3) ? count - 1 : count)
    let way = call.constant(
      Tensor(shape: shape, type: type) { elements in
        for index in 0..<count {
          elements[index] = type.rounding(index == 0 ? 0 : Double(index) / steps)
        }
      })
    let (start, stop) = (try call.tensor(0), try call.tensor(1))
    let ends = try start.shape.broadcast(with: stop.shape)
    // Of arrays of ends, the results lie along a new first axis.
    let column = Shape([count] + [Int](repeating: 1, count: ends.rank))
    return (start, stop, way.reshaped(to: column))
  }

  private static func line(_ call: Call) throws(TensorError) -> Variable {
    let (start, stop, way) = try way(call)
    return start * (1 - way) + stop * way
  }

  public static let linspace: Primitive = .init(
    "linspace", "num numbers from start to stop, equally far apart.", parameters: spacing,
    .composition { call throws(TensorError) in try line(call) },
    example: "linspace(0, 1, 5)")

  public static let logspace: Primitive = .init(
    "logspace", "num powers of base, with exponents from start to stop, equally far apart.",
    parameters: spacing + [Parameter("base", default: .number(10))],
    .composition { call throws(TensorError) in pow(try call.tensor(4), try line(call)) },
    example: "logspace(0, 2, 3)")

  public static let geomspace: Primitive = .init(
    "geomspace", "num numbers from start to stop, each the same multiple of the one before.",
    parameters: spacing,
    .composition { call throws(TensorError) in
      let (start, stop, way) = try way(call)
      let size = pow(abs(start), 1 - way) * pow(abs(stop), way)
      let signs = sign(start) * sign(stop)
      let side = `where`(greater(signs, signs.number(0)), sign(start), signs.number(.nan))
      return size * side
    },
    domain: .reals.meeting("start and stop have the same sign").sampled(in: .positive),
    convention: "NaN for ends of different signs, or 0",
    example: "geomspace(1, 100, 3)")
}
