import Autodiff
import Testing

/// What is not taken contributes nothing in loops and branches either, in whatever order and way
/// derivatives are taken.
@Suite struct LoopStructuralZeroTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let point: Tensor
    /// The value and three derivatives of a function of each element alone.
    let expected: [[Double]]
    let function: @Sendable (Variable, Walk) -> Variable

    init(
      _ name: String, at point: Tensor, _ expected: [[Double]],
      _ function: @escaping @Sendable (Variable, Walk) -> Variable
    ) {
      self.name = name
      self.point = point
      self.expected = expected
      self.function = function
    }

    var testDescription: String { name }
  }

  private static func isPositive(_ x: Variable) -> Variable { x > x.number(0) }

  static let cases: [Case] = [
    Case(
      "a choice between a number and log(x) in every step", at: Tensor(0),
      [[3], [1], [0], [0]]
    ) { x, walk in
      walk.steps(3, from: x) { _, c in c + Autodiff.where(isPositive(x), log(x), x.number(1)) }
    },
    Case("a choice between carries", at: .vector(-1, 0), [[-1, 0], [1, 1], [0, 0], [0, 0]]) {
      x, walk in
      walk.steps(3, from: x) { _, c in Autodiff.where(isPositive(c), sqrt(c), c) }
    },
    Case("a carry of infinite slope that is left out", at: Tensor(0), [[0], [0], [2], [0]]) {
      x, walk in
      let carries = walk.steps(2, from: [x, x]) { _, c, _ in ([sqrt(c[0]), c[1]], []) }.carries
      return Autodiff.where(isPositive(x), carries[0], carries[1] * carries[1])
    },
    Case("a branch that is not taken", at: Tensor(0), [[0], [0], [2], [0]]) { x, walk in
      walk.choice(isPositive(x), [x]) {
        log($0[0]) / $0[0]
      } _: {
        $0[0] * $0[0]
      }
    },
    Case("a branch that is not taken in a loop", at: Tensor(-1), [[-1], [1], [0], [0]]) {
      x, walk in
      walk.steps(4, from: x) { _, c in
        walk.choice(isPositive(c), [c]) {
          log($0[0]) * sqrt($0[0])
        } _: {
          $0[0] * 1
        }
      }
    },
    Case("a loop that is not taken", at: Tensor(0), [[1], [0], [0], [0]]) { x, walk in
      walk.choice(isPositive(x), [x]) { operands in
        walk.steps(3, from: operands[0]) { _, c in log(c) / operands[0] }
      } _: {
        $0[0] * 0 + 1
      }
    },
    Case("a row that is left out", at: Tensor(0), [[0], [1], [0], [0]]) { x, walk in
      let rows = walk.steps(2, from: [x]) { index, c, _ in ([sqrt(c[0])], [c[0]]) }.rows[0]
      return rows.element(0)
    },
  ]

  @Test(arguments: cases, [Walk.loop, .checkpointed])
  func nothing(_ test: Case, walk: Walk) throws {
    for order in 0...3 {
      for modes in Mode.sequences(order) where Set(modes).count <= 1 || order == 2 {
        let found = try derivative(modes, onTape: false, at: test.point) { test.function($0, walk) }
        #expect(found == test.expected[order], "\(modes)")
      }
    }
  }

  @Test(arguments: [Walk.loop, .checkpointed])
  func elementThatIsNotRead(walk: Walk) throws {
    for (modes, expected) in [
      ([], [4]), ([.reverse], [0, 1]), ([.reverse, .forward], [0, -0.5]),
      ([.reverse, .reverse], [0, -0.5]),
    ] as [([Mode], [Double])] {
      let found = try derivative(modes, onTape: false, at: .vector(0, 1)) { x in
        let roots = Primitive.concatenate.apply([sqrt(x), x], [.integer(0)])
        return walk.steps(2, from: x.number(0)) { _, c in
          c + roots.element(x.number(1)) + roots.element(x.number(3)) * 0 + 1
        }
      }
      #expect(found == expected, "\(modes)")
    }
  }

  @Test func connections() throws {
    // Which arguments a result depends on, by a loop or a branch: a number, be it 0, or nothing.
    let connections: [(name: String, isConnected: [Bool], function: RecordedFunction)] = [
      ("a carry", [true, false], { Walk.loop.steps(2, from: $0[0]) { _, c in c * 2 } }),
      (
        "a constant of the step", [true, true],
        { x in Walk.loop.steps(2, from: x[0]) { _, c in c * x[1] } }
      ),
      (
        "another carry, in the second step", [true, true],
        { x in
          Walk.loop.steps(2, from: [x[0].number(1), x[0], x[1]]) { _, c, _ in
            ([c[1], c[2], c[2]], [])
          }.carries[0]
        }
      ),
      (
        "a carry that is not asked for", [true, false],
        { x in
          Walk.loop.steps(2, from: [x[0], x[1]]) { _, c, _ in ([c[0] * 2, c[1] * c[0]], []) }
            .carries[0]
        }
      ),
      (
        "the bound of a condition", [true, true],
        { x in
          Walk.loop.steps(while: { _, c in c[0] < x[1] }, expected: 0, from: [x[0]]) {
            [$0[0] * 2]
          }[
            0]
        }
      ),
      (
        "the other branch", [true, true],
        { x in
          Walk.loop.choice(x[0] > x[0].number(0), x) {
            $0[0] * 2
          } _: {
            $0[1] * 2
          }
        }
      ),
      (
        "what no branch reads", [true, false],
        { x in
          Walk.loop.choice(x[0] > x[0].number(0), x) {
            $0[0] * 2
          } _: {
            $0[0] + 2
          }
        }
      ),
    ]
    for onTape in [false, true] {
      for (name, isConnected, function) in connections {
        let probe = try Probe([Tensor(0.7), Tensor(3)], onTape: onTape, function)
        let pulled = try probe.pulled([(probe.result, probe.result.filled(with: 1))])
        #expect(pulled.map { $0 != nil } == isConnected, "\(name), on a tape: \(onTape)")
      }
    }
  }
}
