/// Cuts a source text into tokens and pairs its brackets.
///
/// Line ends inside brackets are white space. The first fault in the text ends it.
struct Lexer {
  let source: SourceText
  /// Those of the source.
  let bytes: [UInt8]
  let operators: OperatorTable
  let nestingLimit: Int
  var offset = 0
  var list = TokenList()
  /// The opening brackets that are not closed yet, as token indices.
  var openBrackets: [Int] = []
  /// Whether the text is a session of Python's prompt.
  var isTranscript = false

  static func tokens(
    of source: SourceText, operators: OperatorTable, nestingLimit: Int
  ) throws(Diagnostic) -> TokenList {
    var lexer = Lexer(
      source: source, bytes: source.utf8, operators: operators, nestingLimit: nestingLimit)
    // Every token but the end has a byte. What is reserved for others is never touched.
    lexer.list.tokens.reserveCapacity(lexer.bytes.count + 1)
    lexer.beginTranscript()
    while lexer.offset < lexer.bytes.count { try lexer.scan() }
    if let open = lexer.openBrackets.last {
      throw lexer.unclosed(lexer.list[open])
    }
    lexer.add(.end, from: lexer.offset)
    return lexer.list
  }

  /// The byte at a distance from the current one, 0 after the end.
  func peek(_ distance: Int = 0) -> UInt8 {
    offset + distance < bytes.count ? bytes[offset + distance] : 0
  }

  mutating func add(_ kind: Token.Kind, from start: Int) {
    list.append(kind, range(from: start))
  }

  /// The range of what has been read since an offset.
  func range(from start: Int) -> SourceRange { SourceRange(start: start, end: offset) }

  private mutating func scan() throws(Diagnostic) {
    let byte = peek()
    switch byte {
    case _ where isNameByte(byte): try scanName()
    case UInt8(ascii: " "), UInt8(ascii: "\t"): offset += 1
    case UInt8(ascii: "\n"): scanLineEnd(length: 1)
    case UInt8(ascii: "\r") where peek(1) == UInt8(ascii: "\n"): scanLineEnd(length: 2)
    case UInt8(ascii: "#"): try skipComment()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): try scanNumber()
    case UInt8(ascii: ".") where isDigit(peek(1)): try scanNumber()
    case UInt8(ascii: "'"), UInt8(ascii: "\""): try scanString()
    case UInt8(ascii: "\\") where skipContinuation(): break
    default: try scanSymbol()
    }
  }

  private mutating func scanLineEnd(length: Int) {
    let start = offset
    offset += length
    if openBrackets.isEmpty { add(.newline, from: start) }
    if isTranscript { skipPrompt() }
  }

  /// Skips a backslash at the end of a line, which continues the line.
  private mutating func skipContinuation() -> Bool {
    var length = 1
    if peek(length) == UInt8(ascii: "\r") { length += 1 }
    guard peek(length) == UInt8(ascii: "\n") else { return false }
    offset += length + 1
    return true
  }

  private func isLineEnd() -> Bool {
    peek() == UInt8(ascii: "\r") && peek(1) == UInt8(ascii: "\n")
  }

  private mutating func skipComment() throws(Diagnostic) {
    while offset < bytes.count, peek() != UInt8(ascii: "\n") {
      if peek() >= 0x20, peek() < 0x7F {
        offset += 1
      } else if peek() == UInt8(ascii: "\t") || isLineEnd() {
        offset += 1
      } else {
        let scalar = scalar()
        if scalar.isInvisibleControl { throw controlCharacter(scalar) }
        offset += scalar.utf8.count
      }
    }
  }

  private mutating func scanSymbol() throws(Diagnostic) {
    let start = offset
    guard let symbol = operators.symbol(beginning: SpellingCode(bytes, at: start)) else {
      return try scanLetter()
    }
    offset += symbol.code.length
    switch symbol.token {
    case .foreign(let index): throw foreign(ForeignOperator.all[Int(index)], from: start)
    case .punctuation(let mark): try add(mark, from: start)
    default: add(symbol.token, from: start)
    }
  }

  /// Reads a name that begins with a letter beyond ASCII, and refuses everything else.
  @inline(never)
  private mutating func scanLetter() throws(Diagnostic) {
    let scalar = scalar()
    guard scalar.value >= 0x80, scalar.properties.isXIDStart, !Lookalike.isRefusedInNames(scalar)
    else { throw refusal(of: scalar) }
    try scanName()
  }

  // MARK: Brackets

  private mutating func add(_ mark: Punctuation, from start: Int) throws(Diagnostic) {
    switch mark {
    case .openParenthesis, .openBracket, .openBrace:
      if openBrackets.count >= nestingLimit {
        throw .tooDeep(nestingLimit, at: source.location(range(from: start)))
      }
      openBrackets.append(list.count)
    case .closeParenthesis, .closeBracket, .closeBrace: return try close(mark, from: start)
    case .semicolon:
      if let open = openBrackets.last { list.tokens[open].holdsStatements = true }
    case .comma, .colon, .dot, .ellipsis, .equals, .arrow: break
    }
    add(.punctuation(mark), from: start)
  }

  private mutating func close(_ mark: Punctuation, from start: Int) throws(Diagnostic) {
    let range = range(from: start)
    guard let open = openBrackets.popLast() else {
      throw Diagnostic(
        "unopened-bracket", "`\(mark.rawValue)` closes nothing", at: source.location(range),
        hint: "remove it, or open a bracket before it")
    }
    if case .punctuation(let opening) = list[open].kind, let closing = opening.closing,
      closing != mark
    {
      let (line, column) = source.position(at: list[open].start)
      throw Diagnostic(
        "mismatched-bracket",
        "`\(mark.rawValue)` where `\(closing.rawValue)` should close the `\(opening.rawValue)` at"
          + " line \(line), column \(column)",
        at: source.location(range))
    }
    list.tokens[open].link = list.count
    list.append(.punctuation(mark), range, partner: open)
  }

  private func unclosed(_ token: Token) -> Diagnostic {
    let text = source[token.range]
    let closing = Punctuation(rawValue: text)?.closing?.rawValue ?? ""
    return Diagnostic(
      "unclosed-bracket", "`\(text)` is never closed", at: source.location(token.range),
      hint: "add `\(closing)`")
  }
}

extension Diagnostic {
  static func tooDeep(_ limit: Int, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "too-deep", "more than \(limit) levels of nesting", at: place,
      hint: "name parts of the expression: `a = ...; b = ...`", kind: .limit)
  }
}
