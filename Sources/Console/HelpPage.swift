import Syntax

/// The help of a command, as text of 80 columns.
enum HelpPage {
  static func text(_ command: CommandDescription) -> String {
    var text = "\(command.summary)\n\n"
    text += command.examples.map { "  \($0.command)\n      \($0.explanation)\n" }.joined()
    text += "\nUsage: \(command.usage)\n"
    if !command.discussion.isEmpty { text += "\n\(command.discussion)\n" }
    if !command.options.isEmpty {
      text += "\nFlags:\n"
      for option in command.options {
        let names = option.names.joined(separator: ", ") + (option.value.map { " \($0)" } ?? "")
        text += "  \(names)\n" + wrapped(option.summary, indent: 6)
      }
    }
    return text
  }

  /// Words on lines of at most 78 columns.
  private static func wrapped(_ text: String, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines = [margin]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].count + word.count + 1 > 78 { lines.append(margin) }
      lines[lines.count - 1] += (lines[lines.count - 1].count == indent ? "" : " ") + word
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
