import Autodiff
import Syntax

/// The arguments of a call as written, spread out.
struct CallArguments {
  var positional: [Value] = []
  var named: [(name: String, value: Value)] = []

  init(_ positional: [Value] = []) {
    self.positional = positional
  }

  init(
    _ arguments: Expression.Arguments, _ values: [Value], code: Code
  ) throws(Diagnostic) {
    if arguments.arePlain {
      positional = values
      return
    }
    for (argument, value) in zip(arguments, values) {
      let place = code.location(of: argument.value)
      switch argument.spread {
      case .none:
        if let label = argument.label {
          try add(label, value, at: place)
        } else {
          positional.append(value)
        }
      case .sequence:
        guard let elements = value.elements else {
          throw Diagnostic(
            "not-a-list", "only a list can be spread with *, not \(value.description)", at: place)
        }
        positional += elements
      case .mapping:
        guard case .dictionary(let dictionary) = value else {
          throw Diagnostic(
            "not-a-dict", "only a dict can be spread with **, not \(value.description)", at: place)
        }
        for member in dictionary.members { try add(member.key, member.value, at: place) }
      }
    }
  }

  private mutating func add(
    _ name: String, _ value: Value, at place: SourceLocation
  ) throws(Diagnostic) {
    guard !named.contains(where: { $0.name == name }) else {
      throw Diagnostic("repeated-argument", "'\(name.visible)' is given twice", at: place)
    }
    named.append((name, value))
  }
}

extension Closure {
  /// As errors show it: `(x, y=..., *rest)`.
  var signature: String {
    let parts = parameters.map { parameter in
      switch parameter.kind {
      case .plain: parameter.name.visible + (parameter.defaultValue == nil ? "" : "=...")
      case .variadic: "*" + parameter.name.visible
      case .keywords: "**" + parameter.name.visible
      }
    }
    return "(" + parts.joined(separator: ", ") + ")"
  }

  /// The names of the body, with the parameters bound to arguments by Python's rules.
  func scope(
    for arguments: CallArguments, _ interpreter: Interpreter
  ) throws(Diagnostic) -> Scope {
    let bound = Scope(parent: scope)
    var positional = arguments.positional[...]
    var named = NamedArguments(arguments.named)
    var defaults = self.defaults[...]
    for parameter in parameters {
      let ownDefault = parameter.defaultValue == nil ? nil : defaults.popFirst()
      let name = parameter.name
      switch parameter.kind {
      case .variadic:
        bound.bind(name, try .sequence(Array(positional), .tuple))
        positional = []
      case .keywords:
        bound.bind(name, try .dictionary(named.takeRest()))
      case .plain:
        let byName = named.take(name)
        if let value = positional.popFirst() {
          guard byName == nil else {
            throw mismatch("'\(name.visible)' is given by position and by name")
          }
          bound.bind(name, value)
        } else if let byName {
          bound.bind(name, byName)
        } else if let ownDefault {
          bound.bind(name, ownDefault)
        } else {
          throw missing(name, arguments)
        }
      }
    }
    guard positional.isEmpty else {
      let plain = parameters.count { $0.kind == .plain }
      throw mismatch(
        "\(count(plain, "argument")) can be given, and \(arguments.positional.count) are")
    }
    if let extra = named.firstLeft {
      let similar = Spelling.similar(to: extra, among: parameters.map(\.name))
      throw mismatch(
        "there is no parameter '\(extra.visible)'",
        hint: similar.first.map { "did you mean '\($0.visible)'?" })
    }
    return bound
  }

  private func missing(_ name: String, _ arguments: CallArguments) -> Diagnostic {
    var hint: String?
    if arguments.positional.count == 1, let only = arguments.positional.first {
      switch only {
      case .dictionary: hint = "a dict is one argument; name its members to pass them one by one"
      case .tensor(let tensor) where tensor.rank > 0:
        hint = "an array is one argument; index it inside the function"
      default: break
      }
    }
    return mismatch("no value is given for '\(name.visible)'", hint: hint)
  }

  private func mismatch(_ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "\(message); the parameters are \(signature)", hint: hint)
  }

  private func count(_ number: Int, _ noun: String) -> String {
    number == 0 ? "no \(noun)" : number == 1 ? "one \(noun)" : "\(number) \(noun)s"
  }
}

