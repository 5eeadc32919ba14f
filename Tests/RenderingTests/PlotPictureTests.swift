import Calculator
import Syntax
import Testing

@testable import Rendering

/// Pictures as files, read back.
@Suite struct PlotPictureTests {
  private func data(_ sentence: String) throws -> PlotData {
    try Plotting.run(Request(SourceText(sentence)))
  }

  // MARK: PNG

  @Test func pngHoldsTheCurves() throws {
    let plot = PNGPlot(try data("sin(x), cos(x) from 0 to 2pi"), width: 800)
    let image = try PNGImage(plot.bytes)
    #expect(image.width == 800 && image.height == 420)
    // Where the curves are alone and at an extreme: a quarter and a half along the axis.
    for colour in PlotScene.Colour.curves.prefix(2) {
      let count = image.pixels.count { $0 == [colour.red, colour.green, colour.blue] }
      #expect(count > 300, "\(colour)")
    }
    #expect(image.pixels.count { $0 == [255, 255, 255] } > image.pixels.count / 2)
    let third = PlotScene.Colour.curves[2]
    #expect(!image.pixels.contains([third.red, third.green, third.blue]))
  }

  /// Nothing is drawn across a pole.
  @Test func pngHasNoLineAcrossAPole() throws {
    let image = try PNGImage(PNGPlot(try data("1/x from -1 to 1"), width: 400).bytes)
    let curve = PlotScene.Colour.curves[0]
    let columns = (0..<image.width).filter { column in
      let count = (0..<image.height).count { row in
        image.pixels[row * image.width + column] == [curve.red, curve.green, curve.blue]
      }
      return count > image.height * 3 / 5
    }
    #expect(columns.isEmpty)
  }

  @Test func compressionIsUndone() throws {
    var content: [UInt8] = []
    for index in 0..<70_000 {
      content.append(index % 7 == 0 ? UInt8.random(in: 0...255) : UInt8(index / 400 & 0xFF))
    }
    content += [UInt8](repeating: 9, count: 2000)
    for count in [0, 1, 3, 4, 300, content.count] {
      let part = Array(content.suffix(count))
      #expect(try Inflated(ZlibWriter.bytes(part)).bytes == part)
    }
    #expect(ZlibWriter.bytes([UInt8](repeating: 1, count: 100_000)).count < 1000)
  }

  // MARK: SVG

  @Test(arguments: [
    "sin(x) and its derivative from 0 to 2pi", "(x<2)*x & 1", "tan", "[x, x**2, x**3] from 0 to 1",
    "where(x < 1, 'a' == 'a', x)",
  ])
  func svgIsWellFormed(sentence: String) throws {
    guard let data = try? data(sentence) else { return }
    let text = String(decoding: SVGPlot(data).bytes, as: UTF8.self)
    let elements = try WellFormed.elements(of: text)
    #expect(elements.first == "svg" && elements.contains("title") && elements.contains("desc"))
    #expect(elements.count { $0 == "path" } > 5 && elements.contains("text"))
    #expect(!text.contains("nan") && !text.contains("inf"))
  }

  @Test func svgNamesItsCurves() throws {
    let text = String(
      decoding: SVGPlot(try data("x<1 from 0 to 2"), width: 300, height: 200).bytes, as: UTF8.self)
    #expect(text.contains("width=\"300\" height=\"200\""))
    #expect(text.contains("<title id=\"title\">x&lt;1</title>"))
    #expect(text.contains("x&lt;1 for x from 0 to 2</desc>"))
  }

  // MARK: Signs

  @Test func slopesHaveSigns() throws {
    let data = try data("x^2 and its derivative from -1 to 1")
    #expect(data.slopes(0, parts: 5) == [-1, -1, 0, 1, 1])
    #expect(data.turningPoints(atMost: 9).count == 1)
    let log = try self.data("log(x) and its derivative from -1 to 1")
    #expect(log.slopes(0, parts: 4) == [nil, nil, 1, 1])
    let level = try self.data("floor(x) and its derivative from -1 to 1")
    #expect(level.slopes(0, parts: 3) == [0, 0, 0])
    // No turn where the slope jumps through a pole.
    #expect(try self.data("1/x^2 and its derivative from -1 to 1").turningPoints(atMost: 9) == [])
  }

