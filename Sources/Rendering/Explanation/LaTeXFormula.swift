import Syntax
import Tables

/// An expression in the notation of LaTeX.
struct LaTeXFormula {
  private let expression: Expression

  /// How tightly what is written binds.
  private enum Power: Int { case sum, product, negation, power, atom }

  static func text(_ expression: Expression) -> String {
    LaTeXFormula(expression: expression).write(expression.root).text
  }

  /// The text as a factor of a product.
  static func factor(_ expression: Expression) -> String {
    LaTeXFormula(expression: expression).write(expression.root, least: .power)
  }

  // MARK: Words

  /// `x`, `\mathit{rate}`, `v_{3}`, `\bar{v}_{3}`.
  static func name(_ name: String) -> String {
    if let index = StepSymbols.index(of: name) { return index }
    let known = ["pi", "alpha", "beta", "gamma", "delta", "theta", "lambda", "mu", "sigma", "tau"]
    if known.contains(name) { return "\\" + name }
    let text = escaped(name)
    return name.unicodeScalars.count == 1 ? text : "\\mathit{\(text)}"
  }

  /// A text in which nothing is a command.
  static func escaped(_ text: String) -> String {
    text.withControlCharactersVisible.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\backslash{}"
      case "{", "}", "_", "%", "&", "#", "$": result += "\\\(character)"
      case "~", "^": result += "\\\(character){}"
      default: result.append(character)
      }
    }
  }

  /// A decimal, with its exponent as a power of ten.
  static func number(_ text: String) -> String {
    switch text {
    case "nan": return "\\mathrm{NaN}"
    case "inf": return "\\infty"
    case "-inf": return "-\\infty"
    case "true", "false": return "\\mathrm{\(text)}"
    default: break
    }
    guard let exponent = text.firstIndex(of: "e") else { return text }
    let digits = text[..<exponent]
    let power = "10^{\(text[text.index(after: exponent)...])}"
    return digits == "1" ? power : digits == "-1" ? "-" + power : "\(digits) \\cdot \(power)"
  }

  // MARK: Nodes

  private func write(_ index: Expression.Index, least power: Power) -> String {
    let (text, own) = write(index)
    return own.rawValue < power.rawValue ? "\\left(\(text)\\right)" : text
  }

  private func list(_ items: [Expression.Index]) -> String {
    items.map { write($0).text }.joined(separator: ", ")
  }

  private func write(_ index: Expression.Index) -> (text: String, power: Power) {
    switch expression.nodes[index] {
    case .number(let value):
      let text = Self.number(NumberText.shortest(value))
      return (text, value < 0 ? .negation : text.contains("\\cdot") ? .product : .atom)
    case .name(let name): return (Self.name(name), .atom)
    case .boolean(let value): return ("\\mathrm{\(value ? "true" : "false")}", .atom)
    case .string(let text): return ("\\text{\(Self.escaped(text))}", .atom)
    case .apply(let function, let operands): return apply(function, Array(operands))
    case .comparison(let operands, let functions): return (chain(operands, functions), .sum)
    case .call(let callee, let arguments): return call(callee, arguments)
    case .list(let items): return ("\\left[\(list(items))\\right]", .atom)
    case .tuple(let items):
      return ("\\left(\(list(items))\(items.count == 1 ? "," : "")\\right)", .atom)
    case .subscripted(let base, let items):
      let text = items.map(item).joined(separator: ", ")
      return ("\(write(base, least: .atom))\\left[\(text)\\right]", .atom)
    case .slice: return (item(index), .atom)
    case .attribute(let base, "T"), .attribute(let base, "mT"):
      return ("\(write(base, least: .atom))^{\\mathsf{T}}", .power)
    default: return ("\\text{\(Self.escaped(printed(index)))}", .atom)
    }
  }

  private func printed(_ index: Expression.Index) -> String {
    var part = expression
    part.focus(on: index)
    return part.printed()
  }

  private func item(_ index: Expression.Index) -> String {
    guard case .slice(let start, let stop, let step) = expression.nodes[index] else {
      return write(index).text
    }
    let parts =
      [start, stop].map { $0.map { write($0).text } ?? "" } + (step.map { [write($0).text] } ?? [])
    return parts.joined(separator: "{:}")
  }

  private static let comparisons = [
    "less": "<", "less_equal": "\\le", "greater": ">", "greater_equal": "\\ge", "equal": "=",
    "not_equal": "\\ne",
  ]

  private func chain(_ operands: [Expression.Index], _ functions: [String]) -> String {
    var text = write(operands[0], least: .product)
    for (function, operand) in zip(functions, operands.dropFirst()) {
      text += " \(Self.comparisons[function] ?? "?") \(write(operand, least: .product))"
    }
    return text
  }

  private func apply(
    _ function: String, _ operands: [Expression.Index]
  ) -> (text: String, power: Power) {
    if Self.comparisons[function] != nil, operands.count == 2 {
      return (chain(operands, [function]), .sum)
    }
    switch (function, operands.count) {
    case ("add", 2):
      return ("\(write(operands[0], least: .sum)) + \(write(operands[1], least: .sum))", .sum)
    case ("subtract", 2):
      return ("\(write(operands[0], least: .sum)) - \(write(operands[1], least: .product))", .sum)
    case ("multiply", 2):
      let (a, b) = (write(operands[0], least: .product), write(operands[1], least: .power))
      return ("\(a) \\cdot \(b)", .product)
    case ("matmul", 2):
      return (
        "\(write(operands[0], least: .product)) \\, \(write(operands[1], least: .power))", .product
      )
    case ("divide", 2):
      return ("\\frac{\(write(operands[0]).text)}{\(write(operands[1]).text)}", .power)
    case ("pow", 2):
      return ("\(write(operands[0], least: .atom))^{\(write(operands[1]).text)}", .power)
    case ("negative", 1): return ("-\(write(operands[0], least: .product))", .negation)
    default: return named(function, operands.map { write($0).text })
    }
  }

  private static let functions: Set = [
    "sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh", "coth", "exp", "log", "arg",
    "det", "max", "min",
  ]

  private func call(
    _ callee: Expression.Index, _ arguments: Expression.Arguments
  ) -> (text: String, power: Power) {
    guard case .name(let name) = expression.nodes[callee] else {
      return ("\\text{\(Self.escaped(printed(callee)))}", .atom)
    }
    let values = arguments.map { argument in
      (argument.label.map { "\\mathit{\(Self.escaped($0))} = " } ?? "") + write(argument.value).text
    }
    return named(name, values)
  }

  private func named(_ name: String, _ values: [String]) -> (text: String, power: Power) {
    switch (name, values.count) {
    case ("sqrt", 1): return ("\\sqrt{\(values[0])}", .atom)
    case ("abs", 1): return ("\\left|\(values[0])\\right|", .atom)
    case ("square", 1): return ("\\left(\(values[0])\\right)^{2}", .power)
    case ("asin", _), ("acos", _), ("atan", _):
      return ("\\arc\(name.dropFirst())\\left(\(values.joined(separator: ", "))\\right)", .atom)
    default:
      let word =
        Self.functions.contains(name) ? "\\\(name)" : "\\operatorname{\(Self.escaped(name))}"
      return ("\(word)\\left(\(values.joined(separator: ", "))\\right)", .atom)
    }
  }
}

extension StepSymbols {
  /// A symbol of a step in LaTeX: `v_{3}`, `\bar{v}_{3}`, `\dot{v}_{3}`; nil for any other name.
  static func index(of name: String) -> String? {
    let marks: [(start: String, accent: String)] = [
      ("v\u{304}", "\\bar{v}"), ("v\u{307}", "\\dot{v}"), ("v", "v"),
    ]
    for (start, accent) in marks {
      let scalars = Array(name.unicodeScalars)
      let lead = Array(start.unicodeScalars)
      guard scalars.starts(with: lead), scalars.count > lead.count,
        scalars[lead.count...].allSatisfy({ ("0"..."9").contains($0) })
      else { continue }
      let digits = scalars[lead.count...].map(String.init).joined()
      return "\(accent)_{\(digits)}"
    }
    return nil
  }
}
