import Autodiff
import Primitives
import Tensors

/// The partial derivatives of a function of numbers, as its own rule records them.
public enum DerivativeFormula {
  /// The formula by each operand: `d/dx` and `cos(x)`.
  ///
  /// - Returns: nil where the function works on whole tensors, or a formula is too long to be read.
  public static func partials(
    of primitive: Primitive
  ) -> [(operand: String, formula: String)]? {
    guard let statics = primitive.fixedValuesForShow, primitive.isOfNumbers(statics) else {
      return nil
    }
    let recorder = GraphRecorder()
    var names: [Int: String] = [:]
    let inputs = primitive.parameters.filter(\.kind.isOperand).map { parameter in
      let input = recorder.input(shape: .scalar, type: .float64)
      names[input.node] = parameter.name
      return input
    }
    guard !inputs.isEmpty else { return nil }
    let start = recorder.graph.count
    let result = primitive.apply(inputs, statics)
    guard result.shape == .scalar else { return nil }
    let partials = recorder.pullback(
      [(result.node, result.number(1))], to: inputs.map(\.node), since: start)
    guard recorder.failure == nil else { return nil }
    var formulas: [(operand: String, formula: String)] = []
    for (index, (input, partial)) in zip(inputs, partials).enumerated() {
      guard let partial, !primitive.isCondition(index) else { continue }
      let simplified = recorder.graph.simplified(for: [partial.node])
      let places = Dictionary(
        names.compactMap { node, name in simplified.inputs[node].map { ($0, name) } }
      ) { first, _ in first }
      guard
        let formula = FormulaPrinter.text(
          of: simplified.results[0], in: simplified.graph, names: places)
      else { return nil }
      formulas.append((names[input.node] ?? "", formula))
    }
    return formulas
  }

  /// For which value of a fixed integer the formulas stand: `n = 2`.
  static func fixedValue(of primitive: Primitive) -> String? {
    primitive.parameters.first { $0.kind == .integer && $0.defaultValue == nil }
      .map { "for \($0.name) = \(Primitive.shownInteger)" }
  }
}

extension Primitive {
  fileprivate static let shownInteger = 2

  /// Whether an operand only says which of the others is taken.
  fileprivate func isCondition(_ operand: Int) -> Bool {
    if case .selection(let choices) = derivative { choices[operand] == nil } else { false }
  }

  /// Whether an element of the result comes from the same element of the operands.
  fileprivate func isOfNumbers(_ statics: [StaticValue]) -> Bool {
    if isElementwise { return true }
    guard case .composition = definition, !parameters.contains(where: { $0.name == "axis" }) else {
      return false
    }
    let recorder = GraphRecorder()
    let vectors = parameters.filter(\.kind.isOperand).map { _ in
      recorder.input(shape: [3], type: .float64)
    }
    return !vectors.isEmpty && apply(vectors, statics).shape == [3] && recorder.failure == nil
  }

  /// Values for the parameters that are fixed, with which to show the rule; nil for functions that
  /// are not about numbers.
  fileprivate var fixedValuesForShow: [StaticValue]? {
    var statics: [StaticValue] = []
    for parameter in parameters {
      switch parameter.kind {
      case .tensor: continue
      case .integer: statics.append(parameter.defaultValue ?? .integer(Primitive.shownInteger))
      case .flag, .number, .integers, .text, .numberOrText:
        guard let value = parameter.defaultValue else { return nil }
        statics.append(value)
      case .tensors, .variadicTensors: return nil
      }
    }
    return statics
  }
}
