import Tensors

extension Primitive {
  static let exponential2D: Primitive = .init(
    operation: "matrix_exponential", parameters: [a],
    .whole(
      shape: { shapes, _ in shapes[0] },
      value: { operands, _ in operands[0].matrixExponential() }),
    derivative: .custom(
      pushforward: { point, tangents in
        tangents[0].map { $0.arriving { exponentialDerivative(point.x, $0) } }
      },
      pullback: { point, _, cotangent in
        cotangent.arriving { exponentialDerivative(point.x.swapped, $0) }
      }),
    batching: leadingAxis)

  /// The derivative of exp(A) along E. Its own derivative by A is found from
  /// exp([[A, E], [0, A]]), of which it is the upper right block.
  static let exponentialDerivative: Primitive = .init(
    operation: "matrix_exponential_derivative", parameters: [a, Parameter("direction")],
    .whole(
      shape: { shapes, _ in shapes[0] },
      value: { operands, _ in operands[0].matrixExponentialDerivative(along: operands[1]) }),
    derivative: .custom(
      pushforward: { point, tangents in
        let linear = tangents[1].map { $0.arriving { exponentialDerivative(point[0], $0) } }
        guard let tangent = tangents[0] else { return linear }
        let bent = tangent.arriving { tangent in
          exponentialDerivative(block(point[0], point[1]), block(tangent, nil)).quarter(0, 1)
        }
        return linear.map { $0 + bent } ?? bent
      },
      pullback: { point, operand, cotangent in
        cotangent.arriving { cotangent in
          if operand == 1 { return exponentialDerivative(point[0].swapped, cotangent) }
          let whole = exponentialDerivative(
            block(point[0], point[1]).swapped, block(nil, cotangent, like: cotangent))
          return whole.quarter(0, 0) + whole.quarter(1, 1)
        }
      }),
    batching: leadingAxis)

  /// [[A, E], [0, A]]
  private static func block(
    _ a: Variable?, _ e: Variable?, like other: Variable? = nil
  ) -> Variable {
    guard let some = a ?? e ?? other else { preconditionFailure("a block of something") }
    let zero = some.filled(with: 0)
    let (columns, rows) = (some.rank - 1, some.rank - 2)
    let upper = concatenate.apply([a ?? zero, e ?? zero], [.integer(columns)])
    let lower = concatenate.apply([zero, a ?? zero], [.integer(columns)])
    return concatenate.apply([upper, lower], [.integer(rows)])
  }

  public static let expm: Primitive = .init(
    "expm", aliases: ["matrix_exp"], "The exponential of a square matrix.", parameters: [a],
    .composition { call throws(TensorError) in exponential2D(try matrix(call, 0)) },
    example: "expm([[0, 1], [-1, 0]])",
    rule: "Frechet's derivative, from expm of [[a, da], [0, a]] (Higham 2008)")

  public static let matrixPower: Primitive = .init(
    "matrix_power", "The n-th power of a square matrix, by repeated squaring; n may be negative.",
    parameters: [a, Parameter("n", .integer)],
    .composition { call throws(TensorError) in
      let a = try matrix(call, 0)
      let n = call.integer(1) ?? 1
      guard n != 0 else { return tie(a.identity(a.rows, a.leading()), a) }
      let base = n > 0 ? a : solution(a, a.identity(a.rows, a.leading()), named: "a")
      return powered(base, n.magnitude)
    },
    convention: "a negative power of a singular matrix is an error",
    example: "matrix_power([[1, 1], [1, 0]], 5)",
    rule: "the product rule over the factors")

  private static func powered(_ base: Variable, _ n: UInt) -> Variable {
    var (square, rest) = (base, n)
    var product: Variable?
    while true {
      if rest & 1 == 1 { product = product.map { $0.times(square) } ?? square }
      rest >>= 1
      guard rest > 0 else { return product ?? square }
      square = square.times(square)
    }
  }

  public static let multiDot: Primitive = .init(
    "multi_dot", "The product of several matrices, in the order that takes the fewest operations.",
    parameters: [Parameter("arrays", .tensors)],
    .composition { call throws(TensorError) in
      let arrays = call.tensors(0)
      guard let first = arrays.first, let last = arrays.last, arrays.count > 1 else {
        throw TensorError("bad-argument", "multi_dot takes at least two matrices")
      }
      var factors = arrays
      if first.rank == 1 { factors[0] = first.asRow }
      if last.rank == 1 { factors[factors.count - 1] = last.asColumn }
      for (index, factor) in factors.enumerated() where factor.rank != 2 {
        throw TensorError(
          "bad-shape", "array \(index) of multi_dot is a matrix, not of shape \(factor.shape)")
      }
      for (left, right) in zip(factors, factors.dropFirst()) where left.columns != right.rows {
        throw TensorError(
          "shape-mismatch",
          "the shapes \(left.shape) and \(right.shape) do not fit a matrix product")
      }
      let product = chain(factors)
      if first.rank == 1 || last.rank == 1 {
        let kept =
          (first.rank == 1 ? [] : [product.rows]) + (last.rank == 1 ? [] : [product.columns])
        return product.reshaped(to: Shape(kept))
      }
      return product
    },
    example: "multi_dot([[[1, 2]], [[3], [4]], [[5]]])")

  /// Where to split is found for short chains first (T. Cormen et al., "Introduction to Algorithms",
  /// section 15.2).
  private static func chain(_ factors: [Variable]) -> Variable {
    let count = factors.count
    let lengths = [factors[0].rows] + factors.map(\.columns)
    var costs = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    var splits = [[Int]](repeating: [Int](repeating: 0, count: count), count: count)
    for span in 1..<count {
      for start in 0..<(count - span) {
        let end = start + span
        costs[start][end] = .infinity
        for split in start..<end {
          let product =
            Double(lengths[start]) * Double(lengths[split + 1]) * Double(lengths[end + 1])
          let cost = costs[start][split] + costs[split + 1][end] + product
          if cost < costs[start][end] { (costs[start][end], splits[start][end]) = (cost, split) }
        }
      }
    }
    func product(_ start: Int, _ end: Int) -> Variable {
      if start == end { return factors[start] }
      let split = splits[start][end]
      return product(start, split).times(product(split + 1, end))
    }
    return product(0, count - 1)
  }
}

extension Variable {
  /// One of the four blocks of a matrix of even size.
  fileprivate func quarter(_ row: Int, _ column: Int) -> Variable {
    let n = rows / 2
    var ranges = shape.range(of: rank - 1, start: column * n, count: n)
    ranges[rank - 2] = StridedRange(start: row * n, step: 1, count: n)
    return sliced(ranges)
  }
}
