import Calculator
import Syntax
import Tensors

/// An explanation as tables, to be followed with pencil and paper: the values of all steps, their
/// local derivatives, and the sweep backward or forward.
public struct ExplanationText {
  private let terms: ExplanationTerms
  private let style: Style

  private var explanation: Explanation { terms.explanation }
  private var symbols: StepSymbols { terms.symbols }

  public init(_ explanation: Explanation, symbols: StepSymbols = .unicode, style: Style = .plain) {
    terms = ExplanationTerms(explanation: explanation, symbols: symbols)
    self.style = style
  }

  /// A line of a table, and a remark under it.
  private struct Row {
    var cells: [String]
    var remark: String?
  }

  public var text: String {
    var sections = [values]
    let partials = self.partials
    if !partials.isEmpty { sections.append(heading("Local derivatives") + partials) }
    if !explanation.directions.isEmpty {
      sections += explanation.directions.indices.map(forward)
    } else if explanation.steps.contains(where: { $0.adjoint != nil }) {
      sections.append(backward)
    }
    sections.append(result)
    return sections.joined(separator: "\n")
  }

  private func heading(_ title: String) -> String { style.bold(title) + "\n" }

  // MARK: Values

  private var values: String {
    var rows: [Row] = []
    for index in explanation.steps.indices {
      if explanation.omitted.contains(index) {
        if index == explanation.omitted.lowerBound {
          rows.append(Row(cells: ["... \(explanation.omitted.count) more steps; --all shows them"]))
        }
        continue
      }
      let step = explanation.steps[index]
      let value = step.value.map { "= " + terms.number($0) } ?? ""
      rows.append(
        Row(
          cells: ["\(symbols.value(index)) = \(terms.definition(index))", value, origin(index)],
          remark: step.note))
    }
    return heading("Values") + table(rows)
  }

  /// The source, unless the formula says the same.
  private func origin(_ index: Int) -> String {
    switch explanation.steps[index].kind {
    case .argument: ""
    case .captured: "captured"
    case .constant: ""
    case .operation: terms.source(index) ?? ""
    }
  }

  private var partials: String {
    var rows: [Row] = []
    for index in terms.shown {
      for partial in explanation.steps[index].partials {
        let name = terms.name(of: partial, in: index)
        switch partial.rule {
        case .factor(let formula, let value):
          let text = symbols.text(formula)
          let number = terms.number(value)
          // A constant need not be said twice.
          let isSame = text == nil || Double(text ?? "") != nil
          rows.append(
            Row(cells: [name + (isSame ? "" : " = " + (text ?? "")), "= " + number]))
        case .map(let formula):
          let text = symbols.text(formula)
          if text == symbols.adjoint(index) || text == "0" {
            rows.append(Row(cells: [name, text == "0" ? "= 0" : "= 1"]))
            continue
          }
          rows.append(
            Row(
              cells: [
                "\(name) takes \(symbols.adjoint(index)) to "
                  + (text ?? "what the rule of \(operation(index)) gives")
              ]))
        case .words(let words): rows.append(Row(cells: ["\(name) by \(words)"]))
        }
      }
    }
    return rows.isEmpty ? "" : table(rows)
  }

  private func operation(_ index: Int) -> String {
    if case .operation(let name) = explanation.steps[index].kind { name } else { "" }
  }

  // MARK: Sweeps

  private var backward: String {
    let isSum =
      explanation.outputs.count > 1
      || explanation.outputs.contains { explanation.steps[$0.step].value?.rank ?? 0 > 0 }
    let meaning =
      explanation.isWeighted
      ? "the derivative by it of y, weighted by the output gradients"
      : isSum ? "the derivative by it of the sum of y" : symbols.derivativeOfY
    let title = "Backward: the adjoint \(symbols.anyAdjoint) of a step is \(meaning)"
    var rows: [Row] = []
    for index in terms.shown.reversed() {
      let step = explanation.steps[index]
      guard let adjoint = step.adjoint else { continue }
      rows += self.rows(of: step, symbols.adjoint(index), adjoint)
    }
    return heading(title) + table(rows)
  }

