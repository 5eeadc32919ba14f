import Calculator
import Rendering
import Syntax

extension SessionCommand {
  static let all: [SessionCommand] = [
    SessionCommand(
      "help", "[NAME]", .function, "What there is, or the page of a function or command."
    ) {
      repl, argument throws(Diagnostic) in
      try repl.write(try SessionHelp.page(argument.text.withoutOuterBlanks, repl))
    },
    SessionCommand(
      "let", "NAME=VALUE", .binding, "Gives a name a value: JSON, @FILE or an expression."
    ) {
      repl, argument throws(Diagnostic) in
      guard let (name, value) = ArgumentReader.binding(argument.text.withoutOuterBlanks) else {
        throw usage("let")
      }
      var reader = ArgumentReader()
      try repl.session.bind(name, to: try reader.given(value, name))
    },
    SessionCommand("set", "[NAME VALUE]", .setting, "Shows the settings, or changes one.") {
      repl, argument throws(Diagnostic) in
      try set(repl, argument.text.withoutOuterBlanks)
    },
    SessionCommand("type", "EXPR", .expression, "What an expression gives: its shape and type.") {
      repl, argument throws(Diagnostic) in
      var copy = repl.session
      let outcome = try copy.evaluate(try required(argument, "type"))
      try repl.write(SessionHelp.type(of: outcome.result) + "\n")
    },
    SessionCommand("time", "EXPR", .expression, "The value, and where the time went.") {
      repl, argument throws(Diagnostic) in
      let outcome = try repl.session.evaluate(try required(argument, "time"))
      outcome.warnings.forEach(repl.report)
      try repl.show(outcome, asJSON: repl.showsJSON, time: true)
    },
    SessionCommand(
      "json", "[EXPR]", .expression, "The value as JSON; alone, switches JSON on or off."
    ) {
      repl, argument throws(Diagnostic) in
      guard !argument.text.withoutOuterBlanks.isEmpty else {
        repl.showsJSON.toggle()
        return
      }
      try repl.show(try repl.session.evaluate(argument), asJSON: true, time: repl.showsTime)
    },
    SessionCommand(
      "explain", "EXPR", .expression, "The chain rule step by step, for the numbers that it reads."
    ) { repl, argument throws(Diagnostic) in
      let request = try repl.session.request(for: try required(argument, "explain"))
      let explanation = try Explanation.make(request, .forReaders)
      explanation.answer.warnings.forEach(repl.report)
      let symbols: StepSymbols = repl.terminal.showsUnicode ? .unicode : .ascii
      try repl.write(
        ExplanationText(explanation, symbols: symbols, style: repl.terminal.outputStyle).text)
    },
    SessionCommand(
      "graph", "EXPR", .expression, "The program of a value and its gradients, and what it costs."
    ) { repl, argument throws(Diagnostic) in
      let request = try repl.session.requestWithInputs(for: try required(argument, "graph"))
      let listing = try GraphListing.make(request)
      try repl.write(GraphListingText(listing, style: repl.terminal.outputStyle).text)
    },
    SessionCommand(
      "plot", "EXPR [and its derivative] [from A to B]", .expression,
      "Draws functions and their derivatives."
    ) { repl, argument throws(Diagnostic) in
      let data = try repl.session.plot(try required(argument, "plot"))
      try repl.write(PlotCommand.picture(data, repl.terminal))
    },
    SessionCommand("names", "", .none, "The names that are defined, and what they stand for.") {
      repl, _ throws(Diagnostic) in
      for name in repl.session.names {
        guard let definition = repl.session.definition(of: name) else { continue }
        try repl.write(SessionHelp.line(name, definition))
      }
    },
    SessionCommand("undo", "", .none, "Takes back the last definition.") {
      repl, _ throws(Diagnostic) in
      guard let names = repl.session.undo() else {
        throw Diagnostic("nothing-to-undo", "there is no definition to take back", kind: .usage)
      }
      for name in names {
        let now = repl.session.definition(of: name)
        try repl.write(
          now.map { SessionHelp.line(name, $0) }
            ?? "\(name.withControlCharactersVisible) is no longer defined\n")
      }
    },
    SessionCommand("save", "FILE", .file, "Writes the definitions to a file that :load reads.") {
      repl, argument throws(Diagnostic) in
      let path = try required(argument, "save").text.withoutOuterBlanks
      try OutputFile.write(Array(SessionScript.text(repl.session).utf8), path: path)
    },
    SessionCommand("load", "FILE", .file, "Runs the statements of a file.") {
      repl, argument throws(Diagnostic) in
      try repl.load(try required(argument, "load").text.withoutOuterBlanks)
    },
    SessionCommand("history", "[N]", .number, "What was entered, the last N.") {
      repl, argument throws(Diagnostic) in
      let text = argument.text.withoutOuterBlanks
      guard text.isEmpty || Int(text).map({ $0 >= 0 }) ?? false else { throw usage("history") }
      let first = max(0, repl.history.count - (Int(text) ?? 25))
      for (number, entry) in repl.history.enumerated().dropFirst(first) {
        let lines = entry.split(separator: "\n").map { String($0).withControlCharactersVisible }
        try repl.write(
          String(number + 1).leftPadded(to: 5) + "  " + lines.joined(separator: "\n       ") + "\n")
      }
    },
    SessionCommand("quit", "", .none, "Leaves, as Ctrl-D does.") { repl, _ in repl.quit() },
  ]

  private static func usage(_ name: String) -> Diagnostic {
    let command = all.first { $0.name == name }
    return Diagnostic(
      "usage", "it is written \(command?.signature ?? "")", hint: command?.summary, kind: .usage)
  }

  private static func required(
    _ argument: SourceText, _ name: String
  ) throws(Diagnostic) -> SourceText {
    guard !argument.text.withoutOuterBlanks.isEmpty else { throw usage(name) }
    return argument
  }

  private static func set(_ repl: Repl, _ text: String) throws(Diagnostic) {
    let words = text.split { $0.isWhitespace || $0 == "=" }.map(String.init)
    guard let name = words.first else {
      let width = (SessionSetting.all.map(\.name.count).max() ?? 0) + 2
      for setting in SessionSetting.all {
        try repl.write(
          setting.name.rightPadded(to: width) + setting.get(repl).rightPadded(to: 12)
            + setting.summary + "\n")
      }
      return
    }
    guard let setting = SessionSetting.all.first(where: { $0.name == name }) else {
      let similar = Spelling.similar(to: name, among: SessionSetting.all.map(\.name))
      throw Diagnostic(
        "unknown-setting", "there is no setting '\(name.withControlCharactersVisible)'",
        hint: similar.first.map { "did you mean '\($0)'?" } ?? ":set shows them all", kind: .usage)
    }
    let expected = "\(name) is one of \(setting.values.joined(separator: ", "))"
    guard words.count > 1 else {
      return try repl.write("\(name) is \(setting.get(repl)); \(expected)\n")
    }
    guard words.count == 2, setting.set(repl, words[1]) else {
      throw Diagnostic(
        "usage",
        "\(name) does not take '\(words.dropFirst().joined(separator: " ").withControlCharactersVisible)'",
        hint: expected, kind: .usage)
    }
  }
}
