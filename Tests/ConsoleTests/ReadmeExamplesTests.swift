import TestSupport
import Testing

/// Every `$ swiftgrad ...` of the README prints what stands below it.
@Suite struct ReadmeExamplesTests {
  struct Example: Sendable, CustomStringConvertible {
    let command: String
    var output = ""

    var description: String { command }

    /// The words of the command; single quotes are the only quotes.
    var words: [String] {
      var words: [String] = []
      for (index, part) in command.split(separator: "'", omittingEmptySubsequences: false)
        .enumerated()
      {
        if index % 2 == 0 {
          // A quoted part belongs to the word that it touches.
          let pieces = part.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
          words[max(0, words.count - 1)..<words.count] = [(words.last ?? "") + pieces[0]]
          words += pieces.dropFirst()
        } else {
          words[words.count - 1] += part
        }
      }
      return words.filter { !$0.isEmpty }
    }
  }

  static func examples() throws -> [Example] {
    let text = String(decoding: try Project.read("README.md"), as: UTF8.self)
    var examples: [Example] = []
    var isOpen = false
    // Blank lines belong to the output if it goes on behind them.
    var blank = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("    $ swiftgrad ") {
        examples.append(Example(command: String(line.dropFirst(16))))
        isOpen = true
        blank = ""
      } else if isOpen, line.hasPrefix("    "), !line.hasPrefix("    $ ") {
        examples[examples.count - 1].output += blank + line.dropFirst(4) + "\n"
        blank = ""
      } else if isOpen, line.isEmpty {
        blank += "\n"
      } else {
        isOpen = false
      }
    }
    return examples
  }

  @Test func thereAreExamples() throws {
    #expect(try Self.examples().count >= 8)
  }

  @Test(arguments: try examples())
  func printsWhatStandsThere(_ example: Example) throws {
    let run = try Binary.run(example.words)
    #expect(run.errors + run.output == example.output)
  }
}
