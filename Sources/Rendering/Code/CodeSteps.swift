import Autodiff
import Calculator
import Syntax

/// An exported program as steps of a language, each of which computes one number from those before.
struct CodeSteps {
  /// What is computed, in order.
  let steps: [(name: String, code: String)]
  let parameters: [String]
  let y: String
  /// With the names of the parameters as they were given.
  let derivatives: [(name: String, code: String)]

  /// - Throws: `not-exportable` for a function that the language does not have.
  init(_ program: ExportedProgram, _ language: ExportLanguage, _ dialect: CodeDialect)
    throws(Diagnostic)
  {
    let parameters = Self.identifiers(program.parameters.map(\.name), dialect)
    let prefix = Self.prefix(besides: parameters)
    var symbols: [String: String] = [:]
    for (name, parameter) in zip(parameters, program.parameters) {
      if let node = parameter.node { symbols["#\(node)"] = name }
    }
    var steps: [(name: String, code: String)] = []
    let graph = program.graph
    let names = Dictionary(uniqueKeysWithValues: (0..<graph.count).map { ($0, "#\($0)") })
    for node in program.nodes where !(graph.primitives[node] === Primitive.input) {
      if let value = graph.constant(of: node)?.uniformValue {
        symbols["#\(node)"] =
          graph.types[node] == .bool ? dialect.truth(value != 0) : dialect.literal(value)
        continue
      }
      if let code = Self.chainProduct(node, graph, symbols, dialect) {
        let name = "\(prefix)\(steps.count + 1)"
        symbols["#\(node)"] = name
        steps.append((name, code))
        continue
      }
      var others = names
      others[node] = nil
      guard let expression = FormulaPrinter.step(node, in: graph, names: others) else {
        throw Self.missing(graph.primitives[node].name, language, program)
      }
      // A step that only renames another is none.
      if case .name(let same) = expression.nodes[expression.root], let symbol = symbols[same] {
        symbols["#\(node)"] = symbol
        continue
      }
      let code: String
      do throws(CodeExpression.Missing) {
        code = try CodeExpression(dialect: dialect, symbols: symbols, expression: expression).text()
      } catch {
        throw Self.missing(error.function, language, program)
      }
      let name = "\(prefix)\(steps.count + 1)"
      symbols["#\(node)"] = name
      steps.append((name, code))
    }
    let code = { (node: Int) in symbols["#\(node)"] ?? dialect.literal(.nan) }
    self.steps = steps
    self.parameters = parameters
    y = code(program.y)
    derivatives = program.derivatives.map { ($0.name, $0.node.map(code) ?? dialect.literal(0)) }
  }

  /// A product of the chain rule, to which a branch that was not taken brings 0 whatever the other factor
  /// is; nil for any other operation.
  private static func chainProduct(
    _ node: Int, _ graph: Graph, _ symbols: [String: String], _ dialect: CodeDialect
  ) -> String? {
    let primitive = graph.primitives[node]
    let isOfEither = primitive === Primitive.chainMultiplyEither
    guard isOfEither || primitive === Primitive.chainMultiply else { return nil }
    let factors = graph.operands(of: node).map { symbols["#\($0)"] ?? "" }
    let zero = dialect.literal(0)
    let conditions = factors.prefix(isOfEither ? 2 : 1).map { "\($0) \(dialect.equal) \(zero)" }
    return dialect.choice(
      conditions.joined(separator: " \(dialect.or) "), zero, factors.joined(separator: " * "))
  }

  private static func missing(
    _ function: String, _ language: ExportLanguage, _ program: ExportedProgram
  ) -> Diagnostic {
    Diagnostic(
      "not-exportable", "\(language.rawValue) has no function for '\(function)'",
      hint: "--to text writes formulas of the language of swiftgrad")
  }

  /// Names as the language allows them.
  private static func identifiers(_ names: [String], _ dialect: CodeDialect) -> [String] {
    var taken = Set<String>()
    return names.map { name in
      var identifier = String(
        name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" })
      if identifier.first?.isNumber ?? true { identifier = "_" + identifier }
      while dialect.keywords.contains(identifier) || !taken.insert(identifier).inserted {
        identifier += "_"
      }
      return identifier
    }
  }

  /// What the names of steps begin with, so that none is that of a parameter.
  private static func prefix(besides names: [String]) -> String {
    var prefix = "t"
    while names.contains(where: { name in
      name.hasPrefix(prefix) && name.dropFirst(prefix.count).allSatisfy(\.isNumber)
    }) { prefix += "_" }
    return prefix
  }
}
