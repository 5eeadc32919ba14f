import Autodiff
import Syntax
import Tables

// Given values become values of the language: inputs that are differentiated, or constants.

extension Interpreter {
  enum Role { case input, constant }

  /// The value of something given.
  ///
  /// As an input every number of it is one of its own, except where it is a captured name: then it
  /// is that captured value.
  func value(
    of given: Request.Given, as role: Role, in scope: Scope
  ) throws(Diagnostic) -> Value {
    switch given {
    case .json(let json): return try value(of: json, as: role)
    case .array(let tensor): return .tensor(leaf(tensor, as: role))
    case .definition(let definition): return try value(of: definition, in: scope)
    case .cell(let shape):
      let cell = recorder.placeholder(shape: shape, type: recorder.numberType)
      cells.append(cell.node)
      return .tensor(cell)
    case .text(let source):
      if let json = try JSONArgument.parse(source) { return try value(of: json, as: role) }
      let code = enter(try Parser.parse(source))
      let value = try evaluate(code, in: Scope(parent: scope))
      return try detached(value, code, code.expression.root, as: role)
    }
  }

  private func leaf(_ tensor: Tensor, as role: Role) -> Variable {
    let tensor = tensor.elementType == .bool ? tensor : tensor.converted(to: recorder.numberType)
    return switch role {
    case .constant: recorder.constant(tensor)
    case .input: recorder.input(shape: tensor.shape, type: tensor.elementType, value: tensor)
    }
  }

  func value(of json: JSONValue, as role: Role) throws(Diagnostic) -> Value {
    switch json {
    case .number(let number): return .tensor(leaf(Tensor(number), as: role))
    case .bool(let truth): return .tensor(leaf(Tensor(truth ? 1 : 0, type: .bool), as: role))
    case .null: return .none
    case .string(let text):
      guard let number = JSONText.nonfinite(named: text) else { return .text(text) }
      return .tensor(leaf(Tensor(number), as: role))
    case .numbers(let array):
      return .tensor(leaf(Tensor(array.values, shape: Shape(array.dimensions)), as: role))
    case .array(let items):
      let truths = items.compactMap {
        if case .bool(let truth) = $0 { truth ? 1.0 : 0.0 } else { nil }
      }
      if truths.count == items.count, !items.isEmpty {
        return .tensor(leaf(Tensor(truths, shape: [truths.count], type: .bool), as: role))
      }
      var values: [Value] = []
      for item in items { values.append(try value(of: item, as: role)) }
      return try .sequence(values, .list)
    case .object(let members):
      var values: [(key: String, value: Value)] = []
      for member in members { values.append((member.key, try value(of: member.value, as: role))) }
      return try .dictionary(values)
    }
  }

  /// The value of an argument's expression: captured names stay what they are, everything else is a
  /// new value.
  func detached(
    _ value: Value, _ code: Code, _ node: Expression.Index, as role: Role
  ) throws(Diagnostic) -> Value {
    switch (code.expression.nodes[node], value) {
    case (.name, _) where role == .input && !value.isConstantName(code, node):
      watch(value)
      return value
    case (.list(let nodes), .sequence(let sequence)), (.tuple(let nodes), .sequence(let sequence)):
      // A list without captured names is one tensor if it is rectangular.
      if role == .input, !nodes.contains(where: { code.expression.mentionsName(at: $0) }),
        let tensor = try? tensor(value), let known = try recorder.known(tensor)
      {
        return .tensor(leaf(known, as: role))
      }
      var parts: [Value] = []
      for (child, element) in zip(nodes, sequence.elements) {
        parts.append(try detached(element, code, child, as: role))
      }
      return try .sequence(parts, sequence.kind)
    case (.dictionary(let entries), .dictionary(let dictionary)):
      var parts: [(key: String, value: Value)] = []
      for (entry, member) in zip(entries, dictionary.members) {
        parts.append((member.key, try detached(member.value, code, entry.value, as: role)))
      }
      return try .dictionary(parts)
    case (_, .tensor(let tensor)):
      guard let known = try recorder.known(tensor) else { return value }
      return .tensor(leaf(known, as: role))
    case (_, .range), (_, .sequence):
      guard case .tensor(let known) = Value.tensor(try tensor(value)) else { return value }
      return try detached(.tensor(known), code, node, as: role)
    default: return value
    }
  }

  /// Has every number of a captured value treated as a variable.
  private func watch(_ value: Value) {
    switch value {
    case .tensor(let tensor): recorder.watch(tensor.node)
    case .sequence(let sequence): sequence.elements.forEach(watch)
    case .dictionary(let dictionary): dictionary.members.forEach { watch($0.value) }
    default: break
    }
  }
}

extension Value {
  /// Whether a name stands for a constant of the language, such as pi.
  fileprivate func isConstantName(_ code: Code, _ node: Expression.Index) -> Bool {
    guard case .name(let name) = code.expression.nodes[node], case .tensor(let tensor) = self,
      let constant = Names.constant(name), let value = tensor.constantValue
    else { return false }
    return value == constant || value.isNaN && constant.isNaN
  }
}

extension Expression {
  /// Whether a list, or a list in it, has a name as an element.
  fileprivate func mentionsName(at node: Index) -> Bool {
    switch nodes[node] {
    case .name: true
    case .list(let items), .tuple(let items): items.contains { mentionsName(at: $0) }
    default: false
    }
  }
}

/// Arguments of the command line that are JSON.
enum JSONArgument {
  /// The JSON value of a text; nil if it is meant as an expression.
  static func parse(_ source: SourceText) throws(Diagnostic) -> JSONValue? {
    do throws(TableError) {
      return try JSONReader.parse(source.utf8)
    } catch {
      // What is JSON but for these faults is not taken for an expression.
      let definite = [
        "json-trailing-comma", "json-duplicate-key", "json-depth", "json-number-range",
      ]
      if definite.contains(error.code) { throw Diagnostic(error, in: source) }
      return nil
    }
  }
}

extension Diagnostic {
  /// A fault in data that has no text to be shown.
  ///
  /// - Parameter name: which input it is in.
  public init(_ error: TableError, of name: String? = nil) {
    self.init(
      error.code, (name.map { "\($0): " } ?? "") + error.message, hint: error.hint)
  }

  /// A fault in data, with its place in the text.
  public init(_ error: TableError, in source: SourceText) {
    var location: SourceLocation?
    if let offset = error.offset {
      let start = min(offset, source.utf8.count)
      location = SourceLocation(
        source: source,
        range: SourceRange(start: start, end: min(start + max(error.length, 1), source.utf8.count)))
    }
    self.init(error.code, error.message, at: location, hint: error.hint)
  }
}
