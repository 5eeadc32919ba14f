/// A piece of source text that the grammar does not look into.
struct Token: Sendable {
  enum Kind: Sendable {
    case number(Double)
    case string(String)
    case name(String)
    case keyword(Keyword)
    /// A spelling of the operator table, by its index there.
    case symbol(Int)
    case punctuation(Punctuation)
    /// `+=` and the like: the spelling of its operator, by its index in the operator table.
    case augmented(Int)
    /// An operator of another language, by its index among them; the lexer refuses it.
    case foreign(Int)
    case newline, end
  }

  var kind: Kind
  var start: Int
  var end: Int
  /// Of a bracket: the index of the token that closes or opens it.
  var partner = 0
  /// Of an opening bracket: whether a `;` stands directly inside.
  var holdsStatements = false

  var range: SourceRange { SourceRange(start: start, end: end) }

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
