import Autodiff
import Syntax
import Tables

/// Numbers that are given for the parts of something and must match it exactly in structure and
/// shapes: output gradients for the results, tangents for the arguments.
struct MatchedNumbers {
  /// What is given, for messages: `the output gradients`.
  let name: String
  /// What it has to match, and how messages call a part of it.
  let whole: String
  let symbol: String
  let hint: String
  let code: String

  static let outputGradients = MatchedNumbers(
    name: "the output gradients", whole: "y", symbol: "y",
    hint: "output gradients have the structure and the shapes of y",
    code: "output-gradients-mismatch")
  static let tangents = MatchedNumbers(
    name: "the tangents", whole: "the arguments", symbol: "tangents",
    hint: "tangents have the structure of the gradients: a list for several arguments, a dict for "
      + "named ones",
    code: "tangents-mismatch")

  /// One array for each part that is a number or an array.
  func match(
    _ json: JSONValue, to parts: Structure<Variable?>, _ recorder: GraphRecorder
  ) throws(Diagnostic) -> [Variable] {
    try numbers(json, parts, "", recorder)
  }

  private func numbers(
    _ json: JSONValue, _ structure: Structure<Variable?>, _ path: String,
    _ recorder: GraphRecorder
  ) throws(Diagnostic) -> [Variable] {
    switch structure {
    case .leaf(nil):
      guard case .null = json else { throw mismatch(path, "there must be null", json) }
      return []
    case .leaf(let leaf?):
      guard let tensor = Self.tensor(json), tensor.shape == leaf.shape else {
        throw mismatch(path, "there must be numbers of shape \(leaf.shape)", json)
      }
      return [recorder.constant(tensor.converted(to: recorder.numberType))]
    case .list(let items):
      guard let parts = Self.parts(json), parts.count == items.count else {
        throw mismatch(path, "there must be a list of \(items.count)", json)
      }
      var result: [Variable] = []
      for (index, item) in items.enumerated() {
        result += try numbers(parts[index], item, "\(path)[\(index)]", recorder)
      }
      return result
    case .dictionary(let members):
      guard case .object(let given) = json,
        given.map(\.key).sorted() == members.map(\.key).sorted()
      else {
        let keys = members.map { "'\($0.key.visible)'" }.joined(separator: ", ")
        throw mismatch(path, "there must be a dict with the keys \(keys)", json)
      }
      var result: [Variable] = []
      for member in members {
        let value = given.first { $0.key == member.key }?.value ?? .null
        result += try numbers(
          value, member.value, "\(path)[\"\(member.key.visible)\"]", recorder)
      }
      return result
    }
  }

  private static func tensor(_ json: JSONValue) -> Tensor? {
    switch json {
    case .number(let number): Tensor(number)
    case .string(let text): JSONText.nonfinite(named: text).map { Tensor($0) }
    case .numbers(let array): Tensor(array.values, shape: Shape(array.dimensions))
    default: nil
    }
  }

  private static func parts(_ json: JSONValue) -> [JSONValue]? {
    switch json {
    case .array(let items): items
    case .numbers(let array): array.parts
    default: nil
    }
  }

  private func mismatch(_ path: String, _ expected: String, _ json: JSONValue) -> Diagnostic {
    let found =
      switch json {
      case .number, .string: "a number"
      case .numbers(let array): "numbers of shape \(Shape(array.dimensions))"
      case .array(let items): "a list of \(items.count)"
      case .object: "a dict"
      case .bool: "a truth value"
      case .null: "null"
      }
    return Diagnostic(
      code, "\(name) do not match \(whole): at \(symbol)\(path) \(expected), not \(found)",
      hint: hint)
  }
}

extension JSONValue.NumberArray {
  /// The parts along the first axis.
  public var parts: [JSONValue] {
    let inner = Array(dimensions.dropFirst())
    let size = inner.reduce(1, *)
    return (0..<(dimensions.first ?? 0)).map { index in
      let slice = Array(values[(index * size)..<((index + 1) * size)])
      return inner.isEmpty
        ? .number(slice[0]) : .numbers(JSONValue.NumberArray(dimensions: inner, values: slice))
    }
  }
}
