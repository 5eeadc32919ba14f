/// A picture of pixels on which lines are drawn with smooth edges.
struct Raster {
  let width: Int
  let height: Int
  /// Red, green and blue of each pixel, row by row.
  private(set) var pixels: [UInt8]
  /// How much of each pixel the shape at hand covers.
  private var coverage: [Float]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    pixels = [UInt8](repeating: 255, count: width * height * 3)
    coverage = [Float](repeating: 0, count: width * height)
  }

  /// Draws a scene, enlarged.
  mutating func draw(_ scene: PlotScene, scale: Double) {
    for shape in scene.shapes {
      switch shape {
      case .line(let points, let colour, let width, let isDotted, _):
        let scaled = points.map { (x: $0.x * scale, y: $0.y * scale) }
        let lines = isDotted ? Self.dotted(scaled, length: 2 * scale, gap: 4 * scale) : [scaled]
        stroke(lines, width: width * scale, colour)
      case .dot(let point, let colour, let radius):
        stroke([[(point.x * scale, point.y * scale)]], width: 2 * radius * scale, colour)
      case .rectangle(let x, let y, let width, let height, let colour):
        fill(x: x * scale, y: y * scale, width: width * scale, height: height * scale, colour)
      case .text(let text, let point, let anchor, let size, let colour):
        let unit = StrokeFont.unit(size: size) * scale
        let (strokes, width) = StrokeFont.layout(text)
        let share =
          switch anchor {
          case .start: 0.0
          case .middle: 0.5
          case .end: 1.0
          }
        let (left, base) = (point.x * scale - share * width * unit, point.y * scale)
        let lines = strokes.map { stroke in
          stroke.map { (x: left + $0.x * unit, y: base + ($0.y - StrokeFont.capital) * unit) }
        }
        stroke(lines, width: max(1.1, 0.095 * size * scale), colour)
      }
    }
  }

  /// Pieces of a line of two points.
  private static func dotted(
    _ line: [Clipping.Point], length: Double, gap: Double
  ) -> [[Clipping.Point]] {
    guard line.count == 2 else { return [line] }
    let (a, b) = (line[0], line[1])
    let whole = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
    return stride(from: 0, to: whole, by: length + gap).map { start in
      [start, min(start + length, whole)].map { distance in
        (x: a.x + (b.x - a.x) * distance / whole, y: a.y + (b.y - a.y) * distance / whole)
      }
    }
  }

  // MARK: Shapes

  private mutating func fill(
    x: Double, y: Double, width: Double, height: Double, _ colour: PlotScene.Colour
  ) {
    let columns = max(0, Int(x.rounded()))..<min(self.width, max(Int((x + width).rounded()), 0))
    let rows = max(0, Int(y.rounded()))..<min(self.height, max(Int((y + height).rounded()), 0))
    for row in rows {
      for column in columns { blend(row * self.width + column, 1, colour) }
    }
  }

  /// Draws lines with round ends: each pixel as far as it is covered, but once by all of them.
  private mutating func stroke(
    _ lines: [[Clipping.Point]], width: Double, _ colour: PlotScene.Colour
  ) {
    let reach = width / 2 + 1
    var (left, right, top, bottom) = (self.width, -1, height, -1)
    for line in lines {
      for index in line.indices.dropLast(line.count > 1 ? 1 : 0) {
        let (a, b) = (line[index], line[min(index + 1, line.count - 1)])
        let columns = Self.pixels(min(a.x, b.x) - reach, max(a.x, b.x) + reach, self.width)
        let rows = Self.pixels(min(a.y, b.y) - reach, max(a.y, b.y) + reach, height)
        guard !columns.isEmpty, !rows.isEmpty else { continue }
        cover(a, b, columns, rows, radius: width / 2)
        (left, right) = (min(left, columns.lowerBound), max(right, columns.upperBound - 1))
        (top, bottom) = (min(top, rows.lowerBound), max(bottom, rows.upperBound - 1))
      }
    }
    guard left <= right, top <= bottom else { return }
    for row in top...bottom {
      for pixel in row * self.width + left...row * self.width + right where coverage[pixel] > 0 {
        blend(pixel, coverage[pixel], colour)
        coverage[pixel] = 0
      }
    }
  }

  private static func pixels(_ from: Double, _ to: Double, _ count: Int) -> Range<Int> {
    let first = Int(max(0, from.rounded(.down)))
    return first..<max(first, Int(min(Double(count), to.rounded(.up) + 1)))
  }

  private mutating func cover(
    _ a: Clipping.Point, _ b: Clipping.Point, _ columns: Range<Int>, _ rows: Range<Int>,
    radius: Double
  ) {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let square = dx * dx + dy * dy
    for row in rows {
      let py = Double(row) + 0.5 - a.y
      for column in columns {
        let px = Double(column) + 0.5 - a.x
        // The distance of the middle of the pixel from the nearest point of the segment.
        let share = square > 0 ? min(max((px * dx + py * dy) / square, 0), 1) : 0
        let (ex, ey) = (px - share * dx, py - share * dy)
        let covered = Float(min(max(radius + 0.5 - (ex * ex + ey * ey).squareRoot(), 0), 1))
        let pixel = row * width + column
        if covered > coverage[pixel] { coverage[pixel] = covered }
      }
    }
  }

  private mutating func blend(_ pixel: Int, _ share: Float, _ colour: PlotScene.Colour) {
    let mixed = { (old: UInt8, new: UInt8) in
      UInt8((Float(old) + (Float(new) - Float(old)) * share).rounded())
    }
    pixels[3 * pixel] = mixed(pixels[3 * pixel], colour.red)
    pixels[3 * pixel + 1] = mixed(pixels[3 * pixel + 1], colour.green)
    pixels[3 * pixel + 2] = mixed(pixels[3 * pixel + 2], colour.blue)
  }
}
