import Calculator
import Syntax
import Tensors

/// An explanation as a fragment of LaTeX: the values, then the sweep backward or forward. It needs the
/// package `amsmath`.
public struct ExplanationLaTeX {
  private let explanation: Explanation
  private let symbols = StepSymbols.unicode
  private static let digits = 6

  public static func text(_ explanation: Explanation) -> String {
    let writer = ExplanationLaTeX(explanation: explanation)
    var blocks = ["% Values", align(writer.values)]
    if explanation.directions.isEmpty {
      let lines = writer.backward
      if !lines.isEmpty { blocks += ["% Adjoints, backward", align(lines)] }
    } else {
      for direction in explanation.directions.indices {
        let label = explanation.directions[direction].label ?? "the given tangents"
        blocks += [
          "% Tangents along \(label.withControlCharactersVisible)",
          align(writer.forward(direction)),
        ]
      }
    }
    return blocks.joined(separator: "\n") + "\n"
  }

  private init(explanation: Explanation) { self.explanation = explanation }

  private static func align(_ lines: [String]) -> String {
    "\\begin{align*}\n" + lines.map { "  " + $0 }.joined(separator: " \\\\\n") + "\n\\end{align*}"
  }

  // MARK: Pieces

  private func value(_ step: Int) -> String { LaTeXFormula.name(symbols.value(step)) }
  private func adjoint(_ step: Int) -> String { LaTeXFormula.name(symbols.adjoint(step)) }
  private func tangent(_ step: Int) -> String { LaTeXFormula.name(symbols.tangent(step)) }

  private func partial(_ step: Int, by operand: Int) -> String {
    "\\frac{\\partial \(value(step))}{\\partial \(value(operand))}"
  }

  private func formula(_ formula: RecordedFormula) -> String? {
    symbols.expression(formula).map(LaTeXFormula.text)
  }

  /// `= 2`, or `\approx 1.09861`.
  private func equals(_ tensor: Tensor) -> String {
    let short = ShortTensor(tensor, digits: Self.digits)
    return (short.isRounded ? "\\approx " : "= ") + number(tensor)
  }

  private func number(_ tensor: Tensor) -> String {
    let text = ShortTensor(tensor, digits: Self.digits).text
    guard tensor.rank > 0 else { return LaTeXFormula.number(text) }
    return text.split(separator: ", ").map { part in
      part == "..." ? "\\dots" : Self.element(String(part))
    }.joined(separator: ", ")
  }

  /// A number with the brackets around it.
  private static func element(_ part: String) -> String {
    let lead = part.prefix { $0 == "[" }
    let rest = part.dropFirst(lead.count)
    let number = rest.prefix { $0 != "]" && $0 != " " }
    return lead + LaTeXFormula.number(String(number)) + rest.dropFirst(number.count)
  }

  private func definition(_ index: Int) -> String {
    let step = explanation.steps[index]
    switch step.kind {
    case .argument(let label), .captured(let label): return LaTeXFormula.name(label)
    case .constant: return "\\text{constant}"
    case .operation(let name):
      let operands = step.operands.map(value).joined(separator: ", ")
      return step.formula.flatMap(formula)
        ?? "\\operatorname{\(LaTeXFormula.escaped(name))}\\left(\(operands)\\right)"
    }
  }

  // MARK: Lines

  private var shown: [Int] {
    explanation.steps.indices.filter { !explanation.omitted.contains($0) }
  }

  private var values: [String] {
    shown.map { index in
      let value = explanation.steps[index].value.map { " && " + equals($0) } ?? ""
      return "\(self.value(index)) &= \(definition(index))\(value)"
    }
  }

  private var backward: [String] {
    shown.reversed().compactMap { index in
      explanation.steps[index].adjoint.map { backward(index, $0) }
    }
  }

  /// The adjoint in terms of the chain rule, in formulas and in numbers. A sum takes a line for each.
  private func backward(_ index: Int, _ total: Tensor) -> String {
    let step = explanation.steps[index]
    let seed = step.seed.map { [number($0)] } ?? []
    let products = step.contributions.map(product)
    let start = "\(adjoint(index)) &= "
    guard !products.isEmpty else { return start + (seed.first ?? "0") }
    var sums = [seed + products.map(\.term)]
    let formulas = seed + products.map(\.formula)
    if formulas != sums[0] { sums.append(formulas) }
    let numbers = products.compactMap(\.numbers)
    if numbers.count == products.count, total.rank == 0 { sums.append(seed + numbers) }
    let lines = sums.map { $0.joined(separator: " + ") }
    let separator = products.count > 1 ? " \\\\\n    &= " : " = "
    return start + lines.joined(separator: separator) + " && " + equals(total)
  }

  /// The term of the chain rule, the same with the derivative's formula put in, and with numbers.
  private func product(
    _ contribution: Explanation.Contribution
  ) -> (term: String, formula: String, numbers: String?) {
    let from = adjoint(contribution.step)
    let step = explanation.steps[contribution.step]
    guard let index = contribution.partial else { return (from, from, nil) }
    let partial = step.partials[index]
    switch partial.rule {
    case .factor(let formula, let value):
      let written = symbols.expression(formula)
      let factor = written.map(LaTeXFormula.factor) ?? number(value)
      // Where nothing arrives, there is no product: the factor may be NaN.
      let numbers =
        contribution.isNothing
        ? "0" : step.adjoint.map { number($0) + " \\cdot " + parenthesised(value) }
      return (
        "\(from) \\, \(self.partial(contribution.step, by: partial.operand))",
        "\(from) \\cdot \(factor)", numbers
      )
    case .map(let formula):
      let text = self.formula(formula) ?? "\\text{\(from)}"
      return (text, text, nil)
    case .words(let words):
      let text = "\\text{(by \(LaTeXFormula.escaped(words)))}"
      return (text, text, nil)
    }
  }

  private func parenthesised(_ tensor: Tensor) -> String {
    let text = number(tensor)
    return text.hasPrefix("-") ? "\\left(\(text)\\right)" : text
  }

  private func forward(_ direction: Int) -> [String] {
    shown.compactMap { index in
      let step = explanation.steps[index]
      guard let tangent = step.tangents[direction] else { return nil }
      var terms: [String] = []
      if let words = tangent.words {
        terms = ["\\text{(by \(LaTeXFormula.escaped(words)))}"]
      } else if let formula = tangent.formula {
        terms = [self.formula(formula) ?? "\\text{(by its rule)}"]
      } else {
        for partial in step.partials
        where explanation.steps[partial.operand].tangents[direction] != nil {
          guard case .factor(let formula, _) = partial.rule else { continue }
          let factor = symbols.expression(formula).map(LaTeXFormula.factor)
          terms.append(
            "\(factor ?? self.partial(index, by: partial.operand)) \\cdot \(self.tangent(partial.operand))"
          )
        }
      }
      let start = "\(self.tangent(index)) &= "
      guard !terms.isEmpty else { return start + number(tangent.value) }
      return start + terms.joined(separator: " + ") + " && " + equals(tangent.value)
    }
  }
}
