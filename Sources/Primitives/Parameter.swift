import Tensors

/// A parameter of a function of the language.
public struct Parameter: Sendable {
  public enum Kind: Sendable {
    /// A number or tensor, which derivatives are taken through.
    case tensor
    /// A list of tensors, or a tensor taken apart along its first axis.
    case tensors
    /// All positional arguments from here on, each a tensor.
    case variadicTensors
    case integer
    /// One integer, a list of them, or None.
    case integers
    case flag
    case number
    case text
    /// The order of a norm: 2, inf, 'fro'.
    case numberOrText
  }

  public let name: String
  public let kind: Kind
  /// What an argument that is not given stands for; nil if it must be given.
  public let defaultValue: StaticValue?

  public init(_ name: String, _ kind: Kind = .tensor, default defaultValue: StaticValue? = nil) {
    self.name = name
    self.kind = kind
    self.defaultValue = defaultValue
  }

  var description: String {
    let name = kind.isVariadic ? "*\(self.name)" : self.name
    return defaultValue.map { "\(name)=\($0)" } ?? name
  }

  /// The common ones.
  public static let x = Parameter("x")
  public static let axes = Parameter("axis", .integers, default: StaticValue.none)
  public static let keepdims = Parameter("keepdims", .flag, default: .flag(false))
}

extension Parameter.Kind {
  public var isVariadic: Bool { if case .variadicTensors = self { true } else { false } }

  var isTensor: Bool { if case .tensor = self { true } else { false } }

  /// Whether arguments of this kind become operands of the recorded operation.
  public var isOperand: Bool {
    switch self {
    case .tensor, .tensors, .variadicTensors: true
    case .integer, .integers, .flag, .number, .text, .numberOrText: false
    }
  }
}

/// The arguments of one call, in the order of the parameters.
public enum Argument {
  case tensor(Variable)
  case tensors([Variable])
  case fixed(StaticValue)
}
