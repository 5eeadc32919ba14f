import Calculator
import Syntax

/// A plot as SVG 1.1, without fonts, styles or scripts from elsewhere.
public struct SVGPlot {
  private let scene: PlotScene
  private let width: Int

  /// - Parameters:
  ///   - width: in pixels; 800 unless said otherwise.
  ///   - height: in pixels; as the panels need unless said otherwise.
  public init(_ data: PlotData, width: Int? = nil, height: Int? = nil) {
    self.width = width ?? Int(PlotScene.width)
    scene = PlotScene(
      data, ratio: height.map { Double($0) / Double(width ?? Int(PlotScene.width)) })
  }

  public var bytes: [UInt8] {
    let height = Int((scene.height * Double(width) / PlotScene.width).rounded())
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(Self.number(PlotScene.width)) \(Self.number(scene.height))" role="img" \
      aria-labelledby="title description" font-family="sans-serif">
      <title id="title">\(Self.escaped(scene.title))</title>
      <desc id="description">\(Self.escaped(scene.description))</desc>

      """
    for shape in scene.shapes { text += element(shape) + "\n" }
    return Array((text + "</svg>\n").utf8)
  }

  private func element(_ shape: PlotScene.Shape) -> String {
    switch shape {
    case .line(let points, let colour, let width, let isDotted, let name):
      let dots = isDotted ? " stroke-dasharray=\"2 4\"" : ""
      let style =
        "fill=\"none\" stroke=\"\(Self.code(colour))\" stroke-width=\"\(Self.number(width))\"\(dots)"
      guard let name else { return "<path d=\"\(path(points))\" \(style)/>" }
      return "<path d=\"\(path(points))\" \(style) stroke-linejoin=\"round\" "
        + "stroke-linecap=\"round\"><title>\(Self.escaped(name))</title></path>"
    case .dot(let point, let colour, let radius):
      return "<circle cx=\"\(Self.number(point.x))\" cy=\"\(Self.number(point.y))\" "
        + "r=\"\(Self.number(radius))\" fill=\"\(Self.code(colour))\"/>"
    case .rectangle(let x, let y, let width, let height, let colour):
      return
        "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" "
        + "height=\"\(Self.number(height))\" fill=\"\(Self.code(colour))\"/>"
    case .text(let text, let point, let anchor, let size, let colour):
      return "<text x=\"\(Self.number(point.x))\" y=\"\(Self.number(point.y))\" "
        + "text-anchor=\"\(anchor)\" font-size=\"\(Self.number(size))\" "
        + "fill=\"\(Self.code(colour))\">\(Self.escaped(text))</text>"
    }
  }

  private func path(_ points: [Clipping.Point]) -> String {
    points.enumerated().map { index, point in
      (index == 0 ? "M" : index == 1 ? "L" : " ")
        + "\(Self.number(point.x)) \(Self.number(point.y))"
    }.joined()
  }

  /// A length with two decimals at most.
  private static func number(_ x: Double) -> String {
    let hundredths = Int((x * 100).rounded())
    var text = AxisTicks.decimal(hundredths, -2)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  private static func code(_ colour: PlotScene.Colour) -> String {
    "#"
      + [colour.red, colour.green, colour.blue].map { part in
        (part < 16 ? "0" : "") + String(part, radix: 16)
      }.joined()
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.withControlCharactersVisible.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
