import Calculator
import Primitives
import Syntax

/// What is declared of one function, of numbers or of the language.
public struct FunctionEntry: Sendable {
  public let name: String
  public let family: String
  public let signature: String
  public let summary: String
  public let aliases: [String]
  public let example: String
  /// The declaration of a function of the catalogue; nil for those of the language.
  let primitive: Primitive?

  init(_ primitive: Primitive, family: String) {
    name = primitive.name
    self.family = family
    signature = primitive.signature
    summary = primitive.summary
    aliases = primitive.aliases
    example = primitive.example
    self.primitive = primitive
  }

  init(_ function: LanguageFunction, family: String) {
    name = function.name
    self.family = family
    signature = function.signature
    summary = function.summary
    aliases = function.aliases
    example = function.example
    primitive = nil
  }
}

// MARK: - Finding

extension FunctionEntry {
  public struct Family: Sendable {
    public let name: String
    public let members: [FunctionEntry]
  }

  /// Every function, by family.
  public static var families: [Family] {
    let catalogue = Catalogue.families.map { family in
      Family(
        name: family.name, members: family.members.map { FunctionEntry($0, family: family.name) })
    }
    let language = LanguageFunction.families.map { family in
      Family(
        name: family.name, members: family.members.map { FunctionEntry($0, family: family.name) })
    }
    return catalogue + language
  }

  /// The function of a name, or of another name of it.
  public static func named(_ name: String) -> FunctionEntry? {
    all.first { $0.name == name } ?? all.first { $0.aliases.contains(name) }
  }

  /// The families with those functions only whose name, family or summary has a word in it; a family
  /// that is named so whole. Upper and lower case are the same.
  public static func families(matching word: String) -> [Family] {
    let word = word.lowercased()
    return families.compactMap { family in
      if family.name.lowercased().contains(word) { return family }
      let members = family.members.filter { $0.matches(word) }
      return members.isEmpty ? nil : Family(name: family.name, members: members)
    }
  }

  private func matches(_ word: String) -> Bool {
    ([name] + aliases).contains { $0.lowercased().contains(word) }
      || summary.lowercased().contains(word)
  }

  /// Every name, other names included.
  public static var names: [String] { all.flatMap { [$0.name] + $0.aliases } }

  public static var all: [FunctionEntry] { families.flatMap(\.members) }
}

// MARK: - What has to be worked out

extension FunctionEntry {
  /// The domain as a condition on each operand that has one, or on several together.
  var domain: String {
    guard let primitive else { return "" }
    if let condition = primitive.domain.condition { return condition }
    let conditions = primitive.parameters.filter(\.kind.isOperand).enumerated()
      .compactMap { index, parameter in primitive.domain[index].condition(on: parameter.name) }
    if conditions.isEmpty { return primitive.isElementwise ? "all real numbers" : "" }
    return conditions.joined(separator: ", ")
  }

  /// The names of its results, if it returns a tuple.
  var results: String? {
    primitive?.resultNames.map { "(" + $0.joined(separator: ", ") + ")" }
  }

  /// How it is differentiated: formulas by operand, or a sentence where there is no short formula.
  var derivative: Derivation { Derivation(primitive) }

  /// The example's result as `eval` prints it.
  ///
  /// - Throws: what `eval` would say of it, which the tests see to that it does not.
  func exampleResult() throws(Diagnostic) -> Answer {
    try Calculation.run(Request(SourceText(example)))
  }
}

/// How the derivative of a function comes about, for the reader.
enum Derivation {
  case formulas([(operand: String, formula: String)], fixed: String?)
  case sentence(String)
  case none

  init(_ primitive: Primitive?) {
    guard let primitive else {
      self = .none
      return
    }
    if let partials = DerivativeFormula.partials(of: primitive), !partials.isEmpty {
      self = .formulas(partials, fixed: DerivativeFormula.fixedValue(of: primitive))
      return
    }
    if let rule = primitive.rule {
      self = .sentence(rule)
      return
    }
    switch primitive.derivative {
    case .flat: self = .sentence("0 wherever it is continuous, and taken as 0 everywhere")
    case .disconnected: self = .sentence("none: the result counts as a constant")
    case .linear: self = .sentence("linear: the derivative along a direction is its value there")
    case .multilinear: self = .sentence("linear in each operand: the product rule")
    case .composed: self = .sentence("by those of the functions that it is composed of")
    case .elementwise, .selection, .custom, .several: self = .sentence("by a rule of its own")
    }
  }
}
