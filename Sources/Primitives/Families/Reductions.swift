import Tensors

extension Primitive {
  static let reductions: [Primitive] =
    [
      sum, mean, variance, standardDeviation, prod, max, min, logSumExp, euclideanNorm, any,
      all,
      countNonzero, argmax, argmin,
    ] + runningReductions

  typealias Reduce = @Sendable (Tensor, [Int], Bool) -> Tensor

  /// A reduction over `axis`, with `keepdims`.
  private static func reduction(
    _ name: String, aliases: [String] = [], _ summary: String, _ reduce: @escaping Reduce,
    result: ResultType = .number, needsElements: Bool = false, derivative: Derivative,
    convention: String? = nil
  ) -> Primitive {
    .init(
      name, aliases: aliases, summary, parameters: [.x, .axes, .keepdims],
      .whole(
        shape: { shapes, statics throws(TensorError) in
          let axes = try shapes[0].axes(statics[0].integers)
          if needsElements, axes.contains(where: { shapes[0][$0] == 0 }) {
            throw TensorError(
              "empty", "\(name) of no elements has no value: the shape is \(shapes[0])")
          }
          return shapes[0].reduced(over: axes, keepingDimensions: statics[1].isTrue)
        },
        result: result,
        value: { operands, statics throws(TensorError) in
          reduce(operands[0], try operands[0].shape.axes(statics[0].integers), statics[1].isTrue)
        }),
      derivative: derivative, batching: BatchedCall.reducing, rowRule: RowCall.reducing,
      convention: convention,
      example: summary.isEmpty ? "" : "\(name)([1, 2, 4])")
  }

  /// A reduction whose derivative by each element is a weight.
  private static func weighted(
    _ weights: @escaping @Sendable (Variable, Variable) -> Variable
  ) -> Derivative {
    .custom(
      pushforward: { point, tangents in
        guard let tangent = tangents[0] else { return nil }
        let weights = weights(point.x, point.y.spread(over: point.x, point.statics))
        return sum.apply([tangent.chained(weights)], point.statics)
      },
      pullback: { point, _, cotangent in
        cotangent.spread(over: point.x, point.statics).chained(
          weights(point.x, point.y.spread(over: point.x, point.statics)))
      })
  }

  /// A reduction that takes one element, or evenly several that tie.
  private static let extremal: Derivative = .custom(
    pushforward: { point, tangents in
      guard let tangent = tangents[0] else { return nil }
      let (taken, share) = point.taken
      return sum.apply([tangent.kept(where: taken).chained(share)], point.statics)
    },
    pullback: { point, _, cotangent in
      let (taken, share) = point.taken
      return cotangent.spread(over: point.x, point.statics).chained(share).kept(where: taken)
    })

  public static let sum: Primitive = reduction(
    "sum", aliases: ["reduce_sum"], "The sum of all elements, or of those along axes.",
    { $0.sum(over: $1, keepingDimensions: $2) },
    derivative: .linear { point, _, cotangent in cotangent.spread(over: point.x, point.statics) })

