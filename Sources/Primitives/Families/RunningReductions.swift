import Tensors

// Reductions of the first 1, 2, ... elements along an axis.

extension Primitive {
  static let runningReductions: [Primitive] = [cumsum, cumprod, cummax, cummin, logCumSumExp]

  private static let parameters = [
    Parameter.x, Parameter("axis", .integers, default: StaticValue.none),
  ]

  private static func runningPlaces(
    _ name: String, _ find: @escaping @Sendable (Tensor, Int) -> Tensor
  ) -> Primitive {
    .init(
      operation: name, parameters: [.x, Parameter("axis", .integer)],
      .whole(
        shape: { shapes, _ in shapes[0] },
        value: { operands, statics in
          guard case .integer(let axis) = statics[0] else { return operands[0] }
          return find(operands[0], axis)
        }),
      derivative: .flat, batching: BatchedCall.shiftingAxis, rowRule: RowCall.besideAxis)
  }

  private static let runningArgmax = runningPlaces("running_argmax") { $0.runningArgmax(axis: $1) }

  private static let runningArgmin = runningPlaces("running_argmin") { $0.runningArgmin(axis: $1) }

  private static func runningExtreme(
    _ name: String, alias: String, _ adjective: String, _ places: Primitive
  ) -> Primitive {
    .init(
      name, aliases: [alias],
      "The \(adjective) of the first 1, 2, ... elements along an axis.", parameters: parameters,
      .composition { call throws(TensorError) in
        let (x, axis) = try call.alongOneAxis()
        let found = places.apply([x], [.integer(axis)])
        return gatherAlong.apply([x, found], [.integer(axis)])
      },
      convention: "all to the first of equal elements; NaN stays NaN from there on",
      example: "\(name)([1, 4, 2])")
  }

  public static let cummax = runningExtreme(
    "cummax", alias: "cumulative_max", "largest", runningArgmax)

  public static let cummin = runningExtreme(
    "cummin", alias: "cumulative_min", "smallest", runningArgmin)

  public static let logCumSumExp: Primitive = .init(
    "logcumsumexp", aliases: ["cumlogsumexp", "cumulative_logsumexp"],
    "The logarithms of the sums of the first 1, 2, ... exponentials along an axis.",
    parameters: parameters,
    .composition { call throws(TensorError) in
      let (x, axis) = try call.alongOneAxis()
      return runningLogSumExp.apply([x], [.integer(axis)])
    },
    convention: "without overflow; -inf as long as no element is above it",
    example: "logcumsumexp([1, 2, 4])")

  /// Both directions of the derivative are a recurrence: each step forward keeps the share
  /// exp(y_(i-1) - y_i) of what was there, and lets in exp(x_i - y_i) of what comes.
  private static let runningLogSumExp: Primitive = .init(
    operation: "running_logsumexp", parameters: [.x, Parameter("axis", .integer)],
    .whole(
      shape: { shapes, _ in shapes[0] },
      value: { operands, statics in
        guard case .integer(let axis) = statics[0] else { return operands[0] }
        return operands[0].runningLogSumExp(axis: axis)
      }),
    derivative: .custom(
      pushforward: { point, tangents in
        guard let tangent = tangents[0] else { return nil }
        return solved(
          point.keptShare, tangent.chained(point.newShare), [point.statics[0], .flag(false)])
      },
      pullback: { point, _, cotangent in
        let backwards: [StaticValue] = [point.statics[0], .flag(true)]
        return solved(point.keptShare.shifted(backwards), cotangent, backwards)
          .chained(point.newShare)
      }), batching: BatchedCall.shiftingAxis, rowRule: RowCall.besideAxis)
}

extension Point {
  /// exp(x_i - y_i), 0 where nothing has come yet.
  fileprivate var newShare: Variable { share(of: x) }

  /// exp(y_(i-1) - y_i), whatever it is at the first place.
  fileprivate var keptShare: Variable {
    share(of: y.shifted([statics[0], .flag(false)], filling: -.infinity))
  }

  private func share(of part: Variable) -> Variable {
    let isNothing = Primitive.equal(part, part.number(-.infinity))
    return Primitive.where(isNothing, part.number(0), Primitive.exp(part - y))
  }
}
