import Autodiff
import Syntax
import Tables

/// Finds the function that an expression means, pairs it with its arguments and records its call.
struct Lowering {
  let request: Request
  let interpreter: Interpreter
  let captured = Scope()

  init(_ request: Request, _ interpreter: Interpreter) {
    self.request = request
    self.interpreter = interpreter
  }

  /// Gives the captured names their values.
  func bindCaptured() throws(Diagnostic) {
    for (name, value) in request.captured {
      captured.bind(name, try interpreter.value(of: value, as: .constant, in: captured))
    }
  }

  func result(of expression: Expression) throws(Diagnostic) -> RecordedResult {
    try bindCaptured()
    var positional: [Value] = []
    var named: [(name: String, value: Value)] = []
    var names = NameTable()
    var isList = false
    for argument in request.arguments {
      let (value, unpacks) = try self.value(of: argument)
      if let name = argument.name {
        guard !names.contains(name) else {
          throw Diagnostic("repeated-argument", "'\(name.visible)' is given twice", kind: .usage)
        }
        _ = names.add(name)
        named.append((name, value))
      } else {
        positional.append(value)
        isList = unpacks
      }
    }

    let code = interpreter.enter(expression)
    let function = try function(code, named: names)
    let parameters = function.parameterNames
    if positional.isEmpty, named.isEmpty {
      guard case .closure(let closure) = function, closure.body == expression.root,
        closure.parameters.isEmpty
      else { throw noArguments(function, code) }
    }
    let calling = Calling(
      positional: positional, named: named, unpacks: request.unpacksSingleArgument, isList: isList,
      parameterCount: parameters?.count ?? 1,
      constants: request.arguments.filter { !$0.isDifferentiated }.compactMap { $0.name })
    try checkBound(function, calling, code)
    let start = interpreter.recorder.graph.count
    let value: Value
    do throws(Diagnostic) {
      value = try interpreter.call(function, calling.arguments)
    } catch {
      var diagnostic = error
      if diagnostic.location == nil { diagnostic.location = code.location(of: expression.root) }
      if error.code == "wrong-arguments", diagnostic.hint == nil || isList {
        diagnostic.hint = packingHint(positional, named, isList: isList) ?? diagnostic.hint
      }
      throw diagnostic
    }
    return try recorded(
      value, positional.isEmpty && named.isEmpty ? nil : calling,
      parameters.flatMap { $0.isEmpty ? nil : $0 } ?? argumentNames, start, code)
  }

  /// A value, and whether it is a list that may be unpacked.
  ///
  /// The elements of a list that is unpacked are arguments, each for itself.
  private func value(of argument: Request.Argument) throws(Diagnostic) -> (Value, Bool) {
    let mayUnpack =
      request.unpacksSingleArgument && request.arguments.count == 1 && argument.name == nil
    var given = argument.value
    if case .text(let source) = given, let json = try JSONArgument.parse(source) {
      given = .json(json)
    }
    if mayUnpack, case .json(.numbers(let array)) = given {
      var elements: [Value] = []
      for part in array.parts { elements.append(try interpreter.value(of: part, as: .input)) }
      return (try .sequence(elements, .list), true)
    }
    if mayUnpack, case .text(let source) = given {
      let code = interpreter.enter(try Parser.parse(source))
      if case .list(let items) = code.expression.nodes[code.expression.root] {
        var elements: [Value] = []
        for item in items {
          elements.append(try interpreter.argument(code, item, in: captured))
        }
        return (try .sequence(elements, .list), true)
      }
    }
    let value = try interpreter.value(
      of: given, as: argument.isDifferentiated ? .input : .constant, in: captured)
    if case .array = given { return (value, false) }
    return (value, value.elements != nil)
  }

  /// What the positional arguments of a function without parameters are called: the captured names
  /// that they are.
  private var argumentNames: [String] {
    request.arguments.filter { $0.name == nil }.enumerated().map { index, argument in
      guard case .text(let source) = argument.value, captured.value(of: source.text) != nil else {
        return "[\(index)]"
      }
      return source.text
    }
  }

