import Autodiff

/// Sums, means, extremes and variances of every number of many rows, without keeping the rows.
///
/// Sums are kept in twice the precision and in the order of the rows, so that they are right to the last
/// digit or nearly so, and the same however the rows came in.
public struct RowStatistics: Sendable {
  /// One number over all rows.
  public struct Entry: Sendable {
    public fileprivate(set) var minimum = Double.infinity
    public fileprivate(set) var maximum = -Double.infinity
    private var total = CompensatedSum()
    private var squares = CompensatedSum()

    public var sum: Double { total.value }

    fileprivate func mean(_ count: Int) -> Double { sum / Double(count) }

    /// The mean squared deviation from the mean (NumPy's `var`), as the mean square less the square of
    /// the mean; both have 106 bits.
    fileprivate func variance(_ count: Int) -> Double {
      var deviations = squares
      let mean = total.divided(by: Double(count))
      // sum(x²) - mean * sum(x), with the products exact.
      deviations.add(product: -mean.high, total.high)
      deviations.add(product: -mean.high, total.low)
      deviations.add(product: -mean.low, total.high)
      return deviations.value.isFinite
        ? max(0, deviations.value) / Double(count) : deviations.value
    }

    fileprivate mutating func add(_ number: Double) {
      // Not-a-number stays, as in NumPy.
      if number < minimum || number.isNaN { minimum = minimum.isNaN ? minimum : number }
      if number > maximum || number.isNaN { maximum = maximum.isNaN ? maximum : number }
      total.add(number)
      squares.add(product: number, number)
    }
  }

  public private(set) var count = 0
  public private(set) var layout: RowLayout?
  private var entries: [[Entry]] = []

  public init() {}

  /// Adds the results of rows that follow those before.
  ///
  /// - Returns: false if the results have another layout, and nothing was added.
  public mutating func add(_ results: RowResults) -> Bool {
    let layout = layout ?? results.layout
    if self.layout == nil {
      self.layout = layout
      entries = layout.cells.map { [Entry](repeating: Entry(), count: $0.count) }
    }
    guard layout == results.layout else { return false }
    for (index, column) in results.columns.enumerated() {
      for position in entries[index].indices {
        for row in 0..<results.count {
          entries[index][position].add(column.number(position, of: row))
        }
      }
    }
    count += results.count
    return true
  }

  /// What is said of each number, by its name.
  public static let names = ["sum", "mean", "min", "max", "variance"]

  /// The statistics of a cell's numbers, in the order of `names`.
  public func values(of cell: RowLayout.Cell) -> [[Double]] {
    let entries = entries[cell.column]
    return [
      entries.map(\.sum), entries.map { $0.mean(count) }, entries.map(\.minimum),
      entries.map(\.maximum), entries.map { $0.variance(count) },
    ]
  }
}

/// A sum in twice the precision (Dekker, A floating-point technique for extending the available
/// precision, 1971; Ogita, Rump, Oishi, Accurate sum and dot product, 2005).
private struct CompensatedSum: Sendable {
  private(set) var high = 0.0
  private(set) var low = 0.0
  /// What there is to say once a number is not finite.
  private var plain = 0.0

  var value: Double { plain.isFinite && high.isFinite ? high + low : plain }

  mutating func add(_ number: Double) {
    let (sum, error) = Self.twoSum(high, number)
    let rest = low + error
    high = sum + rest
    low = rest - (high - sum)
    plain += number
  }

  mutating func add(product a: Double, _ b: Double) {
    let product = a * b
    add(product)
    let error = (-product).addingProduct(a, b)
    if error.isFinite { low += error }
  }

  func divided(by divisor: Double) -> (high: Double, low: Double) {
    let quotient = value / divisor
    let remainder = high.addingProduct(-quotient, divisor) + low
    return (quotient, quotient.isFinite ? remainder / divisor : 0)
  }

  private static func twoSum(_ a: Double, _ b: Double) -> (sum: Double, error: Double) {
    let sum = a + b
    let part = sum - a
    return (sum, (a - (sum - part)) + (b - part))
  }
}
