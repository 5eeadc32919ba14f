import Glibc
import TestSupport
import Testing

/// Sessions that are replayed: what stands behind `> ` is entered, what follows it was answered.
///
/// `UPDATE_SNAPSHOTS=1 swift test` writes the answers again: a new statement needs only its line.
@Suite struct SessionTranscriptTests {
  static let names = ["commands", "errors", "gradients", "redefinition", "statements", "tutorial"]

  /// A statement with its prompts, and its answer.
  private struct Entry {
    var lines: [String]
    var answer = ""

    /// What is entered: lines without `> ` and `... `.
    var input: String {
      lines.map { $0.drop { $0 != " " }.dropFirst() + "\n" }.joined()
    }

    var transcript: String { lines.map { $0 + "\n" }.joined() + answer }
  }

  /// A command that changes nothing and whose answer marks where the one before it ends.
  private static let mark = ":set timeout\n"
  private static let markAnswer = "timeout is none; timeout is one of SECONDS, none\n"

  @Test(arguments: names)
  func isAsRecorded(name: String) throws {
    let path = "Tests/Sessions/\(name).session"
    let recorded = String(decoding: try Project.read(path), as: UTF8.self)
    var comments: [Int: String] = [:]
    var entries: [Entry] = []
    for line in recorded.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("> ") {
        entries.append(Entry(lines: [String(line)]))
      } else if line.hasPrefix("... ") {
        entries[entries.count - 1].lines.append(String(line))
      } else if entries.isEmpty || line.hasPrefix("#") {
        comments[entries.count, default: ""] += line + "\n"
      } else {
        entries[entries.count - 1].answer += line + "\n"
      }
    }
    try #require(entries.count > 5)
    let run = try Binary.run(
      ["repl", "--keep-going"], input: Array(entries.map { $0.input + Self.mark }.joined().utf8),
      output: .capturedWithErrors)
    let answers = run.output.components(between: Self.markAnswer)
    try #require(answers.count == entries.count + 1, "\(run.output)")
    let now = zip(entries, answers).map { Entry(lines: $0.lines, answer: $1) }
    if getenv("UPDATE_SNAPSHOTS") != nil {
      let text = now.enumerated().map { (comments[$0] ?? "") + $1.transcript }.joined()
      try File.write(Array(text.utf8), to: Project.path(path))
      return
    }
    for (entry, now) in zip(entries, now) where entry.transcript != now.transcript {
      Issue.record("recorded:\n\(entry.transcript)now:\n\(now.transcript)")
    }
  }
}

extension String {
  fileprivate func components(between separator: String) -> [String] {
    var parts: [String] = []
    var rest = Substring(self)
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
