import Calculator
import Rendering
import Syntax

/// `swiftgrad graph`: the program of a calculation, before and after it is optimised.
enum GraphCommand {
  static let description = CommandDescription(
    name: "graph",
    summary: "The program of an expression, as recorded and as it runs.",
    usage: "swiftgrad graph EXPR [ARG | NAME=VALUE]...",
    discussion: """
      First every operation that was recorded, in order; then what is left of them
      when what is not needed, known or computed twice is dropped, and how it runs: a
      region computes its operations together, block by block, so that what goes from
      one to the next stays in registers; operations on the rows of long arrays go band
      by band, some rows at a time, so that what goes from one to the next stays in the
      cache. At the end what that costs, for y alone and with the gradients. EXPR and
      its arguments are those of 'swiftgrad eval'.
      """,
    examples: [
      ("swiftgrad graph 'x * log(y)' x=2 y=3", "both programs and their costs"),
      (
        "swiftgrad graph 'sum(tanh(x)**2)' x='[1, 2, 3]' --name loss",
        "with a name for each operation"
      ),
      ("swiftgrad graph 'x * log(y)' x=2 y=3 --dot", "a drawing: ... | dot -Tsvg > graph.svg"),
    ],
    options: Option.inputs + [
      Option("--dot", help: "The optimised program as a graph for Graphviz."),
      Option("--json", help: "As one line of JSON; so are errors, on standard error."),
    ] + Option.limits + [Option.colour, Option.help])

  static func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws(Diagnostic)
    -> ExitStatus
  {
    guard !(arguments.has("dot") && arguments.has("json")) else {
      throw Diagnostic("usage", "--dot and --json exclude each other", kind: .usage)
    }
    var input = ArgumentReader()
    let listing = try GraphListing.make(try input.request(arguments))
    if arguments.has("json") {
      try terminal.write(GraphListingJSON.line(listing))
    } else if arguments.has("dot") {
      try terminal.write(Array(GraphListingDOT.text(listing).utf8))
    } else {
      let text = GraphListingText(listing, style: terminal.outputStyle)
      try terminal.write(Array(text.text.utf8))
    }
    return .success
  }
}
