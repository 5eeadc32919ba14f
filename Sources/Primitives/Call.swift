import Tensors

/// One call of a function: its arguments in the order of its parameters, and where it is recorded.
public struct Call {
  public let recorder: any Recorder
  public let primitive: Primitive
  public let arguments: [Argument]

  public init(recorder: any Recorder, primitive: Primitive, arguments: [Argument]) {
    self.recorder = recorder
    self.primitive = primitive
    self.arguments = arguments
  }

  /// The tensor given for a parameter; a default that is a number becomes a constant.
  public func tensor(_ index: Int) throws(TensorError) -> Variable {
    guard let tensor = optionalTensor(index) else {
      throw TensorError(
        "missing-argument",
        "\(primitive.name) needs a value for '\(primitive.parameters[index].name)'")
    }
    return tensor
  }

  public func optionalTensor(_ index: Int) -> Variable? {
    switch arguments[index] {
    case .tensor(let variable): return variable
    case .tensors(let variables): return variables.first
    case .fixed(.number(let value)): return constant(Tensor(value, type: recorder.numberType))
    case .fixed(.integer(let value)):
      return constant(Tensor(Double(value), type: recorder.numberType))
    case .fixed: return nil
    }
  }

  public func tensors(_ index: Int) -> [Variable] {
    switch arguments[index] {
    case .tensor(let variable): [variable]
    case .tensors(let variables): variables
    case .fixed: []
    }
  }

  public func fixed(_ index: Int) -> StaticValue {
    if case .fixed(let value) = arguments[index] { value } else { .none }
  }

  public func flag(_ index: Int) -> Bool { fixed(index) == .flag(true) }

  public func integer(_ index: Int) -> Int? {
    if case .integer(let value) = fixed(index) { value } else { nil }
  }

  /// One integer or several, as a list; nil for None.
  public func integers(_ index: Int) -> [Int]? { fixed(index).integers }

  public func number(_ index: Int) -> Double? {
    switch fixed(index) {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  public func text(_ index: Int) -> String? {
    if case .text(let text) = fixed(index) { text } else { nil }
  }

  public func constant(_ tensor: Tensor) -> Variable {
    Variable(recorder: recorder, node: recorder.append(constant: tensor))
  }
}

extension StaticValue {
  /// One integer or several, as a list; nil for anything else.
  public var integers: [Int]? {
    switch self {
    case .integer(let value): [value]
    case .integers(let values): values
    default: nil
    }
  }

  public var isTrue: Bool { self == .flag(true) }
}