  public static let mean: Primitive = .init(
    "mean", aliases: ["reduce_mean"], "The arithmetic mean of all elements, or along axes.",
    parameters: [.x, .axes, .keepdims],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      return sum.apply([x], [call.fixed(1), call.fixed(2)])
        / Double(try x.shape.count(along: call.integers(1)))
    },
    convention: "the mean of no elements is NaN",
    example: "mean([1, 2, 4])")

  private static let varianceParameters = [
    Parameter.x, .axes, Parameter("ddof", .number, default: .integer(0)), .keepdims,
  ]

  public static let variance: Primitive = .init(
    "var", aliases: ["variance", "reduce_variance"],
    "The mean of the squared deviations from the mean; the divisor is n - ddof.",
    parameters: varianceParameters,
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let count = Double(try x.shape.count(along: call.integers(1)))
      let deviation = x - mean.apply([x], [call.fixed(1), .flag(true)])
      let squares = sum.apply([integerPower(deviation, 2)], [call.fixed(1), call.fixed(3)])
      return squares / Swift.max(count - (call.number(2) ?? 0), 0)
    },
    example: "var([1, 2, 4])")

  public static let standardDeviation: Primitive = .init(
    "std", aliases: ["reduce_std"], "The square root of var.", parameters: varianceParameters,
    .composition { call throws(TensorError) in sqrt(try variance.apply(call)) },
    convention: "the gradient of equal elements is NaN", example: "std([1, 2, 4])")

  public static let prod: Primitive = reduction(
    "prod", aliases: ["product", "reduce_prod"], "The product of all elements, or along axes.",
    { $0.product(over: $1, keepingDimensions: $2) },
    derivative: weightedByOthers,
    convention: "right where elements are 0, at every order")

  /// The weight of an element in a product is the product of all others, found without division.
  private static let weightedByOthers: Derivative = .custom(
    pushforward: { point, tangents in
      guard let tangent = tangents[0] else { return nil }
      return sum.apply([tangent.chained(productOfOthers(point.x, point.statics))], point.statics)
    },
    pullback: { point, _, cotangent in
      cotangent.spread(over: point.x, point.statics).chained(
        productOfOthers(point.x, point.statics))
    })

  public static let max: Primitive = reduction(
    "max", aliases: ["amax", "reduce_max"], "The largest element, of all or along axes.",
    { $0.maximum(over: $1, keepingDimensions: $2) }, needsElements: true, derivative: extremal,
    convention: "ties share the gradient evenly")

  public static let min: Primitive = reduction(
    "min", aliases: ["amin", "reduce_min"], "The smallest element, of all or along axes.",
    { $0.minimum(over: $1, keepingDimensions: $2) }, needsElements: true, derivative: extremal,
    convention: "ties share the gradient evenly")

  public static let logSumExp: Primitive = reduction(
    "logsumexp", aliases: ["reduce_logsumexp"],
    "The logarithm of the sum of exp(x), without overflow.",
    { $0.logSumExp(over: $1, keepingDimensions: $2) },
    derivative: .custom(
      pushforward: { point, tangents in
        guard let tangent = tangents[0] else { return nil }
        return sum.apply([tangent.chained(point.shares)], point.statics)
      },
      pullback: { point, _, cotangent in
        cotangent.spread(over: point.x, point.statics).chained(point.shares)
      }))

  package static let norm2: Primitive = reduction(
    "norm2", "", { $0.norm2(over: $1, keepingDimensions: $2) }, derivative: weighted { $0 / $1 })

  public static let euclideanNorm: Primitive = .init(
    "reduce_euclidean_norm", "The Euclidean length of all elements, or along axes.",
    parameters: [.x, .axes, .keepdims],
    .composition { call throws(TensorError) in
      norm2.apply([try call.tensor(0)], [call.fixed(1), call.fixed(2)])
    },
    convention: "the gradient at 0 is NaN", example: "reduce_euclidean_norm([3, 4])")

  public static let countNonzero: Primitive = .init(
    "count_nonzero", "How many elements are not 0, of all or along axes.",
    parameters: [.x, .axes, .keepdims],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      return sum.apply([notEqual(x, x.number(0))], [call.fixed(1), call.fixed(2)])
    },
    convention: "flat: the gradient is 0", example: "count_nonzero([1, 0, 2])")

  public static let any: Primitive = reduction(
    "any", aliases: ["reduce_any"], "Whether one element is true; 0 is false.",
    { $0.any(over: $1, keepingDimensions: $2) }, result: .bool, derivative: .flat,
    convention: "flat: the gradient is 0")

  public static let all: Primitive = reduction(
    "all", aliases: ["reduce_all"], "Whether every element is true; 0 is false.",
    { $0.all(over: $1, keepingDimensions: $2) }, result: .bool, derivative: .flat,
    convention: "flat: the gradient is 0")
}

extension Variable {
  /// A result of a reduction, repeated over the shape that was reduced.
  func spread(over operand: Variable, _ statics: [StaticValue]) -> Variable {
    guard let axes = try? operand.shape.axes(statics[0].integers) else { return self }
    return reshaped(to: operand.shape.reduced(over: axes, keepingDimensions: true))
      .broadcast(to: operand.shape)
  }
}

extension Point {
  /// Of logsumexp, the share of each element in the sum. The shares are made to add up to 1, since
  /// the rounding of a large result is not small in its exponential.
  fileprivate var shares: Variable {
    let parts = Primitive.exp(x - y.spread(over: x, statics))
    let total = Primitive.sum.apply([parts], statics).spread(over: x, statics)
    return parts / Primitive.stopGradient(total)
  }

  /// Of a reduction to an extreme: where it is attained, and one over how many times.
  fileprivate var taken: (mask: Variable, share: Variable) {
    let mask = Primitive.equal(x, y.spread(over: x, statics))
    let count = Primitive.sum.apply([mask], statics)
    return (mask, Primitive.reciprocal(count).spread(over: x, statics))
  }
}

extension Shape {
  /// How many elements a reduction over `axes` takes in.
  func count(along axes: [Int]?) throws(TensorError) -> Int {
    try self.axes(axes).reduce(1) { $0 * dimensions[$1] }
  }
}
