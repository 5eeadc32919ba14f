import Autodiff
import Syntax
import Tables

/// The weights of the parts of a result, which must match it exactly in structure and shapes.
enum OutputGradients {
  static func match(
    _ json: JSONValue, to y: Structure<Variable>, _ recorder: GraphRecorder
  ) throws(Diagnostic) -> [Variable] {
    try weights(json, y, "", recorder)
  }

  private static func weights(
    _ json: JSONValue, _ y: Structure<Variable>, _ path: String, _ recorder: GraphRecorder
  ) throws(Diagnostic) -> [Variable] {
    switch y {
    case .leaf(let leaf):
      guard let tensor = tensor(json), tensor.shape == leaf.shape else {
        throw mismatch(path, "there must be numbers of shape \(leaf.shape)", json)
      }
      return [recorder.constant(tensor.converted(to: recorder.numberType))]
    case .list(let items):
      guard let parts = parts(json), parts.count == items.count else {
        throw mismatch(path, "there must be a list of \(items.count)", json)
      }
      var result: [Variable] = []
      for (index, item) in items.enumerated() {
        result += try weights(parts[index], item, "\(path)[\(index)]", recorder)
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
        let weight = given.first { $0.key == member.key }?.value ?? .null
        result += try weights(
          weight, member.value, "\(path)[\"\(member.key.visible)\"]", recorder)
      }
      return result
    }
  }

  private static func tensor(_ json: JSONValue) -> Tensor? {
    switch json {
    case .number(let number): Tensor(number)
    case .string(let text): JSONArgument.number(text).map { Tensor($0) }
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

  private static func mismatch(_ path: String, _ expected: String, _ json: JSONValue) -> Diagnostic
  {
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
      "output-gradients-mismatch",
      "the output gradients do not match y: at y\(path) \(expected), not \(found)",
      hint: "output gradients have the structure and the shapes of y")
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
