import Autodiff
import Syntax

/// A value without functions, computed: what a name of a session holds.
public indirect enum Datum: Sendable {
  case tensor(Tensor)
  case text(String)
  case none
  case list([Datum])
  case tuple([Datum])
  /// In the order given.
  case dictionary([(key: String, value: Datum)])

  /// Its numbers in their structure, as JSON has them; texts are missing.
  public var structure: Structure<Tensor?> {
    switch self {
    case .tensor(let tensor): .leaf(tensor)
    case .text, .none: .leaf(nil)
    case .list(let items), .tuple(let items): .list(items.map(\.structure))
    case .dictionary(let members): .dictionary(members.map { ($0.key, $0.value.structure) })
    }
  }

  public init(_ structure: Structure<Tensor?>) {
    switch structure {
    case .leaf(let tensor): self = tensor.map(Datum.tensor) ?? .none
    case .list(let items): self = .list(items.map(Datum.init))
    case .dictionary(let members):
      self = .dictionary(members.map { (key: $0.key, value: Datum($0.value)) })
    }
  }
}

extension Datum {
  /// The same with every rectangular list of numbers as an array.
  var asArrays: Datum {
    switch self {
    case .tensor, .text, .none: return self
    case .tuple(let items): return .tuple(items.map(\.asArrays))
    case .dictionary(let members): return .dictionary(members.map { ($0.key, $0.value.asArrays) })
    case .list(let items):
      let parts = items.map(\.asArrays)
      let tensors = parts.compactMap { if case .tensor(let tensor) = $0 { tensor } else { nil } }
      guard let first = tensors.first, tensors.count == parts.count,
        tensors.allSatisfy({ $0.shape == first.shape && $0.elementType == first.elementType })
      else { return .list(parts) }
      let numbers = tensors.flatMap { tensor in (0..<tensor.count).map { tensor[$0] } }
      return .tensor(
        Tensor(
          numbers, shape: Shape([tensors.count] + first.shape.dimensions), type: first.elementType))
    }
  }

  /// The shape of a number, an array or a rectangular list of them.
  public var shape: Shape? {
    if case .tensor(let tensor) = asArrays { tensor.shape } else { nil }
  }
}

extension Definition {
  var asArrays: Definition {
    if case .value(let datum) = self { .value(datum.asArrays) } else { self }
  }
}

extension Value {
  /// The nodes that its numbers were recorded as; nil where a part is no number, text or None.
  var nodes: [Int]? {
    switch self {
    case .tensor(let tensor): return [tensor.node]
    case .text, .none: return []
    case .sequence(let sequence): return Self.all(sequence.elements.map(\.nodes))
    case .dictionary(let dictionary): return Self.all(dictionary.members.map(\.value.nodes))
    case .function, .range, .slice, .ellipsis: return nil
    }
  }

  private static func all(_ parts: [[Int]?]) -> [Int]? {
    let known = parts.compactMap(\.self)
    return known.count == parts.count ? known.flatMap(\.self) : nil
  }

  /// The same value with its numbers computed.
  func datum(_ values: NodeMap<Tensor>) -> Datum {
    switch self {
    case .tensor(let tensor): .tensor(values[tensor.node] ?? Tensor(.nan))
    case .text(let text): .text(text)
    case .sequence(let sequence) where sequence.kind == .tuple:
      .tuple(sequence.elements.map { $0.datum(values) })
    case .sequence(let sequence): .list(sequence.elements.map { $0.datum(values) })
    case .dictionary(let dictionary):
      .dictionary(dictionary.members.map { ($0.key, $0.value.datum(values)) })
    case .none, .function, .range, .slice, .ellipsis: .none
    }
  }
}

extension Interpreter {
  func value(of datum: Datum) throws(Diagnostic) -> Value {
    switch datum {
    case .tensor(let tensor): return .tensor(constant(tensor))
    case .text(let text): return .text(text)
    case .none: return .none
    case .list(let items): return try .sequence(try values(of: items), .list)
    case .tuple(let items): return try .sequence(try values(of: items), .tuple)
    case .dictionary(let members):
      var parts: [(key: String, value: Value)] = []
      for member in members { parts.append((member.key, try value(of: member.value))) }
      return try .dictionary(parts)
    }
  }

  private func values(of items: [Datum]) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    for item in items { values.append(try value(of: item)) }
    return values
  }

  private func constant(_ tensor: Tensor) -> Variable {
    recorder.constant(
      tensor.elementType == .bool ? tensor : tensor.converted(to: recorder.numberType))
  }
}
