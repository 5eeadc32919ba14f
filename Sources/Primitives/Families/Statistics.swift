import Tensors

extension Primitive {
  static let statistics: [Primitive] =
    [ptp, average, cov, corrcoef]
    + quantiles + nanReductions + integrals + polynomials + convolutions + normalizing

  public static let ptp: Primitive = .init(
    "ptp", "The largest element less the smallest one, of all or along axes.",
    parameters: [.x, .axes, .keepdims],
    .composition { call throws(TensorError) in
      let (x, statics) = (try call.tensor(0), [call.fixed(1), call.fixed(2)])
      return max.apply([x], statics) - min.apply([x], statics)
    },
    convention: "ties share the gradient evenly", example: "ptp([1, 4, 2])")

  public static let average: Primitive = .init(
    "average", aliases: ["weighted_mean"],
    "The mean of all elements, or along axes, each counted by its weight.",
    parameters: [.x, .axes, Parameter("weights", default: StaticValue.none), .keepdims],
    .composition { call throws(TensorError) in
      let (x, statics) = (try call.tensor(0), [call.fixed(1), call.fixed(3)])
      guard let weights = call.optionalTensor(2) else { return mean.apply([x], statics) }
      let spread = try weights.spreadAsWeights(over: x, axes: call.integers(1))
      return sum.apply([x * spread], statics) / sum.apply([spread], statics)
    },
    convention: "weights that add up to 0 give NaN or an infinity",
    example: "average([1, 2, 4], weights=[1, 1, 2])")

  public static let cov: Primitive = .init(
    "cov", "The covariances of the rows of x, or of its columns; the divisor is n - ddof.",
    parameters: [
      .x, Parameter("y", default: StaticValue.none),
      Parameter("rowvar", .flag, default: .flag(true)),
      Parameter("bias", .flag, default: .flag(false)),
      Parameter("ddof", .integer, default: StaticValue.none),
    ],
    .composition { call throws(TensorError) in
      let deviations = try variables(call)
      let divisor = deviations.shape[1] - (call.integer(4) ?? (call.flag(3) ? 0 : 1))
      return squareOrNumber(products(deviations) / Double(Swift.max(divisor, 0)))
    },
    convention: "a vector is one row; of one row, the result is a number",
    example: "cov([[1, 2, 4], [3, 1, 0]])")

  public static let corrcoef: Primitive = .init(
    "corrcoef", "The correlation coefficients of the rows of x, or of its columns.",
    parameters: [
      .x, Parameter("y", default: StaticValue.none),
      Parameter("rowvar", .flag, default: .flag(true)),
    ],
    .composition { call throws(TensorError) in
      let deviations = try variables(call)
      let lengths = norm2.apply([deviations], [.integer(1), .flag(true)])
      let cosines = products(deviations / lengths)
      // Rounding must not lead beyond what a cosine can be.
      let one = cosines.number(1)
      let above = `where`(greater(cosines, one), one, cosines)
      return squareOrNumber(`where`(less(above, -one), -one, above))
    },
    convention: "NaN where a row is constant", example: "corrcoef([[1, 2, 4], [3, 1, 0]])")

  /// The rows of both operands, each less its mean.
  private static func variables(_ call: Call) throws(TensorError) -> Variable {
    var rows = try asRows(try call.tensor(0), call, "x")
    if let more = call.optionalTensor(1) {
      let other = try asRows(more, call, "y")
      guard rows.shape[1] == other.shape[1] else {
        throw TensorError(
          "shape-mismatch",
          "\(call.primitive.name) needs as many observations in y as in x: x of shape "
            + "\(rows.shape) has \(rows.shape[1]), y of shape \(other.shape) has \(other.shape[1])")
      }
      rows = concatenate.apply([rows, other], [.integer(0)])
    }
    return rows - mean.apply([rows], [.integer(1), .flag(true)])
  }

  private static func asRows(
    _ x: Variable, _ call: Call, _ name: String
  ) throws(TensorError) -> Variable {
    switch x.rank {
    case 0, 1: return x.reshaped(to: [1, x.shape.count])
    case 2: return call.flag(2) ? x : x.permuted([1, 0])
    default:
      throw TensorError(
        "bad-shape",
        "\(call.primitive.name) takes vectors and matrices, and \(name) has the shape \(x.shape)")
    }
  }

  /// The scalar product of each row with each row.
  private static func products(_ rows: Variable) -> Variable {
    matmul.apply([rows, rows.permuted([1, 0])])
  }

  private static func squareOrNumber(_ matrix: Variable) -> Variable {
    matrix.shape.count == 1 ? matrix.reshaped(to: .scalar) : matrix
  }
}

extension Variable {
  /// Weights in the shape of what they weigh, or one for each place along a single axis.
  fileprivate func spreadAsWeights(
    over x: Variable, axes: [Int]?
  ) throws(TensorError) -> Variable {
    if shape == x.shape { return self }
    guard rank == 1, let axes, axes.count == 1 else {
      throw TensorError(
        "shape-mismatch",
        "weights of shape \(shape) do not fit x of shape \(x.shape)",
        hint: "they have the shape of x, or are a vector along the one axis that is named")
    }
    let axis = try x.shape.axis(axes[0])
    guard shape[0] == x.shape[axis] else {
      throw TensorError(
        "shape-mismatch",
        "\(shape[0]) weights do not fit axis \(axis) of x of shape \(x.shape): "
          + "its length is \(x.shape[axis])")
    }
    return lined(along: axis, of: x.rank).broadcast(to: x.shape)
  }

  /// A vector as an array of some rank that extends along one axis.
  func lined(along axis: Int, of rank: Int) -> Variable {
    var dimensions = [Int](repeating: 1, count: rank)
    dimensions[axis] = shape.count
    return reshaped(to: Shape(dimensions))
  }
}
