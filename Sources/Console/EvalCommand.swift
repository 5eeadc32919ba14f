import Calculator
import Rendering
import Syntax
import Tables
import Tensors

/// `swiftgrad eval`: one value and its gradients.
enum EvalCommand {
  static let description = CommandDescription(
    name: "eval",
    summary: "The value of an expression, and its gradient by every argument.",
    usage: "swiftgrad eval EXPR [ARG | NAME=VALUE]...",
    discussion: """
      EXPR is a body (x * log(y)), a function ((x, y) -> x * log(y), or as in Python
      lambda x, y: x * log(y)), or the name of one (log). ARG is a positional
      argument, NAME=VALUE a named one: JSON, or an expression over captured names;
      @FILE reads it from a .json or .npy file, @- from standard input. A single list
      is unpacked into arguments. -3 is a number; behind -- nothing is a flag.

      Behind its value an argument may have a standard deviation: x=2±0.1, x=2+-0.1 or x=2+/-0.1,
      for an array one for all elements or an array. The result then has its own, y_sigma, and the
      part of the variance that comes from each argument. In parentheses, x=(2+-0.1), +- is a plus
      and a minus.
      """,
    examples: [
      ("swiftgrad eval 'x * log(y)' x=2 y=3", "y, and its derivatives by x and y"),
      ("swiftgrad eval 'sum(x**2)' x=@data.npy --json", "an array from a file, JSON as the result"),
      ("swiftgrad eval '() -> log(x)' x --let x=2", "the derivative by a captured value"),
      ("swiftgrad eval 'x * log(y)' x=2±0.1 y=3±0.2", "how uncertain y is, and what makes it so"),
    ],
    options: Option.inputs + Option.uncertainties + [
      Option("--json", help: "The result as one line of JSON; so are errors, on standard error."),
      Option(
        "--nonfinite", choices: ["string", "null", "error"],
        help: "How JSON spells NaN and the infinities, which it has no numbers for."),
      Option("--fail-on-nonfinite", help: "Exit with status 1 if a result is NaN or infinite."),
      Option.transform, Option.tangents,
      Option(
        "--sparse",
        help: "Jacobians and Hessians as triplets (rows, columns, values), without fixed zeros."),
    ] + Option.limits + [
      Option("--time", help: "Show where the time went, in seconds."),
      Option("--repeat", value: "N", help: "Run the compiled program N times; report the median."),
      Option.colour, Option.help,
    ])

  static func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws(Diagnostic)
    -> ExitStatus
  {
    var input = ArgumentReader(takesUncertainties: true)
    let request = try input.request(arguments)
    let answer = try Calculation.run(request)
    let isJSON = arguments.has("json")
    let nonFinite =
      arguments.value("nonfinite").flatMap(JSONReport.NonFinite.init(rawValue:)) ?? .string
    let showsTime = arguments.has("time") || arguments.has("repeat")
    let output =
      isJSON || nonFinite == .error
      ? try JSONReport.line(answer, nonFinite: nonFinite, showsTime: showsTime) : []
    for warning in answer.warnings { terminal.report(warning) }
    if isJSON {
      try terminal.write(output)
    } else {
      let report = TextReport(answer, style: terminal.outputStyle)
      try terminal.write(Array(report.text(showsTime: showsTime).utf8))
    }
    return arguments.has("fail-on-nonfinite") && !answer.isFinite ? .checkFailed : .success
  }
}
