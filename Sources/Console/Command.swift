import Syntax

/// A subcommand: what is said about it, and what it does.
struct Command: Sendable {
  typealias Run = @Sendable (ParsedArguments, Terminal) throws(Diagnostic) -> ExitStatus

  let description: CommandDescription
  let run: Run

  init(_ description: CommandDescription, _ run: @escaping Run) {
    self.description = description
    self.run = run
  }
}

/// A command: the one description from which parsing, help and suggestions are made.
struct CommandDescription: Sendable {
  let name: String
  let summary: String
  let usage: String
  /// What it does, in a few paragraphs.
  let discussion: String
  let examples: [(command: String, explanation: String)]
  let options: [Option]

  /// Name and summary, as the list of commands shows them.
  var line: String {
    name + String(repeating: " ", count: max(1, 12 - name.count)) + summary
  }
}
