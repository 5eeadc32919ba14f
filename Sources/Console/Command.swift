import Syntax

/// A subcommand: what is said about it, and what it does.
struct Command: Sendable {
  typealias Run = @Sendable (ParsedArguments, Terminal) throws(Diagnostic) -> ExitStatus

  let name: String
  let run: Run
  private let makeDescription: @Sendable () -> CommandDescription

  /// A command that is run is not to wait for the descriptions of the others.
  init(
    _ name: String, _ description: @autoclosure @escaping @Sendable () -> CommandDescription,
    _ run: @escaping Run
  ) {
    self.name = name
    self.run = run
    makeDescription = description
  }

  var description: CommandDescription { makeDescription() }
}

/// A command: the one description from which parsing, help and suggestions are made.
struct CommandDescription: Sendable {
  let name: String
  let summary: String
  let usage: String
  /// What it does, in a few paragraphs.
  let discussion: String
  let examples: [(command: String, explanation: String)]
  /// Further lists of words with what they mean.
  var sections: [Section] = []
  let options: [Option]

  struct Section: Sendable {
    let title: String
    let terms: [(term: String, meaning: String)]
  }

  /// The parts of the discussion, without its line breaks.
  var paragraphs: [String] {
    var paragraphs = [""]
    for line in discussion.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty { paragraphs.append("") }
      paragraphs[paragraphs.count - 1] += line + " "
    }
    return paragraphs.filter { $0.contains { $0 != " " } }
  }
}
