/// The values of curves that a picture shows.
enum VisibleRange {
  /// The share of the axis on which values may lie beyond, at either end.
  private static let tail = 0.05
  /// How much more than the middle of the values is shown where they run off.
  private static let margin = 0.6
  /// Curves that run off are cut if what they would need is so many times their middle.
  private static let tolerated = 2.5

  /// The finite values; if a curve runs off at a pole or the edge of its domain, the range in which
  /// most of them lie, and somewhat more.
  static func of(
    _ curves: [(values: [Double], hasPole: Bool)], _ grid: [Double]
  ) -> ClosedRange<Double> {
    var (low, high) = (Double.infinity, -Double.infinity)
    var (middleLow, middleHigh) = (Double.infinity, -Double.infinity)
    for curve in curves {
      let finite = curve.values.lazy.filter(\.isFinite)
      guard let smallest = finite.min(), let largest = finite.max() else { continue }
      low = min(low, smallest)
      high = max(high, largest)
      guard curve.hasPole else {
        (middleLow, middleHigh) = (min(middleLow, smallest), max(middleHigh, largest))
        continue
      }
      let (a, b) = quantiles(curve.values, grid)
      middleLow = min(middleLow, a)
      middleHigh = max(middleHigh, b)
    }
    guard low <= high else { return -1...1 }
    if curves.contains(where: \.hasPole), high - low > tolerated * (middleHigh - middleLow) {
      let span = middleHigh - middleLow
      low = max(low, middleLow - margin * span)
      high = min(high, middleHigh + margin * span)
    }
    return low...high
  }

  /// The values below and above which the curve spends little of the axis; points count by the length
  /// that they stand for, because the grid is denser where the curve is steep.
  private static func quantiles(_ values: [Double], _ grid: [Double]) -> (Double, Double) {
    var weighted: [(value: Double, weight: Double)] = []
    for index in values.indices where values[index].isFinite {
      let left = grid[max(index - 1, 0)]
      let right = grid[min(index + 1, grid.count - 1)]
      weighted.append((values[index], right / 2 - left / 2))
    }
    weighted.sort { $0.value < $1.value }
    let total = weighted.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    var (low, high) = (weighted.first?.value ?? 0, weighted.last?.value ?? 0)
    for (value, weight) in weighted {
      if sum <= tail * total { low = value }
      if sum <= (1 - tail) * total { high = value }
      sum += weight
    }
    return (low, high)
  }
}
