import Calculator
import Syntax
import Tables
import Tensors

/// The result of a calculation for people: `y` first, then the gradients, aligned.
public struct TextReport {
  private let answer: Answer
  private let style: Style

  public init(_ answer: Answer, style: Style = .plain) {
    self.answer = answer
    self.style = style
  }

  public func text(showsTime: Bool = false) -> String {
    var rows: [(label: String, value: String)] = []
    Self.append(answer.y, "y", ifMissing: "None", to: &rows)
    if answer.dydx != nil {
      if answer.parts.count == 1, let part = answer.parts.first {
        Self.append(part.value, Self.label(part.key), to: &rows)
      } else {
        for part in answer.parts { Self.append(part.value, Self.label(part.key), to: &rows) }
      }
    }
    if let uncertainty = answer.uncertainty { Self.append(uncertainty, of: answer.y, to: &rows) }
    for (transformation, result) in answer.transformed {
      Self.append(result, transformation.rawValue, to: &rows)
    }
    if let aux = answer.aux { Self.append(aux, "aux", to: &rows) }
    if rows.isEmpty { rows = [("y", "[]")] }
    if showsTime { rows += Self.rows(answer.timings) }
    return Self.aligned(rows, style)
  }

  /// Where the time went.
  public static func times(_ timings: Timings, style: Style = .plain) -> String {
    aligned(rows(timings), style)
  }

  private static func rows(_ timings: Timings) -> [(label: String, value: String)] {
    timings.phases.map { ("time " + $0.name, seconds($0.seconds)) }
  }

  /// Labels and values in two columns; the label `y` stands out.
  static func aligned(_ rows: [(label: String, value: String)], _ style: Style) -> String {
    let width = rows.map(\.label.displayWidth).max() ?? 0
    return rows.map { row in
      let label = row.label + String(repeating: " ", count: width - row.label.displayWidth)
      let indent = "\n" + String(repeating: " ", count: width + 3)
      let value = row.value.split(separator: "\n").joined(separator: indent)
      return style.coloured(label, row.label == "y" ? .green : .blue) + " = " + value + "\n"
    }.joined()
  }

  private static func label(_ name: String) -> String {
    "dydx " + name.withControlCharactersVisible
  }

  static func append(
    _ structure: Structure<Tensor?>, _ label: String,
    ifMissing: String = "none (y does not depend on it)",
    to rows: inout [(label: String, value: String)]
  ) {
    switch structure {
    case .leaf(nil): rows.append((label, ifMissing))
    case .leaf(let tensor?): rows.append((label, TensorText(tensor).text))
    case .list(let items):
      if items.isEmpty { rows.append((label, "[]")) }
      for (index, item) in items.enumerated() {
        append(item, "\(label)[\(index)]", ifMissing: ifMissing, to: &rows)
      }
    case .dictionary(let members):
      if members.isEmpty { rows.append((label, "{}")) }
      for member in members {
        append(
          member.value, "\(label).\(member.key.withControlCharactersVisible)",
          ifMissing: ifMissing, to: &rows)
      }
    }
  }

  private static func append(
    _ uncertainty: Uncertainty, of y: Structure<Tensor?>,
    to rows: inout [(label: String, value: String)]
  ) {
    append(uncertainty.sigma, "y_sigma", ifMissing: "None", to: &rows)
    if case .leaf(let y?) = y, case .leaf(let sigma?) = uncertainty.sigma, y.rank == 0,
      let short = MeasuredNumber(y[0], sigma[0]).text
    {
      rows[rows.count - 1].value += "  (y = \(short))"
    }
    if let bias = uncertainty.bias { append(.leaf(bias), "y_bias", to: &rows) }
    for (label, share) in uncertainty.shares {
      append(
        share, "variance_share " + label.withControlCharactersVisible, ifMissing: "None", to: &rows)
    }
  }

  /// Three digits with a unit: `1.25 ms`.
  private static func seconds(_ time: Double) -> String {
    for (unit, scale) in [("s", 1.0), ("ms", 1e-3), ("us", 1e-6)] where time >= scale {
      return "\(((time / scale) * 100).rounded() / 100) \(unit)"
    }
    return "\((time * 1e9).rounded()) ns"
  }
}
