import Calculator
import Syntax

/// A plot as shapes on a page, for whoever draws them: SVG or a grid of pixels.
struct PlotScene {
  struct Colour: Equatable {
    let red: UInt8
    let green: UInt8
    let blue: UInt8

    init(_ code: UInt32) {
      red = UInt8(truncatingIfNeeded: code >> 16)
      green = UInt8(truncatingIfNeeded: code >> 8)
      blue = UInt8(truncatingIfNeeded: code)
    }

    static let ink = Colour(0x222222)
    static let pale = Colour(0xE3E3E3)
    static let grey = Colour(0x8A8A8A)
    static let rising = Colour(0xCFE8D5)
    static let falling = Colour(0xF6D5CD)

    /// Told apart by people of any colour vision: M. Okabe and K. Ito, "Color Universal Design", 2008.
    static let curves = [
      Colour(0x0072B2), Colour(0xD55E00), Colour(0x009E73), Colour(0xCC79A7), Colour(0xE69F00),
      Colour(0x56B4E9), Colour(0x222222),
    ]
  }

  enum Anchor { case start, middle, end }

  enum Shape {
    /// Joined points; `name` is what a curve is called.
    case line([Clipping.Point], Colour, width: Double, isDotted: Bool = false, name: String? = nil)
    case dot(Clipping.Point, Colour, radius: Double)
    case rectangle(x: Double, y: Double, width: Double, height: Double, Colour)
    /// The point is on the base line.
    case text(String, Clipping.Point, Anchor, size: Double, Colour)
  }

  /// The width of the page in its own units.
  static let width = 800.0
  let height: Double
  let title: String
  let description: String
  private(set) var shapes: [Shape] = []

  private let data: PlotData
  /// What of the height is taken by what stands around the panels.
  private let around: Double
  private var left = 60.0
  private let right = PlotScene.width - 24

  private static let textSize = 13.0
  /// More points where the slope is 0 are not marked.
  private static let mostGuides = 24

  /// - Parameter ratio: the height as a share of the width; nil for the usual one.
  init(_ data: PlotData, ratio: Double?) {
    self.data = data
    let panels = PlotPanel.panels(of: data, isPlain: false)
    let usual = [420.0, 640, 820][min(panels.count, 3) - 1]
    let legends = panels.map(Self.legendLines)
    around =
      legends.map { Double($0.count - 1) * Self.lineHeight + Self.legendHeight }.reduce(0, +)
      + Self.axisHeight + (Self.hasStrip(data) ? Self.stripHeight + 8 : 0)
    height = max(ratio.map { $0 * Self.width } ?? usual, around + 60 * Double(panels.count))
    title = panels[0].curves.map(\.label).joined(separator: ", ")
    let variable = data.variable.withControlCharactersVisible
    description =
      panels.flatMap(\.curves).map(\.label).joined(separator: ", ")
      + " for \(variable) from \(AxisTicks.shortened(data.from)) to \(AxisTicks.shortened(data.to))"
    add(panels, legends)
  }

  // MARK: Layout

  private static let legendHeight = 30.0
  private static let lineHeight = 20.0
  private static let axisHeight = 46.0
  private static let stripHeight = 16.0

  /// The signs of several slopes would need a band each.
  private static func hasStrip(_ data: PlotData) -> Bool {
    data.orders.contains(1) && data.functions.count == 1
  }

  private mutating func add(_ panels: [PlotPanel], _ legends: [[LegendLine]]) {
    let rest = height - around
    let shares = panels.enumerated().map { $0.offset == 0 ? 1.5 : 1.0 }
    let total = panels.count == 1 ? 1.5 : shares.reduce(0, +)
    let heights = shares.map { rest * $0 / total }
    let ticks = zip(panels, heights).map { panel, height in
      AxisTicks(panel.range, atMost: max(2, Int(height / 34))).ticks
    }
    let widest = ticks.joined().map { Double($0.label.count) * Self.textSize * 0.6 }.max() ?? 0
    left = max(36, widest + 26)
    shapes.append(.rectangle(x: 0, y: 0, width: Self.width, height: height, Colour(0xFFFFFF)))
    var top = 0.0
    for (index, panel) in panels.enumerated() {
      add(legends[index], at: top)
      top += Double(legends[index].count - 1) * Self.lineHeight + Self.legendHeight
      add(
        panel, ticks[index], top: top, bottom: top + heights[index],
        isLast: index == panels.count - 1)
      top += heights[index]
      if index == 0, Self.hasStrip(data) {
        addStrip(at: top + 5)
        top += Self.stripHeight + 8
      }
    }
    addAxisLabels(at: top)
  }

  private func x(_ value: Double) -> Double {
    left + (value - data.from) / (data.to - data.from) * (right - left)
  }

  /// As many marks as have room for their labels.
  private var columnTicks: [AxisTicks.Tick] {
    let range = data.from...data.to
    if data.usesPi { return AxisTicks(piOver: range, atMost: 11, pi: "π").ticks }
    var ticks: [AxisTicks.Tick] = []
    for count in [11, 8, 6, 4, 3] {
      ticks = AxisTicks(range, atMost: count).ticks
      let widest = ticks.map(\.label.count).max() ?? 0
      if Double(widest + 2) * Self.textSize * 0.6 * Double(ticks.count) < right - left { break }
    }
    return ticks
  }

