/// A loop, as an operation that holds the graph of one step.
///
/// Its operands are the carries, whose values go from step to step, the arrays that are walked
/// through slice by slice, and the constants that every step reads; its results are the last carries
/// and the rows that the steps put out, stacked.
package struct Loop: Sendable {
  /// From (index, carries, slices, constants) to (carries, rows).
  let step: Body
  /// From (index, carries, constants) to whether another step is taken: the first carries and the
  /// first constants. Without one the number of steps is `length`.
  package var condition: Condition?
  let carryCount: Int
  let sliceCount: Int
  var length: Int?
  var firstIndex = 0
  /// Whether slices are taken from the last to the first.
  var isReversed = false
  /// Whether going back keeps little and computes it again.
  var isCheckpointed = false
  /// Which carries and rows may hold structural zeros.
  var outputHolds: [Bool] = []

  package struct Condition: Sendable {
    let body: Body
    let carryCount: Int
    let constantCount: Int

    package init(body: Body, carryCount: Int, constantCount: Int) {
      self.body = body
      self.carryCount = carryCount
      self.constantCount = constantCount
    }
  }

  package init(
    step: Body, condition: Condition? = nil, carryCount: Int, sliceCount: Int, length: Int?,
    firstIndex: Int = 0, isReversed: Bool = false, isCheckpointed: Bool = false
  ) {
    self.step = step
    self.condition = condition
    self.carryCount = carryCount
    self.sliceCount = sliceCount
    self.length = length
    self.firstIndex = firstIndex
    self.isReversed = isReversed
    self.isCheckpointed = isCheckpointed
  }

  var rowCount: Int { step.outputs.count - carryCount }
  var constantCount: Int { step.inputs.count - 1 - carryCount - sliceCount }
  var operandCount: Int { step.inputs.count - 1 }

  /// The carries, slices and constants among the operands.
  var carries: Range<Int> { 0..<carryCount }
  var slices: Range<Int> { carryCount..<(carryCount + sliceCount) }
  var constants: Range<Int> { (carryCount + sliceCount)..<operandCount }

  private var results: Results {
    Results(
      step.outputs.indices.map { index in
        let (shape, type) = step.output(index)
        return Results.Result(
          shape: index < carryCount ? shape : Shape([length ?? 0] + shape.dimensions), type: type,
          mayHoldStructuralZeros: outputHolds.isEmpty ? false : outputHolds[index])
      })
  }

  /// The loop as an operation. What is known of it is fixed, so it is made once and recorded wherever
  /// it is run.
  func primitive(_ budget: Budget) -> Primitive {
    Primitive(
      operation: "loop", parameters: [Parameter("operands", .variadicTensors)],
      .several(
        results,
        compile: { statics in
          // Whoever goes back through the loop asks it to note what it needs.
          LoopRun(self, residuals: statics.first?.integers, budget: budget).closure
        }),
      derivative: .several(
        pushforward: { point, tangents in self.pushforward(point, tangents) },
        pullback: { point, cotangents, wanted in
          self.pullback(point, cotangents, wanted: wanted)
        }))
  }
}

extension GraphRecorder {
  /// Records a loop.
  package func append(_ loop: Loop, _ operands: [Variable]) -> (bundle: Variable, parts: [Variable])
  {
    let primitive = loop.primitive(budget)
    // A loop that reads nothing still needs somebody to ask for its recorder.
    let operands = operands.isEmpty ? [variable(append(constant: Tensor(0)))] : operands
    let recorded = primitive.several(operands)
    bodies[recorded.bundle.node] = .loop(loop)
    return recorded
  }
}
