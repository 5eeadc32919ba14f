import Rendering
import Syntax

/// `swiftgrad help`: pages for people, in the terminal or as a manual.
enum HelpCommand {
  static let description = CommandDescription(
    name: "help",
    summary: "What a command, a topic or a function is about.",
    usage: "swiftgrad help [COMMAND | TOPIC | FUNCTION]",
    discussion: "",
    examples: [
      ("swiftgrad help", "what there is"),
      ("swiftgrad help language", "how expressions are written"),
      ("swiftgrad help log", "a function, under any of its names"),
    ],
    sections: [
      CommandDescription.Section(
        title: "Topics", terms: HelpTopic.all.map { ($0.name, $0.summary) })
    ],
    options: [
      Option("--man", help: "The page of a command or topic as a manual page, for man(1)."),
      Option("--help", "-h", help: "Show this help."),
    ])

  static func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws(Diagnostic)
    -> ExitStatus
  {
    guard arguments.positional.count < 2 else {
      throw Diagnostic(
        "usage", "one command, topic or function at a time", hint: description.usage, kind: .usage)
    }
    let name = arguments.positional.first ?? ""
    let text = arguments.has("man") ? try manual(name) : try page(name)
    try terminal.write(Array(text.utf8))
    return .success
  }

  /// The page of a command, a topic or a function; of everything for an empty name.
  static func page(_ name: String) throws(Diagnostic) -> String {
    if name.isEmpty { return HelpPage.text(SwiftgradCommand.description) }
    if let command = SwiftgradCommand.command(named: name) {
      return HelpPage.text(command.description)
    }
    if let topic = HelpTopic.all.first(where: { $0.name == name }) { return HelpPage.text(topic) }
    if let entry = FunctionEntry.named(name) { return try entry.page() }
    let known =
      SwiftgradCommand.commands.map(\.description.name) + HelpTopic.all.map(\.name)
      + FunctionEntry.names
    let similar = Spelling.similar(to: name, among: known)
    throw Diagnostic(
      "unknown-topic", "there is no help on '\(name.withControlCharactersVisible)'",
      hint: similar.isEmpty
        ? "'swiftgrad help' lists commands and topics, 'swiftgrad functions' the functions"
        : "did you mean \(similar.joined(separator: " or "))?", kind: .usage)
  }

  private static func manual(_ name: String) throws(Diagnostic) -> String {
    guard
      let page = ManPage.all.first(where: {
        $0.name == (name.isEmpty ? "swiftgrad" : "swiftgrad-\(name)")
      })
    else {
      throw Diagnostic(
        "unknown-topic", "there is no manual page of '\(name.withControlCharactersVisible)'",
        hint: "there is one of each command and topic that 'swiftgrad help' lists", kind: .usage)
    }
    return page.text
  }
}
