import Autodiff
import Calculator
import Syntax
import Tensors

/// How steps and their derivatives are called: `v3`, `v̄3`, `∂v4/∂v3`.
public struct StepSymbols: Sendable {
  /// Whether there are characters beyond ASCII.
  public let isUnicode: Bool

  public static let unicode = StepSymbols(isUnicode: true)
  public static let ascii = StepSymbols(isUnicode: false)

  func value(_ step: Int) -> String { "v\(step + 1)" }
  func adjoint(_ step: Int) -> String { isUnicode ? "v\u{304}\(step + 1)" : "v\(step + 1)_bar" }
  func tangent(_ step: Int) -> String { isUnicode ? "v\u{307}\(step + 1)" : "v\(step + 1)_dot" }

  func partial(_ step: Int, by operand: Int) -> String {
    let sign = isUnicode ? "\u{2202}" : "d"
    return "\(sign)\(value(step))/\(sign)\(value(operand))"
  }

  /// `∂y/∂v`.
  var derivativeOfY: String { isUnicode ? "\u{2202}y/\u{2202}v" : "dy/dv" }
  var anyAdjoint: String { isUnicode ? "v\u{304}" : "v_bar" }
  var anyTangent: String { isUnicode ? "v\u{307}" : "v_dot" }
  var times: String { isUnicode ? " \u{B7} " : " * " }

  func name(_ symbol: RecordedFormula.Symbol) -> String {
    switch symbol {
    case .value(let step): value(step)
    case .adjoint(let step): adjoint(step)
    case .tangent(let step): tangent(step)
    }
  }

  /// A formula as a tree; nil where it is too long to be read.
  func expression(_ formula: RecordedFormula) -> Expression? {
    FormulaPrinter.expression(
      forReading: formula.node, in: formula.graph, names: formula.symbols.mapValues(name))
  }

  func text(_ formula: RecordedFormula) -> String? { expression(formula)?.printed() }
}
