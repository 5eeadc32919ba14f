import Calculator
import Rendering
import Syntax

/// `swiftgrad export`: a function and its derivatives in another language.
enum ExportCommand {
  static let description = CommandDescription(
    name: "export",
    summary: "A function of numbers and its derivatives as code or formulas.",
    usage: "swiftgrad export EXPR [NAME=VALUE]...",
    discussion: """
      The free names of EXPR, or the parameters of a function, become parameters; NAME=VALUE and --let
      put numbers in. What is written is what swiftgrad computes, operation by operation, without what
      is not needed and what would be computed twice. SQL reads columns of these names from a table
      called input, as DuckDB and PostgreSQL understand it.
      """,
    examples: [
      ("swiftgrad export 'x * log(y)'", "formulas in the language of swiftgrad"),
      ("swiftgrad export 'exp(-k*x)' k=0.5 --to c", "a function in C, for one value of k"),
      ("swiftgrad export 'sin(x) / x' --to latex", "the derivative for a text"),
    ],
    options: [
      Option(
        "--to", choices: ExportLanguage.allCases.map(\.rawValue),
        help: "The language: text (the default) is that of swiftgrad."),
      Option(
        "--wrt", value: "NAMES", help: "What is differentiated by, x,y; else every parameter."),
    ] + Option.inputs.filter { ["let", "params", "file", "dtype"].contains($0.key) }
      + Option.limits + [Option.colour, Option.help])

  static func run(
    _ arguments: ParsedArguments, _ terminal: Terminal
  ) throws(Diagnostic) -> ExitStatus {
    var reader = ArgumentReader()
    let program = try ExportedProgram(
      try reader.request(arguments), wrt: arguments.value("wrt").map(ArgumentReader.names))
    let language = arguments.value("to").flatMap(ExportLanguage.init(rawValue:)) ?? .text
    try terminal.write(Array(try CodeText(program, in: language).text().utf8))
    return .success
  }
}
