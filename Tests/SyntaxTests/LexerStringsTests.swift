import Syntax
import Testing

@Suite struct LexerStringsTests {
  @Test(arguments: [
    ("'''a'''", "'a'"), ("\"\"\"a \"b\" c\"\"\"", "'a \"b\" c'"), ("''''a'''", "''a'"),
    ("''''''", "''"), ("'''a\nb'''", "'a\nb'"), (#"'''\alpha \\ \n\''''"#, "'\\alpha \\ \n''"),
    (#"r'\alpha'"#, "'\\alpha'"), (#"R"\"a""#, #"'\"a'"#), (#"r'''\\'''"#, #"'\\'"#),
    (#"r'\\'"#, #"'\\'"#), (#"r'\'"#, "unterminated-string"), ("r 'a'", "missing-operator"),
    ("rr'a'", "missing-operator"), (#"u'\u0041'"#, "'A'"), ("U'''a'''", "'a'"),
    ("b'a'", "missing-operator"), ("f'a'", "missing-operator"), ("ur'a'", "missing-operator"),
    ("'''a''", "unterminated-string"),
    ("f(r, 'a')", "(call f r 'a')"), ("'''a\u{7}'''", "control-character"),
  ])
  func stringsAreRead(text: String, expected: String) {
    #expect(tree(text) == expected)
  }
}
