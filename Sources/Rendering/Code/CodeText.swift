import Calculator
import Syntax

/// A function with its derivatives as code, or as formulas.
public struct CodeText {
  private let program: ExportedProgram
  private let language: ExportLanguage

  public init(_ program: ExportedProgram, in language: ExportLanguage) {
    self.program = program
    self.language = language
  }

  /// The whole text, with its line ends.
  public func text() throws(Diagnostic) -> String {
    guard let dialect = language.dialect else { return try formulas() }
    let steps = try CodeSteps(program, language, dialect)
    let lines =
      switch language {
      case .c: c(steps)
      case .python: python(steps)
      case .swift: swift(steps)
      default: sql(steps)
      }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What is exported, on one line.
  private var title: String {
    let source = program.source.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let shown = source.count > 60 ? source.prefix(57) + "..." : source[...]
    return String(shown).withControlCharactersVisible.replacing("*/", with: "* /")
  }

  private func c(_ steps: CodeSteps) -> [String] {
    let inputs = steps.parameters.map { "double \($0)" }
    let outputs = steps.derivatives.indices.map { "double *\(derivativeName($0, steps))" }
    return [
      "/* \(title), and its derivatives */", "#include <math.h>", "",
      "double f(\((inputs + outputs).joined(separator: ", "))) {",
    ] + steps.steps.map { "  const double \($0) = \($1);" }
      + steps.derivatives.enumerated().map { "  *\(derivativeName($0, steps)) = \($1.code);" }
      + ["  return \(steps.y);", "}"]
  }

  private func derivativeName(_ index: Int, _ steps: CodeSteps) -> String {
    let name = program.derivatives[index].name
    let place = program.parameters.firstIndex { $0.name == name } ?? 0
    return "dydx_" + steps.parameters[place]
  }

  private func python(_ steps: CodeSteps) -> [String] {
    let derivatives = steps.derivatives.map { "\(quoted($0.name)): \($0.code)" }
    return [
      "import math", "", "", "def f(\(steps.parameters.joined(separator: ", "))):",
      "    # \(title), and its derivatives",
    ] + steps.steps.map { "    \($0) = \($1)" }
      + ["    return \(steps.y), {\(derivatives.joined(separator: ", "))}"]
  }

  private func swift(_ steps: CodeSteps) -> [String] {
    let inputs = steps.parameters.map { "_ \($0): Double" }
    let derivatives = steps.derivatives.map { "\(quoted($0.name)): \($0.code)" }
    return [
      "import Foundation", "", "/// \(title), and its derivatives.",
      "func f(\(inputs.joined(separator: ", "))) -> (y: Double, dydx: [String: Double]) {",
    ] + steps.steps.map { "  let \($0) = \($1)" }
      + ["  return (\(steps.y), [\(derivatives.joined(separator: ", "))])", "}"]
  }

  private func sql(_ steps: CodeSteps) -> [String] {
    let columns =
      ["\(steps.y) AS y"] + steps.derivatives.map { "\($0.code) AS \(quoted("dydx." + $0.name))" }
    let tables = steps.steps.map { "CROSS JOIN LATERAL (SELECT \($1) AS \($0)) AS s_\($0)" }
    return [
      "-- \(title), and its derivatives", "SELECT \(columns.joined(separator: ", "))", "FROM input",
    ]
      + tables
  }

  /// A name in double quotes, for the languages that have them.
  private func quoted(_ name: String) -> String {
    let marks = language == .sql ? "\"\"" : "\\\""
    return "\"" + name.withControlCharactersVisible.replacing("\"", with: marks) + "\""
  }

  // MARK: Formulas

  private func formulas() throws(Diagnostic) -> String {
    var names: [Int: String] = [:]
    for case (let name, let node?) in program.parameters { names[node] = name }
    var lines: [String] = []
    lines.append(try line("y", "y", program.y, names))
    for (name, node) in program.derivatives {
      lines.append(
        try line(
          "dydx.\(name)", "\\frac{\\partial y}{\\partial \(LaTeXFormula.name(name))}", node, names))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(
    _ label: String, _ latexLabel: String, _ node: Int?, _ names: [Int: String]
  ) throws(Diagnostic) -> String {
    guard let node else { return language == .latex ? "\(latexLabel) = 0" : "\(label) = 0" }
    if language == .latex,
      let expression = FormulaPrinter.expression(forReading: node, in: program.graph, names: names)
    {
      return "\(latexLabel) = \(LaTeXFormula.text(expression))"
    }
    if language == .text,
      let formula = FormulaPrinter.text(of: node, in: program.graph, names: names)
    {
      return "\(label) = \(formula)"
    }
    throw Diagnostic(
      "not-exportable", "the formula of \(label) is too long to be read",
      hint: "--to python writes it in steps, as do c, swift and sql")
  }
}
