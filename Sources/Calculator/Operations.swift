import Autodiff
import Syntax

// Operators, names, attributes: what a node of an expression does with its operands.

extension Interpreter {
  func lookUp(_ name: String, in scope: Scope) throws(Diagnostic) -> Value {
    if let value = scope.value(of: name) { return value }
    if let value = knownValue(name) { return value }
    let known = scope.allNames + Catalogue.names + Builtin.names
    let similar = Spelling.similar(to: name, among: known)
    throw Diagnostic(
      "unknown-name", "nothing is called '\(name.visible)'",
      hint: similar.isEmpty
        ? isInSession
          ? "give it a value first: \(name.visible) = 2"
          : "give it a value: \(name.visible)=..., or --let \(name.visible)=... for a constant"
        : "did you mean \(similar.map { "'\($0.visible)'" }.joined(separator: " or "))?")
  }

  /// A constant or function that needs no binding.
  private func knownValue(_ name: String) -> Value? {
    if let function = functions.function(name) { return .function(function) }
    if let constant = Names.constant(name) { return .tensor(recorder.constant(constant)) }
    guard let function = Names.function(name) else { return nil }
    functions.add(name, function)
    return .function(function)
  }

  /// The path that a dotted name stands for, if its root is a module and not a bound name.
  func dottedName(
    _ code: Code, _ node: Expression.Index, _ scope: Scope
  ) -> (module: String, name: String)? {
    guard case .attribute(var base, let name) = code.expression.nodes[node] else { return nil }
    var path: [String] = []
    // No module has more parts, and a long chain of attributes must not be walked for each of them.
    while path.count < 4, case .attribute(let inner, let part) = code.expression.nodes[base] {
      path.append(part)
      base = inner
    }
    guard case .name(let root) = code.expression.nodes[base], scope.value(of: root) == nil else {
      return nil
    }
    let module = ([root] + path.reversed()).joined(separator: ".")
    return Names.modules.contains(module) ? (module, name) : nil
  }

  func known(_ path: (module: String, name: String)) throws(Diagnostic) -> Value {
    let name = Names.ownName(of: path)
    if let value = knownValue(name) { return value }
    if path.name == "newaxis" { return .none }
    let similar = Spelling.similar(to: path.name, among: Catalogue.names + Builtin.names)
    throw Diagnostic(
      "unknown-name", "\(path.module).\(path.name.visible) is not known here",
      hint: similar.isEmpty
        ? "'swiftgrad functions' lists what is"
        : "did you mean \(similar.map { "'\($0)'" }.joined(separator: " or "))?")
  }

  func function(_ value: Value) throws(Diagnostic) -> Value.Function {
    if case .function(let function) = value { return function }
    throw Diagnostic(
      "not-a-function", "\(value.description) cannot be called",
      hint: "write * to multiply")
  }

  func attribute(_ name: String, of value: Value) throws(Diagnostic) -> Value {
    switch (name, value) {
    case ("T", .tensor(let tensor)):
      return .tensor(tensor.permuted((0..<tensor.rank).reversed()))
    case ("mT", .tensor(let tensor)) where tensor.rank >= 2:
      return .tensor(Primitive.matrixTranspose(tensor))
    case ("T", .sequence), ("mT", .sequence):
      return try attribute(name, of: .tensor(try tensor(value)))
    case ("shape", _), ("size", _), ("ndim", _):
      if let builtin = Builtin.named(name) {
        var arguments = CallArguments()
        arguments.positional = [value]
        return try builtin.body(self, arguments)
      }
    case (_, .dictionary(let dictionary)):
      if let member = dictionary[name] { return member }
    default: break
    }
    if let function = Names.function(name) { return .function(.bound(function, to: value)) }
    throw Diagnostic(
      "unknown-attribute", "\(value.description) has no '\(name.visible)'",
      hint: "there are .T, .shape, .size, .ndim, and every function of one array, as in x.sum()")
  }

  func dictionary(_ parts: [Value]) throws(Diagnostic) -> Value {
    var members: [(key: String, value: Value)] = []
    for index in stride(from: 0, to: parts.count, by: 2) {
      guard case .text(let key) = parts[index] else {
        throw Diagnostic(
          "wrong-type", "a key of a dict is a string, not \(parts[index].description)")
      }
      guard !members.contains(where: { $0.key == key }) else {
        throw Diagnostic("repeated-key", "the key '\(key.visible)' is given twice")
      }
      members.append((key, parts[index + 1]))
    }
    return try .dictionary(members)
  }

