import Autodiff
import Syntax

extension Session {
  /// What came of a statement.
  public struct Outcome: Sendable {
    public enum Result: Sendable {
      case value(Datum)
      /// What the user wrote for a function.
      case function(String)
    }

    /// Nil if the statement only defined names.
    public var result: Result?
    /// The number of the result.
    public var number: Int?
    public var warnings: [Diagnostic] = []
    public var timings = Timings()

    /// The value alone, as a calculation without arguments would give it.
    public var answer: Answer? {
      guard case .value(let datum)? = result else { return nil }
      var answer = Answer(y: datum.structure, timings: timings)
      answer.warnings = warnings
      return answer
    }
  }

  /// Evaluates statements and keeps the names that they assign and the result.
  ///
  /// If anything fails, nothing is kept.
  public mutating func evaluate(_ source: SourceText) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    var watch = Stopwatch()
    let expression = try Parser.parse(source)
    outcome.timings.parse = watch.lap()

    let interpreter = makeInterpreter()
    let scope = Scope(parent: try environment(for: expression, interpreter))
    let value = try interpreter.laidOut(
      try interpreter.evaluate(interpreter.enter(expression), in: scope))
    var assigned: [(name: String, value: Value)] = []
    for name in scope.names.sorted() {
      guard let value = scope.value(of: name) else { continue }
      assigned.append((name, try interpreter.laidOut(value)))
    }
    outcome.timings.lower = watch.lap()

    let showsValue = !expression.endsInAssignment
    let results = (showsValue ? [value] : []) + assigned.map(\.value)
    let values = try interpreter.values(
      of: results.flatMap { $0.nodes ?? [] }, timings: &outcome.timings)

    define(
      assigned.map { name, value in
        (name, value.definition(values, orElse: expression.statement(assigning: name)))
      })
    if showsValue {
      let meaning = value.definition(values, orElse: expression.wholeStatement)
      switch meaning {
      case .value(.none): break
      case .value(let datum):
        outcome.result = .value(datum)
        outcome.number = note(result: meaning)
      case .function(let statement):
        outcome.result = .function(statement.text)
        outcome.number = note(result: meaning)
      }
    }
    outcome.warnings = NonFinite(interpreter).warnings(
      y: results.flatMap { $0.nodes ?? [] }, gradients: [], values)
    return outcome
  }

  /// Evaluates an expression and its gradients by some names; the result is noted as the pair of both.
  public mutating func gradient(
    of source: SourceText, by names: [SourceText]
  ) throws(Diagnostic) -> (answer: Answer, number: Int) {
    for name in names {
      switch definitions[name.text] {
      case .value: continue
      case .function:
        throw Diagnostic(
          "wrong-type", "'\(name.text.visible)' is a function, and gradients are taken by numbers",
          at: name.location(SourceRange(start: 0, end: name.utf8.count)))
      case nil:
        throw unknown(
          name.text, at: name.location(SourceRange(start: 0, end: name.utf8.count)))
      }
    }
    var answer = try Calculation.run(try request(for: source, by: names.map(\.text)))
    let dydx = Structure.dictionary(answer.parts)
    answer.dydx = dydx
    return (answer, note(result: .value(.tuple([Datum(answer.y), Datum(dydx)]))))
  }

  /// The calculation of an expression and its gradients by some names of the session; by all numbers
  /// that it reads, unless names are given.
  public func request(
    for source: SourceText, by names: [String]? = nil
  ) throws(Diagnostic) -> Request {
    let read = try Parser.parse(source).freeNames().map(\.name)
    let arguments = names ?? read.filter(isNumber)
    var request = request(source)
    request.captured = needed(for: read + (names ?? [])).map { name, meaning in
      // As an argument a rectangular list of numbers is one array.
      (name, .definition(arguments.contains(name) ? meaning.asArrays : meaning))
    }
    request.arguments = arguments.map {
      Request.Argument(value: .text(SourceText($0, name: "argument")))
    }
    // What is asked for is the expression, also where it stands for a list.
    request.parameters = []
    request.unpacksSingleArgument = false
    return request
  }

  /// The same with the arrays that only the expression itself reads as inputs, whose values the program
  /// is not made for.
  public func requestWithInputs(for source: SourceText) throws(Diagnostic) -> Request {
    var request = try request(for: source)
    let read = try Parser.parse(source).freeNames().map(\.name)
    let readByFunctions = Set(needed(for: read).flatMap(\.meaning.freeNames))
    var parameters: [String] = []
    var inputs: [Request.Argument] = []
    for name in read where !readByFunctions.contains(name) {
      guard case .value(.tensor(let tensor))? = definitions[name]?.asArrays else { continue }
      parameters.append(name)
      inputs.append(Request.Argument(name: name, value: .array(tensor)))
    }
    guard !inputs.isEmpty else { return request }
    request.captured.removeAll { parameters.contains($0.name) }
    request.arguments = inputs
    request.parameters = parameters
    return request
  }

  func request(_ source: SourceText) -> Request {
    var request = Request(source)
    request.isInSession = true
    request.usesGradientTape = settings.usesGradientTape
    request.elementType = settings.elementType
    request.zeroesUnconnected = settings.zeroesUnconnected
    request.limits = settings.limits
    return request
  }

  func isNumber(_ name: String) -> Bool {
    if case .value? = definitions[name] { true } else { false }
  }

  /// Gives a name a value that was given as JSON, a file's content or an expression.
  public mutating func bind(_ name: String, to given: Request.Given) throws(Diagnostic) {
    let interpreter = makeInterpreter()
    var scope = Scope()
    if case .text(let source) = given, try JSONArgument.parse(source) == nil {
      let expression = try Parser.parse(source)
      scope = try environment(for: expression, interpreter)
      let value = try interpreter.evaluate(interpreter.enter(expression), in: Scope(parent: scope))
      if try interpreter.laidOut(value).nodes == nil {
        define([(name, .function(expression.wholeStatement))])
        return
      }
    }
    let value = try interpreter.laidOut(try interpreter.value(of: given, as: .constant, in: scope))
    var timings = Timings()
    let values = try interpreter.values(of: value.nodes ?? [], timings: &timings)
    define([(name, .value(value.datum(values)))])
  }

  // MARK: Parts

  /// The interpreter of one statement, with a recorder by the settings.
  private func makeInterpreter() -> Interpreter {
    Interpreter(recorder: request(SourceText("")).makeRecorder(), isInSession: true)
  }

  private func environment(
    for expression: Expression, _ interpreter: Interpreter
  ) throws(Diagnostic) -> Scope {
    let scope = Scope()
    for (name, meaning) in needed(for: expression.freeNames().map(\.name)) {
      scope.bind(name, try interpreter.value(of: meaning, in: scope))
    }
    return scope
  }
}

