import Calculator
import Syntax
import Tensors

/// The texts that an explanation is made of, for every layout.
struct ExplanationTerms {
  let explanation: Explanation
  let symbols: StepSymbols
  /// The digits of numbers; nil for all.
  var digits: Int?

  /// Every step that is worked out.
  var shown: [Int] {
    explanation.steps.indices.filter { !explanation.omitted.contains($0) }
  }

  func number(_ tensor: Tensor) -> String { ShortTensor(tensor, digits: digits).text }

  /// What the step is: `x`, or `log(v2)`.
  func definition(_ index: Int) -> String {
    let step = explanation.steps[index]
    switch step.kind {
    case .argument(let label), .captured(let label): return label.withControlCharactersVisible
    case .constant: return "constant"
    case .operation(let name):
      let call = name + "(" + step.operands.map(symbols.value).joined(separator: ", ") + ")"
      return step.formula.flatMap(symbols.text) ?? call
    }
  }

  /// The piece of source it comes from, on one line.
  func source(_ index: Int) -> String? {
    let step = explanation.steps[index]
    let name = step.scope.isEmpty ? "" : "\(step.scope.withControlCharactersVisible): "
    guard let source = step.source else { return nil }
    let lines = source.location.text.split(whereSeparator: \.isNewline)
    var text = lines.map { $0.drop { $0 == " " } }.joined(separator: " ")
    if text.count > 40 { text = text.prefix(37) + "..." }
    text = name + (source.isDerivative ? "derivative of " : "") + text.withControlCharactersVisible
    guard source.location.source.lineCount > 1 else { return text }
    return
      "\(text)  (line \(source.location.source.position(at: source.location.range.start).line))"
  }

  // MARK: Partials

  /// `∂v4/∂v1`, with its place where an operand stands twice.
  func name(of partial: Explanation.Partial, in step: Int) -> String {
    let partials = explanation.steps[step].partials.filter { $0.operand == partial.operand }
    let name = symbols.partial(step, by: partial.operand)
    guard partials.count > 1, let place = partials.firstIndex(where: { $0.slot == partial.slot })
    else { return name }
    return name + "[\(place + 1)]"
  }

  /// `v4 * v1`, or that of a rule that is no factor.
  func product(_ contribution: Explanation.Contribution) -> (formula: String, numbers: String?) {
    let adjoint = symbols.adjoint(contribution.step)
    let step = explanation.steps[contribution.step]
    guard let index = contribution.partial else { return (adjoint, nil) }
    let partial = step.partials[index]
    switch partial.rule {
    case .factor(_, let value):
      let numbers = step.adjoint.map { number($0) + symbols.times + number(value) }
      return (
        adjoint + symbols.times + name(of: partial, in: contribution.step),
        numbers.flatMap { value.rank == 0 || $0.count <= 44 ? $0 : nil }
      )
    case .map(let formula):
      return (symbols.text(formula) ?? "\(adjoint) through \(definition(contribution.step))", nil)
    case .words(let words): return ("\(adjoint) by \(words)", nil)
    }
  }

  /// The tangent of a step as a sum over its operands, along a direction.
  func sum(_ index: Int, along direction: Int) -> (formula: String, numbers: String?) {
    let step = explanation.steps[index]
    guard let tangent = step.tangents[direction] else { return ("", nil) }
    if let words = tangent.words { return ("by " + words, nil) }
    if let formula = tangent.formula {
      return (symbols.text(formula) ?? "the tangent of \(definition(index))", nil)
    }
    var terms: [String] = []
    var numbers: [String] = []
    for partial in step.partials {
      guard let other = explanation.steps[partial.operand].tangents[direction],
        case .factor(_, let value) = partial.rule
      else { continue }
      terms.append(name(of: partial, in: index) + symbols.times + symbols.tangent(partial.operand))
      numbers.append(number(value) + symbols.times + number(other.value))
    }
    let calculation = numbers.joined(separator: " + ")
    let isShort = step.value?.rank == 0 || calculation.count <= 44
    return (terms.joined(separator: " + "), isShort ? calculation : nil)
  }
}
