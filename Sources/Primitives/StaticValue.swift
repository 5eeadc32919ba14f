import Tensors

/// A parameter of an operation that is fixed when the operation is recorded: an axis, a shape, a
/// flag. It is never differentiated.
public enum StaticValue: Hashable, Sendable {
  case none
  case flag(Bool)
  case integer(Int)
  case integers([Int])
  case number(Double)
  case text(String)
  case ranges([StridedRange])
}

extension StaticValue: CustomStringConvertible {
  /// As the language writes it.
  public var description: String {
    switch self {
    case .none: "None"
    case .flag(let flag): flag ? "True" : "False"
    case .integer(let integer): "\(integer)"
    case .integers(let integers):
      "(" + integers.map(String.init).joined(separator: ", ") + (integers.count == 1 ? ",)" : ")")
    case .number(let number): "\(number)"
    case .text(let text): "'\(text)'"
    case .ranges(let ranges):
      "["
        + ranges.map { "\($0.start)+\($0.step)*\($0.count)" }.joined(separator: ", ") + "]"
    }
  }
}
