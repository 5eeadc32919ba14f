/// Lists and dicts of leaves, nested at will: arguments, results and gradients.
///
/// Nesting is bounded by whoever builds one (JSON by its depth limit, the language by its own), so
/// the walks below may recurse.
public indirect enum Structure<Leaf> {
  case leaf(Leaf)
  case list([Structure])
  /// In the order given; keys are unique.
  case dictionary([(key: String, value: Structure)])

  /// The same structure with every leaf transformed, in order.
  @inlinable
  public func map<Other, Failure: Error>(
    _ transform: (Leaf) throws(Failure) -> Other
  ) throws(Failure) -> Structure<Other> {
    switch self {
    case .leaf(let leaf): return .leaf(try transform(leaf))
    case .list(let items):
      var result: [Structure<Other>] = []
      result.reserveCapacity(items.count)
      for item in items { result.append(try item.map(transform)) }
      return .list(result)
    case .dictionary(let members):
      var result: [(key: String, value: Structure<Other>)] = []
      for member in members { result.append((member.key, try member.value.map(transform))) }
      return .dictionary(result)
    }
  }

  /// The same structure with a structure in the place of every leaf.
  @inlinable
  public func flatMap<Other, Failure: Error>(
    _ transform: (Leaf) throws(Failure) -> Structure<Other>
  ) throws(Failure) -> Structure<Other> {
    switch self {
    case .leaf(let leaf): return try transform(leaf)
    case .list(let items):
      var result: [Structure<Other>] = []
      for item in items { result.append(try item.flatMap(transform)) }
      return .list(result)
    case .dictionary(let members):
      var result: [(key: String, value: Structure<Other>)] = []
      for member in members { result.append((member.key, try member.value.flatMap(transform))) }
      return .dictionary(result)
    }
  }

  /// Every leaf, depth first.
  @inlinable
  public var leaves: [Leaf] {
    var result: [Leaf] = []
    collect(into: &result)
    return result
  }

  @inlinable
  func collect(into result: inout [Leaf]) {
    switch self {
    case .leaf(let leaf): result.append(leaf)
    case .list(let items): for item in items { item.collect(into: &result) }
    case .dictionary(let members): for member in members { member.value.collect(into: &result) }
    }
  }
}

extension Structure: Sendable where Leaf: Sendable {}

extension Structure: Equatable where Leaf: Equatable {
  public static func == (a: Structure, b: Structure) -> Bool {
    switch (a, b) {
    case (.leaf(let x), .leaf(let y)): x == y
    case (.list(let x), .list(let y)): x == y
    case (.dictionary(let x), .dictionary(let y)):
      x.count == y.count && zip(x, y).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}
