import Calculator
import Syntax

/// An explanation as a graph for Graphviz: steps with values and adjoints, edges with local derivatives.
public enum ExplanationDOT {
  /// Several lines, as `dot -Tsvg` reads them.
  public static func text(_ explanation: Explanation, symbols: StepSymbols = .unicode) -> String {
    let terms = ExplanationTerms(explanation: explanation, symbols: symbols, digits: 6)
    var lines = [
      "digraph explanation {", "  rankdir=LR;",
      "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"Helvetica\"];",
      "  edge [fontname=\"Helvetica\", fontsize=10];",
    ]
    let outputs = Dictionary(explanation.outputs.map { ($0.step, $0.label) }) { $0 + ", " + $1 }
    for index in terms.shown {
      let step = explanation.steps[index]
      var rows = ["\(symbols.value(index)) = \(terms.definition(index))"]
      if let value = step.value { rows.append("= " + terms.number(value)) }
      if let adjoint = step.adjoint {
        rows.append("\(symbols.adjoint(index)) = \(terms.number(adjoint))")
      }
      for (direction, tangent) in zip(explanation.directions, step.tangents) {
        guard let tangent else { continue }
        let along = direction.label.map { " (\($0.withControlCharactersVisible))" } ?? ""
        rows.append("\(symbols.tangent(index))\(along) = \(terms.number(tangent.value))")
      }
      if let label = outputs[index] {
        rows.insert(label.withControlCharactersVisible, at: 0)
      }
      lines.append("  v\(index + 1) [label=\(quoted(rows))\(colour(step, outputs[index] != nil))];")
    }
    for index in terms.shown {
      let step = explanation.steps[index]
      var unlabelled = step.operands
      for partial in step.partials {
        unlabelled.removeAll { $0 == partial.operand }
        lines.append(
          "  v\(partial.operand + 1) -> v\(index + 1) [label=\(quoted([label(partial, terms)]))];")
      }
      for operand in unlabelled {
        lines.append("  v\(operand + 1) -> v\(index + 1) [style=dashed];")
      }
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  private static func label(
    _ partial: Explanation.Partial, _ terms: ExplanationTerms
  ) -> String {
    switch partial.rule {
    case .factor(_, let value): terms.number(value)
    case .map(let formula): terms.symbols.text(formula) ?? ""
    case .words(let words): words
    }
  }

  private static func colour(_ step: Explanation.Step, _ isOutput: Bool) -> String {
    if isOutput { return ", fillcolor=\"#d9ead3\"" }
    switch step.kind {
    case .argument: return ", fillcolor=\"#cfe2f3\""
    case .captured, .constant: return ", fillcolor=\"#eeeeee\""
    case .operation: return ""
    }
  }

  /// Lines as a string of DOT, in which a backslash and a quote have a meaning.
  static func quoted(_ lines: [String]) -> String {
    let escaped = lines.map { line in
      line.reduce(into: "") { text, character in
        if character == "\\" || character == "\"" { text += "\\" }
        text.append(character)
      }
    }
    return "\"" + escaped.joined(separator: "\\n") + "\""
  }
}
