import COpenBLAS

extension Tensor {
  /// For each matrix of at least as many rows as columns Q with orthonormal columns and, behind it, the
  /// upper triangular R with A = Q R.
  package func orthogonalFactored() -> Tensor {
    let stack = MatrixStack(shape)
    let (m, n) = (stack.rows, stack.columns)
    precondition(m >= n, "at least as many rows as columns")
    return mappingMatrices(to: [m * n + n * n]) { _, matrix, result in
      guard n > 0 else { return 0 }
      let columns = UnsafeMutablePointer<Double>.allocate(capacity: m * n)
      defer { columns.deallocate() }
      for i in 0..<m {
        for j in 0..<n { columns[j * m + i] = matrix[i * n + j] }
      }
      return factor(columns, m, n, q: result, r: result + m * n)
    }.result
  }
}

private func factor(
  _ columns: UnsafeMutablePointer<Double>, _ m: Int, _ n: Int, q: UnsafeMutablePointer<Double>,
  r: UnsafeMutablePointer<Double>
) -> Int {
  var (rows, count, reflectors, lda) = (Int32(m), Int32(n), Int32(n), Int32(m))
  var info: Int32 = 0
  let tau = UnsafeMutablePointer<Double>.allocate(capacity: n)
  defer { tau.deallocate() }
  let reflect = { (work: UnsafeMutablePointer<Double>, length: inout Int32) -> Int in
    dgeqrf_(&rows, &count, columns, &lda, tau, work, &length, &info)
    return Int(info)
  }
  var fault = withWorkspace(reflect, reflect)
  guard fault == 0 else { return fault }
  for i in 0..<n {
    for j in 0..<n { r[i * n + j] = j >= i ? columns[j * m + i] : 0 }
  }
  let generate = { (work: UnsafeMutablePointer<Double>, length: inout Int32) -> Int in
    dorgqr_(&rows, &count, &reflectors, columns, &lda, tau, work, &length, &info)
    return Int(info)
  }
  fault = withWorkspace(generate, generate)
  for i in 0..<m {
    for j in 0..<n { q[i * n + j] = columns[j * m + i] }
  }
  return fault
}
