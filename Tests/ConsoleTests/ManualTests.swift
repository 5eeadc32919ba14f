import Glibc
import TestSupport
import Testing

@testable import Console

/// The files in `man` and `completions` are what the sources generate, and programs accept them.
///
/// `UPDATE_SNAPSHOTS=1 swift test` writes them again.
@Suite struct ManualTests {
  private static var files: [(path: String, text: String)] {
    ManPage.all.map { ("man/\($0.fileName)", $0.text) }
      + CompletionsCommand.shells.map { ("completions/\($0.fileName)", $0.script()) }
  }

  @Test func filesAreWhatTheSourcesGenerate() throws {
    for (path, text) in Self.files {
      if getenv("UPDATE_SNAPSHOTS") != nil {
        try File.write(Array(text.utf8), to: Project.path(path))
      } else {
        let recorded = (try? Project.read(path)) ?? []
        #expect(recorded == Array(text.utf8), "\(path) is not what the sources generate")
      }
    }
  }

  @Test func thereIsAPageOfEachCommandAndTopic() throws {
    let names = Set(ManPage.all.map(\.name))
    for command in SwiftgradCommand.commands {
      #expect(names.contains("swiftgrad-\(command.name)"))
      #expect(command.description.name == command.name)
    }
    for topic in HelpTopic.all { #expect(names.contains("swiftgrad-\(topic.name)")) }
    #expect(names.count == SwiftgradCommand.commands.count + HelpTopic.all.count + 1)
  }

  @Test func mandocFindsNoFault() throws {
    for page in ManPage.all {
      let run = try shell("mandoc -T lint -W warning man/\(page.fileName)")
      #expect(run.status == 0 && run.output.isEmpty, "\(run.output)\(run.errors)")
    }
  }

  @Test func linesOfHelpFitATerminal() throws {
    let pages =
      SwiftgradCommand.commands.map { HelpPage.text($0.description) }
      + HelpTopic.all.map(HelpPage.text) + [HelpPage.text(SwiftgradCommand.description)]
    for page in pages {
      for line in page.split(separator: "\n") where !line.hasPrefix("  swiftgrad") {
        #expect(line.count <= 80, "\(line)")
      }
    }
  }

  /// The first lines show the most common uses.
  @Test func helpBeginsWithThreeUses() throws {
    let lines = HelpPage.text(SwiftgradCommand.description).split(separator: "\n")
    #expect(lines.prefix(7).count { $0.hasPrefix("  swiftgrad ") } == 3)
  }

  struct Example: Sendable, CustomTestStringConvertible {
    let command: String
    var testDescription: String { command }
  }

  static let examples =
    SwiftgradCommand.commands.flatMap {
      $0.description.examples.map { Example(command: $0.command) }
    }
    + HelpTopic.all.flatMap(\.blocks).compactMap {
      if case .example(let command, _) = $0 { Example(command: command) } else { nil }
    }

  /// Every example of help can be run as it stands.
  @Test(arguments: examples)
  func examplesRun(_ example: Example) throws {
    let folder = try TemporaryFolder()
    let setUp = """
      cp '\(Project.path("Tests/ConsoleTests/Fixtures/data.npy"))' '\(folder.path)' &&
      cd '\(folder.path)' && export HOME='\(folder.path)' &&
      printf 'x\\n1\\n2\\n' > rows.csv &&
      mkdir -p .zfunc .local/share/bash-completion/completions .config/fish/completions &&
      swiftgrad() { '\(Binary.path)' "$@"; } &&
      { \(example.command)
      }; status=$?; rm -rf '\(folder.path)'; exit $status
      """
    let run = try shell(setUp)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(!run.errors.contains("error"), "\(run.errors)")
  }
}

/// Runs a script of bash in the root of the package.
func shell(_ script: String, environment: [String: String] = [:]) throws -> Binary.Run {
  try Binary.run(
    program: "/bin/bash", ["-c", "cd '\(Project.root)'; \(script)"].map { Array($0.utf8) },
    environment: environment)
}
