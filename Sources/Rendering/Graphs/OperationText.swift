import Calculator
import Syntax
import Tables
import Tensors

/// One operation of a graph as a line: `%3 = log(%1)  (2, 2)`.
struct OperationText {
  let operation: GraphListing.Operation

  /// What is computed, with the name of its calculation before it.
  var formula: String {
    if let label = operation.label { return label.withControlCharactersVisible }
    if let constant = operation.constant {
      if let value = constant.uniformValue {
        return TensorText.spelling(value, constant.elementType)
      }
      return ShortTensor(constant).text
    }
    // A body is recorded on stand-ins, which stay behind when it is cut out.
    if operation.name == "input" { return "stand-in" }
    let operands = operation.operands.map { "%\($0)" } + operation.fixedValues
    return name + "(" + operands.joined(separator: ", ") + ")"
  }

  var name: String {
    let scope = operation.scope.withControlCharactersVisible
    return scope.isEmpty ? operation.name : scope + "/" + operation.name
  }

  /// The shape, and the type of what is not a float64.
  var type: String {
    let name =
      switch operation.type {
      case .float64: ""
      case .float32: " float32"
      case .bool: " bool"
      }
    return "\(operation.shape)\(name)"
  }

  /// Where it comes from.
  var remark: String {
    if let note = operation.note { return note }
    guard let source = operation.source else { return "" }
    var text = source.location.text.split(whereSeparator: \.isNewline).joined(separator: " ")
    if text.count > 36 { text = text.prefix(33) + "..." }
    return (source.isDerivative ? "derivative of " : "") + text.withControlCharactersVisible
  }
}
