/// Columns of a sparse matrix put into groups, such that no row has entries in two columns of a group:
/// one direction then finds all columns of a group at once.
///
/// See A. R. Curtis, M. J. D. Powell and J. K. Reid, "On the estimation of sparse Jacobian matrices",
/// J. Inst. Math. Appl. 13 (1974), 117-119.
struct Colouring {
  let colours: [Int]
  let count: Int

  /// - Parameter rows: for each row its columns.
  init(rows: [Sparsity], columnCount: Int) {
    var colours = [Int](repeating: -1, count: columnCount)
    // The rows of each column.
    var rowsOf = [[(matrix: Int, row: Int)]](repeating: [], count: columnCount)
    for (matrix, sparsity) in rows.enumerated() {
      for row in 0..<sparsity.count {
        for column in sparsity[row] { rowsOf[Int(column)].append((matrix, row)) }
      }
    }
    var count = 0
    // The last column that found a colour taken.
    var takenBy: [Int] = []
    for column in 0..<columnCount {
      for (matrix, row) in rowsOf[column] {
        for neighbour in rows[matrix][row] where colours[Int(neighbour)] >= 0 {
          takenBy[colours[Int(neighbour)]] = column
        }
      }
      if let free = takenBy.firstIndex(where: { $0 != column }) {
        colours[column] = free
      } else {
        colours[column] = count
        count += 1
        takenBy.append(-1)
      }
    }
    self.colours = colours
    self.count = count
  }
}
