/// Some rows of a table, as numbers column by column.
public struct RowBlock: Sendable {
  /// A row that could not be read: its position in the block, and why.
  public typealias Fault = (row: Int, error: TableError)

  public internal(set) var count = 0
  /// A number for each row; NaN in the rows that have a fault.
  public internal(set) var columns: [[Double]]
  /// In the order of the rows, at most one for each.
  public internal(set) var faults: [Fault] = []

  init(columnCount: Int, capacity: Int) {
    columns = (0..<columnCount).map { _ in
      var column: [Double] = []
      column.reserveCapacity(capacity)
      return column
    }
  }

  /// Adds a row; numbers that are missing from it make it faulty.
  mutating func append(fault: TableError) {
    faults.append((count, fault))
    for index in columns.indices { columns[index].append(.nan) }
    count += 1
  }

  mutating func append(_ numbers: UnsafeMutableBufferPointer<Double>) {
    for index in columns.indices { columns[index].append(numbers[index]) }
    count += 1
  }
}
