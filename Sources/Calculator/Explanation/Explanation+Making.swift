import Autodiff
import Syntax
import Tables

extension Explanation {
  /// How a calculation is explained.
  public struct Options: Sendable {
    /// Whether tangents are carried forward instead of adjoints backward.
    public var isForward = false
    /// With more steps than this only half as many at the start and at the end are worked out.
    public var limit: Int?

    public init(limit: Int? = nil) {
      self.limit = limit
    }

    /// As many steps as one looks at.
    public static let forReaders = Options(limit: 200)
  }

  /// Records a calculation and its derivatives, and works out every step.
  ///
  /// - Throws: what `Calculation.run` throws.
  public static func make(
    _ request: Request, _ options: Options = Options()
  ) throws(Diagnostic) -> Explanation {
    var maker = try ExplanationMaker(request)
    return try maker.make(options)
  }
}

private struct ExplanationMaker {
  private let request: Request
  private let recorder: GraphRecorder
  private let interpreter: Interpreter
  private let recorded: RecordedResult
  private let captured: [(label: String, node: Int)]
  private let arguments: [(label: String, node: Int)]
  private let outputs: [(label: String, node: Int)]
  private let groups: StepGroups
  private var values = NodeMap<Tensor>()

  init(_ request: Request) throws(Diagnostic) {
    self.request = request
    let calculation = try RecordedCalculation(request)
    recorder = calculation.recorder
    interpreter = calculation.interpreter
    recorded = calculation.result
    arguments = calculation.arguments
    captured = calculation.captured
    outputs = recorded.y.labelled("y")
    let needed = Set(recorder.graph.ancestors(of: outputs.map(\.node), since: 0))
    groups = StepGroups(
      recorder, outputs: outputs.map(\.node),
      first: arguments.map(\.node) + captured.map(\.node).filter(needed.contains))
  }

  mutating func make(_ options: Explanation.Options) throws(Diagnostic) -> Explanation {
    let trace = ChainRuleTrace()
    let (recorder, request, recorded) = (recorder, request, recorded)
    let (seeds, gradients) = try recorder.named(request.name) {
      () throws(Diagnostic) -> ([(node: Int, cotangent: Variable)], Gradients) in
      let seeds = try recorded.seeds(request, recorder)
      return (seeds, try recorded.gradients(request, recorder, seeds: seeds, trace: trace))
    }
    let directions = options.isForward ? try directions() : []
    try evaluate(seeds, gradients, trace, directions)

    let count = groups.groups.count
    var omitted = count..<count
    if let limit = options.limit, count > limit { omitted = (limit / 2)..<(count - limit / 2) }
    var steps = groups.groups.indices.map(step)
    for index in steps.indices where !omitted.contains(index) {
      try recorder.spend(steps: 1)
      work(out: &steps[index], index)
      if !directions.isEmpty { addTangents(to: &steps[index], index, directions) }
    }
    addAdjoints(to: &steps, seeds, trace)
    var answer = try recorded.answer(values, gradients, request, Timings())
    if !answer.isFinite {
      answer.warnings = NonFinite(interpreter).warnings(
        y: recorded.yNodes, gradients: gradients.values.values.map { $0.node }, values)
    }
    return Explanation(
      answer: answer, steps: steps, outputs: outputs.map { ($0.label, stepOf($0.node)) },
      arguments: arguments.map { argument in
        let gradient = gradients.values[argument.node].flatMap { values[$0.node] }
        return (argument.label, stepOf(argument.node), gradient)
      },
      isWeighted: request.outputGradients != nil,
      directions: directions.map { direction in
        Explanation.Direction(
          label: direction.label,
          outputs: outputs.map { output in
            direction.trace.arrived[output.node].flatMap { values[$0.node] }
          })
      }, omitted: omitted)
  }

  private func stepOf(_ node: Int) -> Int { groups.ofResult[node] ?? 0 }

