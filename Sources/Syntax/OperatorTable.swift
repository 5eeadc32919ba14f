/// The operators of a language as data: the parser reads it and knows no operator itself.
///
/// Binding powers are positive; a higher one binds tighter. Lambdas and conditionals bind looser
/// than every operator, calls, subscripts and attributes tighter.
///
/// A class, because lexers and parsers hold the same one.
public final class OperatorTable: Sendable {
  public enum Fixity: Sendable { case prefix, infix }
  public enum Associativity: Sendable { case left, right }

  public enum Meaning: Sendable, Hashable {
    /// `apply` of the function to the operands.
    case function(String)
    /// The same, but `a < b < c` is a chain.
    case comparison(String)
    /// Short-circuiting `and`, `or`.
    case conjunction, disjunction
  }

  public struct Operator: Sendable {
    /// All spellings; the first one is printed.
    public var spellings: [String]
    public var meaning: Meaning
    public var fixity: Fixity
    public var bindingPower: Int
    /// An operator inside the right operand has to bind at least as tightly as this.
    public var rightPower: Int
    /// Whether `a OP 2b` could be read in two ways, and is refused.
    public var refusesJuxtaposition: Bool
    /// Whether an operand of a comparison has to put it in parentheses, as masks do.
    public var refusesComparison: Bool

    /// - Parameter rightPower: by default what the associativity says.
    public init(
      _ spellings: String..., meaning: Meaning, fixity: Fixity = .infix, bindingPower: Int,
      associativity: Associativity = .left, rightPower: Int? = nil,
      refusesJuxtaposition: Bool = false, refusesComparison: Bool = false
    ) {
      self.spellings = spellings
      self.meaning = meaning
      self.fixity = fixity
      self.bindingPower = bindingPower
      let isRepeatable = fixity == .prefix || associativity == .right
      self.rightPower = rightPower ?? (isRepeatable ? bindingPower : bindingPower + 1)
      self.refusesJuxtaposition = refusesJuxtaposition
      self.refusesComparison = refusesComparison
    }
  }

  /// The number of a spelling among those of all operators.
  typealias SpellingIndex = UInt16

  /// The operators that a spelling can stand for.
  private struct Spelling: Sendable {
    var prefix: Int?
    var infix: Int?
  }

  public let operators: [Operator]
  /// The operator that a number directly before a name or a parenthesis means; an index.
  let juxtaposition: Int?
  private let spellings: [Spelling]
  /// Everything that is known by its spelling, ordered by first byte, longest first.
  private let symbols: [Symbol]
  /// Where the symbols with a first byte begin; one entry more than there are bytes.
  private let firstSymbols: [Int]

  /// A spelling that begins with an ASCII letter is a word. None is longer than eight bytes, and there
  /// are fewer than 65,536.
  ///
  /// - Parameter juxtaposition: what a number directly before a name or a parenthesis means;
  ///   without it, that is an error.
  public init(_ operators: [Operator], juxtaposition: Operator? = nil) {
    var all = operators
    if let juxtaposition { all.append(juxtaposition) }
    self.operators = all
    self.juxtaposition = juxtaposition == nil ? nil : all.count - 1

    var spellings: [Spelling] = []
    var known: [Symbol] = []
    for (index, entry) in operators.enumerated() {
      for text in entry.spellings {
        let code = SpellingCode(text)
        var position = known.firstIndex { $0.code == code }
        if position == nil {
          position = spellings.count
          known.append(Symbol(code: code, token: .symbol(SpellingIndex(spellings.count))))
          spellings.append(Spelling())
        }
        guard let position else { continue }
        switch entry.fixity {
        case .prefix: spellings[position].prefix = index
        case .infix: spellings[position].infix = index
        }
      }
    }
    self.spellings = spellings
    symbols = Self.withFixedSymbols(known + Self.augmented(spellings, of: operators, known))
    var firstSymbols = [Int](repeating: 0, count: 257)
    for symbol in symbols { firstSymbols[Int(symbol.code.firstByte) + 1] += 1 }
    for byte in 1...256 { firstSymbols[byte] += firstSymbols[byte - 1] }
    self.firstSymbols = firstSymbols
  }

  /// The longest symbol with which a text begins, by its first bytes.
  func symbol(beginning code: SpellingCode) -> Symbol? {
    for index in places(of: code) where code.hasPrefix(symbols[index].code) {
      return symbols[index]
    }
    return nil
  }

  /// The symbol that is spelt so.
  func symbol(_ code: SpellingCode) -> Symbol? {
    for index in places(of: code) where symbols[index].code == code { return symbols[index] }
    return nil
  }

