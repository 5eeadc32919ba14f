import Autodiff
import Testing

/// Loops and branches against the same computation step by step, and against differences.
@Suite struct LoopDerivativeTests {
  /// A function of an array, whose loops are done in one way or another.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let point: Tensor
    let function: @Sendable (Variable, Walk) -> Variable

    init(
      _ name: String, at point: Double...,
      of function: @escaping @Sendable (Variable, Walk) -> Variable
    ) {
      self.name = name
      self.point = Tensor(point, shape: [point.count])
      self.function = function
    }

    var testDescription: String { name }
  }

  static let cases: [Case] = loops + scans + whiles + nested

  private static let loops: [Case] = [
    Case("numbers", at: 0.3, 1.2) { x, walk in
      let (a, b) = (x.element(0), x.element(1))
      return walk.steps(5, from: a) { index, c in sin(c) * b + index * 0.1 }
    },
    Case("numbers, from an index on", at: 0.3, 1.2) { x, walk in
      walk.steps(4, first: 7, from: [x.element(0)]) { index, c, _ in
        ([c[0] * x.element(1) + sqrt(index)], [])
      }.carries[0]
    },
    Case("vectors", at: 0.3, -0.4, 1.2) { x, walk in
      walk.steps(4, from: x) { index, c in tanh(c) * x + Primitive.flip(c) * 0.3 }
    },
    Case("numbers and vectors", at: 0.3, -0.4, 1.2) { x, walk in
      let results = walk.steps(4, from: [x.element(1), x]) { index, c, _ in
        ([c[0] * 0.5 + (c[1] * x).sum(), sin(c[1]) + c[0]], [])
      }.carries
      return results[1] * results[0]
    },
    Case("swapping carries", at: 0.3, 1.2, 0.7) { x, walk in
      let results = walk.steps(5, from: [x.element(0), x.element(1), x.element(2)]) { _, c, _ in
        ([c[1], c[0] * c[2], c[0]], [])
      }.carries
      return Primitive.stack.apply(results, [.integer(0)])
    },
    Case("a carry that stays, one that is replaced", at: 0.3, 1.2) { x, walk in
      let results = walk.steps(3, from: [x.element(0), x.element(1), x.number(2)]) { i, c, _ in
        ([c[0], c[0] * i + 1, c[2] * c[1]], [])
      }.carries
      return Primitive.stack.apply(results, [.integer(0)])
    },
    Case("elements by index", at: 0.3, -0.4, 1.2, 0.8) { x, walk in
      walk.steps(4, from: x.number(1)) { index, c in
        c * x.element(index) + sin(x.element(-1 - index)) * c
      }
    },
    Case("elements of an array that is computed", at: 0.3, -0.4, 1.2) { x, walk in
      walk.steps(3, from: x.number(1)) { index, c in c + exp(x * c).element(index) }
    },
    Case("slopes that a choice leaves out", at: 0.3, 0) { x, walk in
      let (a, b) = (x.element(0), x.element(1))
      return walk.steps(3, from: a) { index, c in
        c * a + Autodiff.where(b > b.number(0.5), log(b - 1) * c, c * b)
      }
    },
    Case("no step", at: 0.3, 1.2) { x, walk in
      walk.steps(0, from: sin(x)) { _, c in c * x }
    },
    Case("no step and a start that is fixed", at: 0.3, 1.2) { x, walk in
      walk.steps(0, from: x.number(2)) { _, c in c * x.element(0) } * x
    },
    Case("one step", at: 0.3, 1.2) { x, walk in
      walk.steps(1, from: x) { index, c in exp(c) + index }
    },
  ]

  private static let scans: [Case] = [
    Case("rows of numbers", at: 0.3, -0.4, 1.2, 0.8) { x, walk in
      let (carries, rows) = walk.steps(4, from: [x.number(0.5)], over: [x]) { _, c, slice in
        ([c[0] * slice[0] + 1], [sin(c[0]) * slice[0]])
      }
      return rows[0] * carries[0]
    },
    Case("rows of numbers, from the last to the first", at: 0.3, -0.4, 1.2, 0.8) { x, walk in
      let (carries, rows) = walk.steps(
        4, from: [x.element(0)], over: [x, exp(x)], isReversed: true
      ) { index, c, slices in
        ([c[0] * slices[0] + index], [c[0], slices[1] * c[0], slices[0]])
      }
      return rows[0] * rows[1] + rows[2] * carries[0]
    },
    Case("rows of vectors", at: 0.3, -0.4, 1.2, 0.8, -0.6, 0.1) { x, walk in
      let (carries, rows) = walk.steps(
        3, from: [x.number(1), x.sliced([StridedRange(start: 0, step: 1, count: 2)])],
        over: [x.reshaped(to: [3, 2])]
      ) { index, c, slices in
        let next = tanh(c[1]) + slices[0] * c[0]
        return ([c[0] * slices[0].sum(), next], [next * c[0], c[0]])
      }
      return (rows[0].reshaped(to: [6]) * x + carries[1].sum()) * rows[1].sum()
    },
    Case("rows of vectors, from the last to the first", at: 0.3, -0.4, 1.2, 0.8) { x, walk in
      let (carries, rows) = walk.steps(
        2, from: [x.reshaped(to: [2, 2]).element(1)], over: [x.reshaped(to: [2, 2])],
        isReversed: true
      ) { index, c, slices in
        ([c[0] * slices[0] + index], [c[0] * slices[0]])
      }
      return rows[0].reshaped(to: [4]) * carries[0].sum()
    },
    Case("rows without carries that vary", at: 0.3, -0.4, 1.2) { x, walk in
      walk.steps(3, from: [x.number(1)], over: [x]) { index, c, slices in
        ([c[0] * 2], [sin(slices[0]) * c[0] + index])
      }.rows[0]
    },
    Case("a last carry that nobody asks for", at: 0.3, -0.4, 1.2) { x, walk in
      walk.steps(3, from: [x.element(0), x.element(1)], over: [x]) { _, c, slices in
        ([c[1] * slices[0], sin(c[0])], [c[0] * c[1]])
      }.rows[0]
    },
  ]

  private static let whiles: [Case] = [
    Case("as long as a number is small", at: 0.8, 1.7) { x, walk in
      let (a, b) = (x.element(0), x.element(1))
      return walk.steps(while: { _, c in c[0] < c[0].number(10) }, expected: 5, from: [a]) { c in
        [c[0] * b + sin(a) * 0.1]
      }[0]
    },
    Case("as long as a captured bound says", at: 0.8, 1.7, 9) { x, walk in
      walk.steps(
        while: { index, c in index + c[0] < x.element(2) }, expected: 4, from: [x.element(0), x]
      ) { c in [c[0] * x.element(1), c[1] * c[0]] }[1]
    },
    Case("never", at: 0.8, 1.7) { x, walk in
      walk.steps(while: { _, c in c[0] > c[0].number(10) }, expected: 0, from: [x.element(0), x]) {
        [$0[0] * 2, $0[1] * $0[0]]
      }[1]
    },
    Case("while the carries are swapped", at: 0.8, 1.7) { x, walk in
      let results = walk.steps(
        while: { index, _ in index < index.number(5) }, expected: 5,
        from: [x.element(0), x.element(1)]
      ) { [$0[1] * x.element(0), $0[0]] }
      return results[0] * results[1]
    },
  ]

  private static let nested: [Case] = [
    Case("a loop in a loop", at: 0.3, 1.2) { x, walk in
      walk.steps(3, from: x.element(0)) { index, c in
        walk.steps(2, from: c) { inner, d in sin(d) * x.element(1) + inner * index * 0.1 } + c * 0.2
      }
    },
    Case("a scan in a loop", at: 0.3, 1.2, -0.4) { x, walk in
      walk.steps(2, from: x) { index, c in
        walk.steps(3, from: [c.element(1)], over: [c]) { _, d, slices in
          ([d[0] * slices[0]], [sin(d[0]) + slices[0]])
        }.rows[0]
      }
    },
    Case("a loop with as many steps as the outer one says", at: 0.9, 1.2) { x, walk in
      guard walk != .unrolled else {
        return (0..<4).reduce(x.element(0)) { c, outer in
          (0..<outer).reduce(c) { d, _ in sin(d) * x.element(1) }
        }
      }
      return walk.steps(4, from: x.element(0)) { outer, c in
        walk.steps(while: { inner, _ in inner < outer }, expected: 0, from: [c]) {
          [sin($0[0]) * x.element(1)]
        }[0]
      }
    },
    Case("a loop in a branch", at: 0.3, 1.2) { x, walk in
      let a = x.element(0)
      return walk.choice(a > a.number(0), [a, x]) { operands in
        walk.steps(3, from: operands[0]) { _, c in c * operands[1].element(1) + sin(c) }
      } _: { operands in
        log(operands[0]) * operands[1].sum()
      }
    },
    Case("a branch in a loop", at: 0.3, 1.2) { x, walk in
      walk.steps(5, from: x.element(0)) { index, c in
        walk.choice(c > c.number(0.8), [c, x]) {
          $0[0] * $0[1].element(0)
        } _: {
          exp($0[0]) * $0[1].element(1)
        } + index * 0.01
      }
    },
    Case("a branch in a loop over vectors", at: 0.3, 1.2, -0.7) { x, walk in
      walk.steps(4, from: x) { index, c in
        walk.choice(index > index.number(1.5), [c, x]) {
          tanh($0[0]) * $0[1]
        } _: {
          Primitive.flip($0[0]) + $0[1] * $0[1]
        }
      }
    },
  ]

  private func found(
    _ test: Case, _ walk: Walk, _ modes: [Mode], onTape: Bool = false
  ) throws -> [Double] {
    try derivative(modes, onTape: onTape, at: test.point) { test.function($0, walk) }
  }

  /// Every sequence of up to two derivatives, and some of three.
  private static let sequences: [[Mode]] =
    (0...2).flatMap(Mode.sequences) + [[.reverse, .forward, .reverse]]

  @Test("values and three derivatives are those of the steps", arguments: cases)
  func unrolled(_ test: Case) throws {
    for modes in Self.sequences {
      let expected = try found(test, .unrolled, modes)
      #expect(expected.allSatisfy { $0.isFinite })
      for walk in [Walk.loop, .checkpointed] where walk == .loop || modes == [.reverse] {
        let result = try found(test, walk, modes)
        #expect(
          discrepancy(result, expected) < 1e-12, "\(walk), \(modes): \(result), not \(expected)")
      }
    }
  }

  @Test("a tape gives the bits of the graph", arguments: cases)
  func tape(_ test: Case) throws {
    for (walk, modes) in [
      (Walk.loop, [.reverse]), (.loop, [.reverse, .forward]),
      (.checkpointed, [.forward, .reverse]),
    ] as [(Walk, [Mode])] {
      let ofGraph = try found(test, walk, modes).map(\.bitPattern)
      let ofTape = try found(test, walk, modes, onTape: true).map(\.bitPattern)
      #expect(ofGraph == ofTape, "\(walk), \(modes)")
    }
  }

  @Test("derivatives are the limits of differences", arguments: cases)
  func differences(_ test: Case) throws {
    let ones = Tensor(repeating: 1, shape: test.point.shape)
    for modes in [[.reverse]] as [[Mode]] {
      let expected = try slope { step in
        try derivative(modes, onTape: false, at: test.point.moved(step, along: ones)) {
          test.function($0, .loop)
        }
      }
      let pushed = try found(test, .loop, modes + [.forward])
      #expect(discrepancy(pushed, expected) < 1e-7, "\(modes): \(pushed), not \(expected)")
    }
  }
}
