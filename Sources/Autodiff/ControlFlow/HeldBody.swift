/// What an operation does that holds a graph.
enum HeldBody {
  case loop(Loop)
  case branches(Branches)
}

/// A body recorded once more, with the values that it had in one run.
package struct ReplayedBody {
  /// The step of a loop, counted from 0; nil for a branch.
  package let step: Int?
  package let recorder: GraphRecorder
  package let outputs: [Int]
}

extension HeldBody {
  /// What it is, for people: `a loop of 100 steps`.
  var summary: String {
    switch self {
    case .branches(let branches):
      branches.bodies.count == 1
        ? "a function that is computed again on the way back"
        : "a choice among \(branches.bodies.count) branches"
    case .loop(let loop):
      loop.length.map { "a loop of \($0) step\($0 == 1 ? "" : "s")" }
        ?? "a loop that ends by its condition"
    }
  }
}

/// A graph that an operation holds, for whoever wants to show it.
package struct HeldGraph: Sendable {
  /// When it is done: `each step`.
  package let title: String
  package let graph: Graph
  /// What its inputs stand for, by their nodes.
  package let inputs: [Int: String]
  package let outputs: [Int]

  fileprivate init(_ title: String, _ body: Body, _ names: [String]) {
    self.title = title
    graph = body.graph
    inputs = Dictionary(zip(body.inputs, names)) { first, _ in first }
    outputs = body.outputs
  }
}

extension HeldBody {
  fileprivate var graphs: [HeldGraph] {
    let numbered = { (name: String, count: Int) in
      count == 1 ? [name] : (0..<count).map { "\(name) \($0)" }
    }
    switch self {
    case .branches(let branches):
      return branches.bodies.enumerated().map { index, body in
        let title = branches.bodies.count == 1 ? "what is done" : "branch \(index)"
        return HeldGraph(title, body, numbered("operand", body.inputs.count))
      }
    case .loop(let loop):
      let names =
        ["index"] + numbered("carry", loop.carryCount) + numbered("slice", loop.sliceCount)
        + numbered("constant", loop.constantCount)
      var graphs = [HeldGraph("each step", loop.step, names)]
      if let condition = loop.condition {
        let names =
          ["index"] + numbered("carry", condition.carryCount)
          + numbered("constant", condition.constantCount)
        graphs.insert(HeldGraph("as long as", condition.body, names), at: 0)
      }
      return graphs
    }
  }
}

extension GraphRecorder {
  /// What an operation that holds a graph does, for people; nil for any other.
  package func summary(ofBodyAt node: Int) -> String? { bodies[node]?.summary }

  /// The same of an operation that was copied to another graph, and the graphs that it holds.
  package func held(by primitive: Primitive) -> (summary: String, graphs: [HeldGraph])? {
    guard primitive.isSeveral else { return nil }
    return bodies.first { graph.primitives[$0.key] === primitive }
      .map { ($0.value.summary, $0.value.graphs) }
  }

  /// What happened inside an operation that holds a graph, where its result is not finite: the branch
  /// that was taken, or the first step of a loop after which something is not finite.
  ///
  /// Nil if the values are not known, or nothing is wrong inside.
  package func replayed(at node: Int) throws(TensorError) -> ReplayedBody? {
    guard let body = bodies[node] else { return nil }
    var operands: [Tensor] = []
    for operand in graph.operands(of: node) {
      guard let value = try value(of: Int(operand)) else { return nil }
      operands.append(value)
    }
    switch body {
    case .branches(let branches):
      let index = min(max(operands[0][0], 0), Double(branches.bodies.count - 1))
      return try replayed(
        branches.bodies[index.isNaN ? 0 : Int(index)], Array(operands.dropFirst()), step: nil)
    case .loop(let loop): return try replayed(loop, operands)
    }
  }

  private func replayed(
    _ body: Body, _ values: [Tensor], step: Int?
  ) throws(TensorError) -> ReplayedBody {
    let inner = GraphRecorder(numberType: numberType, budget: budget)
    inner.graph.scopeNames = body.graph.scopeNames
    let inputs = zip(body.inputs.indices, values).map { index, value in
      let (shape, type) = body.input(index)
      return inner.input(shape: shape, type: type, value: value)
    }
    let places = inner.replayAll(body, inputs)
    for node in 0..<body.graph.count { inner.bodies[places[node]] = bodies(of: body, node) }
    return ReplayedBody(step: step, recorder: inner, outputs: body.outputs.map { places[$0] })
  }

  /// A body inside a body is known by its operation.
  private func bodies(of body: Body, _ node: Int) -> HeldBody? {
    let primitive = body.graph.primitives[node]
    guard primitive.isSeveral else { return nil }
    return bodies.first { graph.primitives[$0.key] === primitive }?.value
  }

  private func replayed(_ loop: Loop, _ operands: [Tensor]) throws(TensorError) -> ReplayedBody? {
    let run = LoopRun(loop, residuals: nil, budget: budget)
    let rows = try run.run(operands).results[loop.carryCount...]
    // Where a row went wrong stands in the rows; where a carry did has to be looked for.
    let end = rows.compactMap { loop.firstNonFiniteStep(of: $0) }.min() ?? loop.length ?? .max
    var carries = Array(operands[loop.carries])
    var step = 0
    var stride = 256
    while step < end {
      let (next, taken) = try run.run(
        operands, from: carries, first: step, count: min(stride, end - step), history: nil)
      if next.allSatisfy(\.isFinite) {
        if taken < min(stride, end - step) { return nil }
        carries = next
        step += taken
      } else if taken > 1 {
        // It is among these: look closer.
        stride = max(1, taken / 2)
      } else {
        break
      }
    }
    guard step < loop.length ?? .max else { return nil }
    let position = loop.position(of: step)
    let values =
      [Tensor(Double(loop.firstIndex + position))] + carries
      + loop.slices.map { operands[$0].row(position) } + operands[loop.constants]
    return try replayed(loop.step, values, step: step)
  }
}

extension Loop {
  /// The first step that put out a row with something that is not finite.
  fileprivate func firstNonFiniteStep(of rows: Tensor) -> Int? {
    guard !rows.isFinite, rows.shape[0] > 0 else { return nil }
    let width = rows.count / rows.shape[0]
    let positions = (0..<rows.count).lazy.filter { !rows[$0].isFinite }.map { $0 / width }
    // The order of the steps is that of the positions, or its reverse.
    return (isReversed ? positions.reversed().first : positions.first).map { position(of: $0) }
  }
}