  /// The values of everything that is shown.
  private mutating func evaluate(
    _ seeds: [(node: Int, cotangent: Variable)], _ gradients: Gradients, _ trace: ChainRuleTrace,
    _ directions: [Direction]
  ) throws(Diagnostic) {
    var nodes = groups.groups.filter { !recorder.graph.primitives[$0.result].isSeveral }.map(
      \.result)
    nodes += recorded.outputs
    nodes += seeds.map(\.cotangent.node) + gradients.values.values.map(\.node)
    nodes += trace.contributions.map(\.part.node)
    // Bodies of loops leave nodes behind whose values are not known.
    for trace in [trace] + directions.map(\.trace) {
      for (node, derivative) in trace.arrived where groups.ofResult[node] != nil {
        nodes.append(derivative.node)
      }
    }
    do throws(TensorError) {
      values = try recorder.values(of: nodes)
    } catch {
      throw interpreter.diagnostic(error)
    }
  }

  // MARK: Steps

  private func step(_ index: Int) -> Explanation.Step {
    let group = groups.groups[index]
    let graph = recorder.graph
    let note = graph.note(of: group.core)
    var step = Explanation.Step(
      kind: kind(group), scope: graph.scopeNames[Int(note.scope)], source: source(of: note, group),
      value: graph.primitives[group.result].isSeveral ? nil : values[group.result])
    step.note = recorder.summary(ofBodyAt: group.core).map { "\($0), as one step" }
    return step
  }

  private func kind(_ group: StepGroups.Group) -> Explanation.Step.Kind {
    if let argument = arguments.first(where: { $0.node == group.result }) {
      return .argument(argument.label)
    }
    if let value = captured.first(where: { $0.node == group.result }) {
      return .captured(value.label)
    }
    let primitive = recorder.graph.primitives[group.core]
    return primitive.isLeaf ? .constant : .operation(primitive.name)
  }

  /// Of a given value the source says nothing that its name does not.
  private func source(
    of note: Graph.Note, _ group: StepGroups.Group
  ) -> Explanation.Source? {
    guard !recorder.graph.primitives[group.core].isLeaf,
      let location = interpreter.location(of: note.place)
    else { return nil }
    return Explanation.Source(location: location, isDerivative: note.isDerivative)
  }

  /// The formula of a step and the rules of its derivatives.
  private func work(out step: inout Explanation.Step, _ index: Int) {
    guard case .operation(let name) = step.kind else { return }
    let core = groups.groups[index].core
    let primitive = recorder.graph.primitives[core]
    let single = SingleStep(groups, index, recorder, values)
    step.formula = single.formula
    for input in single.inputs where !step.operands.contains(input.step) {
      step.operands.append(input.step)
    }
    let isBool = recorder.graph.types[groups.groups[index].result] == .bool
    let varying = single.inputs.enumerated().filter { _, input in
      !(primitive === Primitive.tie && input.slot > 0)
        && !recorder.isFixed(groups.groups[input.step].result)
        && input.variable.elementType != .bool
    }
    guard !varying.isEmpty else { return }
    if primitive === Primitive.tie, single.inputs.contains(where: { $0.slot > 0 }) {
      step.note = "depends on what else was read to get here, with derivative 0"
    }
    if primitive.isDisconnectedRule {
      step.note = "its result counts as a constant"
    } else if primitive.isSeveral || primitive === Primitive.part {
      step.partials = varying.map { _, input in
        Explanation.Partial(
          operand: input.step, slot: input.slot, rule: .words("the rule of \(name)"))
      }
    } else if !isBool {
      step.partials = partials(single, varying, primitive)
    }
    let note = recorder.graph.note(of: core)
    if step.note == nil, let convention = interpreter.convention(at: note.place, primitive),
      Kink(groups: groups, recorder: recorder, values: values).isAt(index)
    {
      step.note = "at an edge of \(convention)"
    }
  }

  private func partials(
    _ single: SingleStep, _ varying: [(offset: Int, element: SingleStep.Input)],
    _ primitive: Primitive
  ) -> [Explanation.Partial] {
    let words = Explanation.Partial.Rule.words("the rule of \(primitive.name)")
    if primitive.isElementwise {
      let factors = single.factors()
      return varying.map { place, input in
        let rule = factors[place].flatMap { factor in
          single.value(of: factor).map {
            Explanation.Partial.Rule.factor(single.formula(of: factor), $0.withoutNegativeZeros)
          }
        }
        return Explanation.Partial(operand: input.step, slot: input.slot, rule: rule ?? words)
      }
    }
    let maps = single.maps()
    return varying.map { place, input in
      Explanation.Partial(
        operand: input.step, slot: input.slot,
        rule: maps[place].map(Explanation.Partial.Rule.map) ?? words)
    }
  }

  // MARK: Backward

