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
    let lines = recorded.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    var (entries, comments) = Self.parse(lines.map(String.init))
    try #require(entries.count > 5)
    let answers = try Self.answers(to: entries)
    for (index, answer) in answers.enumerated() {
      let before = entries[index].transcript
      entries[index].answer = answer
      guard getenv("UPDATE_SNAPSHOTS") == nil, before != entries[index].transcript else { continue }
      Issue.record("recorded:\n\(before)now:\n\(entries[index].transcript)")
    }
    if getenv("UPDATE_SNAPSHOTS") != nil {
      let text = entries.enumerated().map { (comments[$0] ?? "") + $1.transcript }.joined()
      try File.write(Array(text.utf8), to: Project.path(path))
    }
  }

  /// What the README shows of a session is what one answers.
  @Test func theReadmeShowsWhatIsAnswered() throws {
    let readme = String(decoding: try Project.read("README.md"), as: UTF8.self)
    let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(lines.firstIndex { $0.hasPrefix("    > ") })
    let block = lines[first...].prefix { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
    let entries = Self.parse(block).entries
    try #require(entries.count > 5)
    for (entry, answer) in zip(entries, try Self.answers(to: entries)) {
      #expect(entry.answer == answer, "\(entry.transcript)")
    }
  }

  /// Statements with their answers, and the comments before them by their positions.
  private static func parse(_ lines: [String]) -> (entries: [Entry], comments: [Int: String]) {
    var entries: [Entry] = []
    var comments: [Int: String] = [:]
    for line in lines {
      if line.hasPrefix("> ") {
        entries.append(Entry(lines: [line]))
      } else if line.hasPrefix("... ") {
        entries[entries.count - 1].lines.append(line)
      } else if entries.isEmpty || line.hasPrefix("#") {
        comments[entries.count, default: ""] += line + "\n"
      } else {
        entries[entries.count - 1].answer += line + "\n"
      }
    }
    return (entries, comments)
  }

  /// What a session answers to each of some statements.
  private static func answers(to entries: [Entry]) throws -> [String] {
    let run = try Binary.run(
      ["repl", "--keep-going"], input: Array(entries.map { $0.input + mark }.joined().utf8),
      output: .capturedWithErrors)
    let answers = run.output.components(between: markAnswer)
    try #require(answers.count == entries.count + 1, "\(run.output)")
    return Array(answers.dropLast())
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