extension Value {
  /// What a name with this value stands for: its numbers, or a statement if it is a function.
  fileprivate func definition(
    _ values: NodeMap<Tensor>, orElse statement: @autoclosure () -> Definition.Statement
  ) -> Definition {
    nodes == nil ? .function(statement()) : .value(datum(values))
  }
}

extension Interpreter {
  /// A value whose ranges are written out, as numbers that are kept have to be.
  fileprivate func laidOut(_ value: Value) throws(Diagnostic) -> Value {
    switch value {
    case .range: return .tensor(try tensor(value))
    case .sequence(let sequence):
      var parts: [Value] = []
      for element in sequence.elements { parts.append(try laidOut(element)) }
      return try .sequence(parts, sequence.kind)
    case .dictionary(let dictionary):
      var parts: [(key: String, value: Value)] = []
      for member in dictionary.members { parts.append((member.key, try laidOut(member.value))) }
      return try .dictionary(parts)
    default: return value
    }
  }
}

extension Expression {
  /// Whether the last statement only names a value.
  fileprivate var endsInAssignment: Bool {
    switch nodes[root] {
    case .assignment: true
    case .block(let statements):
      if let last = statements.last, case .assignment = nodes[last] { true } else { false }
    default: false
    }
  }

  fileprivate var wholeStatement: Definition.Statement {
    Definition.Statement(self, name: nil, text: source.text.trimmed)
  }

  /// The last statement that assigns a name; everything if none does by itself.
  fileprivate func statement(assigning name: String) -> Definition.Statement {
    guard case .block(let statements) = nodes[root],
      let position = statements.lastIndex(where: {
        if case .assignment(let targets, _) = nodes[$0] { targets.contains(name) } else { false }
      })
    else { return Definition.Statement(self, name: name, text: source.text.trimmed) }
    var part = self
    part.focus(on: statements[position])
    // The node of a `def` is its head only: its text ends where the next statement begins.
    let next = position + 1 < statements.count ? places[statements[position + 1]].range.start : nil
    let start = position == 0 ? 0 : places[statements[position]].range.start
    let text = source[SourceRange(start: start, end: next ?? source.utf8.count)]
    return Definition.Statement(part, name: name, text: text.trimmed)
  }
}

extension String {
  /// Without blanks around it and semicolons behind it.
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while let last = text.last, last.isWhitespace || last == ";" { text.removeLast() }
    return String(text)
  }
}
