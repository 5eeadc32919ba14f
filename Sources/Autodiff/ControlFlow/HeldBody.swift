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

extension GraphRecorder {
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
    var carries = Array(operands[loop.carries])
    var first = 0
    // Far at a time, then step by step from where all was well.
    let stride = 256
    while first < loop.length ?? .max {
      let count = min(stride, (loop.length ?? .max) - first)
      let (next, taken) = try run.run(
        operands, from: carries, first: first, count: count, history: nil)
      if loop.rowCount > 0 || !next.allSatisfy(\.isFinite) {
        for step in first..<(first + taken) {
          let values =
            [Tensor(Double(loop.firstIndex + loop.position(of: step)))] + carries
            + loop.slices.map { operands[$0].row(loop.position(of: step)) }
            + operands[loop.constants]
          let body = try replayed(loop.step, values, step: step)
          for output in body.outputs {
            if let value = try body.recorder.value(of: output), !value.isFinite { return body }
          }
          carries = try run.run(operands, from: carries, first: step, count: 1, history: nil)
            .carries
        }
      }
      carries = next
      first += taken
      if taken < count { break }
    }
    return nil
  }
}
