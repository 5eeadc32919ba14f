import Calculator
import Syntax

/// A plot in characters: the functions, where they rise and fall, and below on the same axis their
/// derivatives.
public struct TerminalPlot {
  /// What curves are drawn with.
  public enum Marks: Sendable {
    /// The braille patterns of Unicode, eight dots a character.
    case braille
    /// ASCII, a character for each curve.
    case ascii
  }

  private let data: PlotData
  private let style: Style
  private let marks: Marks
  private let width: Int
  private let height: Int
  private let panels: [PlotPanel]

  /// - Parameters:
  ///   - width: the columns of the whole picture.
  ///   - height: its lines.
  public init(_ data: PlotData, style: Style, marks: Marks, width: Int, height: Int) {
    self.data = data
    self.style = style
    self.marks = marks
    self.width = min(max(width, Self.smallest), Self.largest)
    self.height = min(max(height, 6), Self.largest)
    panels = PlotPanel.panels(of: data, isPlain: marks == .ascii)
  }

  /// Wider pictures are no better.
  public static let usualWidth = 100

  /// As many lines as the panels need, if the terminal has them.
  public static func usualHeight(of data: PlotData, lines: Int?) -> Int {
    let usual = 20 + 10 * (data.orders.count - 1)
    return lines.map { min(usual, max($0 - 2, 12)) } ?? usual
  }

  private static let smallest = 24
  private static let largest = 1000
  private static let colours: [Style.Colour] = [.cyan, .yellow, .magenta, .green, .red, .blue]
  private static let asciiMarks = Array("*o+x#@%&$=")
  private static let letters = Array("abcdefghijkl")
  /// More points where the slope is 0 are not marked.
  private static let mostGuides = 12

  /// The lines of the picture.
  public var text: String {
    let panelRows = rows
    let labels = zip(panels, panelRows).map(Self.ticks)
    var margin = labels.joined().map(\.label.count).max() ?? 0
    if hasStrip { margin = max(margin, "slope".count + (data.functions.count > 1 ? 2 : 0)) }
    let columns = max(8, width - margin - 2)
    var lines: [String] = []
    for (index, panel) in panels.enumerated() {
      lines += legend(panel)
      lines += rowsOf(panel, labels[index], columns: columns, rows: panelRows[index], margin)
      if panel.order == 0, hasStrip { lines += strips(columns, margin) }
    }
    lines += axis(columns, margin)
    if data.isDefaultRange {
      let ends = [data.from, data.to].map { AxisTicks.shortened($0) }
      let note = "\(variable) from \(ends[0]) to \(ends[1])"
      let reason = ", as no range was given"
      lines.append(style.coloured(note.count + reason.count <= width ? note + reason : note, .grey))
    }
    return lines.map(Self.trimmed).joined(separator: "\n") + "\n"
  }

  /// About every third row has a label, and at least two have.
  private static func ticks(_ panel: PlotPanel, rows: Int) -> [AxisTicks.Tick] {
    var count = max(2, (rows + 1) / 3)
    var ticks = AxisTicks(panel.range, atMost: count).ticks
    while ticks.count < 2, count < rows {
      count += 1
      ticks = AxisTicks(panel.range, atMost: count).ticks
    }
    return ticks
  }

  private var variable: String { data.variable.withControlCharactersVisible }
  private var isBraille: Bool { marks == .braille }
  private var hasStrip: Bool { data.orders.contains(1) }

  private static func trimmed(_ line: String) -> String {
    var line = Substring(line)
    while line.last == " " { line = line.dropLast() }
    return String(line)
  }

  /// How many rows each panel has: the functions somewhat more than their derivatives.
  private var rows: [Int] {
    let taken =
      panels.map { legend($0).count }.reduce(0, +) + 2 + (data.isDefaultRange ? 1 : 0)
      + (hasStrip ? data.functions.count : 0)
    let rest = max(height - taken, panels.count * 3)
    guard panels.count > 1 else { return [rest] }
    let derivatives = panels.count - 1
    let each = max(3, rest * 2 / (3 + 2 * derivatives))
    return [max(3, rest - each * derivatives)] + (0..<derivatives).map { _ in each }
  }

