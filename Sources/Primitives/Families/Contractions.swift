import Tensors

extension Primitive {
  static let contractions: [Primitive] = [matmul, dot, vdot, outer, einsum]

  /// The product of two stacks of matrices, [B, M, K] by [B, K, N]; each may be stored transposed.
  package static let contract: Primitive = .init(
    operation: "contract",
    parameters: [
      Parameter("a"), Parameter("b"), Parameter("transposing_a", .flag),
      Parameter("transposing_b", .flag),
    ],
    .whole(
      shape: contractedShape,
      value: { operands, statics in
        Tensor.contracted(
          operands[0], operands[1], transposingA: statics[0].isTrue,
          transposingB: statics[1].isTrue)
      }),
    derivative: .multilinear(transpose: contractTranspose), batching: contractBatched,
    rowRule: RowCall.batch)

  /// A product in the chain rule, of which one operand may hold structural zeros.
  package static let chainContract: Primitive = .init(
    operation: "chain_contract",
    parameters: [
      Parameter("a"), Parameter("b"), Parameter("transposing_a", .flag),
      Parameter("transposing_b", .flag), Parameter("structural_is_first", .flag),
    ],
    .whole(
      shape: contractedShape,
      value: { operands, statics in
        Tensor.chainContracted(
          operands[0], operands[1], transposingA: statics[0].isTrue,
          transposingB: statics[1].isTrue, structuralIsFirst: statics[2].isTrue)
      }),
    derivative: .multilinear(transpose: contractTranspose), batching: contractBatched,
    rowRule: RowCall.batch)

  private static func product(
    _ a: Variable, _ b: Variable, _ transposingA: Bool, _ transposingB: Bool
  ) -> Variable {
    let flags: [StaticValue] = [.flag(transposingA), .flag(transposingB)]
    guard a.mayHoldStructuralZeros || b.mayHoldStructuralZeros else {
      return contract.apply([a, b], flags)
    }
    return chainContract.apply([a, b], flags + [.flag(a.mayHoldStructuralZeros)])
  }

  private static let contractedShape:
    @Sendable ([Shape], [StaticValue]) throws(TensorError) -> Shape = { shapes, statics in
      let (a, b) = (shapes[0], shapes[1])
      return [a[0], statics[0].isTrue ? a[2] : a[1], statics[1].isTrue ? b[1] : b[2]]
    }

  private static let contractTranspose: Derivative.Transpose = { point, operand, cotangent in
    let (a, b) = (point[0], point[1])
    let (transposesA, transposesB) = (point.statics[0].isTrue, point.statics[1].isTrue)
    // With C = op(A) op(B): the cotangent of op(A) is C' op(B)ᵀ, and that of op(B) is op(A)ᵀ C'.
    return switch (operand, operand == 0 ? transposesA : transposesB) {
    case (0, false): product(cotangent, b, false, !transposesB)
    case (0, true): product(b, cotangent, transposesB, true)
    case (_, false): product(a, cotangent, !transposesA, false)
    case (_, true): product(cotangent, a, true, transposesA)
    }
  }

  /// Matrices that are the same for the whole batch meet all rows, or columns, at once.
  private static let contractBatched: BatchingRule = { call in
    let (a, b) = (call.operands[0], call.operands[1])
    let (transposesA, transposesB) = (call.statics[0].isTrue, call.statics[1].isTrue)
    let (n, shape) = (call.size, call.shape)
    if !call.isBatched[1], b.shape[0] == 1 {
      let rows = transposesA ? a.permuted([0, 1, 3, 2]) : a
      var statics = call.statics
      statics[0] = .flag(false)
      let lined = rows.reshaped(to: [1, n * shape[1], rows.shape[3]])
      return call.primitive.apply([lined, b], statics)
        .reshaped(to: Shape([n] + shape.dimensions))
    }
    if !call.isBatched[0], a.shape[0] == 1 {
      // The columns of all the batch side by side, each of them a row of the stored matrix.
      let columns = transposesB ? b : b.permuted([0, 1, 3, 2])
      var statics = call.statics
      statics[1] = .flag(true)
      let lined = columns.reshaped(to: [1, n * shape[2], columns.shape[3]])
      return call.primitive.apply([a, lined], statics)
        .reshaped(to: [shape[1], n, shape[2]]).permuted([1, 0, 2])
        .reshaped(to: Shape([n] + shape.dimensions))
    }
    let stacked = (0...1).map { operand in
      let inner = call.shape(of: operand)
      return call.batched(operand).reshaped(to: [n * inner[0], inner[1], inner[2]])
    }
    return call.primitive.apply(stacked, call.statics)
      .reshaped(to: Shape([n] + shape.dimensions))
  }

