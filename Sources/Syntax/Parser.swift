/// An operator-precedence parser on an explicit stack: nesting costs memory, never call depth.
///
/// It alternates between two states. Where an operand has to come (`Parser+Operands`), it reads
/// one or opens a construct; behind an operand (`Parser+Operators`), it applies postfixes, pushes
/// operators, or meets a terminator, which completes the pending operators and goes to the
/// innermost open construct (`Parser+Terminators`).
public struct Parser {
  let source: SourceText
  let operators: OperatorTable
  let nestingLimit: Int
  let tokens: TokenList
  var cursor = 0
  var expression: Expression
  /// What is pending: operators and open constructs, the statement at the bottom.
  var frames: [Frame] = []
  var nesting = 0
  /// Completed operands whose parent is not complete.
  var operands: [Operand] = []
  var expectsOperand = true
  /// Whether the next token begins a statement.
  var isBetweenStatements = true
  var isDone = false

  // What frames collect besides operands; each frame knows where its part begins.
  var arguments: [OpenArgument] = []
  var parameters: [Expression.Parameter] = []
  var clauses: [Expression.Clause] = []
  /// What of the targets of each clause is to be taken apart before they are used.
  var clauseParts: [[Pattern.Part]] = []
  var chainFunctions: [String] = []
  /// The current items of the subscripts.
  var subscriptItems: [SubscriptItem] = []
  /// Of each list of parameters: the first one behind a `*` alone.
  var firstNamed: [Int] = []

  var statement = Statement()
  /// The statements in which the parentheses stand whose statements are being read.
  var outerStatements: [Statement] = []
  /// The completed statements of parentheses.
  var innerStatements: [Expression.Index] = []
  /// The suites that are open, the program at the bottom.
  var suites = [OpenSuite(owner: .program)]
  var lineIndentation: Indentation?
  var decorators: [Decorator] = []
  /// The functions that a decorator has replaced.
  var decorated: Set<String> = []
  var imports = Imports()

  /// Parses a whole source text: one statement, or several.
  ///
  /// Throws the first error, with its place; `too-deep` beyond `nestingLimit` levels, `too-long`
  /// beyond `lengthLimit` bytes, which is 2 GB at most.
  /// Takes time linear in the length of the text.
  public static func parse(
    _ source: SourceText, operators: OperatorTable = .standard, nestingLimit: Int = 200_000,
    lengthLimit: Int = Int(Int32.max)
  ) throws(Diagnostic) -> Expression {
    let lengthLimit = min(lengthLimit, Compact.maximum)
    if source.utf8.count > lengthLimit {
      throw Diagnostic(
        "too-long",
        "\(source.name.withControlCharactersVisible) has more than \(lengthLimit) bytes",
        kind: .limit)
    }
    let tokens = try Lexer.tokens(of: source, operators: operators, nestingLimit: nestingLimit)
    var parser = Parser(
      source: source, operators: operators, nestingLimit: nestingLimit, tokens: tokens)
    return try parser.parse()
  }

  private init(
    source: SourceText, operators: OperatorTable, nestingLimit: Int, tokens: TokenList
  ) {
    self.source = source
    self.operators = operators
    self.nestingLimit = nestingLimit
    self.tokens = tokens
    expression = Expression(source: source)
    expression.nodes.reserveCapacity(tokens.count)
    expression.places.reserveCapacity(tokens.count)
    // Hardly more is ever pending, and what is reserved and not used costs nothing.
    frames.reserveCapacity(tokens.count / 2)
    operands.reserveCapacity(tokens.count / 2)
  }

  private mutating func parse() throws(Diagnostic) -> Expression {
    frames.append(Frame(kind: .statement, token: 0))
    while !isDone {
      if isBetweenStatements {
        try beginStatement()
      } else if expectsOperand {
        try parseOperand()
      } else {
        try parseOperation()
      }
    }
    return expression
  }

  // MARK: Tokens

  var token: Token { tokens[cursor] }

  /// The token behind the current one; the end token is followed by itself.
  func token(after distance: Int) -> Token { tokens[min(cursor + distance, tokens.count - 1)] }

  var previous: Token? { cursor > 0 ? tokens[cursor - 1] : nil }

  func text(_ token: Token) -> String { source[token.range] }

