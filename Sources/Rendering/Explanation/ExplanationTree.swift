import Calculator
import Syntax

/// An explanation as a tree: each step over what it reads, with values, local derivatives and adjoints.
public struct ExplanationTree {
  private let terms: ExplanationTerms
  private var explanation: Explanation { terms.explanation }
  private var symbols: StepSymbols { terms.symbols }
  private var lines: [(left: String, right: String)] = []
  private var seen = Set<Int>()

  private init(_ explanation: Explanation, _ symbols: StepSymbols) {
    terms = ExplanationTerms(explanation: explanation, symbols: symbols, digits: 6)
  }

  /// The text, in box characters or in ASCII.
  public static func text(_ explanation: Explanation, symbols: StepSymbols = .unicode) -> String {
    var tree = ExplanationTree(explanation, symbols)
    for output in explanation.outputs { tree.append(output.step, output.label) }
    let width = min(tree.lines.map(\.left.displayWidth).max() ?? 0, 60)
    return tree.lines.map { line in
      guard !line.right.isEmpty else { return line.left + "\n" }
      let space = String(repeating: " ", count: max(0, width - line.left.displayWidth) + 3)
      return line.left + space + line.right + "\n"
    }.joined()
  }

  /// A step that is still to be written: its edge, and the lines that lead past it.
  private struct Pending {
    let step: Int
    let edge: String
    let past: String
    let label: String
  }

  /// The depth of an expression is bounded by memory alone, so this does not recurse.
  private mutating func append(_ root: Int, _ label: String) {
    var pending = [
      Pending(step: root, edge: "", past: "", label: label.withControlCharactersVisible + " = ")
    ]
    while let next = pending.popLast() {
      let step = explanation.steps[next.step]
      let isKnown = !seen.insert(next.step).inserted
      var left = next.edge + next.label + symbols.value(next.step)
      var right = ""
      if isKnown {
        left += " (see above)"
      } else {
        left += " = " + terms.definition(next.step)
        if let value = step.value { left += " = " + terms.number(value) }
        if let adjoint = step.adjoint {
          right = symbols.adjoint(next.step) + " = " + terms.number(adjoint)
        }
      }
      lines.append((left, right))
      if isKnown { continue }
      for (place, operand) in step.operands.enumerated().reversed() {
        let isLast = place == step.operands.count - 1
        pending.append(
          Pending(
            step: operand, edge: next.past + branch(isLast), past: next.past + stem(isLast),
            label: derivative(of: next.step, by: operand)))
      }
    }
  }

  private func branch(_ isLast: Bool) -> String {
    symbols.isUnicode ? (isLast ? "└─ " : "├─ ") : (isLast ? "`- " : "|- ")
  }

  private func stem(_ isLast: Bool) -> String {
    isLast ? "   " : symbols.isUnicode ? "│  " : "|  "
  }

  /// `(∂ = 2) `: the local derivative along an edge, where it is a number.
  private func derivative(of step: Int, by operand: Int) -> String {
    let factors = explanation.steps[step].partials.compactMap { partial -> String? in
      guard partial.operand == operand, case .factor(_, let value) = partial.rule else {
        return nil
      }
      return terms.number(value)
    }
    guard !factors.isEmpty else { return "" }
    return "(" + (symbols.isUnicode ? "∂" : "d") + " = " + factors.joined(separator: " + ") + ") "
  }
}
