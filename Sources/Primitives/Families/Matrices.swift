import Tensors

// Parts of matrices that need no arithmetic.

extension Primitive {
  private static let offset = Parameter("k", .integer, default: .integer(0))

  public static let diag: Primitive = .init(
    "diag", "The diagonal of a matrix, or the matrix with a vector on its diagonal.",
    parameters: [.x, offset],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let k = call.integer(1) ?? 0
      if x.rank == 1 {
        let size = x.shape[0] + Swift.abs(k)
        _ = try Shape(checking: [size, size])
        let range = StridedRange(
          start: k >= 0 ? k : -k * size, step: size + 1, count: x.shape[0])
        return place.apply(
          [x], [.integers([size * size]), .ranges([range]), .number(0)]
        ).reshaped(to: [size, size])
      }
      return try diagonal(x, k)
    },
    example: "diag([1, 2])")

  private static func diagonal(_ x: Variable, _ k: Int) throws(TensorError) -> Variable {
    guard x.rank == 2 else {
      throw TensorError("bad-shape", "a matrix is expected here, not the shape \(x.shape)")
    }
    let (rows, columns) = (x.shape[0], x.shape[1])
    let count = Swift.max(0, k >= 0 ? Swift.min(rows, columns - k) : Swift.min(rows + k, columns))
    let start = count == 0 ? 0 : k >= 0 ? k : -k * columns
    return x.reshaped(to: [rows * columns])
      .sliced([StridedRange(start: start, step: columns + 1, count: count)])
  }

  private static func triangle(
    _ name: String, _ summary: String,
    _ keeps: @escaping @Sendable (_ row: Int, _ column: Int, _ k: Int) -> Bool
  ) -> Primitive {
    .init(
      name, summary, parameters: [.x, offset],
      .composition { call throws(TensorError) in
        let x = try call.tensor(0)
        let k = call.integer(1) ?? 0
        guard x.rank >= 2 else {
          throw TensorError("bad-shape", "a matrix is expected here, not the shape \(x.shape)")
        }
        let (rows, columns) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
        var mask: [Double] = []
        for row in 0..<rows {
          for column in 0..<columns { mask.append(keeps(row, column, k) ? 1 : 0) }
        }
        let condition = call.constant(Tensor(mask, shape: [rows, columns], type: .bool))
        return `where`(condition, x, x.number(0))
      },
      example: "\(name)([[1, 2], [3, 4]])")
  }

  public static let tril = triangle(
    "tril", "x without what is above its k-th diagonal."
  ) { row, column, k in column - row <= k }

  public static let triu = triangle(
    "triu", "x without what is below its k-th diagonal."
  ) { row, column, k in column - row >= k }
}
