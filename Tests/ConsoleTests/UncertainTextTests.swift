import Syntax
import Testing

@testable import Console

/// Where the text of an argument ends and its uncertainty begins.
@Suite struct UncertainTextTests {
  @Test(arguments: [
    ("2±0.1", "2", "0.1"), ("2 ± 0.1", "2", "0.1"), ("2+-0.1", "2", "0.1"),
    ("2+/-0.1", "2", "0.1"), ("2 +- 0.1 ", "2", "0.1"), ("-2±1e-3", "-2", "1e-3"),
    ("[1, 2]±[0.1, 0.2]", "[1, 2]", "[0.1, 0.2]"), ("(1+-2)+-3", "(1+-2)", "3"),
    ("2±(1+-0.5)", "2", "(1+-0.5)"), ("f(\"±\")±1", "f(\"±\")", "1"),
    ("@a+-b.npy ± @s.npy", "@a+-b.npy", "@s.npy"), ("2+--0.1", "2", "-0.1"),
  ])
  func isTakenApart(text: String, value: String, sigma: String) throws {
    let parts = try #require(try UncertainText(text, name: "argument x"))
    #expect(parts.value == value)
    #expect(parts.sigma == sigma)
  }

  @Test(arguments: ["2", "", "(2+-0.1)", "[1+-2]", "+-2", "2 + -1", "'±'", "@a±b.npy", "\"\\\"±\""])
  func isAValueAlone(text: String) throws {
    #expect(try UncertainText(text, name: "argument x") == nil)
  }

  @Test(arguments: ["±1", "2±", "2 ± ", "1±2±3", "1±2+-3", "[1±0.1, 2]", "2+-", "+/-2"])
  func isRefused(text: String) {
    #expect(throws: Diagnostic.self) { try UncertainText(text, name: "argument x") }
  }
}
