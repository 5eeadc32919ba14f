import Calculator
import Syntax

extension FunctionEntry {
  /// A list by family, one line for each function.
  public static func list(_ families: [Family]) -> String {
    families.map { family in
      family.members.reduce("\(family.name)\n") { $0 + line($1.signature, $1.summary) }
    }.joined(separator: "\n")
  }

  private static func line(_ signature: String, _ summary: String) -> String {
    let column = 34
    guard signature.count < column - 2 else {
      return "  \(signature)\n\(String(repeating: " ", count: column + 2))\(summary)\n"
    }
    return "  \(signature)\(String(repeating: " ", count: column - signature.count))\(summary)\n"
  }

  /// All that is known of the function, with its example worked out.
  public func page() throws(Diagnostic) -> String {
    var rows: [(label: String, lines: [String])] = []
    if !aliases.isEmpty { rows.append(("Also called", [aliases.joined(separator: ", ")])) }
    rows.append(("Family", [family]))
    if primitive != nil {
      if let results { rows.append(("Returns", [results])) }
      if !domain.isEmpty { rows.append(("Domain", [domain])) }
      if let lines = derivative.lines { rows.append(("Derivative", lines)) }
    }
    if let convention = primitive?.convention { rows.append(("At the edge", [convention])) }
    if let accuracy = Accuracy.sentence(for: name) { rows.append(("Worst error", [accuracy])) }
    let result = TextReport(try exampleResult()).text().split(separator: "\n").map(String.init)
    let shown = ["$ swiftgrad eval '\(example)'"] + result
    return "\(signature)\n\n  \(summary)\n\n" + Self.table(rows) + Self.row("Example", shown)
  }

  private static func table(_ rows: [(label: String, lines: [String])]) -> String {
    rows.map { row($0.label, $0.lines.flatMap { wrapped($0, to: 78 - margin) }) }.joined()
  }

  private static let margin = 13

  private static func row(_ label: String, _ lines: [String]) -> String {
    var label = label + ":"
    var text = ""
    for line in lines {
      text += label + String(repeating: " ", count: margin - label.count) + line + "\n"
      label = ""
    }
    return text
  }

  /// A line that is not longer than it should be, or several; what has no spaces stays whole.
  private static func wrapped(_ line: String, to width: Int) -> [String] {
    guard line.count > width else { return [line] }
    var lines = [""]
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      if lines[lines.count - 1].isEmpty {
        lines[lines.count - 1] = String(word)
      } else if lines[lines.count - 1].count + word.count < width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

extension Derivation {
  fileprivate var lines: [String]? {
    switch self {
    case .formulas(let formulas, let fixed):
      formulas.map { "d/d\($0.operand) = \($0.formula)" } + (fixed.map { ["(\($0))"] } ?? [])
    case .sentence(let sentence): [sentence]
    case .none: nil
    }
  }
}