/// The named arguments of a call that no parameter has taken yet.
private struct NamedArguments {
  private let all: [(name: String, value: Value)]
  private var isTaken: [Bool]
  /// Behind the one that was taken last: arguments mostly stand in the order of the parameters.
  private var next = 0

  init(_ all: [(name: String, value: Value)]) {
    self.all = all
    isTaken = [Bool](repeating: false, count: all.count)
  }

  mutating func take(_ name: String) -> Value? {
    for distance in all.indices {
      let index = (next + distance) % all.count
      if all[index].name == name, !isTaken[index] {
        isTaken[index] = true
        next = index + 1
        return all[index].value
      }
    }
    return nil
  }

  mutating func takeRest() -> [(key: String, value: Value)] {
    var rest: [(key: String, value: Value)] = []
    for index in all.indices where !isTaken[index] {
      isTaken[index] = true
      rest.append((all[index].name, all[index].value))
    }
    return rest
  }

  /// The first name that nobody wanted.
  var firstLeft: String? { isTaken.firstIndex(of: false).map { all[$0].name } }
}

extension String {
  /// Text of the user's, for messages: without control characters, and not too long.
  var visible: String {
    (count > 60 ? prefix(57) + "..." : self).withControlCharactersVisible
  }
}

extension CallArguments {
  /// Integers that are written one by one where the last parameter takes a list of them:
  /// `x.reshape(2, 3)`.
  fileprivate func packingLengths(for primitive: Primitive) throws(Diagnostic) -> CallArguments {
    guard let last = primitive.parameters.last, case .integers = last.kind,
      positional.count > primitive.parameters.count
    else { return self }
    let first = primitive.parameters.count - 1
    var packed = self
    packed.positional = try positional[..<first] + [.sequence(Array(positional[first...]), .tuple)]
    return packed
  }
}

// MARK: - Functions of the catalogue

extension Interpreter {
  /// Records a call of a function of the catalogue.
  func call(_ primitive: Primitive, _ arguments: CallArguments) throws(Diagnostic) -> Value {
    if primitive.takesTensorsOnly, let operands = plainOperands(of: primitive, arguments) {
      return .tensor(primitive.apply(operands))
    }
    if let value = try PythonReading(primitive, arguments).value(self) { return value }
    let arguments = try arguments.packingLengths(for: primitive)
    var given = [Value?](repeating: nil, count: primitive.parameters.count)
    var rest: [Value] = []
    let variadic = primitive.parameters.firstIndex { $0.kind.isVariadic }
    for (index, value) in arguments.positional.enumerated() {
      if let variadic, index >= variadic {
        rest.append(value)
      } else if index < given.count {
        given[index] = value
      } else {
        throw mismatch(
          primitive,
          "\(primitive.name) takes \(given.count == 1 ? "one argument" : "\(given.count) arguments")"
            + ", and \(arguments.positional.count) are given")
      }
    }
    for (label, value) in arguments.named {
      if label == "dtype" || label == "name" { continue }
      let name = Names.parameter(label)
      guard
        let index = primitive.parameters.firstIndex(where: { $0.name == name || $0.name == label })
      else {
        let similar = Spelling.similar(to: label, among: primitive.parameters.map(\.name))
        throw mismatch(
          primitive, "\(primitive.name) has no parameter '\(label.visible)'",
          hint: similar.first.map { "did you mean '\($0)'?" })
      }
      guard given[index] == nil else {
        throw mismatch(primitive, "'\(label.visible)' is given by position and by name")
      }
      given[index] = value
    }
    var parts: [Argument] = []
    for (index, parameter) in primitive.parameters.enumerated() {
      if parameter.kind.isVariadic {
        var tensors: [Variable] = []
        for value in rest { tensors.append(try tensor(value)) }
        parts.append(.tensors(tensors))
      } else if let value = given[index] {
        parts.append(try argument(value, for: parameter, of: primitive))
      } else if let standard = parameter.defaultValue {
        parts.append(.fixed(standard))
      } else {
        throw mismatch(primitive, "\(primitive.name) needs a value for '\(parameter.name)'")
      }
    }
    let results: [Variable]
    do throws(TensorError) {
      let call = Call(recorder: recorder, primitive: primitive, arguments: parts)
      results = try primitive.results(call)
    } catch {
      throw Diagnostic(error)
    }
    return results.count == 1 ? .tensor(results[0]) : try tuple(results.map(Value.tensor))
  }