  /// The name that a token is; nil if it is none.
  func name(_ token: Token) -> String? {
    guard case .name(let isRespelt) = token.kind else { return nil }
    return isRespelt ? tokens.text(of: token) : text(token)
  }

  // MARK: Stacks

  /// Adds a leaf or a completed construct as an operand.
  mutating func push(
    _ node: consuming Expression.Node, _ range: SourceRange, anchor: SourceRange? = nil
  ) {
    operands.append(Operand(node: expression.append(node, range, anchor: anchor), range: range))
  }

  mutating func push(_ frame: Frame) throws(Diagnostic) {
    var frame = frame
    frame.construct = frame.isConstruct ? frames.count : innermost.construct
    frame.isNesting = isNesting(frame)
    if frame.isNesting {
      nesting += 1
      if nesting > nestingLimit {
        throw .tooDeep(nestingLimit, at: source.location(tokens[frame.token].range))
      }
    }
    frames.append(frame)
  }

  /// Whether a frame counts as a level: operators that associate to the left do not pile up.
  private func isNesting(_ frame: Frame) -> Bool {
    switch frame.kind {
    case .chain: false
    case .infix: frame.rightPower <= operators.operators[frame.operation].bindingPower
    default: true
    }
  }

  @discardableResult
  mutating func popFrame() -> Frame {
    let frame = frames.removeLast()
    if frame.isNesting { nesting -= 1 }
    return frame
  }

  /// Removes the operands from a height on and gives their nodes.
  mutating func popNodes(from height: Int) -> [Expression.Index] {
    let nodes = operands[height...].map(\.node)
    operands.removeLast(nodes.count)
    return nodes
  }

  var innermost: Frame { frames[frames.count - 1] }
}

/// A completed operand on the parser's stack.
struct Operand {
  var node: Expression.Index
  /// What it spans, with parentheses around it.
  var range: SourceRange
  var form = Form.plain

  /// What it looks like, where that says what may stand beside it.
  enum Form {
    case plain, parenthesised
    /// A product by juxtaposition, with the end of its number.
    case juxtaposition(split: Int32)
    /// Made with a mask operator, a token.
    case mask(token: Int32)
  }

  var isParenthesised: Bool {
    if case .parenthesised = form { true } else { false }
  }
}

/// An operator that waits for its right operand, or a construct that is open.
struct Frame {
  enum Kind: Equatable {
    // Pending operators.
    case prefix, infix, chain
    /// Behind `else`: the last operand of a conditional.
    case otherwise
    /// A lambda's body.
    case body
    // Open constructs; only a terminator ends them.
    case statement, group, list, dictionary, call, subscripted, condition
    /// Statements in parentheses.
    case block
    case parameters(ParameterStyle)
    case comprehension(ComprehensionPart)
  }

  enum ParameterStyle {
    case arrow, lambda
    /// `f(x) = e`.
    case definition
    /// `def f(x): ...`.
    case function
  }
  enum ComprehensionPart { case iterable, condition }

  var kind: Kind
  /// The token that began it.
  @Compact var token: Int
  /// The height of the operand stack when it began.
  @Compact var operandBase = 0
  /// The height of the stack it collects on besides.
  @Compact var sideBase = 0
  /// Of a prefix or infix operator: its index in the operator table.
  @Compact var operation = 0
  /// Of an operator: how tightly an operator in the right operand has to bind.
  @Compact var rightPower = 0
  var isNesting = false
  /// The position of the innermost open construct, itself or below.
  @Compact var construct = 0
  /// Of a group: whether a comma made it a tuple.
  var hasComma = false
  /// Of a comprehension: whether it is the argument of a call without parentheses of its own.
  var isCall = false

  var isComprehension: Bool {
    if case .comprehension = kind { true } else { false }
  }

  var isConstruct: Bool {
    switch kind {
    case .prefix, .infix, .chain, .otherwise, .body: false
    default: true
    }
  }
}

/// An item of a subscript that is being read.
struct SubscriptItem {
  var firstToken: Int
  var colons = 0
  /// Whether there is something before the first colon, and before the second.
  var hasPart = (false, false)
}

/// An argument whose call is open.
struct OpenArgument {
  var argument: Expression.Argument
  /// The token that began it.
  @Compact var token: Int
}