  // MARK: Operators

  /// The function that an operator means.
  func operation(_ name: String) throws(Diagnostic) -> Primitive {
    guard let primitive = functions.operation(name) else {
      throw Diagnostic("unknown-name", "there is no operation '\(name.visible)'", kind: .defect)
    }
    return primitive
  }

  func apply(_ primitive: Primitive, _ operands: [Value]) throws(Diagnostic) -> Value {
    if primitive === Primitive.add, let tuple = try joined(operands) { return tuple }
    var parts: [Variable] = []
    for operand in operands { parts.append(try tensor(operand)) }
    return .tensor(primitive.apply(parts))
  }

  /// Tuples, which are no tensors yet, are joined by + as in Python; lists add like tensors.
  private func joined(_ operands: [Value]) throws(Diagnostic) -> Value? {
    guard case .sequence(let a) = operands[0], case .sequence(let b) = operands[1],
      a.kind == .tuple, b.kind == .tuple
    else { return nil }
    return try .sequence(a.elements + b.elements, .tuple)
  }

  /// `a < b < c` is `a < b and b < c`, with b evaluated once.
  func compare(_ operands: [Value], _ names: [String]) throws(Diagnostic) -> Value {
    var result: Variable?
    for (index, name) in names.enumerated() {
      let part = try tensor(
        try apply(try operation(name), [operands[index], operands[index + 1]]))
      result = result.map { Primitive.logicalAnd($0, part) } ?? part
    }
    return result.map { .tensor($0) } ?? .none
  }

  /// A value whose numbers count as depending on others too.
  func tied(_ value: Value, to others: [Variable]) throws(Diagnostic) -> Value {
    switch value {
    case .tensor(let tensor): return .tensor(Primitive.tie.apply([tensor] + others))
    case .sequence(let sequence):
      var elements: [Value] = []
      for element in sequence.elements { elements.append(try tied(element, to: others)) }
      return try .sequence(elements, sequence.kind)
    case .dictionary(let dictionary):
      var members: [(key: String, value: Value)] = []
      for (key, member) in dictionary.members {
        members.append((key, try tied(member, to: others)))
      }
      return try .dictionary(members)
    default: return value
    }
  }

  /// Both branches of a condition that only the program's inputs decide, as one value.
  func merge(
    _ condition: Variable, _ then: Value, _ otherwise: Value
  ) throws(Diagnostic) -> Value {
    switch (then, otherwise) {
    case (.sequence(let a), .sequence(let b)) where a.elements.count == b.elements.count:
      var elements: [Value] = []
      for (x, y) in zip(a.elements, b.elements) { elements.append(try merge(condition, x, y)) }
      return try .sequence(elements, a.kind)
    case (.dictionary(let a), .dictionary(let b))
    where a.members.map(\.key).sorted() == b.members.map(\.key).sorted():
      var members: [(key: String, value: Value)] = []
      for (key, value) in a.members {
        members.append((key, try merge(condition, value, b[key] ?? .none)))
      }
      return try .dictionary(members)
    case (.none, .none): return .none
    default:
      let (a, b) = (try tensor(then), try tensor(otherwise))
      guard a.shape == b.shape else {
        throw Diagnostic(
          "shape-mismatch",
          "the branches of 'if' have the shapes \(a.shape) and \(b.shape), and which one is taken "
            + "depends on the arguments",
          hint: "--use-gradient-tape lets values decide")
      }
      return .tensor(Primitive.where(condition, a, b))
    }
  }
}

/// Functions and operations that were looked up by name.
struct FoundFunctions {
  private var names = NameTable()
  private var functions: [Value.Function] = []
  /// Names of operators mean functions of the catalogue, whatever else has the name.
  private var operatorNames = NameTable()
  private var operations: [Primitive] = []

  func function(_ name: String) -> Value.Function? {
    names.place(of: name).map { functions[$0] }
  }

  mutating func add(_ name: String, _ function: Value.Function) {
    if names.add(name) == functions.count { functions.append(function) }
  }

  mutating func operation(_ name: String) -> Primitive? {
    if let place = operatorNames.place(of: name) { return operations[place] }
    guard let primitive = Catalogue.function(named: name) else { return nil }
    if operatorNames.add(name) == operations.count { operations.append(primitive) }
    return primitive
  }
}
