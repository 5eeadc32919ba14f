import Testing

@testable import Console

@Suite struct StatementBufferTests {
  private static func entries(_ lines: [String], atPrompt: Bool = false) -> [String] {
    var buffer = StatementBuffer()
    return lines.flatMap { buffer.add($0, endsAtBlankLine: atPrompt) }.map(\.text)
      + buffer.finish().map(\.text)
  }

  @Test func aLineIsAStatement() {
    #expect(Self.entries(["x = 1", "", "# a comment", "x"]) == ["x = 1", "x"])
  }

  @Test(arguments: [
    ["f(1,", "  2)"], ["[1,", "", "2]"], ["{'a':", "1}"], ["grad x: (x", "+ 1)"],
  ])
  func openBracketsWait(lines: [String]) {
    #expect(Self.entries(lines + ["y"]) == [lines.joined(separator: "\n"), "y"])
  }

  @Test func aCommandIsOneLine() {
    #expect(Self.entries([":type (", "1"]) == [":type (", "1"])
  }

  @Test func indentedLinesEndBeforeALineThatIsNot() {
    let lines = ["def f(t):", "  if t:", "    return 1", "", "  return 2", "f(1)"]
    #expect(Self.entries(lines) == [lines[..<5].joined(separator: "\n"), "f(1)"])
  }

  @Test func elseBelongsToIf() {
    let lines = ["if x > 1:", "  y = 1", "elif x > 0:", "  y = 2", "else:", "  y = 3", "y"]
    #expect(Self.entries(lines) == [lines[..<6].joined(separator: "\n"), "y"])
  }

  @Test func atAPromptABlankLineEndsThem() {
    let lines = ["def f(t):", "  return t", "", "f(1)"]
    #expect(Self.entries(lines, atPrompt: true) == ["def f(t):\n  return t", "f(1)"])
  }

  @Test func errorsAreStatementsToo() {
    #expect(Self.entries(["2 +", "1 2", ")", "x"]) == ["2 +", "1 2", ")", "x"])
  }

  @Test func linesAreCounted() {
    var buffer = StatementBuffer()
    let lines = ["", "a", "f(", "1)", "# c", "b"]
    #expect(lines.flatMap { buffer.add($0) }.map(\.line) == [2, 3, 6])
  }
}
