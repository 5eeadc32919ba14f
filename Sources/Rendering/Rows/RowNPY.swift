import Calculator
import Syntax
import Tables

/// An `.npy` array with a row for each row and a column for each number: `y`, then the gradients.
public struct RowNPY: RowFormat {
  private let layout: RowLayout
  private let places: [RowLayout.Place?]
  public let header: [UInt8]

  /// - Parameter rows: how many there are going to be, if that is known.
  public init(_ layout: RowLayout, rows: Int?) {
    self.layout = layout
    places = layout.numbers.map(\.place)
    header = NPY.header(rows: rows ?? 0, columns: places.count)
  }

  /// The header for the number of rows that there were; as long as the one at the start.
  public func header(rows: Int) -> [UInt8] { NPY.header(rows: rows, columns: places.count) }

  public func append(
    _ results: RowResults, _ original: ((Int) -> ArraySlice<UInt8>)?, to bytes: inout [UInt8]
  ) throws(Diagnostic) {
    try layout.check(results.layout)
    let width = places.count
    let numbers = [Double](unsafeUninitializedCapacity: results.count * width) { target, count in
      guard let first = target.baseAddress else { return }
      for (index, place) in places.enumerated() {
        if let place {
          results.columns[place.cell.column].copy(
            place.position, of: results.count, to: first + index, spacing: width)
        } else {
          for row in 0..<results.count { target[row * width + index] = .nan }
        }
      }
      count = results.count * width
    }
    NPY.append(numbers, to: &bytes)
  }

  public func missing(_ original: ArraySlice<UInt8>?) -> [UInt8] {
    var bytes: [UInt8] = []
    NPY.append([Double](repeating: .nan, count: places.count), to: &bytes)
    return bytes
  }
}
