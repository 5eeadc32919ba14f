import Syntax

/// `grad x, y: expression`, the short form that sessions know.
struct GradientStatement {
  let names: [String]
  let expression: String

  /// Nil if the text is no such statement.
  init?(_ text: String) {
    guard text.hasPrefix("grad"), let colon = text.firstIndex(of: ":") else { return nil }
    let list = text[..<colon].dropFirst(4)
    guard list.first == " " else { return nil }
    let names = list.split(separator: ",", omittingEmptySubsequences: false).map(
      \.withoutOuterBlanks)
    guard names.allSatisfy(Self.isName) else { return nil }
    self.names = names
    expression = String(text[text.index(after: colon)...].drop { $0 == " " })
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    return (first.properties.isXIDStart || first == "_")
      && text.unicodeScalars.allSatisfy { $0.properties.isXIDContinue || $0 == "_" }
  }
}
