// The tangents of a loop are those of another loop, which carries tangents beside the values.

extension Loop {
  /// The loop that carries tangents as well.
  struct Pushed {
    let loop: Loop
    /// Which operands of the original have a tangent; carries may be among them that got none from
    /// outside.
    let active: [Bool]
    /// For each carry and row of the original, the result of the new loop that is its tangent.
    let tangents: [Int?]
  }

  func pushforward(_ point: Point, _ tangents: [Variable?]) -> [Variable?] {
    guard let recorder = point.recorder as? GraphRecorder else { return [] }
    let pushed = pushed(tangents, recorder)
    let (_, parts) = recorder.append(pushed.loop, pushed.operands(point.operands, tangents, self))
    return pushed.tangents.map { $0.map { parts[$0] } }
  }

  /// - Parameter tangents: what arrives at the operands; nil for nothing.
  func pushed(_ tangents: [Variable?], _ recorder: GraphRecorder) -> Pushed {
    // A carry without a tangent starts with nothing.
    var active = varying(tangents.map { $0 != nil })
    var holds = tangents.map { $0?.mayHoldStructuralZeros ?? true || holdsGraphs }
    while true {
      let attempt = attempt(active, holds, recorder)
      var isSettled = true
      for carry in carries {
        guard let tangent = attempt.tangents[carry] else { continue }
        if !active[carry] {
          active[carry] = true
          isSettled = false
        } else if tangent.mayHoldStructuralZeros, !holds[carry] {
          holds[carry] = true
          isSettled = false
        }
      }
      if isSettled { return pushed(attempt, active, holds) }
    }
  }

  private struct Attempt {
    let recorder: GraphRecorder
    let inputs: [Variable]
    let inputTangents: [Variable?]
    /// Those of the carries and rows.
    let tangents: [Variable?]
  }

  private func attempt(
    _ active: [Bool], _ holds: [Bool], _ outer: GraphRecorder
  ) -> Attempt {
    let (recorder, inputs) = outer.recorder(holding: step)
    let inputTangents = active.indices.map { operand -> Variable? in
      guard active[operand] else { return nil }
      let (shape, type) = step.input(operand + 1)
      return recorder.placeholder(
        shape: shape, type: type, mayHoldStructuralZeros: holds[operand])
    }
    var along: [(node: Int, tangent: Variable)] = []
    for (input, tangent) in zip(inputs.dropFirst(), inputTangents) {
      if let tangent { along.append((input.node, tangent)) }
    }
    var tangents = recorder.pushforward(
      step.outputs, along: along, since: step.start, keepsStructuralZeros: true)
    for index in tangents.indices where step.output(index).type == .bool { tangents[index] = nil }
    return Attempt(
      recorder: recorder, inputs: inputs, inputTangents: inputTangents, tangents: tangents)
  }

  private func pushed(_ attempt: Attempt, _ active: [Bool], _ holds: [Bool]) -> Pushed {
    let recorder = attempt.recorder
    let operandTangents = { (operands: Range<Int>) in
      operands.compactMap { attempt.inputTangents[$0] }
    }
    let operands = Array(attempt.inputs.dropFirst())
    let inputs =
      [attempt.inputs[0]] + operands[carries] + operandTangents(carries) + operands[slices]
      + operandTangents(slices) + operands[constants] + operandTangents(constants)
    var outputs = step.outputs[..<carryCount].map { recorder.variable($0) }
    var places = [Int?](repeating: nil, count: step.outputs.count)
    var outputHolds = Array(repeating: false, count: carryCount)
    for carry in carries where active[carry] {
      places[carry] = outputs.count
      let tangent =
        attempt.tangents[carry]
        ?? recorder.structuralZero(shape: step.output(carry).shape)
      outputs.append(tangent)
      outputHolds.append(holds[carry] || tangent.mayHoldStructuralZeros)
    }
    let newCarryCount = outputs.count
    for row in carryCount..<step.outputs.count {
      outputs.append(recorder.variable(step.outputs[row]))
      outputHolds.append(false)
    }
    for row in carryCount..<step.outputs.count {
      guard let tangent = attempt.tangents[row] else { continue }
      places[row] = outputs.count
      outputs.append(tangent)
      outputHolds.append(tangent.mayHoldStructuralZeros)
    }
    if !self.outputHolds.isEmpty {
      for carry in carries { outputHolds[carry] = self.outputHolds[carry] }
      for row in 0..<rowCount {
        outputHolds[newCarryCount + row] = self.outputHolds[carryCount + row]
      }
    }
    var loop = Loop(
      step: recorder.body(inputs: inputs, outputs: outputs), condition: condition,
      carryCount: newCarryCount,
      sliceCount: sliceCount + slices.count { active[$0] }, length: length,
      firstIndex: firstIndex, isReversed: isReversed, isCheckpointed: isCheckpointed)
    loop.outputHolds = outputHolds
    return Pushed(loop: loop, active: active, tangents: places)
  }
}

extension Loop.Pushed {
  /// The operands of the new loop, from those of the original and their tangents.
  func operands(
    _ operands: [Variable], _ tangents: [Variable?], _ original: Loop
  ) -> [Variable] {
    let those = { (range: Range<Int>) -> [Variable] in
      range.compactMap { operand in
        guard active[operand] else { return nil }
        // What varies from here on must not be mixed up with what was computed to be 0.
        return tangents[operand] ?? .structuralZero(like: operands[operand])
      }
    }
    return operands[original.carries] + those(original.carries) + operands[original.slices]
      + those(original.slices) + operands[original.constants] + those(original.constants)
  }

  /// Where the operands of the original stand among those of the new loop.
  func place(of operand: Int, _ original: Loop) -> Int {
    if original.carries.contains(operand) { return operand }
    let moved = { (range: Range<Int>) in range.count { active[$0] } }
    if original.slices.contains(operand) { return operand + moved(original.carries) }
    return operand + moved(original.carries) + moved(original.slices)
  }
}
