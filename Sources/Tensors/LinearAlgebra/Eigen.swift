import COpenBLAS

extension Tensor {
  /// The eigenvalues of each symmetric matrix in ascending order; the lower half is read.
  package func symmetricEigenvalues() throws(TensorError) -> Tensor {
    let n = shape[rank - 1]
    let (result, fault) = mappingMatrices(to: [n]) { _, matrix, values in
      decompose(matrix, n, values, wantsVectors: false)
    }
    try requireConvergence(fault, of: "eigenvalues")
    return result
  }

  /// For each symmetric matrix its eigenvalues and, behind them, row by row the orthogonal matrix whose
  /// columns are the eigenvectors.
  ///
  /// - Parameter direction: among the eigenvectors of equal eigenvalues those are chosen that
  ///   diagonalise the direction: they are the ones that stay eigenvectors along it.
  package func eigenframe(along direction: Tensor?) throws(TensorError) -> Tensor {
    let n = shape[rank - 1]
    let (result, fault) = mappingMatrices(to: [n + n * n]) { index, matrix, result in
      let info = decompose(matrix, n, result, wantsVectors: true)
      guard info == 0 else { return info }
      let vectors = result + n
      if let direction {
        direction.withElements { align(matrix, n, result, $0 + index * n * n) }
      }
      for i in 0..<n {
        for j in 0..<n { vectors[i * n + j] = matrix[j * n + i] }
      }
      return 0
    }
    try requireConvergence(fault, of: "eigenvalues")
    return result
  }
}

/// How close to each other eigenvalues or singular values count as equal, relative to the largest.
package func degeneracy(_ n: Int) -> Double { 4 * Double(n) * Double.ulpOfOne }

/// Overwrites a symmetric matrix, of which the lower half is read, by its eigenvectors as rows.
private func decompose(
  _ matrix: UnsafeMutablePointer<Double>, _ n: Int, _ values: UnsafeMutablePointer<Double>,
  wantsVectors: Bool
) -> Int {
  guard n > 0 else { return 0 }
  var (size, lda, info): (Int32, Int32, Int32) = (Int32(n), Int32(n), 0)
  let job = wantsVectors ? "V" : "N"
  var count: Int32 = Int32(3 + 5 * n)
  let integers = UnsafeMutablePointer<Int32>.allocate(capacity: Int(count))
  defer { integers.deallocate() }
  let call = { (work: UnsafeMutablePointer<Double>, length: inout Int32) -> Int in
    // The lower half row by row is the upper half column by column.
    dsyevd_(
      job, "U", &size, matrix, &lda, values, work, &length, integers, &count, &info, 1, 1)
    return Int(info)
  }
  return withWorkspace(call, call)
}

/// Turns the eigenvectors, rows, of equal eigenvalues so that they diagonalise a direction.
private func align(
  _ vectors: UnsafeMutablePointer<Double>, _ n: Int, _ values: UnsafePointer<Double>,
  _ direction: UnsafePointer<Double>
) {
  guard n > 1, (0..<(n * n)).allSatisfy({ direction[$0].isFinite }) else { return }
  let limit = degeneracy(n) * Swift.max(Swift.abs(values[0]), Swift.abs(values[n - 1]))
  var start = 0
  while start < n {
    var end = start + 1
    while end < n, values[end] - values[start] <= limit { end += 1 }
    if end - start > 1 { alignCluster(vectors + start * n, n, end - start, direction) }
    start = end
  }
}

private func alignCluster(
  _ vectors: UnsafeMutablePointer<Double>, _ n: Int, _ count: Int,
  _ direction: UnsafePointer<Double>
) {
  let images = [Double](unsafeUninitializedCapacity: count * n) { buffer, length in
    multiply(vectors, direction, buffer.baseAddress, count, n, n)
    length = count * n
  }
  // The direction within the space of the cluster.
  var inner = [Double](repeating: 0, count: count * count)
  for i in 0..<count {
    for j in 0..<count {
      for k in 0..<n { inner[i * count + j] += images[i * n + k] * vectors[j * n + k] }
    }
  }
  for i in 0..<count {
    for j in 0..<i { inner[i * count + j] = (inner[i * count + j] + inner[j * count + i]) / 2 }
  }
  var values = [Double](repeating: 0, count: count)
  let info = inner.withUnsafeMutableBufferPointer { inner in
    values.withUnsafeMutableBufferPointer { values in
      guard let inner = inner.baseAddress, let values = values.baseAddress else { return -1 }
      return decompose(inner, count, values, wantsVectors: true)
    }
  }
  guard info == 0 else { return }
  let turned = [Double](unsafeUninitializedCapacity: count * n) { buffer, length in
    multiply(inner, vectors, buffer.baseAddress, count, count, n)
    length = count * n
  }
  turned.withUnsafeBufferPointer { turned in
    if let base = turned.baseAddress { vectors.update(from: base, count: count * n) }
  }
}

/// The product of an m x k and a k x n matrix.
func multiply(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>?,
  _ m: Int, _ k: Int, _ n: Int
) {
  cblas_dgemm(
    CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, a, Int32(k), b,
    Int32(n), 0, c, Int32(n))
}
