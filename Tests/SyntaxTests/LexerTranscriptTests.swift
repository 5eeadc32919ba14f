import Syntax
import Testing

@Suite struct LexerTranscriptTests {
  @Test(arguments: [
    (">>> x + 1", "x + 1"),
    (">>> def f(x):\n...     return x\n...\n>>> f(2)\n2.0\n>>>", "f(x) = x; f(2)"),
    (">>> f(\n...   2)\r\nArray(2., dtype=float32)\n", "f(2)"),
    (">>> x[\n... ..., 0]", "x[..., 0]"),
    (
      ">>> if x > 0:\n...   y = 1\n... else:\n...   y = 2\n... \n>>> y",
      "y = 1 if x > 0 else 2; y"
    ),
  ])
  func promptsAndAnswersAreSkipped(text: String, expected: String) {
    #expect(desugared(text) == expected)
  }

  @Test func rangesCountThePrompts() throws {
    let source = SourceText(">>> a = 1\n>>> b * c")
    let expression = try Parser.parse(source)
    #expect(expression.freeNames().map(\.range.start) == [14, 18])
  }

  @Test func withoutAPromptAtTheBeginningTheyAreRefused() {
    #expect(failure("x\n>>> y")?.code == "foreign-operator")
    #expect(failure(" >>> y")?.code == "foreign-operator")
  }
}
