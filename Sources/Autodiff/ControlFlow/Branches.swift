/// A choice among bodies, of which only one is run: `cond`, `switch`; with a single body, a piece of a
/// function that is computed again on the way back instead of being remembered: `checkpoint`.
///
/// The first operand says which body, counted from 0; the others are the inputs of every body.
package struct Branches: Sendable {
  let bodies: [Body]
  /// Which outputs may hold structural zeros.
  let outputHolds: [Bool]

  /// - Parameter outputHolds: none of them, if it is left out.
  package init(bodies: [Body], outputHolds: [Bool]? = nil) {
    self.bodies = bodies
    self.outputHolds = outputHolds ?? bodies[0].outputs.map { _ in false }
  }

  fileprivate func primitive(_ budget: Budget) -> Primitive {
    let results = outputHolds.enumerated().map { index, holds in
      // Truth values and numbers together are numbers.
      let types = bodies.map { $0.output(index).type }
      return Results.Result(
        shape: bodies[0].output(index).shape, type: types.first { $0 != .bool } ?? .bool,
        mayHoldStructuralZeros: holds)
    }
    return Primitive(
      operation: bodies.count == 1 ? "checkpoint" : "cond",
      parameters: [Parameter("operands", .variadicTensors)],
      .several(
        Results(results),
        compile: { _ in
          let programs = bodies.map { StepProgram($0) }
          return { operands throws(TensorError) in
            try budget.spend(steps: 1)
            let chosen = operands[0][0]
            let index = chosen.isNaN ? 0 : min(max(chosen, 0), Double(programs.count - 1))
            return Tensor(Bundle(try programs[Int(index)].run(Array(operands.dropFirst()))))
          }
        }),
      derivative: .several(
        pushforward: { point, tangents in self.pushforward(point, tangents) },
        pullback: { point, cotangents, wanted in self.pullback(point, cotangents, wanted) }))
  }

  // MARK: Derivatives

  /// A body that is being rewritten.
  private struct Attempt {
    let recorder: GraphRecorder
    let inputs: [Variable]
    /// What is found; nil where nothing arrives.
    let found: [Variable?]
  }

  private func pushforward(_ point: Point, _ tangents: [Variable?]) -> [Variable?] {
    guard let recorder = point.recorder as? GraphRecorder else { return [] }
    let arriving = Array(tangents.dropFirst())
    let attempts = bodies.map { body -> Attempt in
      let (inner, inputs) = recorder.recorder(holding: body)
      let placeholders = inner.placeholders(like: arriving)
      var along: [(node: Int, tangent: Variable)] = []
      for (input, placeholder) in zip(inputs, placeholders) {
        if let placeholder { along.append((input.node, placeholder)) }
      }
      var found = inner.pushforward(
        body.outputs, along: along, since: body.start, keepsStructuralZeros: true)
      for index in found.indices where body.output(index).type == .bool { found[index] = nil }
      return Attempt(
        recorder: inner, inputs: inputs + placeholders.compactMap(\.self), found: found)
    }
    let shapes = outputHolds.indices.map { bodies[0].output($0).shape }
    return record(attempts, shapes, point, arriving.compactMap(\.self), recorder)
  }

  private func pullback(
    _ point: Point, _ cotangents: [Variable?], _ wanted: [Bool]
  ) -> [Variable?] {
    guard let recorder = point.recorder as? GraphRecorder else { return [] }
    let targets = wanted.dropFirst().enumerated().filter(\.element).map(\.offset)
    let attempts = bodies.map { body -> Attempt in
      let (inner, inputs) = recorder.recorder(holding: body)
      let placeholders = inner.placeholders(like: cotangents)
      var seeds: [(node: Int, cotangent: Variable)] = []
      for (output, placeholder) in zip(body.outputs, placeholders) {
        if let placeholder { seeds.append((output, placeholder)) }
      }
      let found = inner.pullback(
        seeds, to: targets.map { inputs[$0].node }, since: body.start, keepsStructuralZeros: true)
      return Attempt(
        recorder: inner, inputs: inputs + placeholders.compactMap(\.self), found: found)
    }
    let shapes = targets.map { point[$0 + 1].shape }
    let parts = record(attempts, shapes, point, cotangents.compactMap(\.self), recorder)
    var result = [Variable?](repeating: nil, count: wanted.count)
    for (target, part) in zip(targets, parts) { result[target + 1] = part }
    // Which branch is taken is flat in what decides it.
    if wanted[0] { result[0] = .structuralZero(like: point[0]) }
    return result
  }

  /// Records the choice among rewritten bodies; what none of them has is nil.
  private func record(
    _ attempts: [Attempt], _ shapes: [Shape], _ point: Point, _ further: [Variable],
    _ recorder: GraphRecorder
  ) -> [Variable?] {
    let present = shapes.indices.filter { index in attempts.contains { $0.found[index] != nil } }
    guard !present.isEmpty else { return shapes.map { _ in nil } }
    var holds = [Bool](repeating: false, count: present.count)
    let rewritten = attempts.map { attempt in
      let outputs = present.enumerated().map { place, index in
        let output =
          attempt.found[index] ?? attempt.recorder.structuralZero(shape: shapes[index])
        holds[place] = holds[place] || output.mayHoldStructuralZeros
        return output
      }
      return attempt.recorder.body(inputs: attempt.inputs, outputs: outputs)
    }
    let choice = Branches(bodies: rewritten, outputHolds: holds)
    let parts = recorder.append(choice, point.operands + further)
    var result = [Variable?](repeating: nil, count: shapes.count)
    for (part, index) in zip(parts, present) { result[index] = part }
    return result
  }
}

extension GraphRecorder {
  /// Records a choice; the first operand says which.
  package func append(_ branches: Branches, _ operands: [Variable]) -> [Variable] {
    let recorded = branches.primitive(budget).several(operands)
    bodies[recorded.bundle.node] = .branches(branches)
    return recorded.parts
  }
}

extension GraphRecorder {
  /// A stand-in for each value that is there.
  fileprivate func placeholders(like variables: [Variable?]) -> [Variable?] {
    variables.map { variable in
      variable.map {
        placeholder(
          shape: $0.shape, type: numberType, mayHoldStructuralZeros: $0.mayHoldStructuralZeros)
      }
    }
  }
}
