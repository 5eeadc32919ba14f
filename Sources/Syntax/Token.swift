/// A piece of source text that the grammar does not look into.
///
/// There is one for every few bytes of the text, so that it is small and owns nothing: values stand
/// in the `TokenList`.
struct Token: Sendable {
  enum Kind: Sendable {
    case number, string
    /// `isRespelt` if it is called otherwise than it is written.
    case name(isRespelt: Bool)
    case keyword(Keyword)
    /// A spelling of the operator table.
    case symbol(OperatorTable.SpellingIndex)
    case punctuation(Punctuation)
    /// `+=` and the like: the spelling of its operator.
    case augmented(OperatorTable.SpellingIndex)
    /// An operator of another language, by its index among them; the lexer refuses it.
    case foreign(UInt8)
    case newline, end
  }

  var range: SourceRange
  /// Of a bracket: the index of the token that closes or opens it. Of what has a value in the list:
  /// the index of the value.
  @Compact var link: Int
  var kind: Kind
  /// Of an opening bracket: whether a `;` stands directly inside.
  var holdsStatements = false

  var partner: Int { link }
  var start: Int { range.start }
  var end: Int { range.end }

  func isPunctuation(_ mark: Punctuation) -> Bool {
    if case .punctuation(mark) = kind { true } else { false }
  }

  func isKeyword(_ keyword: Keyword) -> Bool {
    if case .keyword(keyword) = kind { true } else { false }
  }

  var isNumber: Bool {
    if case .number = kind { true } else { false }
  }
}

/// Words that are not names, besides the operators that are words.
enum Keyword: String, CaseIterable, Sendable {
  case lambda
  case `if`
  case `else`
  case `for`
  case `in`
  case `is`
  case capitalTrue = "True"
  case `true`
  case capitalFalse = "False"
  case `false`
  case none = "None"
}

enum Punctuation: String, CaseIterable, Sendable {
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"
  case comma = ","
  case colon = ":"
  case semicolon = ";"
  case dot = "."
  case ellipsis = "..."
  case equals = "="
  case arrow = "->"

  /// What closes it, if it is an opening bracket.
  var closing: Punctuation? {
    switch self {
    case .openParenthesis: .closeParenthesis
    case .openBracket: .closeBracket
    case .openBrace: .closeBrace
    default: nil
    }
  }

  var isClosing: Bool {
    self == .closeParenthesis || self == .closeBracket || self == .closeBrace
  }
}
