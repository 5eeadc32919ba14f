/// Help as text for a terminal.
enum HelpPage {
  static func text(_ command: CommandDescription) -> String {
    var text = "\(command.summary)\n\n"
    text += command.examples.map { "  \($0.command)\n      \($0.explanation)\n" }.joined()
    text += "\nUsage: \(command.usage)\n"
    text += command.paragraphs.map { "\n" + TextLayout.wrapped($0) }.joined()
    for section in command.sections {
      text += "\n\(section.title):\n" + TextLayout.terms(section.terms)
    }
    if !command.options.isEmpty {
      text += "\nFlags:\n"
      for option in command.options {
        text += "  \(option.spelling)\n" + TextLayout.wrapped(option.summary, indent: 6)
      }
    }
    return text
  }

  static func text(_ topic: HelpTopic) -> String {
    var text = topic.summary + "\n"
    var previousIsExample = false
    for block in topic.blocks {
      switch block {
      case .heading(let title): text += "\n" + title + "\n"
      case .paragraph(let words): text += "\n" + TextLayout.wrapped(words)
      case .terms(let terms): text += "\n" + TextLayout.terms(terms)
      case .example(let command, let explanation):
        text += (previousIsExample ? "" : "\n") + "  \(command)\n      \(explanation)\n"
      }
      if case .example = block { previousIsExample = true } else { previousIsExample = false }
    }
    return text
  }
}