  // MARK: The function

  /// The function that an expression is or names; a body as one of its free names.
  func function(
    _ code: Code, named: NameTable
  ) throws(Diagnostic) -> Value.Function {
    let expression = code.expression
    switch expression.nodes[expression.root] {
    case .lambda: return try evaluated(code)
    case .name(let name)
    where captured.value(of: name) == nil && !named.contains(name) && Names.constant(name) == nil:
      if let function = Names.function(name) { return function }
    case .name(let name):
      if case .function(let function)? = captured.value(of: name) { return function }
    case .attribute:
      if let path = interpreter.dottedName(code, expression.root, captured),
        case .function(let function) = try interpreter.known(path)
      {
        return function
      }
    case .assignment(_, let value):
      if case .lambda = expression.nodes[value] { return try evaluated(code) }
    case .block(let statements):
      if expression.endsInFunction(statements) { return try evaluated(code) }
    default: break
    }
    return .closure(body(code, named: named))
  }

  private func evaluated(_ code: Code) throws(Diagnostic) -> Value.Function {
    try interpreter.function(try interpreter.evaluate(code, in: Scope(parent: captured)))
  }

  /// A body as a function of its free names.
  private func body(_ code: Code, named: NameTable) -> Closure {
    let names =
      request.parameters
      ?? code.expression.freeNames().filter { free in
        if captured.value(of: free.name) != nil { return false }
        if named.contains(free.name) { return true }
        if Names.constant(free.name) != nil || Names.modules.contains(free.name) { return false }
        // A function's name is a parameter only where it is used as a number.
        return free.isOperand && !free.isCalled
          || Names.function(free.name) == nil && !free.isCalled
      }.map(\.name)
    let parameters = names.map {
      Expression.Parameter(name: $0, range: SourceRange(start: 0, end: 0))
    }
    return Closure(
      code: code, parameters: parameters, defaults: [], body: code.expression.root, scope: captured)
  }

  // MARK: Faults

  /// A parameter of a body without a value is named where it stands.
  private func checkBound(
    _ function: Value.Function, _ calling: Calling, _ code: Code
  ) throws(Diagnostic) {
    guard case .closure(let closure) = function, closure.body == code.expression.root else {
      return
    }
    let given = calling.arguments
    let named = NameTable(given.named.map { $0.name })
    for parameter in closure.parameters.dropFirst(given.positional.count)
    where !named.contains(parameter.name) {
      guard let free = code.expression.freeNames().first(where: { $0.name == parameter.name })
      else {
        continue
      }
      throw Diagnostic(
        "unbound-variable", "'\(free.name.visible)' has no value",
        at: SourceLocation(source: code.expression.source, range: free.range),
        hint: unboundHint(free.name, given))
    }
  }

  private func unboundHint(_ name: String, _ given: CallArguments) -> String {
    let known = given.named.map(\.name) + Catalogue.names + Builtin.names
    if let similar = Spelling.similar(to: name, among: known).first, name.count > 2 {
      return "did you mean '\(similar.visible)'? else give it one: \(name.visible)=2"
    }
    return "give it one: \(name.visible)=2, or as a constant: --let \(name.visible)=2"
  }

  private func noArguments(_ function: Value.Function, _ code: Code) -> Diagnostic {
    if case .closure(let closure) = function, closure.body == code.expression.root,
      let free = code.expression.freeNames().first(where: { free in
        closure.parameters.contains { $0.name == free.name }
      })
    {
      return Diagnostic(
        "unbound-variable",
        "'\(free.name.visible)' has no value: gradient is not defined unless at least one argument "
          + "is given",
        at: SourceLocation(source: code.expression.source, range: free.range),
        hint: unboundHint(free.name, CallArguments()))
    }
    return Diagnostic(
      "no-arguments", "gradient is not defined unless at least one argument is given",
      at: code.location(of: code.expression.root),
      hint: "give the arguments behind the expression: 2 3, or x=2 y=3")
  }

