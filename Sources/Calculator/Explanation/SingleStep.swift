import Autodiff

/// One step recorded by itself, on inputs in the place of what it reads: so its partial derivatives
/// are those of the rule alone, and their formulas speak of its operands.
struct SingleStep {
  struct Input {
    let slot: Int
    /// The step that it stands for.
    let step: Int
    let variable: Variable
  }

  let recorder: GraphRecorder
  let inputs: [Input]
  let result: Variable
  /// The step itself.
  private let index: Int
  /// The first node that computes something.
  private let start: Int

  /// - Parameter change: what is put in the place of the value that an operand has.
  init(
    _ groups: StepGroups, _ index: Int, _ outer: GraphRecorder, _ values: NodeMap<Tensor>,
    change: (_ slot: Int, _ value: Tensor) -> Tensor = { $1 }
  ) {
    let group = groups.groups[index]
    let graph = outer.graph
    let recorder = GraphRecorder(numberType: outer.numberType, budget: outer.budget)
    recorder.note = graph.note(of: group.core)
    recorder.note.scope = 0
    var inputs: [Input] = []
    var operands: [Int] = []
    for (slot, operand) in graph.operands(of: group.core).map(Int.init).enumerated() {
      let view = group.views[slot]?.first
      let base = view.flatMap { graph.operands(of: $0).first.map(Int.init) } ?? operand
      let variable: Variable
      if let step = groups.ofResult[base] {
        let value = values[base].map { change(slot, $0) }
        variable = recorder.input(
          shape: graph.shapes[base], type: graph.types[base], value: value)
        inputs.append(Input(slot: slot, step: step, variable: variable))
      } else {
        let constant = Tensor(
          repeating: groups.inlineConstant(base)?.uniformValue ?? .nan, shape: graph.shapes[base],
          type: graph.types[base])
        variable = recorder.variable(recorder.append(constant: constant))
      }
      operands.append(variable.node)
    }
    start = recorder.graph.count
    for (slot, views) in group.views.sorted(by: { $0.key < $1.key }) {
      for view in views {
        operands[slot] = recorder.append(
          graph.primitives[view], [operands[slot]], graph.statics(of: view),
          shape: graph.shapes[view], type: graph.types[view])
      }
    }
    var node = recorder.append(
      graph.primitives[group.core], operands, graph.statics(of: group.core),
      shape: graph.shapes[group.core], type: graph.types[group.core])
    for next in group.following {
      node = recorder.append(
        graph.primitives[next], [node], graph.statics(of: next), shape: graph.shapes[next],
        type: graph.types[next])
    }
    self.recorder = recorder
    self.inputs = inputs
    self.index = index
    result = recorder.variable(node)
  }

  /// The operation itself.
  var formula: RecordedFormula {
    RecordedFormula(graph: recorder.graph, node: result.node, symbols: symbols)
  }

  private var symbols: [Int: RecordedFormula.Symbol] {
    Dictionary(inputs.map { ($0.variable.node, .value($0.step)) }) { first, _ in first }
  }

  /// The factor between a small change of each input and that of the result, element by element; nil
  /// for one that the rule takes for flat.
  func factors() -> [Variable?] { pulled(result.filled(with: 1)) }

  /// What an adjoint of the result contributes to that of each input, as formulas.
  func maps() -> [RecordedFormula?] {
    let adjoint = recorder.placeholder(shape: result.shape, type: recorder.numberType)
    return pulled(adjoint).map { part in
      part.map { formula(of: $0, further: [adjoint.node: .adjoint(index)]) }
    }
  }

  /// The tangent of the result over those of the inputs that have one.
  func tangent(of steps: Set<Int>) -> RecordedFormula? {
    var further: [Int: RecordedFormula.Symbol] = [:]
    var tangents: [(node: Int, tangent: Variable)] = []
    for input in inputs where steps.contains(input.step) {
      let tangent = recorder.placeholder(
        shape: input.variable.shape, type: recorder.numberType)
      tangents.append((input.variable.node, tangent))
      further[tangent.node] = .tangent(input.step)
    }
    let found = recorder.pushforward([result.node], along: tangents, since: start)[0]
    guard recorder.failure == nil else { return nil }
    return found.map { formula(of: $0, further: further) }
  }

  private func pulled(_ adjoint: Variable) -> [Variable?] {
    let pulled = recorder.pullback(
      [(result.node, adjoint)], to: inputs.map(\.variable.node), since: start)
    return recorder.failure == nil ? pulled : inputs.map { _ in nil }
  }

  /// A formula over the operands and, where it needs it, the result.
  func formula(
    of variable: Variable, further: [Int: RecordedFormula.Symbol] = [:]
  ) -> RecordedFormula {
    let simplified = recorder.graph.simplified(for: [variable.node, result.node])
    var named: [Int: RecordedFormula.Symbol] = [:]
    let itself = simplified.results[1]
    if !simplified.graph.primitives[itself].isLeaf { named[itself] = .value(index) }
    for (node, symbol) in symbols.merging(further, uniquingKeysWith: { first, _ in first }) {
      if let place = simplified.inputs[node] { named[place] = symbol }
    }
    return RecordedFormula(graph: simplified.graph, node: simplified.results[0], symbols: named)
  }

  func value(of variable: Variable) -> Tensor? {
    (try? recorder.value(of: variable.node)) ?? nil
  }
}
