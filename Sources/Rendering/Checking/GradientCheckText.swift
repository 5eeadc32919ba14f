import Calculator
import Syntax
import Tables
import Tensors

/// A check of gradients as a table with a row for each number, and a line for each other way to compute them.
public struct GradientCheckText {
  private let check: GradientCheck
  private let style: Style
  /// Of an array with more elements only those are shown that did not pass, and the first ones.
  private static let largestCount = 20

  public init(_ check: GradientCheck, style: Style = .plain) {
    self.check = check
    self.style = style
  }

  public var text: String {
    var rows: [Row] = [
      Row(["", "value", "dydx", "numerical", "error", "difference"], "", nil)
    ]
    var hidden = 0
    var shownOf: [String: Int] = [:]
    for entry in check.entries {
      let shown = shownOf[entry.argument, default: 0]
      guard shown < Self.largestCount || entry.verdict != .passed else {
        hidden += 1
        continue
      }
      shownOf[entry.argument] = shown + 1
      rows.append(row(entry))
    }
    var text = table(rows)
    if hidden > 0 { text += "... and \(hidden) more that passed\n" }
    if check.numberCount > check.entries.count {
      text += "\(check.entries.count) of \(check.numberCount) numbers were looked at\n"
    }
    text += "\n"
    text += table(
      check.comparisons.map { comparison in
        let difference = comparison.difference.map { "differs by \(Decimal.rough($0))" }
        return Row(
          [comparison.name, difference ?? comparison.obstacle?.withControlCharactersVisible ?? ""],
          comparison.obstacle == nil ? comparison.verdict.rawValue : "not to be had",
          comparison.verdict)
      })
    return text + "\n" + conclusion + "\n"
  }

  private var conclusion: String {
    let failed =
      check.entries.count { $0.verdict == .failed }
      + check.comparisons.count { $0.verdict == .failed }
    guard failed == 0 else {
      return style.coloured(failed == 1 ? "1 check failed" : "\(failed) checks failed", .red)
    }
    let passed = check.entries.count { $0.verdict == .passed }
    let kinds: [(GradientCheck.Verdict, String)] = [
      (.kink, "at a kink"), (.jump, "at a jump"), (.undecided, "undecided"),
    ]
    let others = kinds.compactMap { verdict, text -> String? in
      let count = check.entries.count { $0.verdict == verdict }
      return count == 0 ? nil : "; \(count) \(text)"
    }
    return style.coloured(
      "\(passed) of \(check.entries.count) derivatives agree with differences, within "
        + Decimal.rough(check.tolerance) + others.joined(), others.isEmpty ? .green : .yellow)
  }

  // MARK: Rows

  private struct Row {
    let cells: [String]
    let verdict: String
    let kind: GradientCheck.Verdict?

    init(_ cells: [String], _ verdict: String, _ kind: GradientCheck.Verdict?) {
      self.cells = cells
      self.verdict = verdict
      self.kind = kind
    }
  }

  private func row(_ entry: GradientCheck.Entry) -> Row {
    var label = entry.argument.withControlCharactersVisible
    if !entry.index.isEmpty {
      label += "[" + entry.index.map(String.init).joined(separator: ", ") + "]"
    }
    // Where the function jumps, what differences settle on has no meaning.
    let numerical = entry.verdict == .jump ? nil : entry.numerical
    return Row(
      [
        label, TensorText.spelling(entry.value, check.elementType),
        entry.gradient.map { TensorText.spelling($0, check.elementType) } ?? "none",
        numerical.map { NumberText.shortest($0.value) } ?? "",
        numerical.map { Decimal.rough($0.error) } ?? "",
        numerical == nil ? "" : entry.difference.map(Decimal.rough) ?? "",
      ], Self.sentence(entry), entry.verdict)
  }

  private static func sentence(_ entry: GradientCheck.Entry) -> String {
    switch entry.verdict {
    case .passed:
      return switch (entry.left, entry.right) {
      case (nil, .some): "passed, from the right: there is nothing on the left"
      case (.some, nil): "passed, from the left: there is nothing on the right"
      default: "passed"
      }
    case .kink: return "kink: " + sides(entry)
    case .jump: return "jump: the function is not continuous here"
    case .undecided:
      if let gradient = entry.gradient, !gradient.isFinite {
        return "undecided: dydx is not finite, and differences do not settle"
      }
      guard let numerical = entry.numerical else {
        return "undecided: the function has no values around"
      }
      return abs(numerical.value) <= numerical.error
        ? "undecided: too small beside the rounding of the function"
        : "undecided: differences do not settle"
    case .failed:
      guard let left = entry.left, let right = entry.right,
        abs(left.value - right.value) > 20 * (left.error + right.error)
      else { return "failed" }
      return "failed: " + sides(entry)
    }
  }

  private static func sides(_ entry: GradientCheck.Entry) -> String {
    guard let left = entry.left, let right = entry.right else { return "" }
    let text = { (side: NumericalDerivative) in
      abs(side.value) <= side.error ? "0" : ShortTensor(Tensor(side.value), digits: 6).text
    }
    return "\(text(left)) from the left, \(text(right)) from the right"
  }

  private func table(_ rows: [Row]) -> String {
    let columns = rows.map(\.cells.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.cells.count ? $0.cells[column].displayWidth : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (cell, width) in zip(row.cells, widths) {
        line += cell + String(repeating: " ", count: width - cell.displayWidth + 2)
      }
      let colour: Style.Colour? =
        switch row.kind {
        case .passed: .green
        case .failed: .red
        case .kink, .jump, .undecided: .yellow
        case nil: nil
        }
      let verdict = colour.map { style.coloured(row.verdict, $0) } ?? row.verdict
      return (line + verdict).trimmingBlanks + "\n"
    }.joined()
  }
}

extension String {
  /// Without blanks at the end.
  fileprivate var trimmingBlanks: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
