import Tensors

extension Primitive {
  private static let offset = Parameter("offset", .integer, default: .integer(0))
  private static let axis1 = Parameter("axis1", .integer, default: .integer(0))
  private static let axis2 = Parameter("axis2", .integer, default: .integer(1))

  public static let diagonal: Primitive = .init(
    "diagonal", "The diagonals of matrices along two axes, as a last axis.",
    parameters: [a, offset, axis1, axis2],
    .composition { call throws(TensorError) in try diagonals(call) },
    example: "diagonal([[1, 2], [3, 4]])")

  public static let trace: Primitive = .init(
    "trace", "The sum of the diagonal of a matrix; of a stack of matrices, that of each.",
    parameters: [.x, offset, axis1, axis2],
    .composition { call throws(TensorError) in
      sum.apply([try diagonals(call)], [.integer(-1), .flag(false)])
    },
    example: "trace([[1, 2], [3, 4]])")

  private static func diagonals(_ call: Call) throws(TensorError) -> Variable {
    let x = try matrix(call, 0, isSquare: false)
    let k = call.integer(1) ?? 0
    let (first, second) = (
      try x.shape.axis(call.integer(2) ?? 0), try x.shape.axis(call.integer(3) ?? 1)
    )
    guard first != second else {
      throw TensorError("bad-axis", "the two axes of \(call.primitive.name) are the same")
    }
    let rest = (0..<x.rank).filter { $0 != first && $0 != second }
    let ordered = x.permuted(rest + [first, second])
    let (rows, columns) = (ordered.rows, ordered.columns)
    let count = Swift.max(0, k >= 0 ? Swift.min(rows, columns - k) : Swift.min(rows + k, columns))
    let start = count == 0 ? 0 : k >= 0 ? k : -k * columns
    let leading = ordered.leading()
    let stack = leading.reduce(1, *)
    return ordered.reshaped(to: [stack, rows * columns]).sliced([
      StridedRange(start: 0, step: 1, count: stack),
      StridedRange(start: start, step: columns + 1, count: count),
    ]).reshaped(to: Shape(leading + [count]))
  }

  public static let matrixTranspose: Primitive = .init(
    "matrix_transpose", aliases: ["adjoint"], "x with its last two axes exchanged.",
    .composition { call throws(TensorError) in try matrix(call, 0, isSquare: false).swapped },
    example: "matrix_transpose([[1, 2], [3, 4]])")

  public static let matvec: Primitive = .init(
    "matvec", "The product of matrices with vectors along the last axis of b.", parameters: [a, b],
    .composition { call throws(TensorError) in
      let (a, b) = (try matrix(call, 0, isSquare: false), try call.tensor(1))
      guard b.rank > 0, b.shape[b.rank - 1] == a.columns else {
        throw TensorError(
          "shape-mismatch",
          "the shapes \(a.shape) and \(b.shape) do not fit a product of matrices "
            + "with vectors")
      }
      let product = matmul(a, b.asColumn)
      return product.reshaped(to: Shape(product.leading(1)))
    },
    example: "matvec([[1, 2], [3, 4]], [5, 6])")

  public static let vecdot: Primitive = .init(
    "vecdot", "The sums of products along an axis.",
    parameters: [a, b, Parameter("axis", .integer, default: .integer(-1))],
    .composition { call throws(TensorError) in
      let product = try call.tensor(0) * (try call.tensor(1))
      return sum.apply([product], [.integer(call.integer(2) ?? -1), .flag(false)])
    },
    example: "vecdot([1, 2], [3, 4])")

