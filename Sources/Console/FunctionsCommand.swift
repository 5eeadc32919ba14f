import Rendering
import Syntax

/// `swiftgrad functions`: what the language knows.
enum FunctionsCommand {
  static let description = CommandDescription(
    name: "functions",
    summary: "The functions of the language, or all that is known of one.",
    usage: "swiftgrad functions [NAME | WORD]",
    discussion: "",
    examples: [
      ("swiftgrad functions", "every function, by family"),
      ("swiftgrad functions log", "one of them, under any of its names"),
      ("swiftgrad functions bessel", "those that have to do with a word, or a family"),
    ],
    options: [
      Option(
        "--search", value: "WORD", help: "Those that have to do with a word, even if it is a name."),
      Option("--accuracy", help: "The worst error of each function against 50 digits."),
      Option("--json", help: "As one line of JSON."),
      Option("--help", "-h", help: "Show this help."),
    ])

  static func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws(Diagnostic)
    -> ExitStatus
  {
    let words = arguments.positional + arguments.values("search")
    guard words.count < 2 else {
      throw Diagnostic(
        "usage", "one function or word at a time", hint: description.usage, kind: .usage)
    }
    if arguments.has("accuracy") {
      try terminal.write(Array(Accuracy.table.utf8))
    } else if let name = arguments.positional.first, let entry = FunctionEntry.named(name) {
      try terminal.write(arguments.has("json") ? entry.json() : Array(entry.page().utf8))
    } else {
      let families = try words.first.map(matching) ?? FunctionEntry.families
      try terminal.write(
        arguments.has("json")
          ? FunctionEntry.json(families) : Array(FunctionEntry.list(families).utf8))
    }
    return .success
  }

  private static func matching(_ word: String) throws(Diagnostic) -> [FunctionEntry.Family] {
    let families = word.isEmpty ? [] : FunctionEntry.families(matching: word)
    guard !families.isEmpty else { throw unknown(word) }
    return families
  }

  private static func unknown(_ name: String) -> Diagnostic {
    let similar = Spelling.similar(to: name, among: FunctionEntry.names)
    return Diagnostic(
      "unknown-function", "there is no function '\(name.withControlCharactersVisible)'",
      hint: similar.isEmpty
        ? "'swiftgrad functions' lists them" : "did you mean \(similar.joined(separator: " or "))?",
      kind: .usage)
  }
}
