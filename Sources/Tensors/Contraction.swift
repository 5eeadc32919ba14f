import COpenBLAS

extension Tensor {
  /// The matrix product `[batch, m, k] x [batch, k, n] -> [batch, m, n]` of each pair; `a` is
  /// `[batch, k, m]` if `transposingA`, `b` is `[batch, n, k]` if `transposingB`.
  public static func contracted(
    _ a: Tensor, _ b: Tensor, transposingA: Bool, transposingB: Bool
  ) -> Tensor {
    precondition(a.rank == 3 && b.rank == 3 && a.shape[0] == b.shape[0], "batches of matrices")
    let batch = a.shape[0]
    let (m, k) = transposingA ? (a.shape[2], a.shape[1]) : (a.shape[1], a.shape[2])
    let n = transposingB ? b.shape[1] : b.shape[2]
    precondition(k == (transposingB ? b.shape[2] : b.shape[1]), "inner lengths are equal")
    let type = a.arithmeticType.joined(with: b.arithmeticType)
    let target: Shape = [batch, m, n]
    if k == 0 || target.count == 0 { return Tensor(repeating: 0, shape: target, type: type) }
    let product = MatrixProduct(
      m: m, n: n, k: k, transposingA: transposingA, transposingB: transposingB)
    return a.withElements { a in
      b.withElements { b in
        Tensor(shape: target, type: type) { c in
          product.compute(a, b, to: c, batch: batch)
          type.round(c, count: target.count)
        }
      }
    }
  }
}

private struct MatrixProduct {
  var m: Int
  var n: Int
  var k: Int
  var transposingA: Bool
  var transposingB: Bool

  /// Products of fewer multiplications are computed faster by a loop than by a call.
  private static let loopLimit = 64

  func compute(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, to c: UnsafeMutablePointer<Double>,
    batch: Int
  ) {
    if m == 1 && n == 1 {
      for i in 0..<batch { c[i] = dot(a + i * k, b + i * k, k) }
    } else if k == 1 {
      for i in 0..<batch { multiplyOuter(a + i * m, b + i * n, to: c + i * m * n) }
    } else if m * n * k <= MatrixProduct.loopLimit || max(m, n, k) > Int(Int32.max) {
      for i in 0..<batch { multiply(a + i * m * k, b + i * k * n, to: c + i * m * n) }
    } else {
      precondition(BLAS.isReady)
      // As many matrices of a batch as make up the work of a tile.
      let group = max(1, Self.batchWork / (m * n * k))
      parallel((batch + group - 1) / group) { tile in
        for i in (tile * group)..<min(batch, (tile + 1) * group) {
          multiplyByBLAS(a + i * m * k, b + i * k * n, to: c + i * m * n)
        }
      }
    }
  }

  /// The multiplications of small matrices that are worth a turn of a thread.
  private static let batchWork = 1 << 20
  /// The multiplications that are worth a tile of their own.
  private static let tileWork = 1 << 24
  /// The rows, or columns, of the result that a tile computes.
  private static let tileLength = 256

  /// The products are summed pairwise. Recursion halves: its depth is at most 30.
  private func dot(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int
  ) -> Double {
    if count > foldBlock {
      let left = Sum.leftBranch(of: count)
      return Sum.combine(dot(a, b, left), dot(a + left, b + left, count - left))
    }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: foldBlock) { products in
      guard let products = products.baseAddress else { return 0 }
      for i in 0..<count { products[i] = a[i] * b[i] }
      return Sum.run(products, count)
    }
  }

  private func multiplyOuter(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, to c: UnsafeMutablePointer<Double>
  ) {
    // As many rows as are worth a piece of their own.
    let group = max(1, (1 << 16) / max(n, 1))
    parallel((m + group - 1) / group) { piece in
      for i in (piece * group)..<min(m, (piece + 1) * group) {
        let (factor, row) = (a[i], c + i * n)
        for j in 0..<n { row[j] = factor * b[j] }
      }
    }
  }

  private func multiply(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, to c: UnsafeMutablePointer<Double>
  ) {
    let (rowA, columnA) = transposingA ? (1, m) : (k, 1)
    let (rowB, columnB) = transposingB ? (1, k) : (n, 1)
    for i in 0..<m {
      for j in 0..<n {
        let (x, y) = (a + i * rowA, b + j * columnB)
        var sum = x[0] * y[0]
        for p in 1..<k { sum += x[p * columnA] * y[p * rowB] }
        c[i * n + j] = sum
      }
    }
  }

  private func multiplyByBLAS(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, to c: UnsafeMutablePointer<Double>
  ) {
    if n == 1 {
      multiply(matrix: a, rows: transposingA ? k : m, transposing: transposingA, vector: b, to: c)
    } else if m == 1 {
      multiply(matrix: b, rows: transposingB ? n : k, transposing: !transposingB, vector: a, to: c)
    } else if m * n * k < 2 * Self.tileWork {
      multiply(a, b, to: c, rows: m, columns: n)
    } else if m >= n {
      let length = Self.tileLength
      parallel((m + length - 1) / length) { tile in
        let start = tile * length
        multiply(
          a + start * (transposingA ? 1 : k), b, to: c + start * n, rows: min(length, m - start),
          columns: n)
      }
    } else {
      let length = Self.tileLength
      parallel((n + length - 1) / length) { tile in
        let start = tile * length
        multiply(
          a, b + start * (transposingB ? k : 1), to: c + start, rows: m,
          columns: min(length, n - start))
      }
    }
  }

  /// Some rows and columns of the product.
  private func multiply(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, to c: UnsafeMutablePointer<Double>,
    rows: Int, columns: Int
  ) {
    cblas_dgemm(
      CblasRowMajor, transposingA ? CblasTrans : CblasNoTrans,
      transposingB ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(k), 1, a,
      Int32(transposingA ? m : k), b, Int32(transposingB ? k : n), 0, c, Int32(n))
  }

  private func multiply(
    matrix: UnsafePointer<Double>, rows: Int, transposing: Bool, vector: UnsafePointer<Double>,
    to result: UnsafeMutablePointer<Double>
  ) {
    let columns = Int32(m * n * k / rows)
    result.update(repeating: 0, count: m * n)
    cblas_dgemv(
      CblasRowMajor, transposing ? CblasTrans : CblasNoTrans, Int32(rows), columns, 1, matrix,
      columns, vector, 1, 0, result, 1)
  }
}
