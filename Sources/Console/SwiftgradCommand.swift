import CKernels
import Calculator
import Glibc
import Syntax
import Tensors

/// The command line as a whole: finds the subcommand, runs it, and ends with its status.
public enum SwiftgradCommand {
  static let version = "0.1.0"
  /// Of the version.
  static let date = "2026-11-26"

  static let description = CommandDescription(
    name: "",
    summary: "swiftgrad: values and gradients of expressions.",
    usage: "swiftgrad COMMAND ...",
    discussion: "Alone on a terminal it begins an interactive session.",
    examples: EvalCommand.description.examples,
    sections: [
      CommandDescription.Section(
        title: "Commands", terms: commands.map { ($0.description.name, $0.description.summary) }),
      CommandDescription.Section(
        title: "Topics of 'swiftgrad help'", terms: HelpTopic.all.map { ($0.name, $0.summary) }),
    ],
    options: [
      Option("--version", help: "Show the version."),
      Option("--help", "-h", help: "Show this help."),
    ])

  static let commands: [Command] = [
    Command("eval", EvalCommand.description, EvalCommand.run),
    Command("map", MapCommand.description, MapCommand.run),
    Command("repl", ReplCommand.description, ReplCommand.run),
    Command("explain", ExplainCommand.description, ExplainCommand.run),
    Command("check", CheckCommand.description, CheckCommand.run),
    Command("graph", GraphCommand.description, GraphCommand.run),
    Command("export", ExportCommand.description, ExportCommand.run),
    Command("functions", FunctionsCommand.description, FunctionsCommand.run),
    Command("plot", PlotCommand.description, PlotCommand.run),
    Command("help", HelpCommand.description, HelpCommand.run),
    Command("completions", CompletionsCommand.description, CompletionsCommand.run),
  ]

  /// Runs the command line and ends the process.
  public static func main() -> Never {
    sg_count_for_one_thread()
    // A reader that closes the pipe is noticed by the write itself.
    signal(SIGPIPE, SIG_IGN)
    let words = Array(CommandLine.arguments.dropFirst())
    let reportsJSON = words.prefix { $0 != "--" }.contains("--json")
    var terminal = Terminal(reportsJSON: reportsJSON, colour: nil)
    OutOfMemory.setHandler { [terminal] in
      terminal.report(
        Diagnostic(
          "out-of-memory", "the system gives no more memory",
          hint: "--max-memory sets a limit that is noticed before", kind: .limit))
      _exit(ExitStatus.limit.rawValue)
    }
    do throws(Diagnostic) {
      exit(try run(words, &terminal).rawValue)
    } catch {
      terminal.report(error)
      exit(ExitStatus(error.kind).rawValue)
    }
  }

  private static func run(
    _ words: [String], _ terminal: inout Terminal
  ) throws(Diagnostic) -> ExitStatus {
    guard let name = words.first else {
      if ReplCommand.isOnTerminal { return try run(["repl"], &terminal) }
      throw Diagnostic(
        "usage", "there is no command",
        hint: "swiftgrad eval 'x * log(y)' x=2 y=3, or swiftgrad --help",
        kind: .usage)
    }
    guard !name.hasPrefix("-") else {
      let arguments = try ParsedArguments(words, description)
      try terminal.write(
        Array(
          (arguments.has("version") ? "swiftgrad \(version)\n" : HelpPage.text(description)).utf8))
      return .success
    }
    guard let command = command(named: name) else {
      throw unknownCommand(name)
    }
    let arguments = try ParsedArguments(words.dropFirst(), command.description)
    if arguments.has("help") {
      try terminal.write(Array(HelpPage.text(command.description).utf8))
      return .success
    }
    terminal = Terminal(reportsJSON: terminal.reportsJSON, colour: arguments.value("color"))
    return try command.run(arguments, terminal)
  }

  static func command(named name: String) -> Command? {
    commands.first { $0.name == name }
  }

  private static func unknownCommand(_ name: String) -> Diagnostic {
    let similar = Spelling.similar(to: name, among: commands.map(\.name))
    return Diagnostic(
      "usage", "there is no command '\(name.withControlCharactersVisible)'",
      hint: similar.first.map { "did you mean '\($0)'?" }
        ?? "to calculate, write: swiftgrad eval '\(name.withControlCharactersVisible)'",
      kind: .usage)
  }
}
