import Autodiff
import TestSupport
import Testing

/// Programs that go through rows band by band: held against the tape, which does not.
@Suite(.serialized) struct BandTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let shapes: [Shape]
    /// How many groups of operations go band by band, for the function and its gradients together.
    let groups: Int
    let function: @Sendable ([Variable]) -> Variable
  }

  private static func reduce(
    _ primitive: Primitive, _ x: Variable, _ axes: Int..., keeps: Bool = true
  ) -> Variable {
    primitive.apply([x], [.integers(axes), .flag(keeps)])
  }

  private static func softmax(_ x: Variable) -> Variable {
    let powers = exp(x - reduce(.max, x, 1))
    return powers / reduce(.sum, powers, 1)
  }

  static let cases: [Case] = [
    Case(
      testDescription: "a mixture", shapes: [[1, 700, 6], [25, 1, 6], [25, 6, 6], [25]], groups: 2
    ) { x in
      let centred = x[0] - x[1]
      let turned = exp(x[1]) * centred + matmul(centred, x[2])
      let squares = reduce(.sum, pow(turned, 2), 2, keeps: false)
      return reduce(.logSumExp, x[3] - 0.5 * squares.permuted([1, 0]), 1).sum()
    },
    Case(testDescription: "a ragged last band", shapes: [[4001, 40], [40]], groups: 1) { x in
      (softmax(x[0] * x[1]) * x[0]).sum()
    },
    Case(testDescription: "long rows", shapes: [[9, 20_000], [9, 1]], groups: 1) { x in
      (softmax(sin(x[0]) * x[1]) * cos(x[0])).sum()
    },
    Case(
      testDescription: "matrices in other orders", shapes: [[30, 50, 40], [30, 40, 60]], groups: 1
    ) { x in
      let product = tanh(matmul(x[0], x[1])).permuted([0, 2, 1])
      return matmul(product, sin(x[0]) * 2).sum()
    },
    Case(
      testDescription: "rows of another number", shapes: [[40, 300, 20], [40, 20, 20]], groups: 3
    ) { x in
      // 40 matrices, 12000 rows, and 40 matrices on the way back.
      let rows = matmul(cos(x[0]), x[1]).reshaped(to: [12_000, 20])
      return (softmax(rows) * exp(-rows * rows)).sum()
    },
    Case(
      testDescription: "read by others as well", shapes: [[500, 300], [300, 500]], groups: 2
    ) { x in
      let shares = softmax(x[0])
      return (matmul(shares, x[1]) * 2).sum() + (shares.permuted([1, 0]) * sin(x[1])).sum()
    },
    Case(testDescription: "truth values", shapes: [[2000, 100]], groups: 1) { x in
      let isLargest = Primitive.equal(x[0], reduce(.max, x[0], 1))
      let some = Primitive.any.apply([x[0] > x[0].number(0.999)], [.integers([1]), .flag(true)])
      return `where`(isLargest, exp(x[0]), `where`(some, x[0], x[0] * 0.5)).sum()
    },
    Case(testDescription: "parts of rows", shapes: [[3000, 60], [3000, 1]], groups: 1) { x in
      let columns = { (start: Int, step: Int) in
        x[0].sliced([
          StridedRange(allOf: 3000), StridedRange(start: start, step: step, count: 30),
        ])
      }
      let running = Primitive.cumsum.apply([columns(0, 1) * x[1]], [.integer(-1)])
      let joined = Primitive.concatenate.apply([running, sin(columns(1, 2))], [.integer(1)])
      return (joined * softmax(x[0])).sum()
    },
    Case(testDescription: "few elements", shapes: [[50, 20]], groups: 0) { x in
      softmax(x[0]).sum()
    },
    Case(testDescription: "few rows", shapes: [[4, 60_000]], groups: 0) { x in
      (softmax(x[0]) * x[0]).sum()
    },
    Case(testDescription: "over all rows", shapes: [[700, 300]], groups: 0) { x in
      (exp(x[0]) / reduce(.sum, exp(x[0]), 0) * x[0]).sum()
    },
  ]

  @Test("a program by bands has the bits of the tape, on any number of threads", arguments: cases)
  func programIsTape(_ example: Case) throws {
    try TapeAndGraph.compare(example.shapes, example.function) { both, type in
      let steps = both.program.blocks.compactMap { $0.bands?.step }
      #expect(Set(steps).count == example.groups, "\(type.name)")
    }
  }

  /// Random operations on matrices of as many rows, of which some go through rows and some do not.
  @Test func randomProgramsAreTapes() throws {
    var withBands = 0
    for seed in UInt64(1)...16 {
      var generator = SeededGenerator(seed: seed)
      let rows = Int.random(in: 8...70, using: &generator)
      let length = Int.random(in: 400...1500, using: &generator)
      let shapes: [Shape] = [[rows, length], [rows, 1], [length], [rows, length]]
      let inputs = shapes.map { Tensor.random($0, using: &generator) }
      let choices = (0..<14).map { _ in
        (
          Int.random(in: 0..<9, using: &generator), Int.random(in: 0..<1000, using: &generator),
          Int.random(in: 0..<1000, using: &generator)
        )
      }
      let function = { @Sendable (x: [Variable]) -> Variable in
        var pool = x
        for (operation, first, second) in choices {
          let (a, b) = (pool[first % pool.count], pool[second % pool.count])
          let isMatrix = a.shape == [rows, length]
          let next: Variable =
            switch operation {
            case 0: a * b
            case 1: a + sin(b)
            case 2: tanh(a)
            case 3 where isMatrix: Self.reduce(.sum, a, 1)
            case 4 where isMatrix: Self.reduce(.max, a, 1)
            case 5 where isMatrix: Self.reduce(.logSumExp, a, 1)
            case 6 where isMatrix: Self.reduce(.sum, a * 0.25, 0)
            case 7 where isMatrix:
              a.permuted([1, 0]).reshaped(to: [length * rows]).reshaped(to: [rows, length])
            case 8 where isMatrix: Self.softmax(a)
            default: a * 0.5 - b
            }
          pool.append(next)
        }
        return pool.suffix(3).map { $0.sum() }.reduce(pool[pool.count / 2].sum()) { $0 + $1 }
      }
      let both = try TapeAndGraph(inputs, function)
      if both.program.blocks.contains(where: { $0.bands != nil }) { withBands += 1 }
      #expect(try both.bitsOfGraph() == both.bitsOfTape(), "seed \(seed)")
    }
    #expect(withBands > 8)
  }

  @Test func whatPassesStaysInTheBands() throws {
    let example = Self.cases[1]
    var generator = SeededGenerator(seed: 1)
    let inputs = example.shapes.map { Tensor.random($0, using: &generator) }
    let probe = try Probe(inputs, onTape: false, example.function)
    let program = Compiled(probe.recorder, for: [probe.result.node]).program
    let bands = try #require(program.blocks.compactMap(\.bands).first)
    #expect(bands.rowCount == 4001 && bands.height > 1 && 4001 % bands.height != 0)
    let banded = program.blocks.filter { $0.bands != nil }
    let moved = banded.flatMap(\.moved)
    #expect(Set(moved).count == moved.count)
    // The exponentials are written and read in the bands alone.
    let passing = Set(banded.flatMap(\.outputs)).subtracting(moved)
    let read = program.blocks.filter { $0.bands == nil }.flatMap(\.inputs)
    #expect(!passing.isEmpty && passing.isDisjoint(with: read))
  }

  @Test func timeIsLookedAtInBands() throws {
    var limits = Budget.Limits()
    limits.seconds = 0
    let recorder = GraphRecorder(budget: Budget(limits))
    let x = recorder.input(
      shape: [4000, 100], type: .float64, value: Tensor(repeating: 1, shape: [4000, 100]))
    let y = Self.softmax(sin(x)) * x
    #expect(throws: TensorError.self) { try Compiled(recorder, for: [y.node]).run() }
  }
}