  // MARK: Panels

  private mutating func add(
    _ panel: PlotPanel, _ ticks: [AxisTicks.Tick], top: Double, bottom: Double, isLast: Bool
  ) {
    let range = panel.range
    let y = { (value: Double) in
      bottom - (value - range.lowerBound) / (range.upperBound - range.lowerBound) * (bottom - top)
    }
    for tick in ticks {
      let height = y(tick.value)
      shapes.append(.line([(left, height), (right, height)], .pale, width: 1))
      shapes.append(
        .text(tick.label, (left - 8, height + 4.5), .end, size: Self.textSize, .ink))
    }
    for tick in columnTicks {
      shapes.append(.line([(x(tick.value), top), (x(tick.value), bottom)], .pale, width: 1))
      if isLast {
        shapes.append(
          .line([(x(tick.value), bottom), (x(tick.value), bottom + 5)], .ink, width: 1))
      }
    }
    if range.contains(0) {
      shapes.append(.line([(left, y(0)), (right, y(0))], .grey, width: 1.2))
    }
    if data.from < 0, data.to > 0 {
      shapes.append(.line([(x(0), top), (x(0), bottom)], .grey, width: 1.2))
    }
    for guide in data.turningPoints(atMost: Self.mostGuides) {
      shapes.append(
        .line([(x(guide), top), (x(guide), bottom)], .grey, width: 1.2, isDotted: true))
    }
    shapes.append(.line([(left, top), (left, bottom)], .ink, width: 1.2))
    if isLast { shapes.append(.line([(left, bottom), (right, bottom)], .ink, width: 1.2)) }
    for curve in panel.curves.reversed() {
      let colour = colour(curve.function)
      for line in curve.lines {
        let points = line.map { (x: x($0.x), y: y($0.y)) }
        for part in Clipping.line(points, x: left...right, y: top...bottom) {
          if part.count == 1 {
            shapes.append(.dot(part[0], colour, radius: 2.2))
          } else {
            shapes.append(
              .line(Self.thinned(part), colour, width: 2, name: curve.label))
          }
        }
      }
    }
  }

  /// A line without points that change nothing to be seen.
  private static func thinned(_ points: [Clipping.Point]) -> [Clipping.Point] {
    var kept: [Clipping.Point] = []
    for (index, point) in points.enumerated() {
      if index == points.count - 1 {
        kept.append(point)
      } else if let last = kept.last {
        if abs(point.x - last.x) + abs(point.y - last.y) > 0.4 { kept.append(point) }
      } else {
        kept.append(point)
      }
    }
    return kept
  }

  private func colour(_ function: Int) -> Colour { Colour.curves[function % Colour.curves.count] }

  // MARK: Around

  /// The entries of a line of a legend, and how far from its beginning they stand.
  private typealias LegendLine = [(label: String, function: Int, offset: Double)]

  private static func legendLines(_ panel: PlotPanel) -> [LegendLine] {
    var lines: [LegendLine] = [[]]
    var offset = 0.0
    for curve in panel.curves {
      let width = Double(curve.label.count) * textSize * 0.6 + 56
      if offset > 0, offset + width > Self.width - 80 {
        lines.append([])
        offset = 0
      }
      lines[lines.count - 1].append((curve.label, curve.function, offset))
      offset += width
    }
    return lines
  }

  private mutating func add(_ lines: [LegendLine], at top: Double) {
    for (index, line) in lines.enumerated() {
      let base = top + 20 + Double(index) * Self.lineHeight
      for entry in line {
        let start = left + entry.offset
        shapes.append(
          .line(
            [(start, base - 4.5), (start + 22, base - 4.5)], colour(entry.function), width: 2.5))
        shapes.append(
          .text(entry.label, (start + 30, base), .start, size: Self.textSize + 1, .ink))
      }
    }
  }

  /// A band that says where the function rises and falls.
  private mutating func addStrip(at top: Double) {
    for run in data.slopes(0) where run.sign != 0 {
      let (from, to) = (x(run.from), x(run.to))
      shapes.append(
        .rectangle(
          x: from, y: top, width: to - from, height: Self.stripHeight - 3,
          run.sign > 0 ? .rising : .falling))
      if to - from > 14 {
        shapes.append(
          .text(
            run.sign > 0 ? "+" : "−", ((from + to) / 2, top + 11), .middle, size: Self.textSize,
            .ink))
      }
    }
    shapes.append(.text("slope", (left - 8, top + 11), .end, size: Self.textSize - 2, .ink))
  }

  private mutating func addAxisLabels(at bottom: Double) {
    for tick in columnTicks {
      shapes.append(
        .text(tick.label, (x(tick.value), bottom + 20), .middle, size: Self.textSize, .ink))
    }
    shapes.append(
      .text(
        data.variable.withControlCharactersVisible, (left + (right - left) / 2, bottom + 39),
        .middle,
        size: Self.textSize + 1, .ink))
  }
}
