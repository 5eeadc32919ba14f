import Syntax

/// A command of the session, such as `:type`: the one table from which it is found, helped with and
/// completed.
struct SessionCommand: Sendable {
  /// What stands behind the name of a command.
  enum Argument: Sendable { case none, expression, file, setting, function, binding, number }

  let name: String
  /// How the argument is written; empty if there is none.
  let usage: String
  let argument: Argument
  let summary: String
  let run: @Sendable (Repl, SourceText) throws(Diagnostic) -> Void

  init(
    _ name: String, _ usage: String, _ argument: Argument, _ summary: String,
    _ run: @escaping @Sendable (Repl, SourceText) throws(Diagnostic) -> Void
  ) {
    self.name = name
    self.usage = usage
    self.argument = argument
    self.summary = summary
    self.run = run
  }

  /// `:type EXPR`.
  var signature: String { ":" + name + (usage.isEmpty ? "" : " " + usage) }

  /// Finds a command by its name, or by the beginning of its name if only one begins so.
  static func named(_ name: String) throws(Diagnostic) -> SessionCommand {
    if let command = all.first(where: { $0.name == name }) { return command }
    let candidates = all.filter { $0.name.hasPrefix(name) }
    if candidates.count == 1, !name.isEmpty { return candidates[0] }
    let similar =
      candidates.isEmpty
      ? Spelling.similar(to: name, among: all.map(\.name)) : candidates.map(\.name)
    throw Diagnostic(
      "unknown-command", "there is no command :\(name.withControlCharactersVisible)",
      hint: similar.isEmpty || name.isEmpty
        ? ":help lists the commands"
        : "did you mean \(similar.map { ":" + $0 }.joined(separator: " or "))?",
      kind: .usage)
  }
}
