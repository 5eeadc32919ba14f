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
      let range = padded(data.visibleRange(order: order))
      // What is farther away than a million pictures need not be told apart, and is no infinity.
      let reach = min(1e6 * (range.upperBound - range.lowerBound), 4e307)
      let (low, high) = (range.lowerBound - reach, range.upperBound + reach)
      return PlotPanel(
        order: order, range: range,
        curves: data.functions.enumerated().map { index, function in
          Curve(
            function: index,
            label: label(of: function, order: order, by: data.variable, isPlain: isPlain),
            lines: data.lines(function, order: order).map { line in
              line.map { (x: $0.x, y: min(max($0.y, low), high)) }
            })
        })
    }
  }

  /// A number so far from the largest that differences are numbers as well.
  private static func within(_ y: Double) -> Double { min(max(y, -4e307), 4e307) }

  private static func padded(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let low = within(range.lowerBound)
    let high = within(range.upperBound)
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

/// A part of the axis on which a slope has one sign.
struct SlopeRun {
  var from: Double
  var to: Double
  /// 1, -1, or 0 where the function is level.
  let sign: Int
}

extension PlotData {
  /// The parts of the axis on which the first derivative of a function has one sign, in order; none
  /// where it has no value.
  func slopes(_ function: Int) -> [SlopeRun] {
    var runs: [SlopeRun] = []
    let add = { (from: Double, to: Double, sign: Int) in
      guard from < to else { return }
      if let last = runs.last, last.to == from, last.sign == sign {
        runs[runs.count - 1].to = to
      } else {
        runs.append(SlopeRun(from: from, to: to, sign: sign))
      }
    }
    for line in lines(functions[function], order: 1) {
      for (a, b) in zip(line, line.dropFirst()) {
        if a.y != 0, b.y != 0, (a.y < 0) != (b.y < 0) {
          let zero = a.x + (b.x - a.x) * (a.y / (a.y - b.y))
          add(a.x, zero, a.y > 0 ? 1 : -1)
          add(zero, b.x, b.y > 0 ? 1 : -1)
        } else {
          let y = a.y == 0 ? b.y : a.y
          add(a.x, b.x, y > 0 ? 1 : y < 0 ? -1 : 0)
        }
      }
    }
    return runs
  }

  /// Where functions turn: their slopes change the sign without a jump. None if they are too many to be
  /// told apart.
  func turningPoints(atMost count: Int) -> [Double] {
    guard orders.contains(1) else { return [] }
    var points: [Double] = []
    for function in functions.indices {
      let runs = slopes(function)
      for (a, b) in zip(runs, runs.dropFirst()) where a.to == b.from && a.sign * b.sign < 0 {
        points.append(a.to)
      }
    }
    return points.count <= count ? points : []
  }

  /// The signs of a slope in equal parts of the axis: 1, -1, 0 where it is 0 or changes its sign; nil
  /// where it has no value, and where it jumps from one sign to the other.
  func slopes(_ function: Int, parts: Int) -> [Int?] {
    let runs = slopes(function)
    var first = 0
    return (0..<parts).map { part in
      let start = from + (to - from) * (Double(part) / Double(parts))
      let end = from + (to - from) * (Double(part + 1) / Double(parts))
      while first < runs.count, runs[first].to <= start { first += 1 }
      var signs: Set<Int> = []
      var jumps = false
      var index = first
      while index < runs.count, runs[index].from < end {
        signs.insert(runs[index].sign)
        jumps = jumps || index > first && runs[index].from != runs[index - 1].to
        index += 1
      }
      if signs.contains(1), signs.contains(-1) { return jumps ? nil : 0 }
      return signs.contains(1) ? 1 : signs.contains(-1) ? -1 : signs.first
    }
  }
}
