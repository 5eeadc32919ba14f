import CReadline
import Calculator
import Glibc
import Syntax

/// The line editor of the process: GNU readline with completion by the session.
///
/// Readline is one per process, and calls back without a context; only the main thread edits.
enum LineEditor {
  enum Line {
    case entered(String)
    /// By Ctrl-C.
    case abandoned
    case ended
    case terminated
  }

  /// Whom completions are asked of.
  private nonisolated(unsafe) static var completion: () -> Completion = {
    Completion(session: Session())
  }

  /// The line whose completions are listed.
  private nonisolated(unsafe) static var completedLine = ""

  private nonisolated(unsafe) static var promptShown: () -> Void = {}

  /// - Parameters:
  ///   - completion: whom completions are asked of.
  ///   - promptShown: called when the first prompt stands.
  static func start(completion: @escaping () -> Completion, promptShown: @escaping () -> Void) {
    self.completion = completion
    self.promptShown = promptShown
    sg_editor_start(
      "swiftgrad", Completion.wordBreaks,
      sg_editor_owner(
        prompt_shown: { LineEditor.promptShown() },
        completions: { line, start, end in
          LineEditor.completions(String(cString: line!), Int(start)..<Int(max(start, end)))
        },
        description: { word, width in
          strdup(
            LineEditor.completion().description(
              String(cString: word!), in: LineEditor.completedLine, width: Int(width)))
        }))
  }

  static func line(prompt: String) -> Line {
    var text: UnsafeMutablePointer<CChar>?
    let end = sg_editor_line(prompt, &text)
    defer { free(text) }
    switch end {
    case SG_LINE_ABANDONED: return .abandoned
    case SG_INPUT_ENDED: return .ended
    case SG_TERMINATED: return .terminated
    default: return .entered(text.map { String(cString: $0) } ?? "")
    }
  }

  static func remember(_ entry: String) { sg_editor_remember(entry) }

  private static func completions(
    _ line: String, _ range: Range<Int>
  ) -> UnsafeMutablePointer<CChar>? {
    completedLine = line
    switch completion().suggestion(line, range) {
    case .words(let words): return words.isEmpty ? nil : strdup(words.joined(separator: "\n"))
    case .files: return strdup("@")
    case .note(let text):
      sg_editor_say(text.withControlCharactersVisible)
      return nil
    }
  }
}