  public static let cross: Primitive = .init(
    "cross", "The cross product of vectors of three elements along an axis; of two, a number.",
    parameters: [a, b, Parameter("axis", .integer, default: .integer(-1))],
    .composition { call throws(TensorError) in
      let (a, b) = (try call.tensor(0), try call.tensor(1))
      let axes = (try a.shape.axis(call.integer(2) ?? -1), try b.shape.axis(call.integer(2) ?? -1))
      let lengths = (a.shape[axes.0], b.shape[axes.1])
      guard (2...3).contains(lengths.0), (2...3).contains(lengths.1) else {
        throw TensorError(
          "shape-mismatch",
          "the cross product of the shapes \(a.shape) and \(b.shape) needs lengths of 2 or 3")
      }
      let part = { (x: Variable, axis: Int, index: Int) -> Variable? in
        guard index < x.shape[axis] else { return nil }
        return x.sliced(x.shape.range(of: axis, start: index, count: 1))
          .reshaped(to: x.shape.reduced(over: [axis], keepingDimensions: false))
      }
      /// a_i b_j - a_j b_i, where what is missing is 0.
      let component = { (i: Int, j: Int) throws(TensorError) -> Variable? in
        let product = { (i: Int, j: Int) throws(TensorError) -> Variable? in
          guard let x = part(a, axes.0, i), let y = part(b, axes.1, j) else { return nil }
          _ = try x.shape.broadcast(with: y.shape)
          return x * y
        }
        let (plus, minus) = (try product(i, j), try product(j, i))
        guard let plus else { return minus.map { -$0 } }
        return minus.map { plus - $0 } ?? plus
      }
      guard let last = try component(0, 1) else { return a }
      guard lengths.0 == 3 || lengths.1 == 3 else { return last }
      let first = try component(1, 2) ?? last.filled(with: 0)
      let second = try component(2, 0) ?? last.filled(with: 0)
      let axis = lengths.0 == 3 ? axes.0 - a.rank : axes.1 - b.rank
      return stack.apply([first, second, last], [.integer(axis)])
    },
    example: "cross([1, 0, 0], [0, 1, 0])")

  public static let kron: Primitive = .init(
    "kron", "The Kronecker product: each element of a times the whole of b.", parameters: [a, b],
    .composition { call throws(TensorError) in
      let (a, b) = (try call.tensor(0), try call.tensor(1))
      let rank = Swift.max(a.rank, b.rank)
      let lengths = [a, b].map {
        [Int](repeating: 1, count: rank - $0.rank) + $0.shape.dimensions
      }
      let left = a.reshaped(to: Shape(lengths[0].flatMap { [$0, 1] }))
      let right = b.reshaped(to: Shape(lengths[1].flatMap { [1, $0] }))
      return (left * right).reshaped(
        to: try Shape(checking: zip(lengths[0], lengths[1]).map { $0 * $1 }))
    },
    example: "kron([1, 2], [3, 4])")

  public static let tensordot: Primitive = .init(
    "tensordot",
    "The sums of products over pairs of axes: the last ones of a and the first ones of b, so many as "
      + "axes says, or as it lists for each.",
    parameters: [a, b, Parameter("axes", .integers, default: .integer(2))],
    .composition { call throws(TensorError) in
      let (a, b) = (try call.tensor(0), try call.tensor(1))
      var (left, right): ([Int], [Int])
      if case .integer(let count) = call.fixed(2) {
        guard count >= 0, count <= Swift.min(a.rank, b.rank) else {
          throw TensorError(
            "bad-axis", "tensordot over \(count) axes of the shapes \(a.shape) and \(b.shape)")
        }
        (left, right) = (Array((a.rank - count)..<a.rank), Array(0..<count))
      } else {
        let given = call.integers(2) ?? []
        let half = given.count / 2
        guard given.count % 2 == 0 else {
          throw TensorError("bad-axis", "tensordot takes as many axes of a as of b")
        }
        (left, right) = ([], [])
        for axis in given[..<half] { left.append(try a.shape.axis(axis)) }
        for axis in given[half...] { right.append(try b.shape.axis(axis)) }
        _ = (try a.shape.axes(left), try b.shape.axes(right))
      }
      for (i, j) in zip(left, right) where a.shape[i] != b.shape[j] {
        throw TensorError(
          "shape-mismatch",
          "tensordot of the shapes \(a.shape) and \(b.shape): axis \(i) of a and axis \(j) of b differ"
        )
      }
      let rows = (0..<a.rank).filter { !left.contains($0) }
      let columns = (0..<b.rank).filter { !right.contains($0) }
      let lengths = { (x: Variable, axes: [Int]) in axes.map { x.shape[$0] } }
      let inner = lengths(a, left).reduce(1, *)
      let m = lengths(a, rows).reduce(1, *)
      let n = lengths(b, columns).reduce(1, *)
      return a.permuted(rows + left).reshaped(to: [m, inner])
        .times(b.permuted(right + columns).reshaped(to: [inner, n]))
        .reshaped(to: Shape(lengths(a, rows) + lengths(b, columns)))
    },
    example: "tensordot([[1, 2], [3, 4]], [[5, 6], [7, 8]], 1)")
}
