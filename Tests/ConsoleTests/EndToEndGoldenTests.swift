import Glibc
import TestSupport
import Testing

/// Commands with everything that they write, kept in files.
///
/// A file lists commands, each behind `$`; what follows one is its output, then its messages, then
/// its status unless that is 0. `UPDATE_SNAPSHOTS=1 swift test` runs the commands and writes the
/// file again: a new command needs only its line.
@Suite struct EndToEndGoldenTests {
  @Test(arguments: ["diagnostics.txt", "explanations.txt", "plots.txt", "results.txt"])
  func isAsRecorded(file: String) async throws {
    let path = "Tests/ConsoleTests/Golden/\(file)"
    let recorded = String(decoding: try Project.read(path), as: UTF8.self)
    let blocks = Self.blocks(of: recorded)
    #expect(blocks.count > 20)
    let transcripts = try await concurrently(blocks) { block in
      let words = Self.words(of: String(block.prefix { $0 != "\n" }))
      #expect(words.prefix(2) == ["$", "swiftgrad"])
      let run = try Binary.run(Array(words.dropFirst(2)))
      let status = run.status == 0 ? "" : "[\(run.status)]\n"
      return "\(block.prefix { $0 != "\n" })\n\(run.output)\(run.errors)\(status)\n"
    }
    if getenv("UPDATE_SNAPSHOTS") != nil {
      try File.write(Array(transcripts.joined().utf8), to: Project.path(path))
      return
    }
    for (block, transcript) in zip(blocks, transcripts) where block != transcript {
      Issue.record("recorded:\n\(block)now:\n\(transcript)")
    }
  }

  /// The file cut before each line with a command.
  static func blocks(of text: String) -> [String] {
    var blocks: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("$ ") { blocks.append("") }
      if !blocks.isEmpty { blocks[blocks.count - 1] += line + "\n" }
    }
    return blocks
  }

  /// The words of a command, as a shell splits it; of quotes there are only single ones.
  static func words(of command: String) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in command {
      switch character {
      case "'":
        isQuoted.toggle()
        word = word ?? ""
      case " " where !isQuoted:
        if let word { words.append(word) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
