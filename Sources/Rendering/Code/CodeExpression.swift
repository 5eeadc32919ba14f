import Syntax

/// One expression of numbers, in the spelling of another language.
struct CodeExpression {
  let dialect: CodeDialect
  /// What the names of the expression are called there.
  let symbols: [String: String]
  let expression: Expression

  /// How tightly what is written binds.
  private enum Power: Int { case choice, comparison, sum, product, negation, atom }

  /// - Throws: the name of a function that the language does not have.
  func text() throws(Missing) -> String { try write(expression.root).text }

  struct Missing: Error { let function: String }

  private func write(
    _ index: Expression.Index, least power: Power
  ) throws(Missing) -> String {
    let (text, own) = try write(index)
    return own.rawValue < power.rawValue ? "(\(text))" : text
  }

  private func write(_ index: Expression.Index) throws(Missing) -> (text: String, power: Power) {
    switch expression.nodes[index] {
    case .number(let number): return (dialect.literal(number), number < 0 ? .negation : .atom)
    case .boolean(let truth): return (dialect.truth(truth), .atom)
    case .name(let name):
      let symbol = symbols[name] ?? name
      return (symbol, symbol.hasPrefix("-") ? .negation : .atom)
    case .apply(let function, let operands): return try apply(function, Array(operands))
    case .call(let callee, let arguments):
      guard case .name(let name) = expression.nodes[callee] else {
        throw Missing(function: "a function that is computed")
      }
      return try apply(name, arguments.map(\.value))
    default: throw Missing(function: "this expression")
    }
  }

  private func apply(
    _ function: String, _ operands: [Expression.Index]
  ) throws(Missing) -> (text: String, power: Power) {
    let infix: [String: (symbol: String, power: Power)] = [
      "add": ("+", .sum), "subtract": ("-", .sum), "multiply": ("*", .product),
      "divide": ("/", .product), "less": ("<", .comparison), "less_equal": ("<=", .comparison),
      "greater": (">", .comparison), "greater_equal": (">=", .comparison),
      "equal": (dialect.equal, .comparison), "not_equal": (dialect.notEqual, .comparison),
    ]
    if let (symbol, power) = infix[function], operands.count == 2 {
      // Only what stands on the left may bind as loosely: rounding makes every order another sum.
      let left = try write(operands[0], least: power == .comparison ? .sum : power)
      let right = try write(operands[1], least: Power(rawValue: power.rawValue + 1) ?? .atom)
      return ("\(left) \(symbol) \(right)", power)
    }
    switch (function, operands.count) {
    case ("negative", 1): return ("-\(try write(operands[0], least: .atom))", .negation)
    case ("where", 3):
      return (
        dialect.choice(
          try write(operands[0], least: .comparison), try write(operands[1], least: .comparison),
          try write(operands[2], least: .comparison)), dialect.choiceIsClosed ? .atom : .choice
      )
    case ("pow", 2):
      if case .number(2) = expression.nodes[operands[1]],
        case .name = expression.nodes[operands[0]]
      {
        let factor = try write(operands[0], least: .atom)
        return ("\(factor) * \(factor)", .product)
      }
    default: break
    }
    guard var template = dialect.functions[function] else { throw Missing(function: function) }
    for (index, operand) in operands.enumerated() {
      // A template that repeats an operand as a factor sets parentheses itself.
      template = template.replacing("$\(index)", with: try write(operand, least: .choice))
    }
    return (template, .atom)
  }
}

extension String {
  /// The text with every occurrence of another replaced.
  func replacing(_ pattern: String, with replacement: String) -> String {
    var result = ""
    var rest = self[...]
    while let first = rest.first {
      if rest.hasPrefix(pattern) {
        result += replacement
        rest = rest.dropFirst(pattern.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
