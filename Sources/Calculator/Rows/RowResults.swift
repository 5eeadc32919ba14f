import Autodiff

/// What some rows gave.
public struct RowResults: Sendable {
  /// A cell's numbers, row after row, each in row-major order.
  public struct Column: Sendable {
    public let numbers: [Double]
    /// From one row to the next; 0 if all rows have the same.
    public let stride: Int

    @inlinable
    public func number(_ position: Int, of row: Int) -> Double { numbers[row * stride + position] }
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
    columns = parts.flatMap(\.value.leaves).compactMap(\.self).map {
      Column(numbers: $0.elements, stride: 0)
    }
  }

  /// The results of one of the rows by themselves.
  public func row(_ row: Int) -> RowResults {
    RowResults(
      count: 1, layout: layout,
      columns: zip(columns, layout.cells).map { column, cell in
        let first = row * column.stride
        return Column(numbers: Array(column.numbers[first..<first + cell.count]), stride: 0)
      })
  }

  /// Whether all numbers of all rows are finite.
  public var isFinite: Bool { columns.allSatisfy { Self.areFinite($0.numbers[...]) } }

  /// Whether all numbers of a row are finite.
  public func isFinite(_ row: Int) -> Bool {
    zip(columns, layout.cells).allSatisfy { column, cell in
      let first = row * column.stride
      return Self.areFinite(column.numbers[first..<first + cell.count])
    }
  }

  /// Nothing but 0 times a finite number is 0: a sum without a branch, which is fast.
  private static func areFinite(_ numbers: ArraySlice<Double>) -> Bool {
    numbers.withUnsafeBufferPointer { buffer in
      var sum = 0.0
      for number in buffer { sum += number * 0 }
      return sum == 0
    }
  }
}

extension Answer {
  /// The results under their keys, in the order of `eval --json`.
  public var members: [(key: String, value: Structure<Tensor?>)] {
    var members = [(key: "y", value: y)]
    if let dydx { members.append(("dydx", dydx)) }
    if let aux { members.append(("aux", aux)) }
    return members + transformed.map { ($0.transformation.rawValue, $0.result) }
  }
}
