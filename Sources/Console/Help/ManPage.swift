/// A page of the manual, in the macros of man(7).
struct ManPage {
  let name: String
  let section: Int
  let text: String

  /// Where the page belongs in the folder of the sources and of an installation.
  var fileName: String { "\(name).\(section)" }

  static var all: [ManPage] {
    [overview] + SwiftgradCommand.commands.map { ManPage($0.description) }
      + HelpTopic.all.map(ManPage.init)
  }

  // MARK: Pages

  private static var overview: ManPage {
    let description = SwiftgradCommand.description
    var roff = Roff("swiftgrad", 1, "values and gradients of expressions")
    roff.heading("SYNOPSIS")
    roff.line("\\fBswiftgrad\\fR \\fICOMMAND\\fR ...")
    roff.heading("DESCRIPTION")
    roff.paragraph(
      """
      swiftgrad evaluates expressions and differentiates them by every argument, with automatic
      differentiation: the derivatives are exact. Alone on a terminal it begins an interactive session.
      """)
    roff.heading("COMMANDS")
    roff.terms(
      SwiftgradCommand.commands.map {
        ("swiftgrad-\($0.description.name)(1)", $0.description.summary)
      })
    roff.heading("TOPICS")
    roff.terms(HelpTopic.all.map { ("swiftgrad-\($0.name)(\($0.section))", $0.summary) })
    roff.options(description.options)
    roff.examples(description.examples)
    roff.heading("EXIT STATUS")
    roff.terms(ExitStatus.meanings.map { ("\($0.status.rawValue)", $0.meaning) })
    roff.heading("ENVIRONMENT")
    roff.terms([
      ("NO_COLOR", "No colours, unless --color always is given."),
      ("XDG_STATE_HOME", "Where the session keeps its history, else ~/.local/state."),
      ("INPUTRC", "The file that says how lines are edited, else ~/.inputrc; see readline(3)."),
    ])
    return roff.page(seeAlso: all(but: "swiftgrad"))
  }

  private init(_ command: CommandDescription) {
    let name = "swiftgrad-\(command.name)"
    var roff = Roff(name, 1, command.summary)
    roff.heading("SYNOPSIS")
    let words = command.usage.split(separator: " ", maxSplits: 2).map(String.init)
    roff.line(
      "\\fB\(Roff.escaped(words.prefix(2).joined(separator: " ")))\\fR"
        + (words.count > 2 ? " " + Roff.escaped(words[2]) : ""))
    roff.heading("DESCRIPTION")
    if command.discussion.isEmpty { roff.paragraph(command.summary) }
    for paragraph in command.paragraphs { roff.paragraph(paragraph) }
    for section in command.sections {
      roff.heading(section.title.uppercased())
      roff.terms(section.terms)
    }
    roff.options(command.options)
    roff.examples(command.examples)
    self = roff.page(seeAlso: ["swiftgrad(1)", "swiftgrad-language(7)"])
  }

  private init(_ topic: HelpTopic) {
    var roff = Roff("swiftgrad-\(topic.name)", topic.section, topic.summary)
    roff.heading("DESCRIPTION")
    for block in topic.blocks {
      switch block {
      case .heading(let title): roff.subheading(title)
      case .paragraph(let text): roff.paragraph(text)
      case .terms(let terms): roff.terms(terms)
      case .example(let command, let explanation):
        roff.paragraph(explanation.prefix(1).uppercased() + explanation.dropFirst() + ":")
        roff.code(command)
      }
    }
    self = roff.page(seeAlso: ["swiftgrad(1)", "swiftgrad-eval(1)"])
  }

  fileprivate init(name: String, section: Int, text: String) {
    self.name = name
    self.section = section
    self.text = text
  }

  private static func all(but name: String) -> [String] {
    SwiftgradCommand.commands.map { "swiftgrad-\($0.description.name)(1)" }
      + HelpTopic.all.map { "swiftgrad-\($0.name)(\($0.section))" }
  }
}

/// Writes the macros of man(7).
private struct Roff {
  private let name: String
  private let section: Int
  private var text: String
  /// Behind a heading a paragraph begins by itself.
  private var isBehindHeading = false

  init(_ name: String, _ section: Int, _ summary: String) {
    self.name = name
    self.section = section
    var phrase = Substring(summary)
    if phrase.last == "." { phrase.removeLast() }
    let first = phrase.prefix(1).lowercased()
    text = """
      .\\" Made from the descriptions of the commands; see Sources/Console/Help.
      .TH \(Self.escaped(name.uppercased())) \(section) "\(SwiftgradCommand.date)" \
      "swiftgrad \(SwiftgradCommand.version)" "swiftgrad manual"
      .SH NAME
      \(Self.escaped(name)) \\- \(Self.escaped(first + phrase.dropFirst()))

      """
  }

  /// Text whose characters are all meant as they stand.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "'": escaped += "\\(aq"
      case "`": escaped += "\\(ga"
      case "^": escaped += "\\(ha"
      case "~": escaped += "\\(ti"
      default: escaped.append(character)
      }
    }
    return escaped.first == "." ? "\\&" + escaped : escaped
  }

  mutating func line(_ roff: String) {
    text += roff + "\n"
    isBehindHeading = false
  }

  mutating func heading(_ title: String) {
    line(".SH \(Self.escaped(title))")
    isBehindHeading = true
  }

  mutating func subheading(_ title: String) {
    line(".SS \(Self.escaped(title))")
    isBehindHeading = true
  }

  mutating func paragraph(_ words: String) {
    if !isBehindHeading { line(".PP") }
    fill(words)
  }

  private mutating func fill(_ words: String) {
    for part in TextLayout.wrapped(words).split(separator: "\n") {
      line(Self.escaped(String(part)))
    }
  }

  mutating func code(_ lines: String) {
    line(".PP\n.nf\n.RS 4")
    for part in lines.split(separator: "\n") { line(Self.escaped(String(part))) }
    line(".RE\n.fi")
  }

  mutating func terms(_ terms: [(term: String, meaning: String)]) {
    for (term, meaning) in terms {
      line(".TP\n\\fB\(Self.escaped(term))\\fR")
      fill(meaning)
    }
  }

  mutating func options(_ options: [Option]) {
    heading("OPTIONS")
    for option in options {
      let names = option.names.map { "\\fB\(Self.escaped($0))\\fR" }.joined(separator: ", ")
      line(".TP\n" + names + (option.value.map { " \\fI\(Self.escaped($0))\\fR" } ?? ""))
      fill(option.summary)
    }
  }

  mutating func examples(_ examples: [(command: String, explanation: String)]) {
    guard !examples.isEmpty else { return }
    heading("EXAMPLES")
    for (command, explanation) in examples {
      paragraph(explanation.prefix(1).uppercased() + explanation.dropFirst() + ":")
      code(command)
    }
  }

  func page(seeAlso others: [String]) -> ManPage {
    var roff = self
    roff.heading("SEE ALSO")
    let references = others.filter { !$0.hasPrefix(name + "(") }.map { other in
      let parts = other.split(separator: "(")
      return ".BR \(Self.escaped(String(parts[0]))) (\(parts[1])"
    }
    roff.line(references.joined(separator: " ,\n"))
    return ManPage(name: name, section: section, text: roff.text)
  }
}
