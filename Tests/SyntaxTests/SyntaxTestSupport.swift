import Syntax
import Testing

/// Parses a text; the error is the test's failure.
func parse(
  _ text: String, operators: OperatorTable = .standard
) throws(Diagnostic) -> Expression {
  try Parser.parse(SourceText(text), operators: operators)
}

/// The diagnostic of a text that must not parse.
func failure(_ text: String, operators: OperatorTable = .standard) -> Diagnostic? {
  do throws(Diagnostic) {
    _ = try parse(text, operators: operators)
    return nil
  } catch {
    return error
  }
}

/// The tree of a text with every parenthesis: `(add x (multiply 2 y))`; or the error's code.
func tree(_ text: String, operators: OperatorTable = .standard) -> String {
  do throws(Diagnostic) {
    let expression = try parse(text, operators: operators)
    return expression.tree(expression.root)
  } catch {
    return error.code
  }
}

/// How a terminal would show a diagnostic: the line, the caret, the message, the hint.
func report(_ diagnostic: Diagnostic?) -> String {
  guard let diagnostic else { return "no error" }
  var lines: [String] = []
  if let location = diagnostic.location {
    let source = location.source
    let (line, column) = source.position(at: location.range.start)
    lines.append("  " + source.lineText(line).withControlCharactersVisible)
    let width = max(1, location.text.prefix { $0 != "\n" }.unicodeScalars.count)
    lines.append(
      "  " + String(repeating: " ", count: column - 1) + String(repeating: "^", count: width))
  }
  lines.append("\(diagnostic.code): \(diagnostic.message)")
  if let hint = diagnostic.hint { lines.append("hint: \(hint)") }
  return lines.joined(separator: "\n")
}

/// Golden reports: blocks between empty lines, the input in front of each behind `> `.
///
/// A `¶` in an input stands for a line end.
struct Golden: CustomTestStringConvertible {
  var input: String
  var report: String
  var testDescription: String { input }

  static func blocks(_ text: String) -> [Golden] {
    text.split(separator: "\n\n").compactMap { block in
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
      guard let first = lines.first, first.hasPrefix("> ") else { return nil }
      let input = String(first.dropFirst(2).map { $0 == "¶" ? "\n" : $0 })
      return Golden(input: input, report: lines.dropFirst().joined(separator: "\n"))
    }
  }
}

extension Expression {
  /// A node as a prefix expression. Recursive: for the small trees of tests only.
  func tree(_ index: Index) -> String {
    func all(_ head: String, _ indices: [Index]) -> String {
      "(" + ([head] + indices.map(tree)).joined(separator: " ") + ")"
    }
    switch nodes[index] {
    case .number(let value): return value == value.rounded() ? "\(Int(value))" : "\(value)"
    case .string(let text): return "'\(text)'"
    case .name(let name): return name
    case .boolean(let value): return "\(value)"
    case .none: return "None"
    case .ellipsis: return "..."
    case .apply(let name, let operands): return all(name, Array(operands))
    case .comparison(let operands, let names):
      return all("chain " + names.joined(separator: ","), operands)
    case .and(let left, let right): return all("and", [left, right])
    case .or(let left, let right): return all("or", [left, right])
    case .call(let callee, let arguments):
      let parts = arguments.map { argument in
        let star = [.sequence: "*", .mapping: "**"][argument.spread] ?? ""
        return star + (argument.label.map { $0 + "=" } ?? "") + tree(argument.value)
      }
      return "(call " + ([tree(callee)] + parts).joined(separator: " ") + ")"
    case .list(let items): return all("list", items)
    case .tuple(let items): return all("tuple", items)
    case .dictionary(let entries):
      return "{"
        + entries.map { "\(tree($0.key)): \(tree($0.value))" }.joined(separator: ", ") + "}"
    case .subscripted(let base, let items): return all("at", [base] + items)
    case .slice(let start, let stop, let step):
      return [start, stop, step].map { $0.map(tree) ?? "" }.joined(separator: ":")
    case .attribute(let base, let name): return tree(base) + "." + name
    case .lambda(let parameters, let body):
      let list = parameters.map { parameter in
        let star = [.variadic: "*", .keywords: "**"][parameter.kind] ?? ""
        return star + parameter.name + (parameter.defaultValue.map { "=" + tree($0) } ?? "")
      }
      return "(\\" + list.joined(separator: " ") + ". " + tree(body) + ")"
    case .conditional(let then, let condition, let otherwise):
      return all("if", [condition, then, otherwise])
    case .comprehension(let element, let clauses, let isList):
      let parts = clauses.map { clause in
        " for " + clause.targets.joined(separator: ",") + " in " + tree(clause.iterable)
          + clause.conditions.map { " if " + tree($0) }.joined()
      }
      return (isList ? "[" : "<") + tree(element) + parts.joined() + (isList ? "]" : ">")
    case .assignment(let targets, let value):
      return "(= " + targets.joined(separator: ",") + " " + tree(value) + ")"
    case .block(let statements): return all("block", statements)
    }
  }

  /// Whether both have one tree, ranges and the order of the nodes aside. Iterative.
  func sameTree(as other: Expression) -> Bool {
    var pairs = [(root, other.root)]
    while let (left, right) = pairs.popLast() {
      let (first, second) = (nodes[left], other.nodes[right])
      guard first.label == second.label else { return false }
      let (children, others) = (first.children, second.children)
      guard children.count == others.count else { return false }
      pairs.append(contentsOf: zip(children, others))
    }
    return true
  }
}

extension Expression.Node {
  /// Everything about a node but its children.
  var label: String {
    switch self {
    case .number(let value): "number \(value)"
    case .string(let text): "string \(text)"
    case .name(let name): "name \(name)"
    case .boolean(let value): "boolean \(value)"
    case .none: "none"
    case .ellipsis: "ellipsis"
    case .apply(let name, let operands): "apply \(name) \(operands.count)"
    case .comparison(_, let names): "comparison \(names)"
    case .and: "and"
    case .or: "or"
    case .call(_, let arguments): "call \(arguments.map { "\($0.label ?? "") \($0.spread)" })"
    case .list: "list"
    case .tuple: "tuple"
    case .dictionary: "dictionary"
    case .subscripted: "subscripted"
    case .slice(let start, let stop, let step):
      "slice \(start != nil) \(stop != nil) \(step != nil)"
    case .attribute(_, let name): "attribute \(name)"
    case .lambda(let parameters, _):
      "lambda \(parameters.map { "\($0.name) \($0.kind) \($0.defaultValue != nil)" })"
    case .conditional: "conditional"
    case .comprehension(_, let clauses, let isList):
      "comprehension \(isList) \(clauses.map { "\($0.targets) \($0.conditions.count)" })"
    case .assignment(let targets, _): "assignment \(targets)"
    case .block: "block"
    }
  }
}

/// A small generator of random numbers (SplitMix64 of Steele, Lea and Flood) with a seed.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
