import Calculator

// The options that commands with the words of `eval` share.

extension Option {
  /// How an expression gets its arguments, and how it is called.
  static let inputs = [
    Option("--args", value: "JSON", help: "The positional arguments, as an array."),
    Option("--kwargs", value: "JSON", help: "The named arguments, as an object."),
    Option(
      "--let", value: "NAME=VALUE",
      help: "A captured value; it is differentiated by only where an ARG names it."),
    Option(
      "--params", value: "NAMES",
      help: "The parameters of a body in their order, x,y; else that of first appearance."),
    Option("--file", "-f", value: "FILE", help: "Read EXPR from a file; - is standard input."),
    Option(
      "--auto-unpack-single-arg", help: "Unpack a single list into arguments (the default)."),
    Option("--no-auto-unpack-single-arg", help: "Pass a single list as one argument."),
    Option(
      "--output-gradients", value: "JSON",
      help: "Weights of the parts of y, in its structure and shapes: a vector-Jacobian product."),
    Option(
      "--use-gradient-tape",
      help: "Record a tape while the function runs, so that values decide control flow."),
    Option("--has-aux", help: "The function returns (y, aux); aux is not differentiated."),
    Option("--name", value: "NAME", help: "A prefix for every recorded operation."),
    Option(
      "--unconnected-gradients", choices: ["none", "zero"],
      help: "What stands for the gradient by an argument that y does not depend on."),
    Option("--dtype", choices: ["float64", "float32"], help: "The type of every number."),
  ]

  /// What a calculation may use up.
  static let limits = [
    Option(
      "--max-steps", value: "N",
      help: "How many steps loops and calls may take in all (1e8 unless said otherwise)."),
    Option(
      "--max-memory", value: "SIZE",
      help: "How much memory may be used, as 500M or 2G (else three quarters of what there is)."),
    Option(
      "--threads", value: "N",
      help: "How many threads work on large arrays (as many as there are processors)."),
    Option("--timeout", value: "SECONDS", help: "How long the calculation may take."),
  ]

  static let transform = Option(
    "--transform", choices: Transformation.allCases.map(\.rawValue),
    help: "What else is wanted; may be given several times. Each result has its own key.")
  static let tangents = Option(
    "--tangents", value: "JSON",
    help: "The directions of jvp and hvp, in the structure of the gradients.")

  static let colour = Option(
    "--color", choices: ["auto", "always", "never"],
    help: "Colours: auto is on a terminal without NO_COLOR.")
  static let help = Option("--help", "-h", help: "Show this help.")
}
