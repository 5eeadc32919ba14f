import COpenBLAS

/// Aᵀ = P L U of one matrix in place; the pivots count from 1.
///
/// A large matrix is decomposed panel by panel (the right-looking block algorithm, Golub and Van Loan,
/// Matrix Computations, section 3.2.11). What is right of a panel is cut into tiles of columns, whose
/// widths do not depend on how many threads there are.
func factorLU(
  _ matrix: UnsafeMutablePointer<Double>, _ n: Int, _ pivots: UnsafeMutablePointer<Int32>
) {
  let panel = 64
  guard n >= 8 * panel else {
    factorPanel(matrix, rows: n, columns: n, lda: n, pivots)
    return
  }
  for start in stride(from: 0, to: n, by: panel) {
    let width = min(panel, n - start)
    let next = start + width
    let corner = matrix + start * n + start
    factorPanel(corner, rows: n - start, columns: width, lda: n, pivots + start)
    for i in start..<next { pivots[i] += Int32(start) }
    exchange(matrix, columns: start, lda: n, pivots, start..<next)
    let tile = 128
    parallel((n - next + tile - 1) / tile) { index in
      let column = next + index * tile
      let columns = min(tile, n - column)
      let top = matrix + column * n
      exchange(top, columns: columns, lda: n, pivots, start..<next)
      cblas_dtrsm(
        CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasUnit, Int32(width),
        Int32(columns), 1, corner, Int32(n), top + start, Int32(n))
      guard next < n else { return }
      cblas_dgemm(
        CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(n - next), Int32(columns), Int32(width),
        -1, corner + width, Int32(n), top + start, Int32(n), 1, top + next, Int32(n))
    }
  }
}

private func factorPanel(
  _ panel: UnsafeMutablePointer<Double>, rows: Int, columns: Int, lda: Int,
  _ pivots: UnsafeMutablePointer<Int32>
) {
  var (rows, columns, lda, info) = (Int32(rows), Int32(columns), Int32(lda), Int32(0))
  dgetrf_(&rows, &columns, panel, &lda, pivots, &info)
}

/// Exchanges the rows of some columns as pivots say.
private func exchange(
  _ matrix: UnsafeMutablePointer<Double>, columns: Int, lda: Int,
  _ pivots: UnsafeMutablePointer<Int32>, _ rows: Range<Int>
) {
  guard columns > 0 else { return }
  var (columns, lda, step) = (Int32(columns), Int32(lda), Int32(1))
  var (first, last) = (Int32(rows.lowerBound + 1), Int32(rows.upperBound))
  dlaswp_(&columns, matrix, &lda, &first, &last, pivots, &step)
}
