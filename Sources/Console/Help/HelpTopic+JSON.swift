extension HelpTopic {
  static let json = HelpTopic(
    name: "json", section: 5,
    summary: "The JSON that is read and written.",
    blocks: [
      .paragraph("With --json a result is one line on standard output."),
      .example(
        command: "swiftgrad eval 'x * log(y)' x=2 y=3 --json", explanation: "y and dydx, by name"),
      .terms([
        ("y", "the value"),
        ("dydx", "the gradients, in the structure of the arguments"),
        ("aux", "what the function returned beside y, with --has-aux"),
        ("time", "where the time went, in seconds, with --time"),
        ("jacobian, hessian, jvp, ...", "what --transform asked for"),
      ]),
      .paragraph(
        """
        Only positional arguments: one gives its gradient itself, several, or a list that was unpacked,
        a list of gradients. Only named ones: an object by name. Both: {"args": [...], "kwargs": {...}}.
        """),
      .paragraph(
        """
        A number is the shortest decimal that reads back to the same double; an array is a list of
        lists; null is 'no gradient'. NaN and the infinities are the strings "NaN", "Infinity" and
        "-Infinity", in and out; --nonfinite null or error writes them otherwise.
        """),
      .example(
        command: "swiftgrad eval 'log(x)' x=0 --json",
        explanation: "an infinity, and a warning as JSON"),
      .heading("Input"),
      .paragraph(
        """
        An argument is JSON by RFC 8259: no trailing comma, no key twice, nested at most 512 deep; or an
        expression. @FILE reads a .json or .npy file, @- standard input.
        """),
      .example(
        command: "swiftgrad eval 'p[\"a\"] * sum(p[\"b\"])' p='{\"a\": 2, \"b\": [1, 2]}' --json",
        explanation: "an object as an argument, and its gradient"),
      .heading("Errors"),
      .paragraph(
        """
        With --json an error is one line on standard error, {"error": {...}}, and so is a warning,
        {"warning": {...}}.
        """),
      .terms([
        ("code", "what it is, for programs; it does not change"),
        ("message", "what it is, for people"),
        ("expression", "the text that it is about"),
        ("line, column, length", "where in it, from 1, in characters"),
        ("hint", "what to try"),
      ]),
    ])
}
