extension LoopReversal {
  private var results: Results {
    Results(
      (carries + slices + constants).enumerated().map { index, operand in
        let (shape, type) = loop.step.input(operand + 1)
        let isSlice = loop.slices.contains(operand)
        return Results.Result(
          shape: isSlice ? Shape([loop.length ?? 0] + shape.dimensions) : shape, type: type,
          mayHoldStructuralZeros: resultHolds[index])
      })
  }

  func primitive(_ budget: Budget) -> Primitive {
    Primitive(
      operation: "loop_reversal", parameters: [Parameter("operands", .variadicTensors)],
      .several(
        results,
        compile: { statics in
          // Only who reads a history says what of it.
          ReversalRun(self, budget: budget, readsHistory: !statics.isEmpty).closure
        }),
      derivative: .several(
        pushforward: { point, tangents in self.pushforward(point, tangents) },
        pullback: { point, cotangents, wanted in
          self.pullback(point, cotangents, wanted: wanted)
        }))
  }

  // MARK: The derivative of going back

  private func split(_ operands: [Variable]) -> (primal: [Variable], cotangents: [Variable?]) {
    var rest = operands[loop.operandCount...]
    return (
      Array(operands[..<loop.operandCount]), given.map { $0 ? rest.popFirst() : nil }
    )
  }

  private func split(_ tangents: [Variable?]) -> (primal: [Variable?], cotangents: [Variable?]) {
    var rest = tangents[loop.operandCount...]
    return (
      Array(tangents[..<loop.operandCount]), given.map { $0 ? rest.popFirst() ?? nil : nil }
    )
  }

  private func pushforward(_ point: Point, _ tangents: [Variable?]) -> [Variable?] {
    guard let recorder = point.recorder as? GraphRecorder else { return [] }
    let (operands, cotangents) = split(point.operands)
    let (directions, changes) = split(tangents)
    var total = [Variable?](repeating: nil, count: carries.count + slices.count + constants.count)
    let add = { (place: Int, part: Variable) in
      total[place] = total[place].map { $0 + part } ?? part
    }
    // It is linear in the cotangents.
    if changes.contains(where: { $0 != nil }) {
      let complete = zip(changes, cotangents).map { change, cotangent in
        cotangent.map { change ?? .structuralZero(like: $0) }
      }
      let parts = recorder.append(self, operands, complete, bundle: nil)
      for (place, part) in parts.enumerated() { add(place, part) }
    }
    if directions.contains(where: { $0 != nil }) {
      let wanted = places.map { $0 != nil }
      let bent = bend(operands, directions, cotangents, wanted: wanted, recorder)
      for (operand, place) in places.enumerated() {
        if let place, let part = bent[operand] { add(place, part) }
      }
    }
    return total
  }

  private func pullback(
    _ point: Point, _ arriving: [Variable?], wanted: [Bool]
  ) -> [Variable?] {
    guard let recorder = point.recorder as? GraphRecorder else { return [] }
    let (operands, cotangents) = split(point.operands)
    // What arrives at the cotangents that are the results is a direction of the operands.
    let directions = places.map { $0.flatMap { arriving[$0] } }
    let pushed = loop.pushed(directions, recorder)
    let (_, parts) = recorder.append(pushed.loop, pushed.operands(operands, directions, loop))
    var total = [Variable?](repeating: nil, count: point.operands.count)
    var next = loop.operandCount
    for (result, isGiven) in given.enumerated() where isGiven {
      total[next] = pushed.tangents[result].map { parts[$0] }
      next += 1
    }
    let bent = bend(
      operands, directions, cotangents, wanted: Array(wanted[..<loop.operandCount]), recorder)
    for operand in bent.indices { total[operand] = bent[operand] }
    return total
  }

  /// The derivative of ⟨c, J w⟩ by the operands, with c the cotangents and w the directions.
  private func bend(
    _ operands: [Variable], _ directions: [Variable?], _ cotangents: [Variable?], wanted: [Bool],
    _ recorder: GraphRecorder
  ) -> [Variable?] {
    let pushed = loop.pushed(directions, recorder)
    var given = [Variable?](repeating: nil, count: pushed.loop.step.outputs.count)
    for (result, cotangent) in cotangents.enumerated() {
      if let place = pushed.tangents[result] { given[place] = cotangent }
    }
    var wantedOfPushed = [Bool](repeating: false, count: pushed.loop.operandCount)
    for operand in wanted.indices where wanted[operand] {
      wantedOfPushed[pushed.place(of: operand, loop)] = true
    }
    guard
      let reversal = pushed.loop.reversal(of: given, wanted: wantedOfPushed, recorder)
    else { return wanted.map { _ in nil } }
    let newOperands = pushed.operands(operands, directions, loop)
    let bundle = loop.isCheckpointed ? nil : recorder.append(pushed.loop, newOperands).bundle
    let parts = recorder.append(reversal, newOperands, given, bundle: bundle)
    return wanted.indices.map { operand in
      guard wanted[operand] else { return nil }
      return reversal.places[pushed.place(of: operand, loop)].map { parts[$0] }
    }
  }
}

extension GraphRecorder {
  /// Records the way back through a loop.
  ///
  /// - Parameter bundle: what the loop gave back, if it is to note what the way back needs; without
  ///   it the loop is run once more.
  func append(
    _ reversal: LoopReversal, _ operands: [Variable], _ cotangents: [Variable?],
    bundle: Variable?
  ) -> [Variable] {
    let given = cotangents.compactMap(\.self)
    return reversal.primitive(budget).several(
      operands + given + (bundle.map { [$0] } ?? []),
      bundle == nil ? [] : [.integers(reversal.residuals)]
    ).parts
  }
}
