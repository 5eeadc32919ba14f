extension Expression: CustomStringConvertible {
  /// The expression in the spelling of the standard operators.
  public var description: String { printed() }

  /// The expression as text with no more parentheses than needed.
  ///
  /// Parsing the text with the same operators gives the same tree, other ranges aside.
  public func printed(operators: OperatorTable = .standard) -> String {
    guard nodes.indices.contains(root) else { return "" }
    var printer = ExpressionPrinter(expression: self, operators: operators)
    return printer.run()
  }
}

/// Prints from a stack of pieces that are still to be written, the next one on top.
private struct ExpressionPrinter {
  enum Piece {
    case text(String)
    /// A node that needs parentheses if it binds looser than the power.
    case node(Expression.Index, power: Int)
  }

  /// Calls, subscripts and attributes; numbers bind a little looser, as `2.T` and `2(x)` show.
  static let primaryPower = Int.max
  static let numberPower = Int.max - 1
  static let conditional = Parser.conditionalPower
  static let anything = Parser.lambdaPower
  /// Statements need parentheses wherever they are not the whole text.
  static let statements = anything - 1

  let expression: Expression
  let operators: OperatorTable
  private let infix: [String: OperatorTable.Operator]
  private let prefix: [String: OperatorTable.Operator]
  private let conjunction: OperatorTable.Operator?
  private let disjunction: OperatorTable.Operator?
  /// What an operand of a comparison has to reach so as not to be refused there.
  private let comparisonFloor: Int
  private var pieces: [Piece] = []
  private var output = ""

  init(expression: Expression, operators: OperatorTable) {
    self.expression = expression
    self.operators = operators
    var infix: [String: OperatorTable.Operator] = [:]
    var prefix: [String: OperatorTable.Operator] = [:]
    for entry in operators.operators where !entry.spellings.isEmpty {
      switch entry.meaning {
      case .function(let name), .comparison(let name):
        if entry.fixity == .infix, infix[name] == nil { infix[name] = entry }
        if entry.fixity == .prefix, prefix[name] == nil { prefix[name] = entry }
      case .conjunction, .disjunction: break
      }
    }
    self.infix = infix
    self.prefix = prefix
    conjunction = operators.operators.first { $0.meaning == .conjunction }
    disjunction = operators.operators.first { $0.meaning == .disjunction }
    let refused = operators.operators.filter(\.refusesComparison).map(\.bindingPower)
    comparisonFloor = (refused.max() ?? 0) + 1
  }

  mutating func run() -> String {
    var power = Self.statements
    // A text of one statement is that statement.
    if case .block(let statements) = expression.nodes[expression.root], statements.count == 1 {
      power = Self.anything
    }
    pieces = [.node(expression.root, power: power)]
    while let piece = pieces.popLast() {
      switch piece {
      case .text(let text): output += text
      case .node(let index, let power): write(index, power)
      }
    }
    return output
  }

  private mutating func write(_ index: Expression.Index, _ power: Int) {
    let node = expression.nodes[index]
    let (own, parts) = layout(node)
    let needsParentheses = own < power
    if needsParentheses { pieces.append(.text(")")) }
    pieces.append(contentsOf: parts.reversed())
    if needsParentheses { pieces.append(.text("(")) }
  }

