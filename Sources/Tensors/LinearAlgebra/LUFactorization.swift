import COpenBLAS

/// Aᵀ = P L U of one matrix in place; the pivots count from 1.
///
/// A large matrix is decomposed panel by panel (the right-looking block algorithm, Golub and Van Loan,
/// Matrix Computations, section 3.2.11). What is right of a panel is cut into tiles of columns, whose
/// widths do not depend on how many threads there are. The first tile is the next panel, which is
/// decomposed at once: while it is, others work on the rest.
func factorLU(
  _ matrix: UnsafeMutablePointer<Double>, _ n: Int, _ pivots: UnsafeMutablePointer<Int32>
) {
  let (panel, tile) = (64, 128)
  guard n >= 8 * panel else {
    factorPanel(matrix, rows: n, columns: n, lda: n, pivots)
    return
  }
  let step = PanelStep(matrix: matrix, n: n, pivots: pivots, width: panel)
  step.factor(at: 0)
  for start in stride(from: 0, to: n - panel, by: panel) {
    let next = start + panel
    let rest = min(next + panel, n)
    parallel(1 + (n - rest + tile - 1) / tile) { index in
      if index == 0 {
        step.update(next..<rest, from: start)
        step.factor(at: next)
      } else {
        let column = rest + (index - 1) * tile
        step.update(column..<min(column + tile, n), from: start)
      }
    }
  }
  // Left of a panel, the rows that it exchanges are all that changes.
  parallel((n + panel - 1) / panel) { index in
    let next = min((index + 1) * panel, n)
    exchange(
      matrix + index * panel * n, columns: next - index * panel, lda: n, pivots, next..<n)
  }
}

/// The work on one panel of columns of a matrix, whose columns lie one after the other.
private struct PanelStep {
  let matrix: UnsafeMutablePointer<Double>
  let n: Int
  let pivots: UnsafeMutablePointer<Int32>
  let width: Int

  /// Decomposes the panel that starts at a column, below the rows of those before.
  func factor(at start: Int) {
    let end = min(start + width, n)
    factorPanel(
      matrix + start * n + start, rows: n - start, columns: end - start, lda: n, pivots + start)
    for i in start..<end { pivots[i] += Int32(start) }
  }

  /// Takes the panel that starts at a column out of columns right of it.
  func update(_ columns: Range<Int>, from start: Int) {
    let next = start + width
    let (corner, top) = (matrix + start * n + start, matrix + columns.lowerBound * n)
    exchange(top, columns: columns.count, lda: n, pivots, start..<next)
    cblas_dtrsm(
      CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasUnit, Int32(width),
      Int32(columns.count), 1, corner, Int32(n), top + start, Int32(n))
    cblas_dgemm(
      CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(n - next), Int32(columns.count),
      Int32(width), -1, corner + width, Int32(n), top + start, Int32(n), 1, top + next, Int32(n))
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
  guard columns > 0, !rows.isEmpty else { return }
  var (columns, lda, step) = (Int32(columns), Int32(lda), Int32(1))
  var (first, last) = (Int32(rows.lowerBound + 1), Int32(rows.upperBound))
  dlaswp_(&columns, matrix, &lda, &first, &last, pivots, &step)
}
