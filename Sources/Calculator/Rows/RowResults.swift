import Autodiff

/// What some rows gave.
public struct RowResults: Sendable {
  /// A cell's numbers, row after row, each in row-major order.
  public struct Column: Sendable {
    private let tensor: Tensor
    /// From one row to the next; 0 if all rows have the same.
    public let stride: Int

    init(_ tensor: Tensor, stride: Int) {
      self.tensor = tensor
      self.stride = stride
    }

    public func number(_ position: Int, of row: Int) -> Double { tensor[row * stride + position] }

    /// The numbers in memory, where each row has its own; valid as long as the results live.
    public var base: UnsafePointer<Double>? { stride == 0 ? nil : tensor.base }

    /// Writes the number at a position of each of the first rows, `spacing` places apart.
    public func copy(
      _ position: Int, of rows: Int, to target: UnsafeMutablePointer<Double>, spacing: Int
    ) {
      guard let base else {
        let number = rows > 0 ? number(position, of: 0) : .nan
        for row in 0..<rows { target[row * spacing] = number }
        return
      }
      for row in 0..<rows { target[row * spacing] = base[row * stride + position] }
    }

    /// The cell of one row by itself.
    func row(_ row: Int, count: Int) -> Column {
      Column(
        Tensor((0..<count).map { number($0, of: row) }, shape: [count]), stride: 0)
    }

    /// Whether a cell of each of some rows is finite.
    ///
    /// Nothing but 0 times a finite number is 0: a sum without a branch, which is fast.
    func areFinite(_ rows: Range<Int>, count: Int) -> Bool {
      guard let base else {
        return (0..<count).allSatisfy { number($0, of: rows.lowerBound).isFinite }
      }
      var sum = 0.0
      for index in rows.lowerBound * stride..<rows.upperBound * stride { sum += base[index] * 0 }
      return sum == 0
    }
  }

  public let count: Int
  public let layout: RowLayout
  public let columns: [Column]

  init(count: Int, layout: RowLayout, columns: [Column]) {
    self.count = count
    self.layout = layout
    self.columns = columns
  }

  /// The results of one row that was computed by itself.
  init(_ answer: Answer) {
    let parts = answer.members
    count = 1
    layout = RowLayout(parts) { ($0.shape, $0.elementType) }
    columns = parts.flatMap(\.value.leaves).compactMap(\.self).map { Column($0, stride: 0) }
  }

  /// The results of one of the rows by themselves.
  public func row(_ row: Int) -> RowResults {
    RowResults(
      count: 1, layout: layout,
      columns: zip(columns, layout.cells).map { $0.row(row, count: $1.count) })
  }

  /// Whether all numbers of all rows are finite.
  public var isFinite: Bool { areFinite(0..<count) }

  /// Whether all numbers of a row are finite.
  public func isFinite(_ row: Int) -> Bool { areFinite(row..<row + 1) }

  private func areFinite(_ rows: Range<Int>) -> Bool {
    zip(columns, layout.cells).allSatisfy { $0.areFinite(rows, count: $1.count) }
  }
}