  // MARK: Curves

  private func colour(_ function: Int) -> Style.Colour {
    Self.colours[function % Self.colours.count]
  }

  /// What stands for a curve in the legend.
  private func mark(_ function: Int) -> Character {
    if !isBraille { return Self.asciiMarks[function % Self.asciiMarks.count] }
    return style.isColoured ? "━" : Self.letters[function % Self.letters.count]
  }

  private func legend(_ panel: PlotPanel) -> [String] {
    var lines: [(width: Int, text: String)] = []
    for curve in panel.curves {
      var text = curve.label
      var columns = text.displayWidth
      if panel.curves.count > 1 {
        text = style.coloured(String(mark(curve.function)), colour(curve.function)) + " " + text
        columns += 2
      } else {
        text = style.coloured(text, colour(curve.function))
      }
      if let last = lines.last, last.width + columns + 3 <= width - 2 {
        lines[lines.count - 1] = (last.width + columns + 3, last.text + "   " + text)
      } else {
        lines.append((columns, text))
      }
    }
    return lines.map { "  " + $0.text }
  }

  private func canvas(_ panel: PlotPanel, columns: Int, rows: Int) -> DotCanvas {
    var canvas = DotCanvas(
      columns: columns, rows: rows, isBraille: isBraille, curves: panel.curves.count)
    let (right, bottom) = (Double(canvas.width - 1), Double(canvas.height - 1))
    for (index, curve) in panel.curves.enumerated() {
      for line in curve.lines {
        let points = line.map { point in
          (x: share(point.x) * right, y: (1 - Self.share(point.y, panel.range)) * bottom)
        }
        canvas.draw(points, curve: index)
      }
    }
    return canvas
  }

  private func share(_ x: Double) -> Double { (x - data.from) / (data.to - data.from) }