  /// Where the symbols are that begin with the same byte.
  private func places(of code: SpellingCode) -> Range<Int> {
    firstSymbols[Int(code.firstByte)]..<firstSymbols[Int(code.firstByte) + 1]
  }

  /// The operator that a spelling is in front of an operand.
  func prefix(_ spelling: SpellingIndex) -> Int? { spellings[Int(spelling)].prefix }

  /// The operator that a spelling is between operands.
  func infix(_ spelling: SpellingIndex) -> Int? { spellings[Int(spelling)].infix }

  /// The function of an operator that compares; nil of all others.
  func comparison(_ index: Int) -> String? {
    if case .comparison(let function) = operators[index].meaning { function } else { nil }
  }

  /// An operator with its operands.
  func node(_ index: Int, _ operands: Expression.Operands) -> Expression.Node {
    switch operators[index].meaning {
    case .function(let name), .comparison(let name): .apply(name, operands)
    case .conjunction:
      operands.count == 2 ? .and(operands[0], operands[1]) : .apply("and", operands)
    case .disjunction:
      operands.count == 2 ? .or(operands[0], operands[1]) : .apply("or", operands)
    }
  }

  /// `+=` for each infix function that has it in Python.
  private static func augmented(
    _ spellings: [Spelling], of operators: [Operator], _ known: [Symbol]
  ) -> [Symbol] {
    ["+", "-", "*", "/", "**", "//", "%", "@"].compactMap { text in
      let code = SpellingCode(text)
      guard let symbol = known.first(where: { $0.code == code }),
        case .symbol(let spelling) = symbol.token, let index = spellings[Int(spelling)].infix,
        case .function = operators[index].meaning
      else { return nil }
      return Symbol(code: SpellingCode(text + "="), token: .augmented(spelling))
    }
  }

  /// Adds the keywords, the punctuation, and what other languages write, to the operators.
  private static func withFixedSymbols(_ operators: [Symbol]) -> [Symbol] {
    var symbols = operators
    func add(_ text: String, _ token: Token.Kind) {
      let code = SpellingCode(text)
      if symbols.contains(where: { $0.code == code }) { return }
      symbols.append(Symbol(code: code, token: token))
    }
    for word in Keyword.allCases { add(word.rawValue, .keyword(word)) }
    for mark in Punctuation.allCases { add(mark.rawValue, .punctuation(mark)) }
    for (index, foreign) in ForeignOperator.all.enumerated() {
      add(foreign.spelling, .foreign(UInt8(index)))
    }
    return sorted(symbols)
  }

  /// By first byte, longest first. They are few, and this is done at every start: the library's sort
  /// takes longer to get ready than this takes.
  private static func sorted(_ symbols: [Symbol]) -> [Symbol] {
    var places: [Int] = []
    var ranks: [Int] = []
    for (index, symbol) in symbols.enumerated() {
      let rank = Int(symbol.code.firstByte) * 16 + 8 - symbol.code.length
      var place = ranks.count
      while place > 0, ranks[place - 1] > rank { place -= 1 }
      ranks.insert(rank, at: place)
      places.insert(index, at: place)
    }
    return places.map { symbols[$0] }
  }
}

/// What the lexer recognises by its spelling.
struct Symbol: Sendable {
  var code: SpellingCode
  var token: Token.Kind
}

/// Up to eight bytes in one word, so that comparing spellings is comparing integers.
struct SpellingCode: Equatable, Sendable {
  static let maximalLength = 8

  private(set) var bits: UInt64 = 0
  private(set) var length = 0

  /// - Precondition: at most eight bytes.
  init(_ text: String) {
    precondition(text.utf8.count <= Self.maximalLength, "a spelling has at most eight bytes")
    for byte in text.utf8 { append(byte) }
  }

  /// The bytes from an offset on, as many as there are up to a length.
  init(_ bytes: borrowing [UInt8], at offset: Int, length limit: Int = maximalLength) {
    guard offset >= 0, offset + Self.maximalLength <= bytes.count else {
      for byte in bytes[offset..<min(offset + limit, bytes.count)] { append(byte) }
      return
    }
    let word = bytes.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    length = limit
    bits = UInt64(littleEndian: word) & mask
  }

  private mutating func append(_ byte: UInt8) {
    bits |= UInt64(byte) << UInt64(8 * length)
    length += 1
  }

  var firstByte: UInt8 { UInt8(truncatingIfNeeded: bits) }

  var isWord: Bool {
    let letter = firstByte | 0x20
    return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")
  }

  /// Whether it begins with another one.
  func hasPrefix(_ other: SpellingCode) -> Bool {
    other.length <= length && bits & other.mask == other.bits
  }

  /// The bits that its length covers.
  private var mask: UInt64 { length == 0 ? 0 : .max &>> UInt64(64 - 8 * length) }
}
