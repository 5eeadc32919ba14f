import Autodiff
import TestSupport
import Testing

/// What holds for every expression, on random ones.
@Suite struct GraphPropertyTests {
  /// Lengths above and below that of a block, and arrays without elements.
  static let shapes: [[Shape]] = [
    [[], []], [[3], []], [[2, 3], [3]], [[2, 1], [1, 3]], [[700], []], [[2, 600], [600]],
    [[0], []], [[2, 0], [2, 1]], [[1], [4, 1]],
  ]

  @Test("a simplified program gives the bits of the tape", arguments: shapes)
  func programIsTape(_ shapes: [Shape]) throws {
    var generator = SeededGenerator(printingSeedOf: "programIsTape \(shapes)")
    for type in [ElementType.float64, .float32] {
      for length in [3, 12, 30] {
        let expression = RandomExpression(length: length, using: &generator)
        let inputs = shapes.map { Tensor.random($0, in: -2...2, using: &generator) }
        let directions = shapes.map {
          Tensor.random($0, using: &generator).converted(to: type)
        }
        let bits = try [true, false].map { onTape in
          let probe = try Probe(inputs, onTape: onTape, type: type, expression.total)
          let gradients = try probe.gradients(of: probe.result)
          let tangents = try probe.pushed([probe.result] + gradients, along: directions)
          let parts = expression(probe.inputs)
          return try probe.values(parts + [probe.result] + gradients + tangents)
            .map { $0.elements.map(normalized) }
        }
        #expect(bits[0] == bits[1], "length \(length), \(type.name)")
      }
    }
  }

  @Test("numbers computed as they were recorded have the bits of the program")
  func numbersAreProgram() throws {
    var generator = SeededGenerator(printingSeedOf: "numbersAreProgram")
    for type in [ElementType.float64, .float32] {
      for length in [1, 10, 100, 1000] {
        let expression = RandomExpression(length: length, using: &generator)
        let inputs = (0..<2).map { _ in Tensor.random([], in: -2...2, using: &generator) }
        let probe = try Probe(inputs, onTape: false, type: type) {
          try #require(expression($0).last)
        }
        let wanted = [probe.result] + (try probe.gradients(of: probe.result))
        let numbers = try #require(try probe.recorder.numbers(of: wanted.map(\.node)))
        let program = try probe.values(wanted)
        #expect(numbers.map(\.elementType) == program.map(\.elementType))
        #expect(numbers.map { normalized($0[0]) } == program.map { normalized($0[0]) })
      }
    }
  }

  /// Arrays and loops are for programs.
  @Test func onlyNumbersAreComputedAsTheyWereRecorded() throws {
    let probe = try Probe([Tensor([1, 2, 3], shape: [3])], onTape: false) { $0[0].sum() }
    #expect(try probe.recorder.numbers(of: [probe.result.node]) == nil)
  }

  /// Every NaN as one: its sign and payload have no meaning.
  private func normalized(_ x: Double) -> UInt64 { x.isNaN ? 0x7FF8 << 48 : x.bitPattern }

  @Test("simplifying twice is simplifying once", arguments: shapes)
  func simplifiesOnce(_ shapes: [Shape]) throws {
    var generator = SeededGenerator(printingSeedOf: "simplifiesOnce \(shapes)")
    for _ in 0..<10 {
      let expression = RandomExpression(length: 20, using: &generator)
      let probe = try Probe(shapes.map { .random($0, using: &generator) }, onTape: false) {
        expression.total($0)
      }
      let gradients = try probe.gradients(of: probe.result)
      let once = probe.recorder.graph.simplified(for: ([probe.result] + gradients).map(\.node))
      let twice = once.graph.simplified(for: once.results)
      #expect(description(once) == description(twice))
    }
  }

  private func description(_ simplified: SimplifiedGraph) -> [String] {
    let graph = simplified.graph
    let operations = (0..<graph.count).map { node in
      let constant = graph.constant(of: node).map { "\($0.elements)" } ?? ""
      return "\(graph.primitives[node].name) \(Array(graph.operands(of: node))) "
        + "\(graph.statics(of: node)) \(graph.shapes[node]) \(graph.types[node]) \(constant)"
    }
    return operations + ["\(simplified.results)"]
  }

