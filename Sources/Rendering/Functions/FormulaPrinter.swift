import Autodiff
import Primitives
import Syntax

/// What a node of a graph computes, written as an expression of the language.
///
/// The tree is that of `Syntax`, so that parentheses are set by the one table of operators and what
/// is printed can be evaluated again.
struct FormulaPrinter {
  let graph: Graph
  /// The names of the inputs, by their nodes.
  private let names: [Int: String]
  /// The node that is printed.
  let root: Int
  /// Whether what the language has no spelling for is written all the same, by its own name.
  private let isForReading: Bool
  private(set) var expression = Expression(source: SourceText("", name: "formula"))

  /// The functions that operators stand for.
  private static let operators = Set(
    OperatorTable.standard.operators.compactMap { entry -> String? in
      switch entry.meaning {
      case .function(let name), .comparison(let name): name
      case .conjunction, .disjunction: nil
      }
    })

  /// More nodes than this are no formula that anybody reads.
  private static let largestCount = 120
  private static let largestForReading = 40

  /// The formula of a node, or nil where it is too long or holds what has no spelling.
  static func text(of node: Int, in graph: Graph, names: [Int: String]) -> String? {
    var printer = FormulaPrinter(graph: graph, names: names, root: node, isForReading: false)
    guard printer.write(node) != nil else { return nil }
    return printer.expression.printed()
  }

  /// The formula of a node, to be read rather than evaluated; nil where it is too long.
  static func expression(
    forReading node: Int, in graph: Graph, names: [Int: String]
  ) -> Expression? {
    var printer = FormulaPrinter(graph: graph, names: names, root: node, isForReading: true)
    guard printer.write(node) != nil else { return nil }
    return printer.expression
  }

  /// What one operation does with others that have names; nil where the language has no spelling for it.
  static func step(_ node: Int, in graph: Graph, names: [Int: String]) -> Expression? {
    var printer = FormulaPrinter(graph: graph, names: names, root: node, isForReading: false)
    return printer.write(node) == nil ? nil : printer.expression
  }

  private init(graph: Graph, names: [Int: String], root: Int, isForReading: Bool) {
    self.graph = graph
    self.names = names
    self.root = root
    self.isForReading = isForReading
  }

  func isNamed(_ node: Int) -> Bool { names[node] != nil }

  // MARK: Nodes

  mutating func write(_ node: Int) -> Expression.Index? {
    if let name = names[node] { return append(.name(name)) }
    if let value = graph.constant(of: node)?.uniformValue { return write(number: value) }
    let primitive = graph.primitives[node]
    let operands = graph.operands(of: node).map(Int.init)
    if isForReading {
      if graph.constant(of: node) != nil { return append(.name("constant")) }
      if let written = writeArrangement(node) { return written }
    }
    if primitive.isTransparentInFormulas { return operands.first.flatMap { write($0) } }
    // Adding +0 only turns a structural zero into a computed one.
    if primitive == Primitive.add, graph.constant(of: operands[1])?.uniformValue == 0 {
      return write(operands[0])
    }
    var written: [Expression.Index] = []
    for operand in operands {
      guard let index = write(operand) else { return nil }
      written.append(index)
    }
    guard expression.nodes.count <= (isForReading ? Self.largestForReading : Self.largestCount)
    else { return nil }
    return write(primitive, written, graph.statics(of: node))
  }

  private mutating func write(
    _ primitive: Primitive, _ operands: [Expression.Index], _ statics: [StaticValue]
  ) -> Expression.Index? {
    switch primitive {
    case .chainMultiply, .chainMultiplyEither: return append(.apply("multiply", operands))
    case .reciprocal: return append(.apply("divide", [write(number: 1), operands[0]]))
    case .square: return append(.apply("pow", [operands[0], write(number: 2)]))
    case .keepWhere: return call("where", [operands[1], operands[0], write(number: 0)])
    case .keepUnless: return call("where", [operands[1], write(number: 0), operands[0]])
    default: break
    }
    if isForReading { return writeForReading(primitive, operands, statics) }
    guard let arguments = arguments(of: primitive, operands, statics) else { return nil }
    if let meaning = primitive.meaning {
      return meaning.formula(statics.index).flatMap { write($0, primitive.parameters, arguments) }
    }
    guard primitive.isKnownToTheLanguage else { return nil }
    if Self.operators.contains(primitive.name) {
      return append(.apply(primitive.name, arguments))
    }
    return call(primitive.name, arguments)
  }

  /// Operands and fixed values in the order of the parameters.
  private mutating func arguments(
    of primitive: Primitive, _ operands: [Expression.Index], _ statics: [StaticValue]
  ) -> [Expression.Index]? {
    var (operands, statics) = (operands[...], statics[...])
    var arguments: [Expression.Index] = []
    for parameter in primitive.parameters {
      if parameter.kind.isOperand {
        guard let operand = operands.popFirst() else { return nil }
        arguments.append(operand)
      } else if let value = statics.popFirst() {
        guard let written = write(value) else { return nil }
        arguments.append(written)
      }
    }
    return operands.isEmpty ? arguments : nil
  }

  private mutating func write(_ value: StaticValue) -> Expression.Index? {
    switch value {
    case .none: append(.none)
    case .flag(let flag): append(.boolean(flag))
    case .integer(let integer): write(number: Double(integer))
    case .number(let number): write(number: number)
    case .text(let text): append(.string(text))
    case .integers, .ranges: nil
    }
  }

  // MARK: For reading

