import CKernels

/// Going back through a loop: from the cotangents of its results to those of its operands.
///
/// It is an operation of its own, whose results are cotangents. Its own derivatives need no second
/// history: with J the derivative of the loop, the derivative of Jᵀc along w is that of the scalar
/// ⟨c, J w⟩ by the operands, so it is found by going back through the loop that carries tangents.
struct LoopReversal: Sendable {
  let loop: Loop
  /// Whether a cotangent is given for each result of the loop.
  let given: [Bool]
  /// From (the step's inputs, residuals, cotangents of the carries that have one, cotangents of the
  /// rows that are given) to (cotangents of those carries, of slices, of constants).
  let step: Body
  /// The nodes of the loop's step that are kept from the way there.
  let residuals: [Int]
  /// The carries that have a cotangent on the way.
  let carries: [Int]
  /// The slices and constants that get a cotangent.
  let slices: [Int]
  let constants: [Int]
  let resultHolds: [Bool]
  /// The same as `step` in another form, where that is possible.
  let linear: LinearStep?

  /// A step whose results are sums of cotangents times coefficients that are known beforehand.
  struct LinearStep: Sendable {
    struct Term: Sendable {
      /// Which cotangent, in the order of the inputs of `step`.
      let seed: Int
      let coefficient: Int
      let kind: Int32
    }

    /// From the step's inputs to the coefficients.
    let coefficients: Body
    /// For each result its terms.
    let terms: [[Term]]
  }

  var rows: [Int] { (0..<loop.rowCount).filter { given[loop.carryCount + $0] } }

  /// For each operand of the loop, the result that is its cotangent.
  var places: [Int?] {
    var places = [Int?](repeating: nil, count: loop.operandCount)
    for (index, operand) in (carries + slices + constants).enumerated() { places[operand] = index }
    return places
  }
}

extension Loop {
  func pullback(
    _ point: Point, _ cotangents: [Variable?], wanted: [Bool]
  ) -> [Variable?] {
    guard let recorder = point.recorder as? GraphRecorder,
      let reversal = reversal(of: cotangents, wanted: wanted, recorder)
    else { return conditionReads(point, wanted) }
    let parts = recorder.append(
      reversal, point.operands, cotangents, bundle: isCheckpointed ? nil : point.result)
    return zip(reversal.places, conditionReads(point, wanted)).map { place, read in
      place.map { parts[$0] } ?? read
    }
  }

  /// The operands that decide how many steps there are: their derivative is 0 between the jumps.
  private func conditionReads(_ point: Point, _ wanted: [Bool]) -> [Variable?] {
    guard let condition else { return wanted.map { _ in nil } }
    let graph = condition.body.graph
    let needed = graph.ancestors(of: condition.body.outputs)
    return wanted.indices.map { operand in
      let input: Int
      if carries.contains(operand), operand < condition.carryCount {
        input = 1 + operand
      } else if constants.contains(operand),
        operand - constants.lowerBound < condition.constantCount
      {
        input = 1 + condition.carryCount + operand - constants.lowerBound
      } else {
        return nil
      }
      guard wanted[operand], needed[input] else { return nil }
      return .structuralZero(like: point[operand])
    }
  }

  /// - Parameters:
  ///   - cotangents: those of the results; nil for nothing.
  ///   - wanted: the operands whose cotangents are of interest.
  /// - Returns: nil if none of them reaches a result that has a cotangent.
  func reversal(
    of cotangents: [Variable?], wanted: [Bool], _ outer: GraphRecorder
  ) -> LoopReversal? {
    let varying = varying(wanted)
    var carried = carries.map { varying[$0] && (cotangents[$0] != nil || holdsGraphs) }
    var holds = carries.map { cotangents[$0]?.mayHoldStructuralZeros ?? true || holdsGraphs }
    while true {
      let attempt = reversalAttempt(cotangents, carried, holds, varying, outer)
      var isSettled = true
      for carry in carries where varying[carry] {
        guard let cotangent = attempt.pulled[carry] else { continue }
        if !carried[carry] {
          carried[carry] = true
          isSettled = false
        } else if cotangent.mayHoldStructuralZeros, !holds[carry] {
          holds[carry] = true
          isSettled = false
        }
      }
      if isSettled {
        return reversal(attempt, given: cotangents.map { $0 != nil }, carried, holds)
      }
    }
  }

  /// Up to how many cotangents the way back through a step of numbers is split into coefficients and
  /// their products with the cotangents: the coefficients do not depend on the step behind, so they
  /// are found for many steps at once.
  private static var coefficientLimit: Int { 4 }

  /// Whether a step has loops or branches in it. Then the worst is assumed of structural zeros at once:
  /// finding out by trying would take twice the time at every level.
  var holdsGraphs: Bool { step.graph.primitives.contains(where: \.isSeveral) }

