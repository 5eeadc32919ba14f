import Syntax
import Testing

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("plain text, α 🙂", "plain text, α 🙂"),
    ("\u{1B}[31mred", #"\u{1B}[31mred"#),
    ("a\nb\tc\rd", #"a\nb\tc\rd"#),
    ("\0\u{7F}\u{9B}", #"\u{0}\u{7F}\u{9B}"#),
    ("a\u{202E}b\u{2066}\u{200B}", #"a\u{202E}b\u{2066}\u{200B}"#),
    ("\u{2028}\u{2029}\u{FEFF}\u{AD}", #"\u{2028}\u{2029}\u{FEFF}\u{AD}"#),
    ("a\r\nb", #"a\r\nb"#),
  ])
  func controlCharactersAreVisible(text: String, shown: String) {
    #expect(text.withControlCharactersVisible == shown)
  }

  @Test func everyControlCharacterIsEscaped() {
    for value in (0..<0x20).map(UInt32.init) + (0x7F..<0xA0).map(UInt32.init) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = String(scalar).withControlCharactersVisible
      #expect(shown.hasPrefix("\\"), "U+\(value)")
      #expect(shown.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    }
  }
}
