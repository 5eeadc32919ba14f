import Autodiff
import TestSupport
import Testing

/// What graphs cost: time in proportion to their length, and gradients that are cheap.
@Suite(.serialized) struct GraphCostTests {
  /// Records, differentiates, simplifies and runs a chain of about `4 * length` operations.
  private func time(ofChain length: Int) throws -> Duration {
    var value = 0.0
    let time = try ContinuousClock().measure {
      let probe = try Probe([Tensor(0.3)], onTape: false) { inputs in
        var y = inputs[0]
        for step in 0..<length { y = sin(y) * inputs[0] + Double(step % 7) }
        return y
      }
      let gradient = try probe.gradients(of: probe.result)
      value = try probe.values([probe.result] + gradient)[0].scalarValue ?? .nan
    }
    #expect(value.isFinite)
    return time
  }

  @Test("a graph of 100,000 nodes takes time in proportion", .timeLimit(.minutes(2)))
  func linearTime() throws {
    _ = try time(ofChain: 500)
    let short = try time(ofChain: 3_125)
    let long = try time(ofChain: 25_000)
    #expect(long < short * 20, "8 times the length took \(long / short) times as long")
  }

  /// The operations of a simplified graph that compute numbers, not only move them.
  private func arithmetic(_ probe: Probe, _ results: [Variable]) -> Int {
    let graph = probe.recorder.graph.simplified(for: results.map(\.node)).graph
    let moves: [Primitive] = [
      .input, .constant, .reshape, .broadcast, .permute, .slice, .place, .concatenate,
    ]
    return (0..<graph.count).count { !moves.contains(graph.primitives[$0]) }
  }

  private static func normalDistribution(_ x: Variable) -> Variable {
    0.5 * Primitive.erfc(x * -0.7071067811865476)
  }

  static let typical:
    [(name: String, shapes: [Shape], function: @Sendable ([Variable]) -> Variable)] =
      [
        (
          "Black-Scholes", [[], [], [], [], []],
          { inputs in
            let (spot, strike, rate, volatility, time) = (
              inputs[0], inputs[1], inputs[2], inputs[3], inputs[4]
            )
            let deviation = volatility * sqrt(time)
            let d1 =
              (log(spot / strike) + (rate + volatility * volatility * 0.5) * time) / deviation
            let d2 = d1 - deviation
            return spot * normalDistribution(d1)
              - strike * exp(-rate * time) * normalDistribution(d2)
          }
        ),
        ("sum of squares", [[100]], { Primitive.square($0[0]).sum() }),
        (
          "tanh network", [[4], [8, 4], [8], [8]],
          { inputs in
            let hidden = tanh(matmul(inputs[1], inputs[0]) + inputs[2])
            return matmul(inputs[3], hidden)
          }
        ),
        (
          "deep tanh network", [[4], [4, 4], [4, 4], [4, 4]],
          { inputs in
            inputs.dropFirst().reduce(inputs[0]) { tanh(matmul($1, $0)) }.sum()
          }
        ),
        (
          "Rosenbrock", [[], []],
          { inputs in
            let (x, y) = (inputs[0], inputs[1])
            return pow(1 - x, 2) + 100 * pow(y - x * x, 2)
          }
        ),
        (
          "softmax cross entropy", [[10]],
          { inputs in
            -Primitive.logSoftmax(inputs[0]).sliced([StridedRange(start: 3, step: 1, count: 1)])
              .sum()
          }
        ),
      ]

  @Test("a gradient costs at most four times its function", arguments: typical.indices)
  func cheapGradients(_ index: Int) throws {
    let (name, shapes, function) = Self.typical[index]
    var generator = SeededGenerator(seed: 1)
    let inputs = shapes.map { Tensor.random($0, in: 0.5...1.5, using: &generator) }
    let probe = try Probe(inputs, onTape: false, function)
    let gradients = try probe.gradients(of: probe.result)
    let own = arithmetic(probe, [probe.result])
    let both = arithmetic(probe, [probe.result] + gradients)
    #expect(both <= 5 * own, "\(name): \(both) operations against \(own)")
  }
}