  /// The operands that vary: those that are wanted, and carries that come to depend on them.
  func varying(_ wanted: [Bool]) -> [Bool] {
    var varying = wanted.indices.map { wanted[$0] && step.input($0 + 1).type != .bool }
    while true {
      let targets = varying.indices.filter { varying[$0] }.map { $0 + 1 }
      let dependence = Dependence(
        graph: step.graph, on: targets, from: step.start, to: step.graph.count)
      var isSettled = true
      for carry in carries
      where !varying[carry] && dependence.contains(step.outputs[carry])
        && step.output(carry).type != .bool
      {
        varying[carry] = true
        isSettled = false
      }
      if isSettled { return varying }
    }
  }

  private struct ReversalAttempt {
    let recorder: GraphRecorder
    let inputs: [Variable]
    /// Those of the carries that have one, then those of the rows.
    let cotangents: [Variable]
    /// What arrives at each operand.
    let pulled: [Variable?]
    /// For each cotangent and each operand the coefficient, if the step was split that way.
    let coefficients: [[Variable?]]?
  }

  private func reversalAttempt(
    _ cotangents: [Variable?], _ carried: [Bool], _ holds: [Bool], _ varying: [Bool],
    _ outer: GraphRecorder
  ) -> ReversalAttempt {
    let (recorder, inputs) = outer.recorder(holding: step)
    var placeholders: [Variable] = []
    var seeds: [(node: Int, cotangent: Variable)] = []
    for output in step.outputs.indices {
      let isCarry = output < carryCount
      guard isCarry ? carried[output] : cotangents[output] != nil else { continue }
      let (shape, _) = step.output(output)
      let placeholder = recorder.placeholder(
        shape: shape, type: recorder.numberType,
        mayHoldStructuralZeros: isCarry
          ? holds[output] : cotangents[output]?.mayHoldStructuralZeros ?? true)
      placeholders.append(placeholder)
      seeds.append((step.outputs[output], placeholder))
    }
    let targets = varying.indices.filter { varying[$0] }
    let nodes = targets.map { inputs[$0 + 1].node }
    let inPlaces = { (found: [Variable?]) -> [Variable?] in
      var places = [Variable?](repeating: nil, count: self.operandCount)
      for (target, variable) in zip(targets, found) { places[target] = variable }
      return places
    }
    // For an array a coefficient would be a whole array, where a cotangent goes to one element.
    guard seeds.count <= Self.coefficientLimit, step.graph.isOfNumbers,
      targets.allSatisfy({ step.input($0 + 1).shape.isScalar })
    else {
      let found = recorder.pullback(
        seeds, to: nodes, since: step.start, keepsStructuralZeros: true)
      return ReversalAttempt(
        recorder: recorder, inputs: inputs, cotangents: placeholders, pulled: inPlaces(found),
        coefficients: nil)
    }
    let coefficients = recorder.coefficients(seeds, of: nodes, since: step.start)
    return ReversalAttempt(
      recorder: recorder, inputs: inputs, cotangents: placeholders,
      pulled: inPlaces(recorder.combined(placeholders, coefficients)),
      coefficients: coefficients.map(inPlaces))
  }

  private func reversal(
    _ attempt: ReversalAttempt, given: [Bool], _ carried: [Bool], _ holds: [Bool]
  ) -> LoopReversal? {
    let recorder = attempt.recorder
    let carriedOnes = carries.filter { carried[$0] }
    let sliceOnes = slices.filter { attempt.pulled[$0] != nil }
    let constantOnes = constants.filter { attempt.pulled[$0] != nil }
    guard !(carriedOnes.isEmpty && sliceOnes.isEmpty && constantOnes.isEmpty) else { return nil }
    var outputs = carriedOnes.map { carry in
      attempt.pulled[carry] ?? recorder.structuralZero(shape: step.input(carry + 1).shape)
    }
    outputs += (sliceOnes + constantOnes).compactMap { attempt.pulled[$0] }
    // Of numbers only the carries are kept: what follows from them is computed again for many steps
    // at once, which takes less time than to note it.
    let residuals =
      isCheckpointed || step.graph.isOfNumbers
      ? []
      : recorder.residuals(
        below: step.graph.count, neededBy: outputs.map(\.node), among: attempt.inputs.count)
    var resultHolds = outputs.map(\.mayHoldStructuralZeros)
    for (index, carry) in carriedOnes.enumerated() where holds[carry] { resultHolds[index] = true }
    // The sum over the steps starts with nothing, and without a step nothing is added.
    for index in (carriedOnes.count + sliceOnes.count)..<outputs.count { resultHolds[index] = true }
    return LoopReversal(
      loop: self, given: given,
      step: recorder.body(
        inputs: attempt.inputs + residuals.map { recorder.variable($0) } + attempt.cotangents,
        outputs: outputs),
      residuals: residuals, carries: carriedOnes, slices: sliceOnes, constants: constantOnes,
      resultHolds: resultHolds, linear: linear(attempt, carriedOnes + sliceOnes + constantOnes))
  }

