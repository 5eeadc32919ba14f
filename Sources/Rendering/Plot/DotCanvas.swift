/// A grid of characters, each a small grid of dots, on which lines are drawn.
///
/// With two by four dots a character is one of the braille patterns of Unicode; with one dot it is a
/// mark.
struct DotCanvas {
  let columns: Int
  let rows: Int
  let dotsAcross: Int
  let dotsDown: Int
  /// For each curve the dots of every cell, as bits in the order of rows.
  private(set) var layers: [[UInt8]]

  init(columns: Int, rows: Int, isBraille: Bool, curves: Int) {
    self.columns = columns
    self.rows = rows
    dotsAcross = isBraille ? 2 : 1
    dotsDown = isBraille ? 4 : 1
    layers = (0..<curves).map { _ in [UInt8](repeating: 0, count: columns * rows) }
  }

  var width: Int { columns * dotsAcross }
  var height: Int { rows * dotsDown }

  /// Draws lines whose points are given in dots, from the upper left corner; what lies outside is cut.
  mutating func draw(_ points: [(x: Double, y: Double)], curve: Int) {
    if points.count == 1 { dot(points[0].x, points[0].y, curve) }
    for (start, end) in zip(points, points.dropFirst()) {
      guard
        let (a, b) = Clipping.segment(
          start, end, x: -0.5...Double(width) - 0.5, y: -0.5...Double(height) - 0.5)
      else { continue }
      let steps = max(1, Int(max(abs(b.x - a.x), abs(b.y - a.y)).rounded(.up)))
      for step in 0...steps {
        let share = Double(step) / Double(steps)
        dot(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share, curve)
      }
    }
  }

  private mutating func dot(_ x: Double, _ y: Double, _ curve: Int) {
    guard x >= -0.5, y >= -0.5, x <= Double(width) - 0.5, y <= Double(height) - 0.5 else { return }
    let column = min(Int((x + 0.5).rounded(.down)), width - 1)
    let row = min(Int((y + 0.5).rounded(.down)), height - 1)
    let cell = row / dotsDown * columns + column / dotsAcross
    layers[curve][cell] |= 1 << UInt8(row % dotsDown * dotsAcross + column % dotsAcross)
  }

  /// The curve that has most dots in a cell, and all dots in it; nil for an empty one.
  func cell(column: Int, row: Int) -> (curve: Int, dots: UInt8)? {
    let cell = row * columns + column
    var best: (curve: Int, count: Int)?
    var dots: UInt8 = 0
    for (curve, layer) in layers.enumerated() where layer[cell] != 0 {
      dots |= layer[cell]
      let count = layer[cell].nonzeroBitCount
      if best.map({ $0.count < count }) ?? true { best = (curve, count) }
    }
    return best.map { ($0.curve, dots) }
  }

  /// The braille pattern of dots in the order of rows.
  static func braille(_ dots: UInt8) -> Character {
    // Unicode numbers the dots down the left column, down the right one, and then the last row.
    let bits: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    var code: UInt32 = 0x2800
    for (index, bit) in bits.enumerated() where dots & (1 << UInt8(index)) != 0 { code |= bit }
    return Unicode.Scalar(code).map(Character.init) ?? " "
  }
}

/// Lines cut to a rectangle.
enum Clipping {
  typealias Point = (x: Double, y: Double)

  /// The part of a segment inside (Liang and Barsky, 1984); nil if there is none.
  static func segment(
    _ a: Point, _ b: Point, x: ClosedRange<Double>, y: ClosedRange<Double>
  ) -> (Point, Point)? {
    if max(a.x, b.x) < x.lowerBound || min(a.x, b.x) > x.upperBound
      || max(a.y, b.y) < y.lowerBound || min(a.y, b.y) > y.upperBound
    {
      return nil
    }
    var (enter, leave) = (0.0, 1.0)
    let sides = [
      (a.x - b.x, a.x - x.lowerBound), (b.x - a.x, x.upperBound - a.x),
      (a.y - b.y, a.y - y.lowerBound), (b.y - a.y, y.upperBound - a.y),
    ]
    for (direction, distance) in sides {
      if direction == 0 {
        if distance < 0 { return nil }
      } else if direction < 0 {
        enter = max(enter, distance / direction)
      } else {
        leave = min(leave, distance / direction)
      }
    }
    guard enter <= leave else { return nil }
    // From the nearer end: the other one may be so far away that the place is lost in its last digit.
    let point = { (share: Double) in
      share < 0.5
        ? (x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share)
        : (x: b.x + (a.x - b.x) * (1 - share), y: b.y + (a.y - b.y) * (1 - share))
    }
    return (enter == 0 ? a : point(enter), leave == 1 ? b : point(leave))
  }

  /// The parts of a line inside.
  static func line(
    _ points: [Point], x: ClosedRange<Double>, y: ClosedRange<Double>
  ) -> [[Point]] {
    if points.count == 1 {
      return x.contains(points[0].x) && y.contains(points[0].y) ? [points] : []
    }
    var parts: [[Point]] = []
    var isOpen = false
    for (start, end) in zip(points, points.dropFirst()) {
      guard let (a, b) = segment(start, end, x: x, y: y) else {
        isOpen = false
        continue
      }
      if isOpen {
        parts[parts.count - 1].append(b)
      } else {
        parts.append([a, b])
      }
      isOpen = b == end
    }
    return parts
  }
}
