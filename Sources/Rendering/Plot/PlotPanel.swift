import Calculator
import Syntax

/// The part of a picture that shows one order of derivative of every function.
struct PlotPanel {
  struct Curve {
    /// Which function it belongs to; that is its colour as well.
    let function: Int
    let label: String
    let lines: [[(x: Double, y: Double)]]
  }

  let order: Int
  /// What is visible, with a little room at both ends.
  let range: ClosedRange<Double>
  let curves: [Curve]

  static func panels(of data: PlotData, isPlain: Bool) -> [PlotPanel] {
    data.orders.map { order in
      PlotPanel(
        order: order, range: padded(data.visibleRange(order: order)),
        curves: data.functions.enumerated().map { index, function in
          Curve(
            function: index,
            label: label(of: function, order: order, by: data.variable, isPlain: isPlain),
            lines: data.lines(function, order: order))
        })
    }
  }

  private static func padded(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    // Halves of the largest number, so that a difference of two is one as well.
    let low = max(range.lowerBound, -4e307)
    let high = min(range.upperBound, 4e307)
    guard high - low > 1e-12 * max(abs(low), abs(high)) else {
      let room = low == 0 ? 1 : abs(low) / 4
      return (low - room)...(high + room)
    }
    let room = (high - low) * 0.04
    return (low - room)...(high + room)
  }

  // MARK: Labels

  private static let longestLabel = 60

  /// `sin(x)`, `d/dx sin(x)`, `d/dx (x + 1)`.
  static func label(
    of function: PlotData.Function, order: Int, by variable: String, isPlain: Bool
  ) -> String {
    let visible = function.label.withControlCharactersVisible
    let text =
      visible.count > longestLabel ? String(visible.prefix(longestLabel - 3)) + "..." : visible
    let variable = variable.withControlCharactersVisible
    if order == 0 { return text }
    let power = order == 1 ? "" : isPlain ? "^\(order)" : order == 2 ? "²" : "³"
    let operation = "d\(power)/d\(variable)\(power) "
    return operation + (isFactor(text) ? text : "(\(text))")
  }

  /// Whether a derivative can be written before it without parentheses: `f(x + 1)`, not `f(x) + 1`.
  private static func isFactor(_ text: String) -> Bool {
    var depth = 0
    for character in text {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if depth == 0, !character.isLetter, !character.isNumber, !"_.)]}".contains(character) {
        return false
      }
    }
    return true
  }
}

extension PlotData {
  /// Where the first derivative of a function is 0 while it changes its sign, to be marked in every
  /// panel; none if they are too many to be told apart.
  func turningPoints(_ function: Int, atMost count: Int) -> [Double] {
    guard orders.contains(1) else { return [] }
    var points: [Double] = []
    var last: (x: Double, y: Double)?
    for line in lines(functions[function], order: 1) {
      last = nil
      for point in line where point.y != 0 {
        if let last, (last.y < 0) != (point.y < 0) {
          let share = last.y / (last.y - point.y)
          points.append(last.x + (point.x - last.x) * share)
        }
        last = point
      }
      if points.count > count { return [] }
    }
    return points
  }

  /// The signs of the first derivative in parts of the axis of one length: 1, -1, 0 where it is 0 or
  /// changes its sign; nil where it has no value.
  func slopes(_ function: Int, parts: Int) -> [Int?] {
    let values = functions[function].values[1]
    var signs = [Int?](repeating: nil, count: parts)
    var index = 0
    for part in 0..<parts {
      let end = from + (to - from) * (Double(part + 1) / Double(parts))
      var (low, high) = (Double.infinity, -Double.infinity)
      while index < grid.count, grid[index] <= end || part == parts - 1 {
        if values[index].isFinite {
          low = min(low, values[index])
          high = max(high, values[index])
        }
        index += 1
      }
      guard low <= high else { continue }
      signs[part] =
        low > 0 ? 1 : high < 0 ? -1 : low == 0 && high > 0 ? 1 : low < 0 && high == 0 ? -1 : 0
    }
    return signs
  }
}
