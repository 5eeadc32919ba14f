import Autodiff
import Testing

/// What ends a calculation that takes too long or too much.
@Suite struct BudgetTests {
  private func limits(_ change: (inout Budget.Limits) -> Void) -> Budget {
    var limits = Budget.Limits()
    change(&limits)
    return Budget(limits)
  }

  /// The code of the error that a loop over numbers or vectors ends with; nil if it ends well.
  private func code(
    _ budget: Budget, steps: Int?, walk: Walk = .loop, of x: Tensor = Tensor(0.5),
    differentiated: Bool = false
  ) -> String? {
    do {
      let recorder = GraphRecorder(budget: budget)
      let input = recorder.input(shape: x.shape, type: .float64, value: x)
      let start = recorder.graph.count
      let result =
        steps.map { walk.steps($0, from: input) { _, c in sin(c) * input } }
        ?? walk.steps(
          while: { index, _ in index >= index.number(0) }, expected: 0, from: [input]
        ) { [sin($0[0])] }[0]
      var nodes = [result.node]
      if differentiated {
        nodes += recorder.pullback(
          [(result.node, result.filled(with: 1))], to: [input.node], since: start
        ).compactMap { $0?.node }
      }
      _ = try Compiled(recorder, for: nodes).run()
      return nil
    } catch {
      return error.code
    }
  }

  static let vector = Tensor.vector(0.5, 0.25)

  @Test(arguments: [Tensor(0.5), vector])
  func stepsAreCounted(x: Tensor) {
    let limited = { self.limits { $0.steps = 5000 } }
    #expect(code(limited(), steps: 5000, of: x) == nil)
    #expect(code(limited(), steps: 5001, of: x) == "too-many-steps")
    #expect(code(limited(), steps: nil, of: x) == "too-many-steps")
    // There and back.
    #expect(code(limited(), steps: 2500, of: x, differentiated: true) == nil)
    #expect(code(limited(), steps: 2501, of: x, differentiated: true) == "too-many-steps")
    // There, back, and there once more.
    #expect(
      code(limited(), steps: 2000, walk: .checkpointed, of: x, differentiated: true)
        == "too-many-steps")
  }

  @Test func stepsAreCountedTogether() {
    let budget = limits { $0.steps = 5000 }
    #expect(code(budget, steps: 4000) == nil)
    #expect(code(budget, steps: 1001) == "too-many-steps")
  }

  @Test(arguments: [Tensor(0.5), vector])
  func timeIsLimited(x: Tensor) {
    let start = ContinuousClock.now
    #expect(code(limits { $0.seconds = 0.02 }, steps: nil, of: x) == "timeout")
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(code(limits { $0.seconds = 60 }, steps: 100, of: x) == nil)
  }

  @Test func aHistoryTakesMemoryAndACheckpointedOneLittle() {
    // 100,000 numbers of 8 bytes, in whole blocks.
    for (bytes, expected) in [(790_000, "out-of-memory"), (810_000, nil)] {
      let budget = limits { $0.bytes = bytes }
      #expect(code(budget, steps: 100_000, differentiated: true) == expected)
      #expect(code(budget, steps: 100_000) == nil, "a loop alone keeps nothing")
    }
    let budget = limits { $0.bytes = 100_000 }
    #expect(code(budget, steps: 100_000, walk: .checkpointed, differentiated: true) == nil)
  }

  @Test func aHistoryOfArraysTakesMemory() {
    let x = Tensor((0..<1000).map { Double($0) * 1e-3 }, shape: [1000])
    // 100 arrays of 8000 bytes, and what is kept of each step beside them.
    let tight = limits { $0.bytes = 700_000 }
    #expect(code(tight, steps: 100, of: x, differentiated: true) == "out-of-memory")
    #expect(code(tight, steps: 100, walk: .checkpointed, of: x, differentiated: true) == nil)
    #expect(code(limits { $0.bytes = 3_000_000 }, steps: 100, of: x, differentiated: true) == nil)
  }

  @Test(arguments: [Tensor(0.5), vector])
  func memoryIsGivenBack(x: Tensor) {
    let budget = limits { $0.bytes = 1_500_000 }
    for _ in 0..<2 {
      #expect(code(budget, steps: 5000, of: x, differentiated: true) == nil)
      // Also after an error.
      #expect(code(budget, steps: 200_000, of: x, differentiated: true) == "out-of-memory")
    }
  }

  @Test func recordingTakesMemory() {
    let budget = limits { $0.bytes = 1_000_000 }
    for recorder in [GraphRecorder(budget: budget), Tape(budget: budget)] {
      var x = recorder.input(shape: .scalar, type: .float64, value: Tensor(0.5))
      for _ in 0..<10_000 { x = sin(x) }
      #expect(throws: TensorError.self) { try recorder.checkFailure() }
    }
    #expect(throws: Never.self) { try budget.reserve(bytes: 900_000) }
  }
}
