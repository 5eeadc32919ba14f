import Tensors

extension Primitive {
  private static let order = Parameter("ord", .numberOrText, default: StaticValue.none)

  public static let norm: Primitive = .init(
    "norm",
    "The Euclidean length of all elements. ord picks another: of a vector 1, 2, inf, -inf, 0, p; of a "
      + "matrix 'fro', 'nuc', 1, -1, 2, -2, inf, -inf.",
    parameters: [.x, order, .axes, .keepdims],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let order = call.fixed(1)
      let axes = call.integers(2)
      if order == .none || order == .text("euclidean") && axes?.count != 2 {
        return norm2.apply([x], [call.fixed(2), call.fixed(3)])
      }
      let all = try x.shape.axes(axes)
      switch all.count {
      case 1: return try ofVector(x, order, call.fixed(2), call.fixed(3))
      case 2:
        let given = axes.map { $0.map { $0 < 0 ? $0 + x.rank : $0 } } ?? all
        return try ofMatrix(x, order, rows: given[0], columns: given[1], call.flag(3))
      default:
        throw TensorError(
          "bad-argument", "an order of norm is for vectors and matrices, not for \(all.count) axes",
          hint: "axis picks one or two of the axes of x of shape \(x.shape)")
      }
    },
    convention: "the gradient at 0 is NaN; norm(x) ** 2 is smooth there",
    example: "norm([3, 4])")

  public static let vectorNorm: Primitive = .init(
    "vector_norm", "norm of all elements as one vector, or along axes.",
    parameters: [.x, .axes, .keepdims, Parameter("ord", .numberOrText, default: .number(2))],
    .composition { call throws(TensorError) in
      try ofVector(try call.tensor(0), call.fixed(3), call.fixed(1), call.fixed(2))
    },
    convention: "the gradient at 0 is NaN; vector_norm(x) ** 2 is smooth there",
    example: "vector_norm([3, 4])")

  public static let matrixNorm: Primitive = .init(
    "matrix_norm", "norm of the matrices along the last two axes.",
    parameters: [.x, .keepdims, Parameter("ord", .numberOrText, default: .text("fro"))],
    .composition { call throws(TensorError) in
      let x = try matrix(call, 0, isSquare: false)
      return try ofMatrix(
        x, call.fixed(2), rows: x.rank - 2, columns: x.rank - 1, call.flag(1))
    },
    convention: "the gradient at 0 is NaN", example: "matrix_norm([[3, 0], [0, 4]])")

  private static func ofVector(
    _ x: Variable, _ order: StaticValue, _ axis: StaticValue, _ keepdims: StaticValue
  ) throws(TensorError) -> Variable {
    var number = 2.0
    switch order {
    case .number(let value): number = value
    case .integer(let value): number = Double(value)
    case .none, .text("euclidean"): break
    default: throw unknownOrder(order, "a vector")
    }
    switch number {
    case 2: return norm2.apply([x], [axis, keepdims])
    case 1: return sum.apply([abs(x)], [axis, keepdims])
    case 0: return sum.apply([notEqual(x, x.number(0))], [axis, keepdims])
    case .infinity: return max.apply([abs(x)], [axis, keepdims])
    case -.infinity: return min.apply([abs(x)], [axis, keepdims])
    default:
      // Of numbers next to 1 the powers neither overflow nor vanish, where the number that matters
      // most is 1: of a negative order that is the smallest. The length does not depend on the scale,
      // so nothing has to be differentiated by it.
      guard x.shape.count > 0 else { return sum.apply([abs(x)], [axis, keepdims]) }
      let decisive = (number < 0 ? min : max).apply([abs(x)], [axis, .flag(true)])
      let isUsable = logicalAnd(greater(decisive, x.number(0)), isFinite(decisive))
      let scale = stopGradient(`where`(isUsable, decisive, x.number(1)))
      let powers = sum.apply([pow(abs(x / scale), x.number(number))], [axis, .flag(true)])
      let length = scale * pow(powers, x.number(1 / number))
      let axes = try x.shape.axes(axis.integers)
      return length.reshaped(
        to: x.shape.reduced(over: axes, keepingDimensions: keepdims.isTrue))
    }
  }

  private static func ofMatrix(
    _ x: Variable, _ order: StaticValue, rows: Int, columns: Int, _ keepdims: Bool
  ) throws(TensorError) -> Variable {
    let kept = x.shape.reduced(over: [rows, columns].sorted(), keepingDimensions: keepdims)
    /// Of the sums of absolute values along one axis, the largest or the smallest.
    let ofSums = { (along: Int, extreme: Primitive) in
      let sums = sum.apply([abs(x)], [.integer(along), .flag(true)])
      return extreme.apply([sums], [.integers([rows, columns]), .flag(keepdims)])
    }
    let singular = { (extreme: Primitive) in
      let rest = (0..<x.rank).filter { $0 != rows && $0 != columns }
      let values = singularValues(x.permuted(rest + [rows, columns]))
      return extreme.apply([values], [.integer(-1), .flag(false)]).reshaped(to: kept)
    }
    let order: StaticValue =
      if case .integer(let value) = order { .number(Double(value)) } else { order }
    switch order {
    case .none, .text("fro"), .text("euclidean"):
      return norm2.apply([x], [.integers([rows, columns]), .flag(keepdims)])
    case .text("nuc"): return singular(sum)
    case .number(1): return ofSums(rows, max)
    case .number(-1): return ofSums(rows, min)
    case .number(.infinity): return ofSums(columns, max)
    case .number(-.infinity): return ofSums(columns, min)
    case .number(2): return singular(max)
    case .number(-2): return singular(min)
    default: throw unknownOrder(order, "a matrix")
    }
  }

  private static func unknownOrder(_ order: StaticValue, _ what: String) -> TensorError {
    TensorError("bad-argument", "\(what) has no norm of order \(order)")
  }

  public static let conditionNumber: Primitive = .init(
    "condition_number",
    "The condition number of a matrix, np.linalg.cond: norm(a, p) * norm(inv(a), p).",
    parameters: [a, Parameter("p", .numberOrText, default: StaticValue.none)],
    .composition { call throws(TensorError) in
      let order = call.fixed(1)
      let x = try matrix(call, 0, isSquare: order != .none)
      switch order {
      case .none, .number(2), .integer(2), .number(-2), .integer(-2):
        let s = singularValues(x)
        let extremes = [max, min].map { $0.apply([s], [.integer(-1), .flag(false)]) }
        let isInverted = order == .number(-2) || order == .integer(-2)
        return isInverted ? extremes[1] / extremes[0] : extremes[0] / extremes[1]
      default:
        let inverse = solution(x, x.identity(x.rows, x.leading()), named: "a")
        let (rows, columns) = (x.rank - 2, x.rank - 1)
        return try ofMatrix(x, order, rows: rows, columns: columns, false)
          * ofMatrix(inverse, order, rows: rows, columns: columns, false)
      }
    },
    example: "condition_number([[2, 1], [1, 3]])")
}