  private func linear(_ attempt: ReversalAttempt, _ operands: [Int]) -> LoopReversal.LinearStep? {
    let recorder = attempt.recorder
    guard let coefficients = attempt.coefficients, recorder.numberType == .float64,
      operands.allSatisfy({ step.input($0 + 1).shape.isScalar })
    else { return nil }
    var outputs: [Variable] = []
    let terms = operands.map { operand in
      coefficients.enumerated().compactMap { seed, row -> LoopReversal.LinearStep.Term? in
        guard let coefficient = row[operand] else { return nil }
        outputs.append(coefficient)
        let kind: sg_product =
          switch (
            attempt.cotangents[seed].mayHoldStructuralZeros, coefficient.mayHoldStructuralZeros
          ) {
          case (false, false): SG_PLAIN
          case (true, false): SG_SEED_MAY_BE_NOTHING
          case (false, true): SG_COEFFICIENT_MAY_BE_NOTHING
          case (true, true): SG_EITHER_MAY_BE_NOTHING
          }
        return LoopReversal.LinearStep.Term(
          seed: seed, coefficient: outputs.count - 1, kind: Int32(kind.rawValue))
      }
    }
    return LoopReversal.LinearStep(
      coefficients: recorder.body(inputs: attempt.inputs, outputs: outputs), terms: terms)
  }
}

extension GraphRecorder {
  /// What a 1 in the place of each cotangent would give at the targets.
  fileprivate func coefficients(
    _ seeds: [(node: Int, cotangent: Variable)], of targets: [Int], since start: Int
  ) -> [[Variable?]] {
    seeds.map { node, cotangent in
      pullback(
        [(node, cotangent.filled(with: 1))], to: targets, since: start, keepsStructuralZeros: true)
    }
  }

  /// The sums of products of cotangents and coefficients.
  fileprivate func combined(
    _ cotangents: [Variable], _ coefficients: [[Variable?]]
  ) -> [Variable?] {
    (0..<(coefficients.first?.count ?? 0)).map { target in
      var total: Variable?
      for (cotangent, row) in zip(cotangents, coefficients) {
        guard let coefficient = row[target] else { continue }
        let part = cotangent.chained(coefficient)
        total = total.map { $0 + part } ?? part
      }
      return total
    }
  }

  /// The nodes of a step whose values are worth keeping for the way back: those that it reads and
  /// that are dear to compute again.
  ///
  /// - Parameters:
  ///   - end: the first node that belongs to the way back.
  ///   - inputCount: how many inputs the step has, which are kept anyway.
  fileprivate func residuals(below end: Int, neededBy outputs: [Int], among inputCount: Int)
    -> [Int]
  {
    let needed = graph.ancestors(of: outputs, since: 0)
    var isRead = Set(outputs.filter { $0 < end })
    for node in needed where node >= end {
      for operand in graph.operands(of: node) where operand < end { isRead.insert(Int(operand)) }
    }
    // From what is read, back through what is cheap.
    var kept: [Int] = []
    for node in stride(from: end - 1, through: inputCount, by: -1) where isRead.contains(node) {
      if graph.isWorthKeeping(node) {
        kept.append(node)
      } else {
        isRead.formUnion(graph.operands(of: node).map(Int.init))
      }
    }
    return kept.reversed()
  }
}

extension Graph {
  /// Whether all that is computed are numbers, from numbers and elements of arrays.
  fileprivate var isOfNumbers: Bool {
    (0..<count).allSatisfy { node in
      let primitive = primitives[node]
      if primitive.isLeaf { return true }
      guard shapes[node].isScalar else { return false }
      return primitive.isElementwise || primitive === Primitive.gatherAxis
    }
  }

  fileprivate func isWorthKeeping(_ node: Int) -> Bool {
    guard types[node] != .bool else { return false }
    switch primitives[node].definition {
    case .elementwise(.function, _), .elementwise(.function2, _), .elementwise(.function3, _),
      .elementwise(.indexed2, _), .elementwise(.indexed3, _):
      return true
    case .elementwise(.indexed, _):
      guard case .integer(let index)? = statics(of: node).first else { return true }
      return !(primitives[node] === Primitive.power && abs(index) <= 2)
    case .whole:
      if case .linear = primitives[node].derivative {
        return primitives[node] === Primitive.sum
      }
      // What an inner loop puts out comes with its bundle, which has to be computed again.
      return primitives[node] !== Primitive.part && primitives[node] !== Primitive.gatherAxis
        && primitives[node] !== Primitive.tie
    case .elementwise, .several, .composition, .tuple, .leaf: return false
    }
  }
}
