import Calculator
import Primitives
import Syntax

/// `swiftgrad functions`: what the language knows.
enum FunctionsCommand {
  static let description = CommandDescription(
    name: "functions",
    summary: "The functions of the language, or one of them with its conventions.",
    usage: "swiftgrad functions [NAME]",
    discussion: "",
    examples: [
      ("swiftgrad functions", "every function, by family"),
      ("swiftgrad functions log", "one of them, under any of its names"),
    ],
    options: [Option("--help", "-h", help: "Show this help.")])

  static func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws(Diagnostic)
    -> ExitStatus
  {
    guard arguments.positional.count < 2 else {
      throw Diagnostic(
        "usage", "one function at a time", hint: description.usage, kind: .usage)
    }
    if let name = arguments.positional.first {
      try terminal.write(Array(try FunctionHelp.page(name).utf8))
    } else {
      try terminal.write(Array(FunctionHelp.list.utf8))
    }
    return .success
  }
}

/// What is declared of a function, as text.
enum FunctionHelp {
  static var list: String {
    var text = ""
    for family in Catalogue.families {
      text += "\(family.name)\n"
      for member in family.members { text += line(member.signature, member.summary) }
      text += "\n"
    }
    let families = LanguageFunction.families.map { family in
      family.members.reduce("\(family.name)\n") { $0 + line($1.signature, $1.summary) }
    }
    return text + families.joined(separator: "\n")
  }

  private static func line(_ signature: String, _ summary: String) -> String {
    let column = 34
    guard signature.count < column - 2 else {
      return "  \(signature)\n\(String(repeating: " ", count: column + 2))\(summary)\n"
    }
    return "  \(signature)\(String(repeating: " ", count: column - signature.count))\(summary)\n"
  }

  static func page(_ name: String) throws(Diagnostic) -> String {
    if let primitive = Catalogue.function(named: name) {
      var text = "\(primitive.signature)\n\n  \(primitive.summary)\n\n"
      if !primitive.aliases.isEmpty {
        text += "Also called: \(primitive.aliases.joined(separator: ", "))\n"
      }
      if let names = primitive.resultNames {
        text += "Returns:     (\(names.joined(separator: ", ")))\n"
      }
      text += "Domain:      \(primitive.domain[0])\n"
      if let convention = primitive.convention { text += "At the edge: \(convention)\n" }
      text += "Example:     swiftgrad eval '\(primitive.example)'\n"
      return text
    }
    if let function = LanguageFunction.named(name) {
      return "\(function.signature)\n\n  \(function.summary)\n\n"
        + "Example:     swiftgrad eval '\(function.example)'\n"
    }
    let similar = Spelling.similar(to: name, among: Catalogue.names + LanguageFunction.names)
    throw Diagnostic(
      "unknown-function", "there is no function '\(name.withControlCharactersVisible)'",
      hint: similar.isEmpty
        ? "'swiftgrad functions' lists them" : "did you mean \(similar.joined(separator: " or "))?",
      kind: .usage)
  }
}