  private func addAdjoints(
    to steps: inout [Explanation.Step], _ seeds: [(node: Int, cotangent: Variable)],
    _ trace: ChainRuleTrace
  ) {
    // A truth value decides what is passed on, and nothing is to be told of it.
    let isBool = { (index: Int) in
      recorder.graph.types[groups.groups[index].result] == .bool
    }
    for (node, adjoint) in trace.arrived {
      guard let index = groups.ofResult[node], !isBool(index) else { continue }
      steps[index].adjoint = values[adjoint.node]?.withoutNegativeZeros
    }
    for (node, cotangent) in seeds {
      guard let index = groups.ofResult[node], steps[index].adjoint != nil,
        let seed = values[cotangent.node]
      else { continue }
      // A value that stands twice in y has the weights of both.
      steps[index].seed = steps[index].seed.map { $0.adding(seed) } ?? seed
    }
    for contribution in trace.contributions {
      guard let index = groups.ofResult[contribution.operand],
        let (from, viewed) = groups.origins[contribution.node], from != index, !isBool(index),
        let value = values[contribution.part.node]
      else { continue }
      let slot = viewed ?? contribution.slot
      let isNothing =
        contribution.part.mayHoldStructuralZeros
        && (0..<value.count).allSatisfy { value[$0] == 0 && value[$0].sign == .minus }
      steps[index].contributions.append(
        Explanation.Contribution(
          step: from,
          partial: steps[from].partials.firstIndex { $0.operand == index && $0.slot == slot },
          value: value.withoutNegativeZeros, isNothing: isNothing))
    }
  }

  // MARK: Forward

  private struct Direction {
    let label: String?
    let trace: ChainRuleTrace
    /// The steps that vary by themselves.
    let start: Set<Int>
  }

  /// One direction for each argument, of which all elements then vary alike; or the one that is given.
  private func directions() throws(Diagnostic) -> [Direction] {
    let recorder = recorder
    if let json = request.tangents {
      guard let calling = recorded.calling else { return [] }
      let given = try MatchedNumbers.tangents.match(json, to: calling.targets, recorder)
      return [direction(nil, Array(zip(calling.targets.leaves.compactMap { $0?.node }, given)))]
    }
    var seen = Set<Int>()
    return arguments.filter { seen.insert($0.node).inserted }.map { argument in
      direction(
        argument.label,
        [(argument.node, recorder.variable(argument.node).filled(with: 1))])
    }
  }

  private func direction(_ label: String?, _ tangents: [(node: Int, tangent: Variable)])
    -> Direction
  {
    let trace = ChainRuleTrace()
    _ = recorder.pushforward(
      outputs.map(\.node), along: tangents, since: recorded.start, trace: trace)
    return Direction(
      label: label, trace: trace, start: Set(tangents.map { stepOf($0.node) }))
  }

  private func addTangents(
    to step: inout Explanation.Step, _ index: Int, _ directions: [Direction]
  ) {
    let group = groups.groups[index]
    let primitive = recorder.graph.primitives[group.core]
    step.tangents = directions.map { direction in
      guard let variable = direction.trace.arrived[group.result], let value = values[variable.node]
      else { return nil }
      var tangent = Explanation.Tangent(value: value.withoutNegativeZeros)
      if direction.start.contains(index) || primitive.isElementwise { return tangent }
      if primitive.isSeveral || primitive === Primitive.part {
        tangent.words = "the rule of \(primitive.name)"
      } else {
        let varying = step.operands.filter {
          direction.trace.arrived[groups.groups[$0].result] != nil
        }
        tangent.formula = SingleStep(groups, index, recorder, values).tangent(of: Set(varying))
      }
      return tangent
    }
  }
}

extension Primitive {
  fileprivate var isDisconnectedRule: Bool {
    if case .disconnected = derivative { true } else { false }
  }
}

extension Tensor {
  /// For the reader a structural zero is just 0.
  fileprivate var withoutNegativeZeros: Tensor {
    if let value = uniformValue {
      return value == 0 ? Tensor(repeating: 0, shape: shape, type: elementType) : self
    }
    return Tensor(elements.map { $0 == 0 ? 0 : $0 }, shape: shape, type: elementType)
  }

  fileprivate func adding(_ other: Tensor) -> Tensor {
    Tensor((0..<count).map { self[$0] + other[$0] }, shape: shape, type: elementType)
  }
}