  private func packingHint(
    _ positional: [Value], _ named: [(name: String, value: Value)], isList: Bool
  ) -> String? {
    guard positional.count == 1, isList || positional[0].isVector else { return nil }
    if !named.isEmpty {
      return "beside a named argument a list is one argument and is not unpacked"
    }
    return request.unpacksSingleArgument && isList
      ? "a single list is unpacked into arguments; --no-auto-unpack-single-arg passes it as one"
      : "a single list is unpacked into arguments without --no-auto-unpack-single-arg"
  }

  // MARK: The result

  private func recorded(
    _ value: Value, _ calling: Calling?, _ parameters: [String], _ start: Int, _ code: Code
  ) throws(Diagnostic) -> RecordedResult {
    do throws(Diagnostic) {
      let (y, aux) = try value.split(hasAux: request.hasAux, flag: "--has-aux")
      if case .none = y { throw Diagnostic("wrong-type", "the result is None, not a number") }
      return RecordedResult(
        y: try variables(of: y), aux: aux?.allLeaves, calling: calling, parameters: parameters,
        start: start)
    } catch {
      var diagnostic = error
      diagnostic.location = code.location(of: code.expression.root)
      throw diagnostic
    }
  }

  /// The numbers of a result; None among them is no number, and nothing is wrong with that.
  func variables(of value: Value) throws(Diagnostic) -> Structure<Variable?> {
    switch value {
    case .tensor(let tensor): return .leaf(tensor)
    case .range: return .leaf(try interpreter.tensor(value))
    case .sequence(let sequence):
      var parts: [Structure<Variable?>] = []
      for element in sequence.elements { parts.append(try variables(of: element)) }
      return .list(parts)
    case .dictionary(let dictionary):
      var parts: [(key: String, value: Structure<Variable?>)] = []
      for member in dictionary.members {
        parts.append((member.key, try variables(of: member.value)))
      }
      return .dictionary(parts)
    case .function:
      throw Diagnostic(
        "wrong-type", "the result is a function, not a number",
        hint: "call it: f(x)")
    case .none: return .leaf(nil)
    case .text, .slice, .ellipsis:
      throw Diagnostic("wrong-type", "the result is \(value.description), not a number")
    }
  }
}

extension Interpreter {
  /// One element of a list that is unpacked into arguments.
  func argument(
    _ code: Code, _ node: Expression.Index, in scope: Scope
  ) throws(Diagnostic) -> Value {
    var part = code.expression
    part.focus(on: node)
    let code = enter(part)
    return try detached(try evaluate(code, in: Scope(parent: scope)), code, node, as: .input)
  }
}

extension Expression {
  fileprivate func endsInFunction(_ statements: [Index]) -> Bool {
    guard let last = statements.last else { return false }
    switch nodes[last] {
    case .lambda: return true
    case .assignment(_, let value):
      if case .lambda = nodes[value] { return true }
      return false
    case .name(let name):
      return statements.contains { statement in
        guard case .assignment(let targets, let value) = nodes[statement], targets == [name],
          case .lambda = nodes[value]
        else { return false }
        return true
      }
    default: return false
    }
  }
}

extension Value.Function {
  /// The names of the parameters; nil where they are not known.
  var parameterNames: [String]? {
    switch self {
    case .closure(let closure): closure.parameters.map(\.name)
    case .primitive(let primitive): primitive.parameters.map(\.name)
    case .native(let native): native.parameterNames
    case .checkpointed(let function): function.parameterNames
    case .builtin, .bound: nil
    }
  }
}

extension Value {
  fileprivate var isVector: Bool {
    if case .tensor(let tensor) = self { tensor.rank > 0 } else { elements != nil }
  }

  /// The variables of a value in its structure, truth values included.
  fileprivate var allLeaves: Structure<Variable?> {
    switch self {
    case .tensor(let tensor): .leaf(tensor)
    case .sequence(let sequence): .list(sequence.elements.map(\.allLeaves))
    case .dictionary(let dictionary):
      .dictionary(dictionary.members.map { (key: $0.key, value: $0.value.allLeaves) })
    case .function, .text, .none, .range, .slice, .ellipsis: .leaf(nil)
    }
  }
}
