import CKernels
import Calculator
import Glibc
import Syntax

/// `swiftgrad repl`: an interactive session, or a script on standard input.
enum ReplCommand {
  static let description = CommandDescription(
    name: "repl",
    summary: "An interactive session, where names and functions live on.",
    usage: "swiftgrad repl [< SCRIPT]",
    discussion: """
      Statements of the language define names and functions or show values; 'grad x, y:
      EXPR' shows a value and its gradients; commands begin with a colon, and :help
      lists them. Without a terminal the statements are read from standard input, only
      results are written, and the first error ends it.

      Lines are edited as ~/.inputrc says, under the name swiftgrad. What was entered is
      kept in $XDG_STATE_HOME/swiftgrad/history (else ~/.local/state).
      """,
    examples: [
      ("swiftgrad repl", "an interactive session; so does swiftgrad alone on a terminal"),
      ("echo 'f(x) = x^3; grad(f)(2)' | swiftgrad repl", "the statements of a script"),
    ],
    sections: [
      CommandDescription.Section(
        title: "Commands", terms: SessionCommand.all.map { ($0.signature, $0.summary) }),
      CommandDescription.Section(
        title: "Settings",
        terms: SessionSetting.all.map {
          (":set \($0.name) " + $0.values.joined(separator: "|"), $0.summary)
        }),
    ],
    options: [
      Option("--keep-going", help: "Go on behind an error; the exit status says 1 at the end."),
      Option("--json", help: "Results as lines of JSON; so are errors, on standard error."),
      Option("--no-history", help: "Neither read nor write the history of earlier sessions."),
      Option.colour, Option.help,
    ])

  static var isOnTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  static func run(
    _ arguments: ParsedArguments, _ terminal: Terminal
  ) throws(Diagnostic) -> ExitStatus {
    guard arguments.positional.isEmpty else {
      throw Diagnostic(
        "usage", "repl reads statements from standard input", hint: "swiftgrad repl < FILE",
        kind: .usage)
    }
    let repl = Repl(terminal: terminal, isInteractive: isOnTerminal)
    repl.showsJSON = arguments.has("json")
    guard isOnTerminal else {
      return try script(repl, keepsGoing: arguments.has("keep-going"))
    }
    return Prompt(repl, history: arguments.has("no-history") ? nil : .standard).run()
  }

  /// Runs what comes in on standard input.
  private static func script(_ repl: Repl, keepsGoing: Bool) throws(Diagnostic) -> ExitStatus {
    var reader = LineReader()
    var buffer = StatementBuffer()
    var hasFailed = false
    while !repl.isOver {
      let line = try reader.next()
      let entries: [StatementBuffer.Entry]
      if let line {
        entries = buffer.add(try SourceText(bytes: line, name: "standard input").text)
      } else {
        entries = buffer.finish()
      }
      for entry in entries where !repl.isOver {
        do throws(Diagnostic) {
          try repl.run(SourceText(entry.text, firstLine: entry.line))
          try repl.flush()
        } catch {
          try repl.flush()
          repl.report(error)
          guard keepsGoing else { return ExitStatus(error.kind) }
          hasFailed = true
        }
      }
      if line == nil { break }
    }
    return hasFailed ? .checkFailed : .success
  }
}
