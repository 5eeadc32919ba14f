import Syntax

/// `swiftgrad completions`: what shells complete, as a script of theirs.
enum CompletionsCommand {
  static let description = CommandDescription(
    name: "completions",
    summary: "The completions of a shell, as a script for it.",
    usage: "swiftgrad completions SHELL",
    discussion: """
      SHELL is bash, zsh or fish. Completed are commands, flags and their values, files
      behind @ and names of functions within expressions.
      """,
    examples: [
      (
        "swiftgrad completions bash > ~/.local/share/bash-completion/completions/swiftgrad",
        "for bash"
      ),
      ("swiftgrad completions zsh > ~/.zfunc/_swiftgrad", "for zsh, with ~/.zfunc in $fpath"),
      ("swiftgrad completions fish > ~/.config/fish/completions/swiftgrad.fish", "for fish"),
    ],
    options: [Option("--help", "-h", help: "Show this help.")])

  /// Each shell with the script for it and the name under which it looks for that.
  static let shells: [(name: String, fileName: String, script: @Sendable () -> String)] = [
    ("bash", "swiftgrad.bash", { BashCompletions.script }),
    ("zsh", "_swiftgrad", { ZshCompletions.script }),
    ("fish", "swiftgrad.fish", { FishCompletions.script }),
  ]

  static func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws(Diagnostic)
    -> ExitStatus
  {
    let name = arguments.positional.first ?? ""
    guard arguments.positional.count == 1, let shell = shells.first(where: { $0.name == name })
    else {
      throw Diagnostic(
        "usage", "completions takes the name of a shell",
        hint: "it is one of \(shells.map(\.name).joined(separator: ", "))", kind: .usage)
    }
    try terminal.write(Array(shell.script().utf8))
    return .success
  }
}
