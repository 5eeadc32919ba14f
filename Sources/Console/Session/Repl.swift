import Calculator
import Rendering
import Syntax

/// A session at work: runs what is entered and writes what comes of it.
final class Repl {
  var session = Session()
  var showsJSON = false
  var showsTime = false
  /// What was entered in earlier sessions and this one, oldest first.
  var history: [String] = []
  /// Whether the user wants to leave.
  private(set) var isOver = false
  /// Whether somebody sits at a terminal: then results have numbers, and an error ends nothing.
  let isInteractive: Bool
  let terminal: Terminal
  private let output = OutputWriter()
  /// How many files load others.
  private var loading = 0

  init(terminal: Terminal, isInteractive: Bool) {
    self.terminal = terminal
    self.isInteractive = isInteractive
  }

  /// Runs a statement or a command of the session.
  func run(_ source: SourceText) throws(Diagnostic) {
    let text = source.text
    if text.first == ":" {
      let name = text.dropFirst().prefix { !$0.isWhitespace }
      let rest = text.dropFirst(1 + name.count)
      // Blanks in the place of the command keep the columns of what follows.
      let blanks = String(repeating: " ", count: 1 + name.count)
      try SessionCommand.named(String(name)).run(
        self, SourceText(blanks + rest, name: source.name, firstLine: source.firstLine))
    } else if let gradient = GradientStatement(text) {
      try show(gradient, source)
    } else {
      let outcome = try session.evaluate(source)
      outcome.warnings.forEach(report)
      try show(outcome, asJSON: showsJSON, time: showsTime)
    }
  }

  func quit() { isOver = true }

  // MARK: Writing

  func write(_ text: String) throws(Diagnostic) {
    if case .readerGone = try output.write(text) { isOver = true }
  }

  /// Makes sure that everything written has arrived.
  func flush() throws(Diagnostic) {
    if case .readerGone = try output.flush() { isOver = true }
  }

  func show(
    _ outcome: Session.Outcome, asJSON: Bool, time: Bool
  ) throws(Diagnostic) {
    if asJSON, let answer = outcome.answer {
      try write(String(decoding: try JSONReport.line(answer, showsTime: time), as: UTF8.self))
      return
    }
    let label = isInteractive ? outcome.number.map { "_\($0)" } : nil
    switch outcome.result {
    case .value(let datum):
      try write(DatumText(datum, label: label, style: terminal.outputStyle).text)
    case .function(let text):
      try write((label.map { $0 + " = " } ?? "") + text.withControlCharactersVisible + "\n")
    case nil: break
    }
    if time { try write(TextReport.times(outcome.timings, style: terminal.outputStyle)) }
  }

  private func show(_ statement: GradientStatement, _ source: SourceText) throws(Diagnostic) {
    let part = { (text: String) in
      SourceText(text, name: source.name, firstLine: source.firstLine)
    }
    let (answer, _) = try session.gradient(
      of: part(statement.expression), by: statement.names.map(part))
    answer.warnings.forEach(report)
    if showsJSON {
      try write(String(decoding: try JSONReport.line(answer, showsTime: showsTime), as: UTF8.self))
    } else {
      try write(TextReport(answer, style: terminal.outputStyle).text(showsTime: showsTime))
    }
  }

  /// Reports an error or a warning; what a flag does for a command is done by `:set` here.
  func report(_ diagnostic: Diagnostic) {
    var diagnostic = diagnostic
    diagnostic.hint = diagnostic.hint.map { hint in
      SessionSetting.all.reduce(hint) { hint, setting in
        hint.replacing(setting.flag, with: setting.instruction)
      }
    }
    terminal.report(diagnostic)
  }

  // MARK: Scripts

  /// Runs the statements of a file.
  func load(_ path: String) throws(Diagnostic) {
    guard loading < 16 else {
      throw Diagnostic("too-deep", "files load each other more than 16 deep", kind: .limit)
    }
    loading += 1
    defer { loading -= 1 }
    let bytes = try FileInput.read(path: path)
    let whole = try SourceText(bytes: bytes, name: path == "-" ? "standard input" : path)
    var buffer = StatementBuffer()
    var entries: [StatementBuffer.Entry] = []
    for line in 1...whole.lineCount { entries += buffer.add(whole.lineText(line)) }
    for entry in entries + buffer.finish() where !isOver {
      try run(SourceText(entry.text, name: whole.name, firstLine: entry.line))
    }
  }
}
