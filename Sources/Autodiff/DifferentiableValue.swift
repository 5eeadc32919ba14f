/// What a Swift function can be differentiated by: numbers, tensors, arrays and dictionaries of them.
public protocol DifferentiableValue {
  /// What the function sees in its place.
  associatedtype Recorded
  /// What comes back for it; nil where the result does not depend on it.
  associatedtype Gradient

  var structure: Structure<Tensor> { get }
  static func recorded(_ structure: Structure<Variable>) -> Recorded
  static func gradient(_ structure: Structure<Tensor?>) -> Gradient
}

/// What a Swift function that is differentiated can return: variables, arrays and dictionaries.
public protocol RecordedValue {
  /// What comes back for it.
  associatedtype Computed

  var structure: Structure<Variable> { get }
  static func value(_ structure: Structure<Tensor>) -> Computed
}

extension Structure {
  /// The leaf that this is.
  fileprivate var leaf: Leaf {
    guard case .leaf(let leaf) = self else { preconditionFailure("a leaf is expected") }
    return leaf
  }

  fileprivate var items: [Structure] { if case .list(let items) = self { items } else { [] } }

  fileprivate var members: [(key: String, value: Structure)] {
    if case .dictionary(let members) = self { members } else { [] }
  }
}

extension Double: DifferentiableValue {
  public var structure: Structure<Tensor> { .leaf(Tensor(self)) }
  public static func recorded(_ structure: Structure<Variable>) -> Variable { structure.leaf }
  public static func gradient(_ structure: Structure<Tensor?>) -> Double? {
    structure.leaf?.scalarValue
  }
}

extension Tensor: DifferentiableValue {
  public var structure: Structure<Tensor> { .leaf(self) }
  public static func recorded(_ structure: Structure<Variable>) -> Variable { structure.leaf }
  public static func gradient(_ structure: Structure<Tensor?>) -> Tensor? { structure.leaf }
}

extension Array: DifferentiableValue where Element: DifferentiableValue {
  public var structure: Structure<Tensor> { .list(map(\.structure)) }
  public static func recorded(_ structure: Structure<Variable>) -> [Element.Recorded] {
    structure.items.map(Element.recorded)
  }
  public static func gradient(_ structure: Structure<Tensor?>) -> [Element.Gradient] {
    structure.items.map(Element.gradient)
  }
}

extension Dictionary: DifferentiableValue where Key == String, Value: DifferentiableValue {
  public var structure: Structure<Tensor> {
    .dictionary(sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value.structure) })
  }
  public static func recorded(_ structure: Structure<Variable>) -> [String: Value.Recorded] {
    Dictionary<String, Value.Recorded>(
      uniqueKeysWithValues: structure.members.map { ($0.key, Value.recorded($0.value)) })
  }
  public static func gradient(_ structure: Structure<Tensor?>) -> [String: Value.Gradient] {
    Dictionary<String, Value.Gradient>(
      uniqueKeysWithValues: structure.members.map { ($0.key, Value.gradient($0.value)) })
  }
}

extension Variable: RecordedValue {
  public var structure: Structure<Variable> { .leaf(self) }
  public static func value(_ structure: Structure<Tensor>) -> Tensor { structure.leaf }
}

extension Array: RecordedValue where Element: RecordedValue {
  public var structure: Structure<Variable> { .list(map(\.structure)) }
  public static func value(_ structure: Structure<Tensor>) -> [Element.Computed] {
    structure.items.map(Element.value)
  }
}

extension Dictionary: RecordedValue where Key == String, Value: RecordedValue {
  public var structure: Structure<Variable> {
    .dictionary(sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value.structure) })
  }
  public static func value(_ structure: Structure<Tensor>) -> [String: Value.Computed] {
    Dictionary<String, Value.Computed>(
      uniqueKeysWithValues: structure.members.map { ($0.key, Value.value($0.value)) })
  }
}
