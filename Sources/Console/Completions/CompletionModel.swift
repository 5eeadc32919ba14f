import Rendering

/// What all shells are told, in an order that does not change.
enum CompletionModel {
  /// What stands behind a command.
  enum Words {
    case expression
    case functions
    case pages
    case shells
    case none
  }

  static func words(behind command: CommandDescription) -> Words {
    switch command.name {
    case "functions": .functions
    case "help": .pages
    case "completions": .shells
    case _ where command.usage.contains("EXPR"): .expression
    default: .none
    }
  }

  static var commands: [CommandDescription] { SwiftgradCommand.commands.map(\.description) }

  /// The names of functions, each once.
  static var functions: [String] { Array(Set(FunctionEntry.all.map(\.name))).sorted() }

  /// The names of commands and topics.
  static var pages: [String] { commands.map(\.name) + HelpTopic.all.map(\.name) }

  static let note = "Made by 'swiftgrad completions'; see Sources/Console/Completions."
}