  /// The operands of a call that needs no pairing with parameters: as many numbers or arrays as there
  /// are parameters.
  private func plainOperands(
    of primitive: Primitive, _ arguments: CallArguments
  ) -> [Variable]? {
    guard arguments.named.isEmpty, arguments.positional.count == primitive.parameters.count else {
      return nil
    }
    var operands: [Variable] = []
    operands.reserveCapacity(arguments.positional.count)
    for value in arguments.positional {
      guard case .tensor(let operand) = value else { return nil }
      operands.append(operand)
    }
    return operands
  }

  private func mismatch(_ primitive: Primitive, _ message: String, hint: String? = nil)
    -> Diagnostic
  {
    Diagnostic("wrong-arguments", message, hint: hint ?? "the signature is \(primitive.signature)")
  }

  private func argument(
    _ value: Value, for parameter: Parameter, of primitive: Primitive
  ) throws(Diagnostic) -> Argument {
    do throws(Diagnostic) {
      switch parameter.kind {
      case .tensor:
        if case .none = value, parameter.defaultValue == StaticValue.none { return .fixed(.none) }
        return .tensor(try tensor(value))
      case .tensors, .variadicTensors: return .tensors(try tensors(value))
      case .integer:
        if case .none = value { return .fixed(.none) }
        return .fixed(.integer(try integer(value)))
      case .integers:
        if case .none = value { return .fixed(.none) }
        return .fixed(try integers(value))
      case .flag: return .fixed(.flag(try truth(value)))
      case .number:
        if case .none = value { return .fixed(.none) }
        return .fixed(.number(try number(value)))
      case .text:
        guard case .text(let text) = value else {
          throw Diagnostic("wrong-type", "a string is expected, not \(value.description)")
        }
        return .fixed(.text(text))
      case .numberOrText:
        if case .text(let text) = value { return .fixed(.text(text)) }
        if case .none = value { return .fixed(.none) }
        return .fixed(.number(try number(value)))
      }
    } catch {
      var diagnostic = error
      diagnostic.message = "'\(parameter.name)' of \(primitive.name): \(diagnostic.message)"
      if diagnostic.hint == nil { diagnostic.hint = "the signature is \(primitive.signature)" }
      throw diagnostic
    }
  }
}

/// Where Python's own function of the same name means something else than NumPy's.
private struct PythonReading {
  let primitive: Primitive
  let arguments: CallArguments

  init(_ primitive: Primitive, _ arguments: CallArguments) {
    self.primitive = primitive
    self.arguments = arguments
  }

  func value(_ interpreter: Interpreter) throws(Diagnostic) -> Value? {
    guard let operation, let first = arguments.positional.first else { return nil }
    if case .sequence(let sequence) = first, sequence.kind == .generator {
      // sum(e for i in ...) adds elements, whatever their shape.
      let isSum = primitive === Primitive.sum || primitive === Primitive.prod
      guard isSum else { return nil }
      guard arguments.positional.count == 1, arguments.named.isEmpty else { return nil }
      var parts: [Variable] = []
      for element in sequence.elements { parts.append(try interpreter.tensor(element)) }
      guard !parts.isEmpty else {
        return .tensor(interpreter.recorder.constant(primitive === Primitive.sum ? 0 : 1))
      }
      return .tensor(balanced(parts[...], operation))
    }
    // max(a, b) of numbers is the larger one: a number has no axis.
    guard arguments.positional.count > 1, arguments.named.isEmpty,
      primitive === Primitive.max || primitive === Primitive.min,
      case .tensor(let tensor) = first, tensor.rank == 0
    else { return nil }
    var parts: [Variable] = []
    for value in arguments.positional { parts.append(try interpreter.tensor(value)) }
    return .tensor(parts.dropFirst().reduce(parts[0]) { operation($0, $1) })
  }

  private var operation: Primitive? {
    switch primitive.name {
    case "sum": .add
    case "prod": .multiply
    case "max": .maximum
    case "min": .minimum
    default: nil
    }
  }

  /// Halves first: rounding errors grow with the logarithm of the count, and so does the depth.
  private func balanced(_ parts: ArraySlice<Variable>, _ operation: Primitive) -> Variable {
    if parts.count == 1 { return parts[parts.startIndex] }
    let middle = parts.startIndex + parts.count / 2
    return operation(balanced(parts[..<middle], operation), balanced(parts[middle...], operation))
  }
}