  @Test("Hessians are symmetric, whichever way they are taken")
  func symmetricHessians() throws {
    var generator = SeededGenerator(printingSeedOf: "symmetricHessians")
    for _ in 0..<20 {
      let expression = RandomExpression(length: 15, isSmooth: true, using: &generator)
      let x = Tensor.random([2, 3], using: &generator)
      let matrix = try hessian(at: x) { expression.total([$0]) }
      let transposed = matrix.indices.map { row in matrix.map { $0[row] } }
      #expect(discrepancy(matrix.flatMap(\.self), transposed.flatMap(\.self)) < 1e-11)
      let probe = try Probe([x], expression.total)
      let gradient = try probe.gradients(of: probe.result)
      let direction = Tensor.random([2, 3], using: &generator)
      let product = try probe.values(try probe.pushed(gradient, along: [direction]))[0]
      let expected = matrix.map { Tensor($0, shape: [2, 3]).dot(direction) }
      #expect(discrepancy(product.elements, expected) < 1e-11)
    }
  }

  @Test("the pullback is the transpose of the pushforward")
  func transposes() throws {
    var generator = SeededGenerator(printingSeedOf: "transposes")
    for shapes in Self.shapes {
      let expression = RandomExpression(length: 20, isSmooth: true, using: &generator)
      let inputs = shapes.map { Tensor.random($0, using: &generator) }
      let directions = shapes.map { Tensor.random($0, using: &generator) }
      for part in 0..<3 {
        let probe = try Probe(inputs) { expression($0)[part] }
        let weights = Tensor.random(probe.result.shape, using: &generator)
        let pushed = try probe.values(try probe.pushed([probe.result], along: directions))[0]
        let pulled = try probe.values(try probe.gradients(of: probe.result, weights: weights))
        let sum = zip(pulled, directions).reduce(0) { $0 + $1.0.dot($1.1) }
        #expect(discrepancy([pushed.dot(weights)], [sum]) < 1e-11)
      }
    }
  }

  @Test("float32 rounds after every operation")
  func singlePrecision() throws {
    let x: [Float] = [0.1, 1.7, -3.3]
    let expected = x.map { (x: Float) -> Double in Double((x * x + 0.1) / (1 + x * x)) }
    for onTape in [true, false] {
      let probe = try Probe(
        [Tensor(x.map(Double.init), shape: [3])], onTape: onTape, type: .float32
      ) { inputs in
        let square = inputs[0] * inputs[0]
        return (square + 0.1) / (1 + square)
      }
      #expect(try probe.values([probe.result])[0].elements == expected)
    }
  }

  @Test("the sum over no elements has a gradient of no elements")
  func zeroLength() throws {
    for onTape in [true, false] {
      let probe = try Probe([Tensor([], shape: [0, 3])], onTape: onTape) { x in
        (exp(x[0]) * 2).sum()
      }
      let gradient = try probe.gradients(of: probe.result)
      let values = try probe.values([probe.result] + gradient)
      #expect(values[0].scalarValue == 0)
      #expect(values[1].shape == [0, 3] && values[1].elements.isEmpty)
    }
  }

  @Test("differences of zeros that only their sign tells apart are kept")
  func signedZeros() throws {
    for onTape in [true, false] {
      let probe = try Probe([Tensor(1)], onTape: onTape) { inputs in
        let x = inputs[0].reshaped(to: [1])
        let (plus, minus) = (
          Primitive.pad.apply([x, x.number(0)], [.integers([0, 1])]),
          Primitive.pad.apply([x, x.number(-0.0)], [.integers([0, 1])])
        )
        return 1 / plus + 1 / minus
      }
      let last = try probe.values([probe.result])[0].elements[1]
      #expect(last.isNaN, "infinity - infinity, not \(last)")
    }
  }
}
