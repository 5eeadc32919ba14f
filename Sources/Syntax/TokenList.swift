/// The tokens of a text, with the values of those that have one.
struct TokenList: Sendable {
  var tokens: [Token] = []
  private var numbers: [Double] = []
  /// The strings, and the names that are called otherwise than they are written.
  private var texts: [String] = []

  var count: Int { tokens.count }

  subscript(index: Int) -> Token { tokens[index] }

  func number(of token: Token) -> Double { numbers[token.link] }

  func text(of token: Token) -> String { texts[token.link] }

  mutating func append(_ kind: Token.Kind, _ range: SourceRange, partner: Int = 0) {
    tokens.append(Token(range: range, link: partner, kind: kind))
  }

  mutating func append(_ number: Double, _ range: SourceRange) {
    tokens.append(Token(range: range, link: numbers.count, kind: .number))
    numbers.append(number)
  }

  /// Appends what has a text of its own, a string or a name.
  mutating func append(_ kind: Token.Kind, _ range: SourceRange, text: String) {
    tokens.append(Token(range: range, link: texts.count, kind: kind))
    texts.append(text)
  }
}