  /// One line where one contribution makes the adjoint, else one for each and one for their sum.
  private func rows(
    of step: Explanation.Step, _ name: String, _ adjoint: Tensor
  ) -> [Row] {
    var rows: [Row] = []
    if let seed = step.seed {
      let start = explanation.isWeighted ? "output gradient" : "of y itself"
      rows.append(Row(cells: [start, "", "= " + terms.number(seed)]))
    }
    // What steps contribute that are left out is told in their number.
    let shown = step.contributions.filter { !explanation.omitted.contains($0.step) }
    for contribution in shown {
      let (formula, numbers) = terms.product(contribution)
      rows.append(
        Row(
          cells: [
            formula, numbers.map { "= " + $0 } ?? "", "= " + terms.number(contribution.value),
            contribution.isNothing ? "nothing arrives" : "",
          ]))
    }
    if shown.count < step.contributions.count {
      rows.append(Row(cells: ["... \(step.contributions.count - shown.count) more"]))
    }
    guard rows.count > 1 else {
      guard var row = rows.first, step.seed == nil else {
        return [Row(cells: [name, "", "= " + terms.number(adjoint)])]
      }
      row.cells[0] = name + " = " + row.cells[0]
      return [row]
    }
    let margin = String(repeating: " ", count: name.displayWidth)
    for index in rows.indices {
      rows[index].cells[0] = (index == 0 ? name + " = " : margin + " + ") + rows[index].cells[0]
    }
    rows.append(Row(cells: [margin + " in all", "", "= " + terms.number(adjoint)]))
    return rows
  }

  private func forward(_ direction: Int) -> String {
    let label = explanation.directions[direction].label?.withControlCharactersVisible
    let isArray = explanation.arguments.contains { argument in
      argument.label == explanation.directions[direction].label
        && explanation.steps[argument.step].value?.rank ?? 0 > 0
    }
    let along =
      label.map { isArray ? "all elements of \($0) together" : $0 } ?? "the given tangents"
    var rows: [Row] = []
    for index in terms.shown {
      let step = explanation.steps[index]
      guard let tangent = step.tangents[direction] else { continue }
      let (formula, numbers) = terms.sum(index, along: direction)
      rows.append(
        Row(
          cells: [
            symbols.tangent(index) + (formula.isEmpty ? "" : " = " + formula),
            numbers.map { $0.isEmpty ? "" : "= " + $0 } ?? "", "= " + terms.number(tangent.value),
          ]))
    }
    return heading(
      "Forward: the tangent \(symbols.anyTangent) of a step is its derivative along \(along)")
      + table(rows)
  }

  // MARK: The result

  private var result: String {
    var rows = explanation.outputs.map { output in
      let value = explanation.steps[output.step].value.map(terms.number) ?? ""
      return Row(
        cells: [
          output.label.withControlCharactersVisible, "= \(symbols.value(output.step))",
          "= \(value)",
        ])
    }
    if explanation.directions.isEmpty {
      for argument in explanation.arguments {
        let label = "dydx " + argument.label.withControlCharactersVisible
        guard let gradient = argument.gradient else {
          rows.append(Row(cells: [label, "= none (y does not depend on it)"]))
          continue
        }
        let isConnected = explanation.steps[argument.step].adjoint != nil
        rows.append(
          Row(
            cells: [
              label, isConnected ? "= " + symbols.adjoint(argument.step) : "",
              "= " + terms.number(gradient),
            ]))
      }
    } else {
      for direction in explanation.directions {
        for (output, tangent) in zip(explanation.outputs, direction.outputs) {
          let along = direction.label.map { " along " + $0.withControlCharactersVisible } ?? ""
          rows.append(
            Row(
              cells: [
                "d" + output.label.withControlCharactersVisible + along,
                tangent == nil ? "= none" : "= " + symbols.tangent(output.step),
                tangent.map { "= " + terms.number($0) } ?? "",
              ]))
        }
      }
    }
    return heading("Result") + table(rows)
  }

  // MARK: Layout

  /// Cells wider than this do not make a column wider.
  private static let widestCell = 48

  private func table(_ rows: [Row]) -> String {
    let columns = rows.map(\.cells.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.compactMap { row -> Int? in
        // The last cell of a line takes no room from those below.
        guard column < row.cells.count, row.cells[(column + 1)...].contains(where: { !$0.isEmpty })
        else { return nil }
        let width = row.cells[column].displayWidth
        return width <= Self.widestCell ? width : nil
      }.max() ?? 0
    }
    return rows.map { row in
      var line = "  "
      let last = row.cells.lastIndex { !$0.isEmpty } ?? 0
      for (column, cell) in row.cells.enumerated() where column <= last {
        line += cell
        guard column < last, !(cell.isEmpty && widths[column] == 0) else { continue }
        line += String(repeating: " ", count: max(0, widths[column] - cell.displayWidth) + 2)
      }
      let remark = row.remark.map { "      " + style.coloured("note: ", .yellow) + $0 + "\n" } ?? ""
      return line + "\n" + remark
    }.joined()
  }
}