  /// How tightly a node binds, and the pieces it is made of.
  private func layout(_ node: Expression.Node) -> (power: Int, pieces: [Piece]) {
    let primary = Self.primaryPower
    switch node {
    case .number(let value): return (Self.numberPower, [.text(Self.number(value))])
    case .string(let text): return (primary, [.text(Self.string(text))])
    case .name(let name): return (primary, [.text(name)])
    case .boolean(let value): return (primary, [.text(value ? "True" : "False")])
    case .none: return (primary, [.text("None")])
    case .ellipsis: return (primary, [.text("...")])
    case .apply(let function, let operands): return application(function, Array(operands))
    case .comparison(let operands, let functions): return chain(operands, functions)
    case .and(let left, let right): return short(conjunction, "and", left, right)
    case .or(let left, let right): return short(disjunction, "or", left, right)
    case .call(let callee, let arguments):
      return (primary, [.node(callee, power: primary)] + call(arguments))
    case .list(let items): return (primary, [.text("[")] + list(items) + [.text("]")])
    case .tuple(let items):
      return (primary, [.text("(")] + list(items) + [.text(items.count == 1 ? ",)" : ")")])
    case .dictionary(let entries): return (primary, dictionary(entries))
    case .subscripted(let base, let items):
      return (
        primary, [.node(base, power: primary), .text("[")] + list(items) + [.text("]")]
      )
    case .slice: return (primary, slice(node))
    case .attribute(let base, let name):
      return (primary, [.node(base, power: primary), .text(".\(name)")])
    case .lambda(let parameters, let body):
      return (Self.anything, arrow(parameters) + [.node(body, power: Self.anything)])
    case .conditional(let then, let condition, let otherwise):
      let operand = Self.conditional + 1
      return (
        Self.conditional,
        [
          .node(then, power: operand), .text(" if "), .node(condition, power: operand),
          .text(" else "), .node(otherwise, power: Self.anything),
        ]
      )
    case .comprehension(let element, let clauses, let isList):
      let inner = comprehension(element, clauses)
      return (primary, [.text(isList ? "[" : "(")] + inner + [.text(isList ? "]" : ")")])
    case .assignment(let targets, let value): return (Self.anything, assignment(targets, value))
    case .block(let statements): return (Self.statements, block(statements))
    }
  }

  // MARK: Operators

  private func application(
    _ function: String, _ operands: [Expression.Index]
  ) -> (power: Int, pieces: [Piece]) {
    if operands.count == 2, let entry = infix[function] {
      if case .comparison = entry.meaning { return chain(operands, [function]) }
      return infix(entry, entry.spellings[0], operands[0], operands[1])
    }
    if operands.count == 1, let entry = prefix[function] {
      let spelling = entry.spellings[0]
      let isWord = SpellingCode(spelling).isWord
      return (
        entry.bindingPower,
        [.text(isWord ? spelling + " " : spelling), .node(operands[0], power: entry.rightPower)]
      )
    }
    return (Self.primaryPower, [.text("\(function)(")] + list(operands) + [.text(")")])
  }

  private func infix(
    _ entry: OperatorTable.Operator, _ spelling: String, _ left: Expression.Index,
    _ right: Expression.Index
  ) -> (power: Int, pieces: [Piece]) {
    let isRightAssociative = entry.rightPower <= entry.bindingPower
    let leftPower = entry.bindingPower + (isRightAssociative ? 1 : 0)
    let sign = isRightAssociative ? spelling : " \(spelling) "
    return (
      entry.bindingPower,
      [.node(left, power: leftPower), .text(sign), .node(right, power: entry.rightPower)]
    )
  }

  private func short(
    _ entry: OperatorTable.Operator?, _ name: String, _ left: Expression.Index,
    _ right: Expression.Index
  ) -> (power: Int, pieces: [Piece]) {
    guard let entry else {
      return (Self.primaryPower, [.text("\(name)(")] + list([left, right]) + [.text(")")])
    }
    return infix(entry, entry.spellings.first ?? name, left, right)
  }

  private func chain(
    _ operands: [Expression.Index], _ functions: [String]
  ) -> (power: Int, pieces: [Piece]) {
    guard let entry = functions.first.flatMap({ infix[$0] }) else {
      return (Self.primaryPower, [.text("comparison(")] + list(operands) + [.text(")")])
    }
    let operandPower = max(entry.bindingPower + 1, comparisonFloor)
    var pieces: [Piece] = []
    for (position, operand) in operands.enumerated() {
      if position > 0 {
        let function = functions[position - 1]
        pieces.append(.text(" \(infix[function]?.spellings.first ?? function) "))
      }
      pieces.append(.node(operand, power: operandPower))
    }
    return (entry.bindingPower, pieces)
  }

  // MARK: Constructs

  private func joined(_ groups: [[Piece]], _ separator: String) -> [Piece] {
    Array(groups.joined(separator: [.text(separator)]))
  }

  private func list(_ items: [Expression.Index]) -> [Piece] {
    joined(items.map { [.node($0, power: Self.anything)] }, ", ")
  }

