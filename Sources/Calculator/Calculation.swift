import Autodiff
import Syntax
import Tables

/// The whole road from a text and its arguments to a value and its gradients.
public enum Calculation {
  public static func run(_ request: Request) throws(Diagnostic) -> Answer {
    var watch = Stopwatch()
    var timings = Timings()
    let expression = try Parser.parse(request.expression)
    timings.parse = watch.lap()

    let recorder = request.makeRecorder()
    let interpreter = Interpreter(recorder: recorder, isInSession: request.isInSession)
    let lowering = Lowering(request, interpreter)
    let result = try recorder.named(request.name) { () throws(Diagnostic) in
      try lowering.result(of: expression)
    }
    timings.lower = watch.lap()

    let gradients = try recorder.named(request.name) { () throws(Diagnostic) in
      try result.gradients(request, recorder)
    }
    let transformed = try recorder.named(request.name) { () throws(Diagnostic) in
      try result.transformed(request, recorder)
    }
    let uncertainty = try recorder.named(request.name) { () throws(Diagnostic) in
      try result.uncertainty(request, lowering, gradients)
    }
    timings.differentiate = watch.lap()

    let outputs =
      result.outputs + gradients.values.values.map { $0.node }
      + transformed.flatMap { $0.result.leaves }.compactMap { $0?.node }
      + (uncertainty?.recorded.nodes ?? [])
    if recorder is Tape { timings.run = timings.lower + timings.differentiate }
    let values = try interpreter.values(
      of: outputs, repetitions: request.repetitions, timings: &timings)
    var answer = try result.answer(values, gradients, request, timings)
    answer.transformed = transformed.map { transformation, result in
      (transformation, result.map { $0.flatMap { values[$0.node] } })
    }
    answer.uncertainty = uncertainty.map { Uncertainty($0.labels, $0.recorded, values) }
    if !answer.isFinite {
      answer.warnings = NonFinite(interpreter).warnings(
        y: result.yNodes, gradients: gradients.values.values.map { $0.node },
        others: uncertainty?.recorded.nodes ?? [], values)
    }
    return answer
  }
}

extension Request {
  /// The recorder for a calculation, with its limits.
  func makeRecorder() -> GraphRecorder {
    let budget = Budget(limits)
    return usesGradientTape
      ? Tape(numberType: elementType, budget: budget)
      : GraphRecorder(numberType: elementType, budget: budget)
  }
}

extension Interpreter {
  /// The values of nodes: a tape has them, a graph is compiled and run, unless it is of numbers alone
  /// and runs once.
  ///
  /// The time is that of one run, the median of several.
  func values(
    of nodes: [Int], repetitions: Int = 1, timings: inout Timings
  ) throws(Diagnostic) -> NodeMap<Tensor> {
    if let tape = recorder as? Tape { return tape.knownValues(of: nodes) }
    var watch = Stopwatch()
    if repetitions <= 1, let numbers = try numbers(of: nodes) {
      timings.run = watch.lap()
      return NodeMap(nodes, numbers)
    }
    let compiled = Compiled(recorder, for: nodes)
    timings.compile = watch.lap()
    var times: [Double] = []
    var results: [Tensor] = []
    for _ in 0..<max(1, repetitions) {
      var watch = Stopwatch()
      do throws(TensorError) {
        results = try compiled.run()
      } catch {
        throw diagnostic(error)
      }
      times.append(watch.lap())
    }
    times.sort()
    timings.run = times[times.count / 2]
    return NodeMap(nodes, results)
  }

  private func numbers(of nodes: [Int]) throws(Diagnostic) -> [Tensor]? {
    do throws(TensorError) { return try recorder.numbers(of: nodes) } catch {
      throw diagnostic(error)
    }
  }
}

/// The gradients of the variables that are differentiated by, by their nodes.
struct Gradients {
  var values = NodeMap<Variable>()
}

/// What a function gave back while it was recorded.
struct RecordedResult {
  let y: Structure<Variable?>
  let aux: Structure<Variable?>?
  /// Nil where there is nothing to differentiate by.
  let calling: Calling?
  let parameters: [String]
  /// The first node of the function.
  let start: Int

  var yNodes: [Int] { y.leaves.compactMap { $0?.node } }
  var outputs: [Int] { yNodes + (aux?.leaves ?? []).compactMap { $0?.node } }

  /// The results with their cotangents: the output gradients, or 1.
  func seeds(
    _ request: Request, _ recorder: GraphRecorder
  ) throws(Diagnostic) -> [(node: Int, cotangent: Variable)] {
    let weights = try request.outputGradients.map { json throws(Diagnostic) in
      try MatchedNumbers.outputGradients.match(json, to: y, recorder)
    }
    return y.leaves.compactMap { $0 }.enumerated().map { index, leaf in
      (leaf.node, weights?[index] ?? leaf.filled(with: 1))
    }
  }

  /// Records the gradients of the results, weighted by the output gradients.
  ///
  /// - Parameters:
  ///   - given: the weighted results, if they are recorded already.
  ///   - trace: notes what arrives where.
  func gradients(
    _ request: Request, _ recorder: GraphRecorder,
    seeds given: [(node: Int, cotangent: Variable)]? = nil, trace: ChainRuleTrace? = nil
  ) throws(Diagnostic) -> Gradients {
    guard let calling else { return Gradients() }
    let seeds: [(node: Int, cotangent: Variable)]
    if let given { seeds = given } else { seeds = try self.seeds(request, recorder) }
    var targets: [Int] = []
    var isTarget = NodeMap<Bool>()
    for case let target? in calling.targets.leaves where isTarget[target.node] == nil {
      isTarget[target.node] = true
      targets.append(target.node)
    }
    let cotangents = recorder.pullback(seeds, to: targets, since: start, trace: trace)
    do throws(TensorError) { try recorder.checkFailure() } catch { throw Diagnostic(error) }
    var gradients = Gradients()
    for (target, cotangent) in zip(targets, cotangents) {
      gradients.values[target] =
        cotangent
        ?? (request.zeroesUnconnected
          ? Variable(recorder: recorder, node: target).filled(with: 0) : nil)
    }
    return gradients
  }

  func answer(
    _ values: NodeMap<Tensor>, _ gradients: Gradients, _ request: Request, _ timings: Timings
  ) throws(Diagnostic) -> Answer {
    let value = { (variable: Variable) -> Tensor in
      values[variable.node] ?? Tensor(.nan)
    }
    let gradient = { (target: Variable?) -> Tensor? in
      target.flatMap { gradients.values[$0.node] }.map(value)
    }
    var answer = Answer(y: y.map { $0.map(value) }, timings: timings)
    answer.aux = aux?.map { $0.map(value) }
    answer.dydx = calling?.targets.map(gradient)
    answer.parts = (calling?.labelled(parameters) ?? []).map { label, targets in
      (label, targets.map(gradient))
    }
    return answer
  }
}

extension Calculation {
  /// Records an expression of some variables, for whoever wants the graph rather than its values.
  package static func record(
    _ text: String, _ variables: [(name: String, value: Variable)], _ recorder: GraphRecorder
  ) throws(Diagnostic) -> Variable {
    let interpreter = Interpreter(recorder: recorder)
    let code = interpreter.enter(try Parser.parse(SourceText(text)))
    let scope = Scope()
    for (name, variable) in variables { scope.bind(name, .tensor(variable)) }
    return try interpreter.tensor(try interpreter.evaluate(code, in: scope))
  }
}
