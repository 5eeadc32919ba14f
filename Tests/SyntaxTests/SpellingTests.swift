import Syntax
import Testing

@Suite struct SpellingTests {
  @Test(arguments: [
    ("lgo", "log", 1), ("sin", "sin", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("ab", "ba", 1),
  ])
  func countsLetters(word: String, other: String, distance: Int) {
    #expect(Spelling.distance(from: word, to: other) == distance)
    #expect(Spelling.distance(from: other, to: word) == distance)
  }

  @Test func findsTheNearestFirst() {
    let words = ["log", "log2", "erf", "sigmoid"]
    #expect(Spelling.similar(to: "lgo", among: words) == ["log"])
    #expect(Spelling.similar(to: "sigmiod", among: words) == ["sigmoid"])
    #expect(Spelling.similar(to: "x", among: words).isEmpty)
    #expect(Spelling.similar(to: "quite different", among: words).isEmpty)
  }
}