  /// The product of matrices without leading axes.
  private static func product(_ a: Variable, _ b: Variable) -> Variable {
    product(
      a.reshaped(to: Shape([1] + a.shape.dimensions)),
      b.reshaped(to: Shape([1] + b.shape.dimensions)), false, false
    ).reshaped(to: [a.shape[0], b.shape[1]])
  }

  private static let twoOperands = [Parameter("a"), Parameter("b")]

  public static let matmul: Primitive = .init(
    "matmul", aliases: ["mm", "bmm"],
    "The matrix product a @ b; leading axes broadcast, and a vector is a row or column.",
    parameters: twoOperands,
    .composition { call throws(TensorError) in
      try multiplied(try call.tensor(0), try call.tensor(1))
    },
    example: "matmul([[1, 2], [3, 4]], [5, 6])",
    rule: "d(a b) = da b + a db")

  private static func multiplied(_ a: Variable, _ b: Variable) throws(TensorError) -> Variable {
    guard a.rank > 0, b.rank > 0 else {
      throw TensorError(
        "shape-mismatch", "a matrix product needs arrays, not \(a.shape) and \(b.shape)",
        hint: "use * to multiply by a number")
    }
    let left = a.rank == 1 ? a.reshaped(to: [1, a.shape[0]]) : a
    let right = b.rank == 1 ? b.reshaped(to: [b.shape[0], 1]) : b
    let (m, k) = (left.shape[left.rank - 2], left.shape[left.rank - 1])
    let (k2, n) = (right.shape[right.rank - 2], right.shape[right.rank - 1])
    guard k == k2 else {
      throw TensorError(
        "shape-mismatch", "the shapes \(a.shape) and \(b.shape) do not fit a matrix product",
        hint: "the last length of the first, \(k), must be \(k2), that of the second's rows")
    }
    let leading = { (shape: Shape) in Shape(Array(shape.dimensions.dropLast(2))) }
    let batch = try leading(left.shape).broadcast(with: leading(right.shape))
    var result: Variable
    if right.rank == 2 {
      // All rows of the left operand meet the same matrix.
      result = product(left.reshaped(to: [batch.count * m, k]), right)
    } else {
      let stacked = { (x: Variable, rows: Int, columns: Int) in
        x.broadcast(to: Shape(batch.dimensions + [rows, columns]))
          .reshaped(to: [batch.count, rows, columns])
      }
      result = product(stacked(left, m, k), stacked(right, k, n), false, false)
    }
    var dimensions = batch.dimensions
    if a.rank > 1 { dimensions.append(m) }
    if b.rank > 1 { dimensions.append(n) }
    return result.reshaped(to: Shape(dimensions))
  }

  public static let dot: Primitive = .init(
    "dot",
    "The sum of products over the last axis of a and the last but one of b; of vectors, a number.",
    parameters: twoOperands,
    .composition { call throws(TensorError) in
      let (a, b) = (try call.tensor(0), try call.tensor(1))
      if a.rank == 0 || b.rank == 0 { return a * b }
      guard b.rank > 2 else { return try multiplied(a, b) }
      // The rows of every matrix of b, side by side.
      let rows = b.rank - 2
      let order = [rows] + (0..<b.rank).filter { $0 != rows }
      let columns = b.permuted(order)
      let rest = columns.shape.dimensions.dropFirst()
      let flat = try multiplied(
        a, columns.reshaped(to: [b.shape[rows], rest.reduce(1, *)]))
      return flat.reshaped(to: Shape(a.shape.dimensions.dropLast() + rest))
    },
    example: "dot([1, 2], [3, 4])")

  public static let vdot: Primitive = .init(
    "vdot", "The sum of products of all elements.", parameters: twoOperands,
    .composition { call throws(TensorError) in
      let (a, b) = (try call.tensor(0), try call.tensor(1))
      return try multiplied(
        a.reshaped(to: [a.shape.count]), b.reshaped(to: [b.shape.count]))
    },
    example: "vdot([1, 2], [3, 4])")

  public static let outer: Primitive = .init(
    "outer", "The product of each element of a with each of b.", parameters: twoOperands,
    .composition { call throws(TensorError) in
      let (a, b) = (try call.tensor(0), try call.tensor(1))
      return a.reshaped(to: [a.shape.count, 1]) * b.reshaped(to: [1, b.shape.count])
    },
    example: "outer([1, 2], [3, 4])")
}