  /// Numbers at the ends of what there is.
  @Test(arguments: [
    "1e308*x and its derivative from -1 to 1", "tan(x)*1e300 from -8.9e307 to 8.9e307",
    "1/x and its derivative from -1e-300 to 1e-300", "x from 0 to 1e-320",
    "zeta(x) and its derivative from -1e5 to 1e5",
    "x^2 from 1e100 to 1e150",
    "x from 1 to 1 + 1e-15", "x from 1e17 to 1e17 + 100",
  ])
  func extremes(sentence: String) throws {
    let data = try data(sentence)
    for marks in [TerminalPlot.Marks.ascii, .braille] {
      let picture = TerminalPlot(data, style: .plain, marks: marks, width: 50, height: 20).text
      let mark: Character = marks == .ascii ? "*" : "⠤"
      #expect(picture.contains { $0 == mark || ("⠁"..."⣿").contains($0) })
    }
    let text = String(decoding: SVGPlot(data).bytes, as: UTF8.self)
    _ = try WellFormed.elements(of: text)
    #expect(!text.contains("\"nan") && !text.contains(" nan") && !text.contains("inf"))
  }

  @Test func labels() throws {
    let label = { (text: String, order: Int) throws -> String in
      let data = try self.data("\(text) and its derivative and its second derivative from 1 to 2")
      return PlotPanel.label(of: data.functions[0], order: order, by: data.variable, isPlain: true)
    }
    #expect(try label("sin(2x + 1)", 1) == "d/dx sin(2x + 1)")
    #expect(try label("x + 1", 1) == "d/dx (x + 1)")
    #expect(try label("tanh", 2) == "d^2/dx^2 tanh(x)")
    #expect(try label("t -> t^2", 1) == "d/dt (t -> t^2)")
  }

  /// Every row has its width, and without a style there are no escapes.
  @Test(arguments: [TerminalPlot.Marks.ascii, .braille])
  func rowsHaveTheirWidth(marks: TerminalPlot.Marks) throws {
    let data = try data("[x, 100x] and its derivative from 0 to 1")
    let picture = TerminalPlot(data, style: .plain, marks: marks, width: 50, height: 20)
    let lines = picture.text.split(separator: "\n")
    #expect(lines.count == 20 && lines.allSatisfy { $0.count <= 50 })
    #expect(!picture.text.contains("\u{1B}"))
    #expect(marks == .braille || picture.text.unicodeScalars.allSatisfy(\.isASCII))
  }
}

/// A PNG picture of eight bits for each of three colours, as this program writes them.
private struct PNGImage {
  struct Fault: Error {}

  private(set) var width = 0
  private(set) var height = 0
  private(set) var pixels: [[UInt8]] = []

  init(_ bytes: [UInt8]) throws {
    var index = 8
    var compressed: [UInt8] = []
    let number = { (start: Int) in bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    while index < bytes.count {
      let length = number(index)
      let type = String(decoding: bytes[index + 4..<index + 8], as: UTF8.self)
      if type == "IHDR" { (width, height) = (number(index + 8), number(index + 12)) }
      if type == "IDAT" { compressed += bytes[index + 8..<index + 8 + length] }
      index += 12 + length
    }
    let rows = try Inflated(compressed).bytes
    guard rows.count == height * (3 * width + 1) else { throw Fault() }
    var above = [UInt8](repeating: 0, count: 3 * width)
    for row in 0..<height {
      let start = row * (3 * width + 1)
      guard rows[start] == 2 else { throw Fault() }
      above = zip(above, rows[start + 1...start + 3 * width]).map { $0 &+ $1 }
      for pixel in 0..<width { pixels.append(Array(above[3 * pixel..<3 * pixel + 3])) }
    }
  }
}

/// What zlib's fixed codes hold (RFC 1951), by the tables of the standard.
private struct Inflated {
  struct Fault: Error {}

