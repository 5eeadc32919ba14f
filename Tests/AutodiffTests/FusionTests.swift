import Autodiff
import TestSupport
import Testing

/// Programs whose regions repeat broadcasts as they read them, put assemblies together as they write
/// them and wait with what a later region needs: held against the tape, which does none of that.
@Suite(.serialized) struct FusionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let shapes: [Shape]
    let function: @Sendable ([Variable]) -> Variable
  }

  private static func slice(_ x: Variable, _ start: Int, _ count: Int) -> Variable {
    x.sliced([StridedRange(start: start, step: 1, count: count)])
  }

  private static func total(_ x: Variable, _ axes: Int...) -> Variable {
    Primitive.sum.apply([x], [.integers(axes), .flag(true)])
  }

  private static func shifted(_ length: Int, by shifts: [Int]) -> Case {
    let count = length - (shifts.max() ?? 0)
    return Case(testDescription: "\(length) by \(shifts)", shapes: [[length]]) { inputs in
      let parts = shifts.map { slice(inputs[0], $0, count) }
      return parts.dropFirst().reduce(parts[0] * parts[0]) { sin($0) * $1 }.sum()
    }
  }

  static let cases: [Case] =
    [
      shifted(300, by: [0, 1]), shifted(513, by: [1, 0]), shifted(514, by: [0, 1]),
      shifted(40_001, by: [0, 1, 2]), shifted(70_000, by: [256, 0, 100]),
      shifted(33_024, by: [0, 256]), shifted(70_000, by: [0, 257]),
      shifted(70_000, by: [35_000, 35_001]), shifted(66_000, by: [7, 0, 7]),
    ] + [
      Case(testDescription: "Rosenbrock", shapes: [[100_001]]) { inputs in
        let (x, y) = (slice(inputs[0], 0, 100_000), slice(inputs[0], 1, 100_000))
        return (100 * pow(y - pow(x, 2), 2) + pow(1 - x, 2)).sum()
      },
      Case(testDescription: "rows of a matrix", shapes: [[300, 40]]) { inputs in
        let rows = [0, 1].map { start in
          inputs[0].sliced([
            StridedRange(start: start, step: 1, count: 299), StridedRange(allOf: 40),
          ])
        }
        let columns = [0, 1].map { start in
          inputs[0].sliced([
            StridedRange(allOf: 300), StridedRange(start: start, step: 1, count: 39),
          ])
        }
        return tanh(rows[0] - rows[1]).sum() + tanh(columns[0] * columns[1]).sum()
      },
      Case(testDescription: "nothing arrives", shapes: [[2000]]) { inputs in
        let (x, y) = (slice(inputs[0], 0, 1999), slice(inputs[0], 1, 1999))
        return `where`(x > y, x * y, y * 0).sum()
      },
      Case(
        testDescription: "broadcasts",
        shapes: [[25, 1, 10], [1, 300, 10], [25, 300, 1], [300, 1], [10], [], [25, 1, 1]]
      ) { x in
        sin(x[0] * x[1] + x[2] * x[3] - x[4] * x[5] + x[6]).sum()
      },
      Case(testDescription: "long rows", shapes: [[3, 1, 700], [1, 40, 700], [3, 40, 1]]) { x in
        exp(x[0] * x[1] - x[2]).sum()
      },
      Case(testDescription: "two runs of axes", shapes: [[1, 20, 1, 30], [20, 20, 20, 30]]) { x in
        (x[0] * cos(x[1])).sum()
      },
      Case(testDescription: "softmax", shapes: [[500, 30], [500, 1]]) { x in
        let powers = exp(x[0] * x[1])
        let scaled = x[0] * 3
        return (powers / total(powers, 1) * scaled * scaled).sum()
      },
      Case(testDescription: "what waits", shapes: [[30, 200, 10], [30, 10, 10], [30, 1, 10]]) { x in
        let centred = x[0] - x[2]
        let turned = matmul(centred, x[1])
        return pow(centred * exp(x[2]) + turned, 2).sum()
      },
    ]

  @Test("fused programs give the bits of the tape, on any number of threads", arguments: cases)
  func programIsTape(_ example: Case) throws {
    try TapeAndGraph.compare(example.shapes, example.function) { both, type in
      let (tape, graph) = (both.tape, both.graph)
      // What an assembly is for the outside is another operation than what it is inside.
      let raw = graph.recorder.pullback(
        [(graph.result.node, graph.result.filled(with: 1))], to: graph.inputs.map(\.node),
        since: 0, keepsStructuralZeros: true
      ).compactMap(\.self)
      let rawOnTape = tape.recorder.pullback(
        [(tape.result.node, tape.result.filled(with: 1))], to: tape.inputs.map(\.node),
        since: 0, keepsStructuralZeros: true
      ).compactMap(\.self)
      let (found, wanted) = try (graph.values(raw), tape.values(rawOnTape))
      #expect(found.map(\.bits) == wanted.map(\.bits), "\(type.name)")
    }
  }

  /// The gradient of the chained function goes through memory once.
  @Test func anAssemblyIsMadeByItsRegion() throws {
    let x = Tensor((0..<1000).map { Double($0) / 500 }, shape: [1000])
    let probe = try Probe([x], onTape: false) { inputs in
      let (x, y) = (Self.slice(inputs[0], 0, 999), Self.slice(inputs[0], 1, 999))
      return (100 * pow(y - pow(x, 2), 2) + pow(1 - x, 2)).sum()
    }
    let gradient = try probe.gradients(of: probe.result)[0]
    let compiled = Compiled(probe.recorder, for: [probe.result.node, gradient.node])
    // Two slices and one region.
    #expect(compiled.program.blocks.count == 3)
    let values = try compiled.run()[1].elements
    for place in [0, 1, 500, 998, 999] {
      let (low, own) = (place > 0 ? x[place - 1] : 0, x[place])
      var wanted = place > 0 ? 200 * (own - low * low) : 0
      if place < 999 { wanted += 400 * own * (own * own - x[place + 1]) + 2 * (own - 1) }
      #expect(abs(values[place] - wanted) < 1e-9)
    }
  }

  @Test func aLargePartOfAnArrayIsNoCopy() {
    let x = Tensor((0..<100).map(Double.init), shape: [100])
    let most = x.sliced([StridedRange(start: 1, step: 1, count: 99)])
    #expect(most.base == x.base.map { $0 + 1 })
    let part = most.sliced([StridedRange(start: 1, step: 1, count: 60)])
    #expect(part.base == x.base.map { $0 + 2 } && part.elements == (2..<62).map(Double.init))
    // Few elements must not keep all from being given back.
    #expect(x.sliced([StridedRange(start: 1, step: 1, count: 49)]).base != x.base.map { $0 + 1 })
  }
}
