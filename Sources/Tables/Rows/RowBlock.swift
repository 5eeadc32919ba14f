/// Some rows of a table, as numbers column by column.
public struct RowBlock: Sendable {
  /// A row that could not be read: its position in the block, and why.
  public typealias Fault = (row: Int, error: TableError)

  public internal(set) var count = 0
  /// A number for each row; NaN in the rows that have a fault.
  public internal(set) var columns: [[Double]]
  /// In the order of the rows, at most one for each.
  public internal(set) var faults: [Fault] = []
}
