/// Sampled functions and their derivatives, ready to be drawn.
public struct PlotData: Sendable {
  /// One function, or one component of one.
  public struct Function: Sendable {
    /// The expression as it was written.
    public let label: String
    /// For each order of derivative from 0 its value at every point of the grid.
    public let values: [[Double]]
    /// For each order, what separates two neighbours although both have values.
    public let breaks: [[Break]]
    /// For each order whether the values run off somewhere, at a pole or the edge of the domain.
    public let hasPole: [Bool]
  }

  /// Between two points where a curve is not continuous.
  public struct Break: Sendable, Equatable {
    public enum Kind: Sendable { case pole, jump, edge }
    public let kind: Kind
    public let left: Double
    public let right: Double
  }

  /// The name along the axis.
  public let variable: String
  public let from: Double
  public let to: Double
  /// Whether the range was not asked for.
  public let isDefaultRange: Bool
  /// Whether the ends were given in terms of pi.
  public let usesPi: Bool
  /// The values at the bottom and the top of the picture of the functions, where they are chosen.
  public let bottom: Double?
  public let top: Double?
  /// The points of all functions, ascending.
  public let grid: [Double]
  public let functions: [Function]
  /// The orders of the derivatives that are shown: 0, the functions themselves, and others.
  public let orders: [Int]

  /// A curve as lines without gaps, in the order of the grid.
  public func lines(_ function: Function, order: Int) -> [[(x: Double, y: Double)]] {
    let values = function.values[order]
    let breaks = function.breaks[order]
    var lines: [[(x: Double, y: Double)]] = []
    var line: [(x: Double, y: Double)] = []
    var next = 0
    for (index, x) in grid.enumerated() {
      while next < breaks.count, breaks[next].right <= (index > 0 ? grid[index - 1] : -.infinity) {
        next += 1
      }
      if next < breaks.count, breaks[next].left < x, !line.isEmpty {
        lines.append(line)
        line = []
      }
      if values[index].isFinite {
        line.append((x, values[index]))
      } else if !line.isEmpty {
        lines.append(line)
        line = []
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// What of an order is worth seeing: everything, unless poles or edges would squash the rest; of the
  /// functions what was chosen.
  public func visibleRange(order: Int) -> ClosedRange<Double> {
    let range = VisibleRange.of(functions.map { ($0.values[order], $0.hasPole[order]) }, grid)
    guard order == 0, bottom != nil || top != nil else { return range }
    let low = bottom ?? min(range.lowerBound, top ?? 0)
    return low...max(low, top ?? range.upperBound)
  }
}
