import Calculator
import Rendering
import Syntax
import Tables

/// `swiftgrad check`: gradients beside numerical derivatives, forward mode and the other recorder.
enum CheckCommand {
  static let description = CommandDescription(
    name: "check",
    summary: "Gradients compared with numerical derivatives.",
    usage: "swiftgrad check EXPR [ARG | NAME=VALUE]...",
    discussion: """
      Every derivative is compared with differences of the function: central ones
      of 32 steps, each half of the one before, extrapolated to a step of 0, with an
      estimate of what is left of their error. Those of each side alone tell a kink,
      where a derivative is a convention, from a fault. The gradient is also
      computed by forward mode, and on a gradient tape. The exit status is 1 if
      a check failed. EXPR and its arguments are those of 'swiftgrad eval'.

      Of an array up to 256 elements are looked at, evenly spread.
      """,
    examples: [
      ("swiftgrad check 'x * log(y)' x=2 y=3", "two derivatives in four ways"),
      ("swiftgrad check 'abs(x) + relu(y)' x=0 y=0", "what happens at kinks"),
      ("swiftgrad check 'sum(tanh(x)**2)' x='[1, 2, 3]' --json", "every element, as JSON"),
    ],
    options: Option.inputs + [
      Option(
        "--tolerance", value: "NUMBER",
        help:
          "The relative difference that passes (1e-6, with float32 1e-3), beside the error of the "
          + "numerical derivative itself."),
      Option("--json", help: "As one line of JSON; so are errors, on standard error."),
    ] + Option.limits + [Option.colour, Option.help])

  static func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws(Diagnostic)
    -> ExitStatus
  {
    var input = ArgumentReader()
    let request = try input.request(arguments)
    var tolerance: Double?
    if let text = arguments.value("tolerance") {
      guard let number = NumberText.parse(text.utf8), number > 0, number < 1 else {
        throw Diagnostic(
          "usage",
          "--tolerance takes a number between 0 and 1, not '\(text.withControlCharactersVisible)'",
          kind: .usage)
      }
      tolerance = number
    }
    let check = try GradientCheck.make(request, tolerance: tolerance)
    if arguments.has("json") {
      try terminal.write(GradientCheckJSON.line(check))
    } else {
      let text = GradientCheckText(check, style: terminal.outputStyle)
      try terminal.write(Array(text.text.utf8))
    }
    return check.hasPassed ? .success : .checkFailed
  }
}
