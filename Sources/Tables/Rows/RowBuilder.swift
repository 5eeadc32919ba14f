/// Collects the numbers of rows, one row behind the other, and makes columns of them in the end.
struct RowBuilder: ~Copyable {
  private let columnCount: Int
  private var capacity: Int
  private var cells: UnsafeMutablePointer<Double>
  private(set) var count = 0
  private var odd: [(row: Int, what: RowBlock.Odd)] = []
  private var ranges: [Range<Int>] = []

  init(columnCount: Int, capacity: Int) {
    self.columnCount = columnCount
    self.capacity = max(16, capacity)
    cells = .allocate(capacity: self.capacity * columnCount)
  }

  deinit { cells.deallocate() }

  /// Where the numbers of the next row go, a cell for each column. They count with `addRow`; until then
  /// they may be written again.
  @inline(__always)
  mutating func nextRow() -> UnsafeMutablePointer<Double> {
    if count == capacity { grow() }
    return cells + count &* columnCount
  }

  /// Adds the row that has been written.
  @inline(__always)
  mutating func addRow() { count &+= 1 }

  /// Adds a row of values, which may be numbers like those of the other rows.
  mutating func add(_ values: [JSONValue]) {
    let row = nextRow()
    for (index, value) in values.enumerated() {
      guard case .number(let number) = value else { return add(.values(values)) }
      row[index] = number
    }
    addRow()
  }

  mutating func add(_ row: RowBlock.Odd) {
    odd.append((count, row))
    nextRow().update(repeating: .nan, count: columnCount)
    addRow()
  }

  /// Notes where the row stands that was added last.
  mutating func note(_ range: Range<Int>) { ranges.append(range) }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Double>.allocate(capacity: 2 * capacity * columnCount)
    larger.update(from: cells, count: count * columnCount)
    cells.deallocate()
    cells = larger
    capacity *= 2
  }

  consuming func block() -> RowBlock {
    let columns = (0..<columnCount).map { column in
      [Double](unsafeUninitializedCapacity: count) { numbers, initialized in
        if let start = numbers.baseAddress {
          var cell = cells + column
          for row in 0..<count {
            start[row] = cell.pointee
            cell += columnCount
          }
        }
        initialized = count
      }
    }
    return RowBlock(count: count, columns: columns, odd: odd, ranges: ranges)
  }
}
