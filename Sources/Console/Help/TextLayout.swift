/// Text of 78 columns.
enum TextLayout {
  static let width = 78

  /// The words of a text on lines, each behind a margin.
  static func wrapped(_ text: String, indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, indent + line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return (lines + [line]).map { margin + $0 + "\n" }.joined()
  }

  /// Terms and their meanings in two columns; a term that is too long has a line of its own.
  static func terms(_ terms: [(term: String, meaning: String)], indent: Int = 2) -> String {
    let column = min(28, (terms.map(\.term.count).max() ?? 0) + indent + 2)
    return terms.map { term, meaning in
      let head = String(repeating: " ", count: indent) + term
      let body = wrapped(meaning, indent: column)
      guard head.count + 2 <= column else { return head + "\n" + body }
      return head + String(body.dropFirst(head.count))
    }.joined()
  }
}
