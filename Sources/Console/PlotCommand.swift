import Calculator
import Rendering
import Syntax

/// `swiftgrad plot`: functions and their derivatives as pictures.
enum PlotCommand {
  static let description = CommandDescription(
    name: "plot",
    summary: "Draws functions and their derivatives, in the terminal or as SVG or PNG.",
    usage: "swiftgrad plot EXPR... [NAME=VALUE]...",
    discussion: """
      EXPR is a body (sin(x)), a function (x -> sin(x)) or the name of one (sin). What
      is wanted of it can be said in words: and its derivative, and its second
      derivative, from A to B, for x, with a=2. Curves are joined by 'and' or a comma,
      so that a logical 'and' needs parentheses. A and B are expressions. NAME=VALUE
      gives a value to a name; the one name that is left is the axis.

      Below a function stands its derivative on the same axis, and between them the
      sign of the slope. Derivatives are those of eval, no differences, and curves are
      interrupted at poles and jumps.
      """,
    examples: [
      ("swiftgrad plot 'sin(x) and its derivative from 0 to 2pi'", "both, one below the other"),
      ("swiftgrad plot 'sin(x)' 'x^2/10' --from 0 --to 2pi --derivative", "the same with flags"),
      ("swiftgrad plot tanh --svg -", "the curve of a function as SVG on standard output"),
    ],
    options: [
      Option("--from", value: "EXPR", help: "Where the axis begins."),
      Option("--to", value: "EXPR", help: "Where the axis ends."),
      Option("--derivative", help: "Show the derivatives as well."),
      Option("--second-derivative", help: "Show the second derivatives as well."),
      Option(
        "--variable", value: "NAME", help: "The name along the axis, if several have no value."),
      Option("--ymin", value: "EXPR", help: "The value at the bottom of the functions' picture."),
      Option("--ymax", value: "EXPR", help: "The value at its top."),
      Option(
        "--width", value: "N",
        help: "How wide the picture is, in columns, or in pixels for SVG and PNG."),
      Option("--height", value: "N", help: "How high it is, in lines or pixels."),
      Option("--plain", help: "ASCII only, as on a terminal whose locale is not UTF-8."),
      Option("--braille", help: "Braille patterns, whatever the locale is."),
      Option("--svg", value: "FILE", help: "Write an SVG picture; - is standard output."),
      Option("--png", value: "FILE", help: "Write a PNG picture; - is standard output."),
      Option("--csv", help: "The points as a table on standard output."),
      Option("--let", value: "NAME=VALUE", help: "A value for a name, as NAME=VALUE alone."),
      Option("--json", help: "The points as one line of JSON; so are errors, on standard error."),
    ]
      + Option.inputs.filter { ["file", "dtype"].contains($0.key) } + Option.limits
      + [Option.colour, Option.help])

  static func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws(Diagnostic)
    -> ExitStatus
  {
    let size = try (width: number("width", arguments), height: number("height", arguments))
    var input = ArgumentReader()
    let (plot, request) = try input.plot(arguments)
    let data = try Plotting.run(plot, request)
    var isWritten = false
    if let path = arguments.value("svg") {
      let picture = SVGPlot(data, width: size.width, height: size.height)
      try write(picture.bytes, path, terminal)
      isWritten = true
    }
    if let path = arguments.value("png") {
      let picture = PNGPlot(data, width: size.width, height: size.height)
      try write(picture.bytes, path, terminal)
      isWritten = true
    }
    if arguments.has("json") {
      try terminal.write(PlotTable(data).json)
    } else if arguments.has("csv") {
      try terminal.write(PlotTable(data).csv)
    } else if !isWritten {
      let text = picture(
        data, terminal, isBraille: arguments.choice("braille", "plain"), size.width, size.height)
      try terminal.write(Array(text.utf8))
    }
    return .success
  }

  /// The picture in characters, as large as the terminal allows unless it is said otherwise.
  static func picture(
    _ data: PlotData, _ terminal: Terminal, isBraille: Bool? = nil, _ width: Int? = nil,
    _ height: Int? = nil
  ) -> String {
    let shown = TerminalSize.current
    return TerminalPlot(
      data, style: terminal.outputStyle,
      marks: isBraille ?? terminal.showsUnicode ? .braille : .ascii,
      width: width ?? min(shown.columns ?? 80, TerminalPlot.usualWidth),
      height: height ?? TerminalPlot.usualHeight(of: data, lines: shown.lines)
    ).text
  }

  private static func write(
    _ bytes: [UInt8], _ path: String, _ terminal: Terminal
  ) throws(Diagnostic) {
    if path == "-" { return try terminal.write(bytes) }
    try OutputFile.write(bytes, path: path)
  }

  private static func number(
    _ key: String, _ arguments: ParsedArguments
  ) throws(Diagnostic) -> Int? {
    guard let text = arguments.value(key) else { return nil }
    guard let number = Int(text), (1...5000).contains(number) else {
      throw Diagnostic(
        "usage",
        "--\(key) takes a number from 1 to 5000, not '\(text.withControlCharactersVisible)'",
        kind: .usage)
    }
    return number
  }
}

extension ArgumentReader {
  /// Words that stand alone only in a sentence that the shell has cut.
  private static let joints: Set<String> = ["and", "from", "to", "with", "for", "its"]

  /// What is to be plotted, and the values that the curves see.
  mutating func plot(
    _ arguments: ParsedArguments
  ) throws(Diagnostic) -> (PlotRequest, Request) {
    var plot: PlotRequest
    var request: Request
    if arguments.has("file") {
      request = try self.request(arguments)
      plot = PlotRequest()
      plot.curves = [request.expression]
    } else {
      guard !arguments.positional.isEmpty else {
        throw Diagnostic(
          "usage", "there is nothing to plot",
          hint: "swiftgrad plot 'sin(x) and its derivative from 0 to 2pi'", kind: .usage)
      }
      // Without quotes a sentence comes word by word.
      let isCut = arguments.positional.contains(where: Self.joints.contains)
      let words = arguments.positional
      let given = isCut ? [] : words.filter { Self.binding($0) != nil }
      let sentence = words.filter { !given.contains($0) }
        .joined(separator: isCut ? " " : ", ")
      if sentence.isEmpty, let first = given.first, let (name, value) = Self.binding(first) {
        throw Diagnostic(
          "usage",
          "there is nothing to plot: '\(first.withControlCharactersVisible)' gives "
            + "\(name.withControlCharactersVisible) a value",
          hint: "swiftgrad plot '\(value.withControlCharactersVisible)'", kind: .usage)
      }
      request = try self.request(arguments.replacingPositional([sentence] + given))
      plot = try PlotRequest(sentence: request.expression)
    }
    for argument in request.arguments where argument.name == nil {
      guard case .text(let source) = argument.value else {
        throw Diagnostic("usage", "a curve is an expression, not a file", kind: .usage)
      }
      plot.curves.append(source)
    }
    if arguments.has("derivative") { plot.show(order: 1) }
    if arguments.has("second-derivative") { plot.show(order: 2) }
    let text = { (key: String) throws(Diagnostic) -> SourceText? in
      guard let value = arguments.value(key) else { return nil }
      return try SourceText(bytes: Array(value.utf8), name: "--\(key)")
    }
    plot.from = try text("from") ?? plot.from
    plot.to = try text("to") ?? plot.to
    plot.bottom = try text("ymin")
    plot.top = try text("ymax")
    plot.variable = arguments.value("variable") ?? plot.variable
    return (plot, request)
  }
}
