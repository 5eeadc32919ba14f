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

extension [StaticValue] {
  /// Which member of a family of functions an operation is, as its first fixed value says; 0 for one that
  /// is no family.
  public var index: Int { if case .integer(let index)? = first { index } else { 0 } }
}

extension StaticValue {
  /// Numbers are told apart by their bits: 0 and -0 are not the same background.
  public static func == (a: StaticValue, b: StaticValue) -> Bool {
    switch (a, b) {
    case (.none, .none): true
    case (.flag(let x), .flag(let y)): x == y
    case (.integer(let x), .integer(let y)): x == y
    case (.integers(let x), .integers(let y)): x == y
    case (.number(let x), .number(let y)): x.bitPattern == y.bitPattern
    case (.text(let x), .text(let y)): x == y
    case (.ranges(let x), .ranges(let y)): x == y
    default: false
    }
  }
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
