import CKernels
import Calculator
import Syntax

/// The session at a terminal: asks for lines, keeps the history, survives errors and interrupts.
struct Prompt {
  private let repl: Repl
  private let history: HistoryFile?

  init(_ repl: Repl, history: HistoryFile?) {
    self.repl = repl
    self.history = history
  }

  func run() -> ExitStatus {
    sg_note_interrupts()
    // A long history is not to keep the prompt waiting.
    LineEditor.start(
      completion: { [repl] in Completion(session: repl.session) },
      promptShown: { [repl, history] in
        repl.history = history?.entries() ?? []
        repl.history.forEach(LineEditor.remember)
      })
    attempt { () throws(Diagnostic) in
      try repl.write("swiftgrad \(SwiftgradCommand.version)    :help shows what there is\n")
      try repl.flush()
    }
    var buffer = StatementBuffer()
    var keepsHistory = history != nil
    defer { try? history?.cut() }
    while !repl.isOver {
      switch LineEditor.line(prompt: buffer.isOpen ? "... " : "> ") {
      case .abandoned: buffer.abandon()
      case .ended:
        // The shell's prompt is to stand on a line of its own.
        attempt { () throws(Diagnostic) in
          try repl.write("\n")
          try repl.flush()
        }
        return .success
      case .terminated: return .terminated
      case .entered(let text):
        for entry in entries(of: text, &buffer) {
          LineEditor.remember(entry.text)
          repl.history.append(entry.text)
          if keepsHistory {
            keepsHistory = attempt { () throws(Diagnostic) in try history?.append(entry.text) }
          }
          guard run(entry) else { break }
        }
      }
    }
    return .success
  }

  /// The statements that are complete with a line, or with the lines of a paste.
  private func entries(
    of text: String, _ buffer: inout StatementBuffer
  ) -> [StatementBuffer.Entry] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var entries: [StatementBuffer.Entry] = []
    for line in lines { entries += buffer.add(line, endsAtBlankLine: lines.count == 1) }
    // A paste that ends in indented lines is complete with the key that enters it.
    if lines.count > 1, buffer.isInSuite { entries += buffer.finish() }
    return entries
  }

  /// False if the user interrupted it.
  private func run(_ entry: StatementBuffer.Entry) -> Bool {
    attempt { () throws(Diagnostic) in
      try repl.run(SourceText(entry.text))
      try repl.flush()
    }
    defer { sg_forget_interrupt() }
    return !sg_is_interrupted()
  }

  /// Reports what goes wrong; false if anything did.
  @discardableResult
  private func attempt(_ body: () throws(Diagnostic) -> Void) -> Bool {
    do throws(Diagnostic) {
      try body()
      return true
    } catch {
      // The terminal has shown ^C where the cursor stood.
      if error.code == "interrupted" { try? repl.write("\n") }
      try? repl.flush()
      repl.report(error)
      return false
    }
  }
}
