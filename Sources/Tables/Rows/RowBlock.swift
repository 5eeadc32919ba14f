/// Some rows of a table: mostly numbers, column by column.
public struct RowBlock: Sendable {
  /// A row that is not like the others.
  public enum Odd: Sendable {
    /// It could not be read.
    case fault(TableError)
    /// A value for each column, and not all have the shape of `cellShapes`.
    case values([JSONValue])
  }

  public internal(set) var count = 0
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
  public internal(set) var ranges: [Range<Int>] = []

  /// Rows of numbers that are there already.
  ///
  /// - Precondition: all columns have the same length.
  public init(columns: [[Double]]) {
    self.columns = columns
    cellShapes = columns.map { _ in [] }
    count = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == count }, "every row has every column")
  }

  init(columnCount: Int, capacity: Int) {
    cellShapes = [[Int]](repeating: [], count: columnCount)
    columns = (0..<columnCount).map { _ in
      var column: [Double] = []
      column.reserveCapacity(capacity)
      return column
    }
  }

  /// Adds a row of values, which may be numbers like those of the other rows.
  mutating func append(_ values: [JSONValue]) {
    let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
    guard numbers.count == values.count else { return append(.values(values)) }
    for (index, number) in numbers.enumerated() { columns[index].append(number) }
    count += 1
  }

  mutating func append(_ row: Odd) {
    odd.append((count, row))
    for index in columns.indices { columns[index].append(.nan) }
    count += 1
  }

  mutating func append(_ numbers: UnsafeMutableBufferPointer<Double>) {
    for index in columns.indices { columns[index].append(numbers[index]) }
    count += 1
  }
}