  private(set) var bytes: [UInt8] = []
  private let content: [UInt8]
  private var position = 16

  private static let lengths = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let distances = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]

  init(_ content: [UInt8]) throws {
    self.content = content
    guard next(3) == 3 else { throw Fault() }
    while true {
      let symbol = symbol()
      if symbol == 256 { break }
      if symbol < 256 {
        bytes.append(UInt8(symbol))
        continue
      }
      let code = symbol - 257
      let length = Self.lengths[code] + next(code < 8 || code == 28 ? 0 : code / 4 - 1)
      var place = 0
      for _ in 0..<5 { place = place << 1 | next(1) }
      let distance = Self.distances[place] + next(place < 4 ? 0 : place / 2 - 1)
      guard distance <= bytes.count else { throw Fault() }
      for _ in 0..<length { bytes.append(bytes[bytes.count - distance]) }
    }
    position = (position + 7) / 8 * 8
    var sums = (1, 0)
    for byte in bytes {
      sums.0 = (sums.0 + Int(byte)) % 65521
      sums.1 = (sums.1 + sums.0) % 65521
    }
    var checksum = 0
    for byte in content[(position / 8)...] { checksum = checksum << 8 | Int(byte) }
    guard checksum == sums.1 << 16 | sums.0 else { throw Fault() }
  }

  private mutating func next(_ bits: Int) -> Int {
    var value = 0
    for bit in 0..<bits {
      value |= Int(content[position / 8] >> UInt8(position % 8) & 1) << bit
      position += 1
    }
    return value
  }

  private mutating func symbol() -> Int {
    var code = 0
    for _ in 0..<7 { code = code << 1 | next(1) }
    if code < 0b001_1000 { return 256 + code }
    code = code << 1 | next(1)
    if code < 0b1100_0000 { return code - 0b0011_0000 }
    if code < 0b1100_1000 { return 280 + code - 0b1100_0000 }
    return 144 + (code << 1 | next(1)) - 0b1_1001_0000
  }
}

/// Whether a text is well-formed XML, as far as this program writes it: elements that nest, attributes
/// in quotes, and no bare `<`, `>` or `&` in texts.
private enum WellFormed {
  struct Fault: Error { let place: Substring }

  /// The names of the elements, in order.
  static func elements(of text: String) throws -> [String] {
    var rest = Substring(text)
    var names: [String] = []
    var open: [Substring] = []
    while let start = rest.firstIndex(of: "<") {
      try check(rest[..<start])
      guard let end = rest.firstIndex(of: ">") else { throw Fault(place: rest.prefix(60)) }
      var tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.first == "/" {
        guard open.popLast() == tag.dropFirst() else { throw Fault(place: tag) }
        continue
      }
      let isEmpty = tag.last == "/"
      if isEmpty { tag = tag.dropLast() }
      let name = tag.prefix { $0 != " " }
      // Outside of quotes there are only names and equals signs.
      let parts = tag.dropFirst(name.count).split(separator: "\"", omittingEmptySubsequences: false)
      guard parts.count % 2 == 1 else { throw Fault(place: tag) }
      for (index, part) in parts.enumerated() {
        if index % 2 == 1 {
          try check(part)
        } else if index < parts.count - 1 {
          guard part.first == " ", part.last == "=" else { throw Fault(place: tag) }
        }
      }
      names.append(String(name))
      if !isEmpty { open.append(name) }
    }
    guard open.isEmpty else { throw Fault(place: open[0]) }
    return names
  }

  private static func check(_ text: Substring) throws {
    guard !text.contains(">") else { throw Fault(place: text) }
    for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
      guard ["amp;", "lt;", "gt;", "quot;"].contains(where: part.hasPrefix) else {
        throw Fault(place: text)
      }
    }
  }
}
