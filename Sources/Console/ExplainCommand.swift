import Calculator
import Rendering
import Syntax

/// `swiftgrad explain`: the chain rule at work on one calculation.
enum ExplainCommand {
  static let description = CommandDescription(
    name: "explain",
    summary: "The chain rule step by step: values, derivatives, adjoints.",
    usage: "swiftgrad explain EXPR [ARG | NAME=VALUE]...",
    discussion: """
      The steps are those of the expression as it is written: v1, v2, ... are the
      arguments and what each operation computes. Each has its local derivatives, by
      the rule of its operation, and its adjoint, the derivative of y by it, which is
      the sum of what every operation that reads it passes back: that operation's
      adjoint times its local derivative. The adjoints of the arguments are dydx.
      EXPR and its arguments are those of 'swiftgrad eval'.
      """,
    examples: [
      ("swiftgrad explain 'x * log(y)' x=2 y=3", "every step, to be followed on paper"),
      ("swiftgrad explain 'x * log(y)' x=2 y=3 --forward", "tangents instead of adjoints"),
      ("swiftgrad explain 'x * log(y)' x=2 y=3 --latex", "the same for a text in LaTeX"),
      ("swiftgrad explain 'sin(x) * x' x=2 --dot", "a drawing: ... | dot -Tsvg > steps.svg"),
    ],
    options: Option.inputs + [
      Option("--forward", help: "Forward mode: tangents, one direction for each argument."),
      Option(
        "--tangents", value: "JSON",
        help: "The one direction of forward mode, in the structure of the gradients."),
      Option("--tree", help: "As a tree, each step over what it reads."),
      Option("--dot", help: "As a graph for Graphviz."),
      Option("--latex", help: "As a fragment of LaTeX, for the package amsmath."),
      Option("--json", help: "As one line of JSON; so are errors, on standard error."),
      Option("--all", help: "Every step, however many there are."),
      Option("--ascii", help: "Only ASCII, as on terminals without UTF-8."),
    ] + Option.limits + [Option.colour, Option.help])

  static func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws(Diagnostic)
    -> ExitStatus
  {
    let layouts = ["tree", "dot", "latex", "json"].filter(arguments.has)
    guard layouts.count < 2 else {
      throw Diagnostic(
        "usage", "--\(layouts[0]) and --\(layouts[1]) exclude each other", kind: .usage)
    }
    var input = ArgumentReader()
    let request = try input.request(arguments)
    let showsAll = arguments.has("all") || layouts == ["json"]
    var options = showsAll ? Explanation.Options() : .forReaders
    options.isForward = arguments.has("forward") || arguments.has("tangents")
    let explanation = try Explanation.make(request, options)
    if let layout = layouts.first, !explanation.omitted.isEmpty {
      throw Diagnostic(
        "too-many-steps", "\(explanation.steps.count) steps are more than --\(layout) shows",
        hint: "--all shows them all", kind: .usage)
    }
    let symbols: StepSymbols =
      arguments.has("ascii") || !terminal.showsUnicode ? .ascii : .unicode
    let output: [UInt8]
    switch layouts.first {
    case "tree": output = Array(ExplanationTree.text(explanation, symbols: symbols).utf8)
    case "dot": output = Array(ExplanationDOT.text(explanation, symbols: symbols).utf8)
    case "latex": output = Array(ExplanationLaTeX.text(explanation).utf8)
    case "json": output = try ExplanationJSON.line(explanation)
    default:
      let text = ExplanationText(explanation, symbols: symbols, style: terminal.outputStyle)
      output = Array(text.text.utf8)
    }
    for warning in explanation.answer.warnings { terminal.report(warning) }
    try terminal.write(output)
    return .success
  }
}
