/// Whether text is emphasised with colours and bold letters.
public struct Style: Sendable {
  public enum Colour: Int, Sendable {
    case red = 31
    case green, yellow, blue, magenta, cyan
    case grey = 90
  }

  public let isColoured: Bool

  public static let plain = Style(isColoured: false)
  public static let coloured = Style(isColoured: true)

  func coloured(_ text: String, _ colour: Colour) -> String {
    isColoured ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }

  func bold(_ text: String) -> String {
    isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }
}
