import Autodiff
import Syntax

// The numbers in a value: what loops carry, what derivatives are taken by.

extension Value {
  /// The same structure with every tensor in it transformed.
  func mapTensors(
    _ transform: (Variable) throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    switch self {
    case .tensor(let tensor): return try transform(tensor)
    case .sequence(let sequence):
      var elements: [Value] = []
      elements.reserveCapacity(sequence.elements.count)
      for element in sequence.elements { elements.append(try element.mapTensors(transform)) }
      return try .sequence(elements, sequence.kind == .generator ? .list : sequence.kind)
    case .dictionary(let dictionary):
      var members: [(key: String, value: Value)] = []
      for member in dictionary.members {
        members.append((member.key, try member.value.mapTensors(transform)))
      }
      return try .dictionary(members)
    case .function, .text, .none, .range, .slice, .ellipsis: return self
    }
  }

  /// Every tensor in it, in order.
  var tensors: [Variable] {
    var tensors: [Variable] = []
    _ = try? mapTensors { (tensor: Variable) throws(Diagnostic) in
      tensors.append(tensor)
      return .tensor(tensor)
    }
    return tensors
  }

  /// The same structure with other tensors, taken in order.
  func replacingTensors(by replacements: [Variable]) -> Value {
    var next = replacements.makeIterator()
    let replaced = try? mapTensors { (tensor: Variable) throws(Diagnostic) in
      .tensor(next.next() ?? tensor)
    }
    return replaced ?? self
  }

  /// Whether another value has the same structure, shapes aside.
  func hasStructure(of other: Value) -> Bool {
    switch (self, other) {
    case (.tensor, .tensor): true
    case (.sequence(let a), .sequence(let b)):
      a.elements.count == b.elements.count
        && zip(a.elements, b.elements).allSatisfy { $0.hasStructure(of: $1) }
    case (.dictionary(let a), .dictionary(let b)):
      a.members.count == b.members.count
        && a.members.allSatisfy { member in b[member.key].map(member.value.hasStructure) ?? false }
    case (.none, .none), (.text, .text), (.function, .function), (.range, .range): true
    default: false
    }
  }

  /// The members of dicts in the order of another value of the same structure.
  func ordered(like other: Value) throws(Diagnostic) -> Value {
    switch (self, other) {
    case (.sequence(let a), .sequence(let b)):
      var elements: [Value] = []
      for (x, y) in zip(a.elements, b.elements) { elements.append(try x.ordered(like: y)) }
      return try .sequence(elements, b.kind)
    case (.dictionary(let a), .dictionary(let b)):
      var members: [(key: String, value: Value)] = []
      for member in b.members {
        guard let own = a[member.key] else { continue }
        members.append((member.key, try own.ordered(like: member.value)))
      }
      return try .dictionary(members)
    default: return self
    }
  }
}

extension Interpreter {
  /// A list of numbers, or of such lists of one shape, as the tensor that it is; tuples and dicts keep
  /// their structure, and so do lists that are no tensor.
  func packed(_ value: Value) throws(Diagnostic) -> Value {
    switch value {
    case .range: return .tensor(try tensor(value))
    case .sequence(let sequence):
      var parts: [Value] = []
      for element in sequence.elements { parts.append(try packed(element)) }
      let whole = try Value.sequence(parts, sequence.kind == .tuple ? .tuple : .list)
      guard sequence.kind != .tuple else { return whole }
      var shapes: Set<Shape> = []
      for part in parts {
        guard case .tensor(let tensor) = part else { return whole }
        shapes.insert(tensor.shape)
      }
      return shapes.count <= 1 ? .tensor(try tensor(whole)) : whole
    case .dictionary(let dictionary):
      var members: [(key: String, value: Value)] = []
      for member in dictionary.members { members.append((member.key, try packed(member.value))) }
      return try .dictionary(members)
    default: return value
    }
  }

  func tuple(_ elements: [Value]) throws(Diagnostic) -> Value { try .sequence(elements, .tuple) }
}