  private static func share(_ y: Double, _ range: ClosedRange<Double>) -> Double {
    (y - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  private func rowsOf(
    _ panel: PlotPanel, _ ticks: [AxisTicks.Tick], columns: Int, rows: Int, _ margin: Int
  ) -> [String] {
    let canvas = canvas(panel, columns: columns, rows: rows)
    let row = { (y: Double) -> Int in
      let dot = (1 - Self.share(y, panel.range)) * Double(canvas.height - 1)
      return min(max(Int(dot.rounded()) / canvas.dotsDown, 0), rows - 1)
    }
    var labels = [String?](repeating: nil, count: rows)
    for tick in ticks { labels[row(tick.value)] = tick.label }
    let zero =
      panel.range.lowerBound < 0 && panel.range.upperBound > 0 ? row(0) : nil
    let guides = Set(guides.map { column(of: $0, columns) })
    let letters = letters(on: canvas, panel)
    return (0..<rows).map { row in
      let label = labels[row] ?? ""
      var line = Runs(style)
      line.append(String(repeating: " ", count: margin - label.count) + label + " ", nil)
      line.append(labels[row] == nil ? isBraille ? "│" : "|" : isBraille ? "┤" : "+", nil)
      for column in 0..<columns {
        if let letter = letters[row * columns + column] {
          line.append(String(letter.character), colour(letter.curve))
        } else if let cell = canvas.cell(column: column, row: row) {
          line.append(
            isBraille ? String(DotCanvas.braille(cell.dots)) : String(mark(cell.curve)),
            colour(panel.curves[cell.curve].function))
        } else if row == zero {
          line.append(isBraille ? "┈" : "-", .grey)
        } else if guides.contains(column) {
          line.append(isBraille ? "┊" : ":", .grey)
        } else {
          line.append(" ", nil)
        }
      }
      return line.text
    }
  }

  /// Where vertical lines stand: where slopes are 0, or else where the axis is.
  private var guides: [Double] {
    if hasStrip { return data.turningPoints(atMost: Self.mostGuides) }
    return data.from < 0 && data.to > 0 ? [0] : []
  }

  private func column(of x: Double, _ columns: Int) -> Int {
    let dots = columns * (isBraille ? 2 : 1)
    let dot = Int((share(x) * Double(dots - 1)).rounded())
    return min(max(dot / (isBraille ? 2 : 1), 0), columns - 1)
  }

  /// Without colours, braille curves are told apart by letters on them.
  private func letters(
    on canvas: DotCanvas, _ panel: PlotPanel
  ) -> [Int: (character: Character, curve: Int)] {
    guard isBraille, !style.isColoured, panel.curves.count > 1 else { return [:] }
    var letters: [Int: (character: Character, curve: Int)] = [:]
    let distance = max(6, canvas.columns / 5)
    for (index, curve) in panel.curves.enumerated() {
      let shift = distance * (index + 1) / (panel.curves.count + 1)
      for start in stride(from: shift, to: canvas.columns, by: distance) {
        let places = (0..<canvas.rows).map { $0 * canvas.columns + start }
        let own = places.filter { place in
          canvas.layers.enumerated().allSatisfy { ($0.element[place] != 0) == ($0.offset == index) }
        }
        guard let place = own.first else { continue }
        letters[place] = (mark(curve.function), curve.function)
      }
    }
    return letters
  }

  // MARK: Below

  /// For each function a line that says where it rises and falls.
  private func strips(_ columns: Int, _ margin: Int) -> [String] {
    data.functions.indices.map { function in
      var line = Runs(style)
      let name = data.functions.count > 1 ? "slope \(mark(function))" : "slope"
      line.append(String(repeating: " ", count: margin - name.count), nil)
      line.append(name, data.functions.count > 1 ? colour(function) : nil)
      line.append(" ", nil)
      line.append(isBraille ? "│" : "|", nil)
      for sign in data.slopes(function, parts: columns) {
        switch sign {
        case 1: line.append("+", .green)
        case -1: line.append(isBraille ? "−" : "-", .red)
        case 0: line.append("0", nil)
        default: line.append(" ", nil)
        }
      }
      return line.text
    }
  }

  private func axis(_ columns: Int, _ margin: Int) -> [String] {
    let range = data.from...data.to
    let ticks: [AxisTicks.Tick]
    if data.usesPi {
      ticks =
        AxisTicks(piOver: range, atMost: max(2, columns / 8), pi: isBraille ? "π" : "pi").ticks
    } else {
      ticks = AxisTicks(range, atMost: max(2, columns / 10)).ticks
    }
    var line = [Character](repeating: isBraille ? "─" : "-", count: columns)
    var labels = [Character](repeating: " ", count: margin + 2 + columns)
    var end = -1
    for tick in ticks {
      let column = column(of: tick.value, columns)
      line[column] = isBraille ? "┬" : "+"
      // The minus sign hangs out, so that the digits stand below the mark.
      let sign = tick.label.hasPrefix("-") ? 1 : 0
      let middle = margin + 2 + column - (tick.label.count - sign) / 2 - sign
      let start = min(middle, labels.count - tick.label.count)
      guard start > end, start >= 0, start + tick.label.count <= labels.count else { continue }
      labels.replaceSubrange(start..<start + tick.label.count, with: tick.label)
      end = start + tick.label.count
    }
    let corner = String(repeating: " ", count: margin + 1) + (isBraille ? "└" : "+")
    let name = end < margin + 1 + columns - variable.count ? variable : ""
    if !name.isEmpty {
      labels.replaceSubrange(
        margin + 2 + columns - name.count..<margin + 2 + columns, with: name)
    }
    return [corner + String(line), Self.trimmed(String(labels))]
  }
}

/// A line put together of pieces with colours; neighbours of one colour share their escapes.
private struct Runs {
  private let style: Style
  private var finished = ""
  private var piece = ""
  private var colour: Style.Colour?

  init(_ style: Style) {
    self.style = style
  }

  mutating func append(_ text: String, _ colour: Style.Colour?) {
    if colour != self.colour {
      finish()
      self.colour = colour
    }
    piece += text
  }

  private mutating func finish() {
    finished += colour.map { style.coloured(piece, $0) } ?? piece
    piece = ""
  }

  var text: String {
    var copy = self
    copy.finish()
    return copy.finished
  }
}
