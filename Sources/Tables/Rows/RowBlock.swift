/// Reads the rows of the pieces that a table comes in.
public protocol RowReader: Sendable {
  /// Some rows of a piece; none at its end.
  ///
  /// - Parameters:
  ///   - place: where they begin, for each reader in its own way: 0 at the start of a piece, then what the
  ///     rows before left.
  ///   - most: how many at most, above 0.
  func read(
    _ piece: UnsafeBufferPointer<UInt8>, from place: inout Int, atMost most: Int
  ) -> RowBlock
}

/// Some rows of a table: mostly numbers, column by column.
public struct RowBlock: Sendable {
  /// A row that is not like the others.
  public enum Odd: Sendable {
    /// It could not be read.
    case fault(TableError)
    /// A value for each column, and not all have the shape of `cellShapes`.
    case values([JSONValue])
  }

  /// So many rows are read at once: what is made of them stays in the cache until it is written.
  public static let usualCount = 1024

  public let count: Int
  /// The numbers of each column, row after row; NaN in odd rows.
  public internal(set) var columns: [[Double]]
  /// The shape of each column's cells: empty for numbers.
  public internal(set) var cellShapes: [[Int]]
  /// In the order of the rows, each of which is there at most once.
  public internal(set) var odd: [(row: Int, what: Odd)] = []
  /// The rows that could not be read.
  public var faults: [(row: Int, error: TableError)] {
    odd.compactMap { row, odd in if case .fault(let error) = odd { (row, error) } else { nil } }
  }

  /// Where each row stands in the bytes it was read from, without its line end, if that is wanted.
  public private(set) var ranges: [Range<Int>] = []

  /// Rows of numbers that are there already.
  ///
  /// - Precondition: all columns have the same length.
  public init(columns: [[Double]]) {
    self.columns = columns
    cellShapes = columns.map { _ in [] }
    count = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == count }, "every row has every column")
  }

  /// Rows without numbers, to which whoever reads them adds what there is.
  init(count: Int, columnCount: Int) {
    self.count = count
    columns = [[Double]](repeating: [], count: columnCount)
    cellShapes = [[Int]](repeating: [], count: columnCount)
  }

  init(count: Int, columns: [[Double]], odd: [(row: Int, what: Odd)], ranges: [Range<Int>]) {
    self.count = count
    self.columns = columns
    cellShapes = [[Int]](repeating: [], count: columns.count)
    self.odd = odd
    self.ranges = ranges
  }
}
