import COpenBLAS

extension Tensor {
  /// The singular values of each matrix, the largest first.
  package func singularValues() throws(TensorError) -> Tensor {
    let stack = MatrixStack(shape)
    let k = Swift.min(stack.rows, stack.columns)
    let (result, fault) = mappingMatrices(to: [k]) { _, matrix, values in
      decompose(matrix, stack.rows, stack.columns, nil, values, nil)
    }
    try requireConvergence(fault, of: "singular values")
    return result
  }

  /// For each matrix the orthonormal columns U, the singular values and the orthonormal rows Vᵀ, one
  /// behind the other.
  package func singularFrame() throws(TensorError) -> Tensor {
    let stack = MatrixStack(shape)
    let (m, n) = (stack.rows, stack.columns)
    let k = Swift.min(m, n)
    let (result, fault) = mappingMatrices(to: [m * k + k + k * n]) { _, matrix, result in
      decompose(matrix, m, n, result, result + m * k, result + m * k + k)
    }
    try requireConvergence(fault, of: "singular values")
    return result
  }

  /// The pseudo-inverse of each matrix.
  ///
  /// - Parameter cutoff: singular values up to this, relative to the largest, count as 0.
  package func pseudoInverse(cutoff: Double) throws(TensorError) -> Tensor {
    let stack = MatrixStack(shape)
    let (m, n) = (stack.rows, stack.columns)
    let k = Swift.min(m, n)
    var parts = [Double](repeating: 0, count: m * k + k + k * n)
    let (result, fault) = mappingMatrices(to: [n, m]) { _, matrix, result in
      parts.withUnsafeMutableBufferPointer { parts in
        guard k > 0, let u = parts.baseAddress else { return 0 }
        let (s, vt) = (u + m * k, u + m * k + k)
        let info = decompose(matrix, m, n, u, s, vt)
        guard info == 0 else { return info }
        for i in 0..<k {
          let factor = s[i] > cutoff * s[0] ? 1 / s[i] : 0
          for j in 0..<n { vt[i * n + j] *= factor }
        }
        // V S⁺ Uᵀ
        cblas_dgemm(
          CblasRowMajor, CblasTrans, CblasTrans, Int32(n), Int32(m), Int32(k), 1, vt, Int32(n), u,
          Int32(k), 0, result, Int32(m))
        return 0
      }
    }
    try requireConvergence(fault, of: "singular values")
    return result
  }
}

/// A = U S Vᵀ of an m x n matrix, which is overwritten; without U and Vᵀ only the singular values.
///
/// Fortran reads the transpose, Aᵀ = V S Uᵀ: what it calls U is, row by row, our Vᵀ.
func decompose(
  _ matrix: UnsafeMutablePointer<Double>, _ m: Int, _ n: Int, _ u: UnsafeMutablePointer<Double>?,
  _ values: UnsafeMutablePointer<Double>, _ vt: UnsafeMutablePointer<Double>?
) -> Int {
  let k = Swift.min(m, n)
  guard k > 0 else { return 0 }
  var (rows, columns, rank, info) = (Int32(n), Int32(m), Int32(k), Int32(0))
  var lda = rows
  var ldu = rows
  let integers = UnsafeMutablePointer<Int32>.allocate(capacity: 8 * k)
  defer { integers.deallocate() }
  let call = { (work: UnsafeMutablePointer<Double>, length: inout Int32) -> Int in
    dgesdd_(
      u == nil ? "N" : "S", &rows, &columns, matrix, &lda, values, vt, &ldu, u, &rank, work,
      &length, integers, &info, 1)
    return Int(info)
  }
  return withWorkspace(call, call)
}