  private func call(_ arguments: Expression.Arguments) -> [Piece] {
    if arguments.count == 1, arguments[0].isPlain,
      case .comprehension(_, _, isList: false) = expression.nodes[arguments[0].value]
    {
      return [.node(arguments[0].value, power: Self.anything)]
    }
    let items = arguments.map { argument -> [Piece] in
      let head: String
      switch argument.spread {
      case .sequence: head = "*"
      case .mapping: head = "**"
      case .none: head = argument.label.map { "\($0)=" } ?? ""
      }
      return [.text(head), .node(argument.value, power: Self.anything)]
    }
    return [.text("(")] + joined(items, ", ") + [.text(")")]
  }

  private func dictionary(_ entries: [Expression.Entry]) -> [Piece] {
    let items = entries.map { entry -> [Piece] in
      [
        .node(entry.key, power: Self.conditional), .text(": "),
        .node(entry.value, power: Self.anything),
      ]
    }
    return [.text("{")] + joined(items, ", ") + [.text("}")]
  }

  private func slice(_ node: Expression.Node) -> [Piece] {
    guard case .slice(let start, let stop, let step) = node else { return [] }
    var pieces: [Piece] = []
    if let start { pieces.append(.node(start, power: Self.conditional)) }
    pieces.append(.text(":"))
    if let stop { pieces.append(.node(stop, power: Self.conditional)) }
    if let step { pieces += [.text(":"), .node(step, power: Self.conditional)] }
    return pieces
  }

  private func comprehension(
    _ element: Expression.Index, _ clauses: [Expression.Clause]
  ) -> [Piece] {
    let operand = Self.conditional + 1
    var pieces: [Piece] = [.node(element, power: Self.anything)]
    for clause in clauses {
      pieces += [
        .text(" for \(clause.targets.joined(separator: ", ")) in "),
        .node(clause.iterable, power: operand),
      ]
      for condition in clause.conditions {
        pieces += [.text(" if "), .node(condition, power: operand)]
      }
    }
    return pieces
  }

  private func block(_ statements: [Expression.Index]) -> [Piece] {
    let pieces = joined(statements.map { [.node($0, power: Self.anything)] }, "; ")
    // Without a `;` the parentheses would hold an expression.
    return statements.count == 1 ? pieces + [.text(";")] : pieces
  }

  // MARK: Functions and names

  private func arrow(_ parameters: [Expression.Parameter]) -> [Piece] {
    if parameters.count == 1, parameters[0].kind == .plain, parameters[0].defaultValue == nil {
      return [.text("\(parameters[0].name) -> ")]
    }
    return list(parameters) + [.text(" -> ")]
  }

  private func list(_ parameters: [Expression.Parameter]) -> [Piece] {
    var items: [[Piece]] = []
    var areNamed = false
    for (index, parameter) in parameters.enumerated() {
      areNamed = areNamed || parameter.kind == .variadic
      let isOptional = parameter.defaultValue != nil || parameter.kind != .plain
      if !areNamed, !isOptional, index > 0, parameters[index - 1].defaultValue != nil {
        // It can only be given by name.
        items.append([.text("*")])
        areNamed = true
      }
      let star =
        switch parameter.kind {
        case .plain: ""
        case .variadic: "*"
        case .keywords: "**"
        }
      if let value = parameter.defaultValue {
        items.append([.text("\(parameter.name)="), .node(value, power: Self.anything)])
      } else {
        items.append([.text(star + parameter.name)])
      }
    }
    return [.text("(")] + joined(items, ", ") + [.text(")")]
  }

  private func assignment(_ targets: [String], _ value: Expression.Index) -> [Piece] {
    if targets.count == 1, case .lambda(let parameters, let body) = expression.nodes[value] {
      return [.text(targets[0])] + list(parameters)
        + [.text(" = "), .node(body, power: Self.anything)]
    }
    return [
      .text("\(targets.joined(separator: ", ")) = "), .node(value, power: Self.anything),
    ]
  }

  // MARK: Literals

  private static func number(_ value: Double) -> String {
    if let integer = Int64(exactly: value), abs(integer) < 1_000_000_000_000_000 {
      return String(integer)
    }
    return value == .infinity ? "inf" : value.isNaN ? "nan" : value.description
  }

  private static func string(_ text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": result += "\\'"
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.isInvisibleControl:
        let digits = scalar.value.hexadecimal
        let (letter, width) = scalar.value > 0xFFFF ? ("U", 8) : ("u", 4)
        result += "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "'"
  }
}