  /// A call with the fixed values that are not left out, by their names.
  private mutating func writeForReading(
    _ primitive: Primitive, _ operands: [Expression.Index], _ statics: [StaticValue]
  ) -> Expression.Index? {
    if let meaning = primitive.meaning {
      if let arguments = arguments(of: primitive, operands, statics),
        let formula = meaning.formula(statics.index),
        let written = write(formula, primitive.parameters, arguments)
      {
        return written
      }
    }
    if statics.isEmpty, Self.operators.contains(primitive.name) {
      return append(.apply(primitive.name, operands))
    }
    let callee = append(.name(primitive.name))
    var arguments = operands.map { Expression.Argument(value: $0) }
    if !primitive.isSeveral {
      let fixed = primitive.parameters.filter { !$0.kind.isOperand }
      for (parameter, value) in zip(fixed, statics) where value != parameter.defaultValue {
        arguments.append(Expression.Argument(label: parameter.name, value: writeLoosely(value)))
      }
    }
    return append(.call(callee, arguments))
  }

  mutating func writeLoosely(_ value: StaticValue) -> Expression.Index {
    if case .integers(let integers) = value, integers.count == 1 {
      return write(number: Double(integers[0]))
    }
    if case .integers(let integers) = value {
      let items = integers.map { write(number: Double($0)) }
      return append(.tuple(items))
    }
    return write(value) ?? append(.name(value.description))
  }

  // MARK: Meanings

  /// The meaning of an operation that the language has no name for, with arguments put in.
  private mutating func write(
    _ meaning: String, _ parameters: [Parameter], _ arguments: [Expression.Index]
  ) -> Expression.Index? {
    guard let template = try? Parser.parse(SourceText(meaning)) else { return nil }
    let values = Dictionary(zip(parameters.map(\.name), arguments)) { first, _ in first }
    return copy(template.root, of: template, values)
  }

  private mutating func copy(
    _ node: Expression.Index, of template: Expression, _ values: [String: Expression.Index]
  ) -> Expression.Index? {
    var children: [Expression.Index] = []
    func all(_ nodes: [Expression.Index]) -> Bool {
      for child in nodes {
        guard let copied = copy(child, of: template, values) else { return false }
        children.append(copied)
      }
      return true
    }
    switch template.nodes[node] {
    case .name(let name): return values[name] ?? append(.name(name))
    case .number(let value): return write(number: value)
    case .apply(let function, let operands):
      guard all(Array(operands)) else { return nil }
      return folded(function, children) ?? append(.apply(function, children))
    case .call(let callee, let arguments):
      guard let function = copy(callee, of: template, values), all(arguments.map(\.value)) else {
        return nil
      }
      return append(
        .call(function, zip(arguments, children).map { .init(label: $0.label, value: $1) }))
    default: return nil
    }
  }

  /// A sum or difference of two whole numbers.
  private mutating func folded(
    _ function: String, _ operands: [Expression.Index]
  ) -> Expression.Index? {
    let numbers = operands.compactMap { operand -> Double? in
      if case .number(let number) = expression.nodes[operand] { number } else { nil }
    }
    guard numbers.count == 2, numbers.allSatisfy({ $0 == $0.rounded() }) else { return nil }
    switch function {
    case "add": return write(number: numbers[0] + numbers[1])
    case "subtract": return write(number: numbers[0] - numbers[1])
    default: return nil
    }
  }

  // MARK: Appending

  mutating func append(_ node: Expression.Node) -> Expression.Index {
    expression.append(node, SourceRange(start: 0, end: 0))
  }

  mutating func call(_ name: String, _ arguments: [Expression.Index]) -> Expression.Index {
    let callee = append(.name(name))
    return append(.call(callee, arguments.map { .init(value: $0) }))
  }

  /// A number, by the name of the constant that it is.
  mutating func write(number: Double) -> Expression.Index {
    if let known = Self.constants.first(where: { $0.value == number.magnitude }),
      let template = try? Parser.parse(SourceText(known.formula)),
      let written = copy(template.root, of: template, [:])
    {
      return number < 0 ? append(.apply("negative", [written])) : written
    }
    guard number.sign == .minus, !number.isNaN else { return append(.number(number)) }
    let magnitude = append(.number(-number))
    return append(.apply("negative", [magnitude]))
  }

  /// Constants of derivatives that a reader would not recognise by their digits.
  private static let constants: [(value: Double, formula: String)] = [
    (.pi, "pi"), (.pi / 2, "pi/2"), (.pi / 180, "pi/180"), (180 / .pi, "180/pi"),
    (2 / Double.pi, "2/pi"), (0.693_147_180_559_945_3, "log(2)"),
    (2.302_585_092_994_045_7, "log(10)"), (1.442_695_040_888_963_4, "1/log(2)"),
    (0.434_294_481_903_251_83, "1/log(10)"), (1.128_379_167_095_512_6, "2/sqrt(pi)"),
    (0.886_226_925_452_758, "sqrt(pi)/2"), (0.398_942_280_401_432_7, "1/sqrt(2*pi)"),
    (2.506_628_274_631_000_5, "sqrt(2*pi)"), (1.414_213_562_373_095_1, "sqrt(2)"),
    (0.707_106_781_186_547_6, "1/sqrt(2)"), (0.564_189_583_547_756_3, "1/sqrt(pi)"),
  ]
}

extension Primitive {
  fileprivate var isKnownToTheLanguage: Bool { Catalogue.function(named: name) === self }

  /// Whether a formula reads as well without it: bookkeeping of the chain rule.
  fileprivate var isTransparentInFormulas: Bool {
    self === Primitive.positive || self === Primitive.alias || self === Primitive.tie
      || self === Primitive.stopGradient || self === Primitive.reshape
      || self === Primitive.broadcast
  }
}
