import Autodiff
import Glibc
import TestSupport
import Testing

/// Loops that are longer than what is taken at a time, against the same recurrence in Swift.
@Suite struct LongLoopTests {
  /// Below, at and above the length of a block, and several of them.
  static let lengths = [1, 2, 511, 512, 513, 1024, 1300]

  static func inputs(_ length: Int) -> Tensor {
    var random = SeededGenerator(seed: UInt64(length))
    return .random([length], in: 0.1...0.9, using: &random)
  }

  /// The last of c = sin(c) + a x, for every x, and its derivatives by a and each x.
  static func recurrence(
    _ xs: [Double], a: Double, start: Double
  ) -> (value: Double, rows: [Double], a: Double, xs: [Double], start: Double) {
    var c = start
    var (slopes, rows): ([Double], [Double]) = ([], [])
    for x in xs {
      rows.append(c)
      slopes.append(cos(c))
      c = sin(c) + a * x
    }
    var (back, byA, byX) = (1.0, 0.0, [Double](repeating: 0, count: xs.count))
    for step in xs.indices.reversed() {
      byA += back * xs[step]
      byX[step] = back * a
      back *= slopes[step]
    }
    return (c, rows, byA, byX, back)
  }

  @Test("the steps of several blocks", arguments: lengths, [false, true])
  func scan(_ length: Int, isReversed: Bool) throws {
    let xs = Self.inputs(length)
    let order = isReversed ? Array(xs.elements.reversed()) : xs.elements
    let expected = Self.recurrence(order, a: 0.7, start: 0.2)
    let directed = { (values: [Double]) in isReversed ? Array(values.reversed()) : values }
    for walk in [Walk.loop, .checkpointed] {
      var rows: [Variable] = []
      let probe = try Probe([xs, Tensor(0.7), Tensor(0.2)], onTape: false) { inputs in
        let result = walk.steps(
          length, from: [inputs[2]], over: [inputs[0]], isReversed: isReversed
        ) { _, c, slices in ([sin(c[0]) + inputs[1] * slices[0]], [c[0]]) }
        rows = result.rows
        return result.carries[0]
      }
      let found = try probe.values(
        [probe.result, rows[0]] + probe.gradients(of: probe.result))
      #expect(discrepancy(found[0].elements, [expected.value]) < 1e-15)
      #expect(discrepancy(found[1].elements, directed(expected.rows)) < 1e-15)
      #expect(discrepancy(found[2].elements, directed(expected.xs)) < 1e-14)
      #expect(discrepancy(found[3].elements, [expected.a]) < 1e-13)
      #expect(discrepancy(found[4].elements, [expected.start]) < 1e-14)
    }
  }

  @Test("a condition that ends a loop in any block", arguments: lengths + [2000, 5000])
  func conditional(_ length: Int) throws {
    let expected = Self.recurrence(
      [Double](repeating: 1, count: length), a: 0.7, start: 0.2)
    for walk in [Walk.loop, .checkpointed] {
      let probe = try Probe([Tensor(0.7), Tensor(0.2)], onTape: false) { inputs in
        walk.steps(
          while: { index, _ in index < index.number(Double(length)) }, expected: length,
          from: [inputs[1]]
        ) { [sin($0[0]) + inputs[0]] }[0]
      }
      let found = try probe.values([probe.result] + probe.gradients(of: probe.result))
      #expect(discrepancy(found[0].elements, [expected.value]) < 1e-15)
      #expect(discrepancy(found[1].elements, [expected.a]) < 1e-13, "\(walk)")
      #expect(discrepancy(found[2].elements, [expected.start]) < 1e-14)
    }
  }

  /// Of numbers and of vectors, counted and with a condition, and their gradients.
  @Test("a checkpointed loop has the bits of the plain one", arguments: [1, 30, 600, 1100])
  func sameBits(_ length: Int) throws {
    let functions: [(Walk, [Variable]) -> Variable] = [
      { walk, inputs in
        walk.steps(length, from: inputs[1]) { index, c in sin(c * inputs[0]) + index * 1e-3 }
      },
      { walk, inputs in
        walk.steps(length, from: inputs[2]) { _, c in
          sin(c * inputs[0]) + Primitive.flip(c) * inputs[2]
        }
      },
      { walk, inputs in
        walk.steps(
          while: { index, _ in index < index.number(Double(length)) }, expected: length,
          from: [inputs[1], inputs[2]]
        ) { [$0[0] * inputs[0] + 0.3, tanh($0[1]) + $0[0]] }[1]
      },
    ]
    for function in functions {
      let bits = try [Walk.loop, .checkpointed].map { walk in
        let probe = try Probe(
          [Tensor(0.9), Tensor(0.4), .vector(0.3, -0.8)], onTape: false
        ) { function(walk, $0) }
        return try probe.values([probe.result] + probe.gradients(of: probe.result)).map(\.bits)
      }
      #expect(bits[0] == bits[1])
    }
  }

  @Test("float32 is rounded in every step", arguments: [3, 600], [Walk.loop, .checkpointed])
  func singlePrecision(_ length: Int, walk: Walk) throws {
    let xs = Self.inputs(length).elements.map { Float($0) }
    var (c, states): (Float, [Float]) = (0.2, [])
    for x in xs {
      states.append(c)
      c = c * 0.9 + x * x
    }
    var (back, byX): (Float, [Float]) = (1, xs)
    for step in xs.indices.reversed() {
      byX[step] = back * (xs[step] * 2)
      back = back * 0.9
    }
    let probe = try Probe(
      [Tensor(xs.map { Double($0) }, shape: [length])], onTape: false, type: .float32
    ) { inputs in
      walk.steps(length, from: [inputs[0].number(0.2)], over: [inputs[0]]) { _, c, slices in
        ([c[0] * 0.9 + slices[0] * slices[0]], [])
      }.carries[0]
    }
    let found = try probe.values([probe.result] + probe.gradients(of: probe.result))
    #expect(found.allSatisfy { $0.elementType == .float32 })
    #expect(found[0].elements == [Double(c)])
    #expect(
      discrepancy(found[1].elements, byX.map { Double($0) }) < 1e-6)
    #expect(found[1].elements.allSatisfy { $0 == Double(Float($0)) })
  }
}
