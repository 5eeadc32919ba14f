import Syntax

/// Lines that have been read, until they make a statement.
struct StatementBuffer {
  /// A statement, or a command of the session, and the number of its first line.
  struct Entry: Equatable {
    var text: String
    var line: Int
  }

  private enum Need: Equatable {
    case nothing
    /// A bracket is open.
    case more
    /// The lines of a `def`, `for`, ... go on for as long as they are indented.
    case indentedLines
  }

  private var pending: Entry?
  private var need = Need.nothing
  private var lineNumber = 0

  /// Whether lines are waiting for others.
  var isOpen: Bool { pending != nil }

  /// Whether what waits may be complete: the indented lines of a `def`.
  var isInSuite: Bool { need == .indentedLines }

  /// Takes a line; gives the statements that it completes.
  ///
  /// - Parameter endsAtBlankLine: whether a blank line ends indented lines, as at a prompt.
  mutating func add(_ line: String, endsAtBlankLine: Bool = false) -> [Entry] {
    lineNumber += 1
    var completed: [Entry] = []
    let isBlank = line.allSatisfy(\.isWhitespace)
    if need == .indentedLines, endsAtBlankLine ? isBlank : Self.endsSuite(line) {
      completed += finish()
    }
    if pending == nil {
      guard !isBlank, !Self.isComment(line) else { return completed }
      pending = Entry(text: line, line: lineNumber)
    } else {
      pending?.text += "\n" + line
    }
    need = Self.need(of: pending?.text ?? "")
    return completed + (need == .nothing ? finish() : [])
  }

  /// What is there, complete or not.
  mutating func finish() -> [Entry] {
    defer { abandon() }
    return pending.map { [$0] } ?? []
  }

  mutating func abandon() {
    pending = nil
    need = .nothing
  }

  private static func isComment(_ line: String) -> Bool {
    line.first { !$0.isWhitespace } == "#"
  }

  /// Whether a line no longer belongs to the indented ones before it.
  private static func endsSuite(_ line: String) -> Bool {
    guard let first = line.first, !first.isWhitespace, first != "#" else { return false }
    return !["else", "elif"].contains(leadingWord(line))
  }

  private static func leadingWord(_ text: String) -> String {
    String(text.prefix { $0.isLetter })
  }

  private static func need(of text: String) -> Need {
    if text.first == ":" { return .nothing }
    let statement = GradientStatement(text)?.expression ?? text
    do throws(Diagnostic) {
      _ = try Parser.parse(SourceText(statement))
    } catch {
      switch error.code {
      case "unclosed-bracket": return .more
      case "missing-indentation": return .indentedLines
      default: break
      }
    }
    let begins = text.first == "@" || ["def", "for", "while", "if"].contains(leadingWord(text))
    guard begins else { return .nothing }
    let last = text.split(separator: "\n").last ?? ""
    return last.first?.isWhitespace ?? false || last.first == "@" ? .indentedLines : .nothing
  }
}
