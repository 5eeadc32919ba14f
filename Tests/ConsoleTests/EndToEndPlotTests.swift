import Glibc
import Tables
import TestSupport
import Testing

/// `swiftgrad plot` as users and tools call it; what it draws is in `Golden/plots.txt`.
@Suite struct EndToEndPlotTests {
  private func plot(
    _ words: String..., output: Binary.Output = .captured, environment: [String: String] = [:]
  ) throws -> Binary.Run {
    try Binary.run(["plot"] + words, environment: environment, output: output)
  }

  private func isBraille(_ run: Binary.Run) -> Bool {
    run.output.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) }
  }

  /// In a file or a pipe braille patterns, on a terminal if it can show them.
  @Test func marksAreThoseOfTheLocale() throws {
    #expect(try isBraille(plot("x")))
    #expect(try !isBraille(plot("x", "--plain")))
    for (variable, value, shows) in [
      ("LC_ALL", "C", false), ("LC_ALL", "C.utf8", true), ("LC_ALL", "en_US.UTF-8", true),
      ("LC_ALL", "de_DE.ISO-8859-1", false),
    ] {
      let run = try plot("x", output: .terminal, environment: [variable: value])
      #expect(isBraille(run) == shows, "\(value)")
    }
    let german = ["LC_ALL": "", "LANG": "de_DE.UTF-8"]
    #expect(try isBraille(plot("x", output: .terminal, environment: german)))
    let dumb = ["LC_ALL": "C.UTF-8", "TERM": "dumb"]
    #expect(try !isBraille(plot("x", output: .terminal, environment: dumb)))
    #expect(try isBraille(plot("x", "--braille", output: .terminal)))
  }

  @Test func colours() throws {
    #expect(try !plot("x").output.contains("\u{1B}"))
    #expect(try plot("x", "--color", "always").output.contains("\u{1B}[36m"))
    #expect(try plot("x", output: .terminal).output.contains("\u{1B}[36m"))
    #expect(
      try !plot("x", output: .terminal, environment: ["NO_COLOR": "1"]).output.contains("\u{1B}"))
  }

  @Test func fitsTheTerminal() throws {
    for width in [30, 64, 90] {
      let lines = try plot("x", environment: ["COLUMNS": "\(width)", "LINES": "15"]).output
        .split(separator: "\n")
      #expect(lines.map(\.count).max() == width && lines.count == 13)
    }
  }

  /// Words and flags ask for the same.
  @Test func sentenceAndFlagsAgree() throws {
    let sentence = try plot("sin(a*x), x and their derivatives from -pi to 2 with a=3", "--json")
    #expect(sentence.status == 0)
    let flags = try plot(
      "sin(a*x)", "x", "--from", "-pi", "--to=2", "--derivative", "a=3", "--json")
    #expect(sentence.output == flags.output)
    let captured = try plot(
      "sin(a*x),", "x", "and", "their", "derivatives", "from", "-pi", "to", "2", "--let", "a=3",
      "--json")
    #expect(sentence.output == captured.output)
  }

  @Test func tablesHoldThePoints() throws {
    let table = try plot("x^3 and its derivative from 0 to 2", "--csv").output
      .split(separator: "\n")
    #expect(table.first == "x,x^3,\"d/dx (x^3)\"")
    for row in table.dropFirst() {
      let numbers = row.split(separator: ",").compactMap { Double($0) }
      try #require(numbers.count == 3)
      #expect(abs(numbers[1] - pow(numbers[0], 3)) < 1e-14)
      #expect(abs(numbers[2] - 3 * numbers[0] * numbers[0]) < 1e-14)
    }
    let json = try Plain(parsing: plot("floor(x) from 0 to 1.5", "--json").output)
    #expect(json["variable"]?.text == "x" && json["to"]?.number == 1.5)
    let curve = try #require(json["curves"]?.items.first)
    #expect(curve["label"]?.text == "floor(x)" && curve["order"]?.number == 0)
    #expect(curve["y"]?.items.count == json["x"]?.items.count && table.count > 50)
    #expect(curve["breaks"]?.items.first?["kind"]?.text == "jump")
  }

  @Test func writesPictures() throws {
    let folder = try TemporaryFolder()
    let (svg, png) = (folder.path + "/sine.svg", folder.path + "/sine.png")
    let run = try plot("sin", "--svg", svg, "--png", png)
    #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty)
    let text = String(decoding: try File.read(svg), as: UTF8.self)
    #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"))
    #expect(try File.read(png).starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    #expect(try plot("sin", "--svg", "-").output == text)
    #expect(try plot("sin", output: .file("/dev/full")).status == 74)
  }

  /// The picture that the README shows is what the command that it names writes.
  @Test func thePictureOfTheReadmeIsReal() throws {
    let run = try plot("exp(-x^2/2)*cos(3x) and its derivative from -4 to 4", "--svg", "-")
    #expect(run.output == String(decoding: try Project.read("docs/plot.svg"), as: UTF8.self))
  }
}
