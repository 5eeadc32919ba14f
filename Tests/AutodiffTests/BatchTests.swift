import Autodiff
import TestSupport
import Testing

/// A function of one place done for many places at once gives what it gives place by place.
@Suite struct BatchTests {
  static let size = 3

  /// The operands of a sample for some places.
  struct Places {
    /// For each operand its values, one for each place.
    let values: [[Tensor]]

    init(_ primitive: Primitive, _ sample: CatalogueSample) {
      var generator = SeededGenerator(
        seed: primitive.name.utf8.reduce(11) { $0 &* 31 &+ UInt64($1) })
      values = sample.operands.enumerated().map { index, operand in
        (0..<size).map { place in
          switch operand {
          case .random(let shape):
            primitive.domain.sampled(index).samples(shape, using: &generator)
          case .fixed(let tensor):
            // Positions and conditions stay such in another order.
            Tensor(
              tensor.elements.indices.map { tensor[($0 + place) % tensor.count] },
              shape: tensor.shape)
          }
        }
      }
    }

    /// The operands at a place; those without a batch are the same everywhere.
    func operands(_ place: Int, _ isBatched: [Bool]) -> [Tensor] {
      zip(values, isBatched).map { $1 ? $0[place] : $0[0] }
    }

    /// The operands of all places at once.
    func whole(_ isBatched: [Bool]) -> [Tensor] {
      zip(values, isBatched).map { values, isBatched in
        isBatched
          ? Tensor(values.flatMap(\.elements), shape: Shape([size] + values[0].shape.dimensions))
          : values[0]
      }
    }
  }

  /// All operands in batches, and each of several alone.
  static func patterns(_ count: Int) -> [[Bool]] {
    let alone = (0..<count).map { one in (0..<count).map { $0 == one } }
    return [[Bool](repeating: true, count: count)] + (count > 1 ? alone : [])
  }

  /// A function of one place, done for all places.
  private func batched(
    _ inputs: [Variable], _ isBatched: [Bool], _ function: ([Variable]) -> Variable
  ) throws -> Variable {
    let recorder = try #require(inputs[0].recorder as? GraphRecorder)
    let start = recorder.graph.count
    let standIns = zip(inputs, isBatched).map { input, isBatched in
      isBatched
        ? recorder.placeholder(
          shape: Shape(Array(input.shape.dimensions.dropFirst())), type: input.elementType)
        : input
    }
    let result = function(standIns)
    let replacements = inputs.indices.filter { isBatched[$0] }.map {
      (node: standIns[$0].node, by: inputs[$0])
    }
    let batch = recorder.batched(
      [result.node], replacing: replacements, size: Self.size, since: start)[0]
    return batch ?? result.broadcast(to: Shape([Self.size] + result.shape.dimensions))
  }

  @Test("values and gradients", arguments: CatalogueTests.differentiable)
  func valuesAndGradients(_ primitive: Primitive) throws {
    for sample in CatalogueSample.all(of: primitive) {
      let places = Places(primitive, sample)
      for isBatched in Self.patterns(sample.operands.count) {
        let probe = try Probe(places.whole(isBatched), onTape: false) { inputs in
          try batched(inputs, isBatched) { sample.call(primitive, $0) }
        }
        var generator = SeededGenerator(seed: 5)
        let weights = Tensor.random(probe.result.shape, using: &generator)
        let found = try probe.values(
          [probe.result] + probe.gradients(of: probe.result, weights: weights))
        var expected: [Double] = []
        var gradients = [[Double]](repeating: [], count: isBatched.count)
        for place in 0..<Self.size {
          let one = try Probe(places.operands(place, isBatched), onTape: false) {
            sample.call(primitive, $0)
          }
          let own = try weights.row(place, of: Self.size)
          let parts = try one.values(
            [one.result]
              + one.gradients(of: one.result, weights: own.reshaped(to: one.result.shape)))
          expected += parts[0].elements
          for (operand, part) in parts.dropFirst().enumerated() {
            if isBatched[operand] || place == 0 {
              gradients[operand] += part.elements
            } else {
              gradients[operand] = zip(gradients[operand], part.elements).map { $0 + $1 }
            }
          }
        }
        let call = "\(primitive.name), \(sample), \(isBatched)"
        #expect(discrepancy(found[0].elements, expected) < 1e-13, "\(call)")
        for (operand, gradient) in gradients.enumerated() {
          #expect(
            discrepancy(found[operand + 1].elements, gradient) < 1e-12,
            "\(call), by operand \(operand)")
        }
      }
    }
  }

  @Test("gradients and tangents in batches", arguments: CatalogueTests.differentiable)
  func batchedDerivatives(_ primitive: Primitive) throws {
    for sample in CatalogueSample.all(of: primitive) {
      let places = Places(primitive, sample)
      let isBatched = sample.operands.map { _ in true }
      // The operands of one place, then: the gradients of a sum, and the tangent along ones.
      let derivatives = { (inputs: [Variable]) -> Variable in
        guard let recorder = inputs[0].recorder as? GraphRecorder else { return inputs[0] }
        let own = inputs.map { Primitive.alias($0) }
        let start = own[0].node
        let result = sample.call(primitive, own)
        let pulled = recorder.pullback(
          [(result.node, result.filled(with: 1))], to: own.map(\.node), since: start)
        let pushed = recorder.pushforward(
          [result.node], along: own.map { ($0.node, $0.filled(with: 1)) }, since: start)
        // Something is there also where nothing is connected.
        let parts = [inputs[0]] + (pulled + pushed).compactMap(\.self)
        return Primitive.concatenate.apply(
          parts.map { $0.reshaped(to: [$0.shape.count]) }, [.integer(0)])
      }
      let probe = try Probe(places.whole(isBatched), onTape: false) { inputs in
        try batched(inputs, isBatched, derivatives)
      }
      let found = try probe.values([probe.result])[0]
      let expected = try (0..<Self.size).flatMap { place in
        let one = try Probe(places.operands(place, isBatched), onTape: false, derivatives)
        return try one.values([one.result])[0].elements
      }
      #expect(discrepancy(found.elements, expected) < 1e-12, "\(primitive.name), \(sample)")
    }
  }

  @Test("loops and branches in batches", arguments: LoopDerivativeTests.cases)
  func controlFlow(_ test: LoopDerivativeTests.Case) throws {
    let points = (0..<Self.size).map { place in
      Tensor(test.point.elements.map { $0 + 1e-3 * Double(place) }, shape: test.point.shape)
    }
    let whole = Tensor(points.flatMap(\.elements), shape: [Self.size, test.point.count])
    for walk in [Walk.loop, .checkpointed] {
      let probe = try Probe([whole], onTape: false) { inputs in
        try batched(inputs, [true]) { test.function($0[0], walk) }
      }
      let found = try probe.values([probe.result] + probe.gradients(of: probe.result))
      let parts = try points.map { point in
        let one = try Probe([point], onTape: false) { test.function($0[0], walk) }
        return try one.values([one.result] + one.gradients(of: one.result))
      }
      for index in 0..<2 {
        let expected = parts.flatMap { $0[index].elements }
        #expect(discrepancy(found[index].elements, expected) < 1e-12, "\(walk)")
      }
    }
  }

  @Test("what does not depend on the place is computed once")
  func common() throws {
    let probe = try Probe([.vector(1, 2, 3), Tensor(2)], onTape: false) { inputs in
      try batched(inputs, [true, false]) { $0[0] * exp($0[1]) }
    }
    let graph = probe.recorder.graph.simplified(for: [probe.result.node]).graph
    let exponentials = (0..<graph.count).filter { graph.primitives[$0] === Primitive.exp }
    #expect(exponentials.count == 1)
    #expect(exponentials.allSatisfy { graph.shapes[$0].isScalar })
  }

  @Test("a batch of no places")
  func empty() throws {
    for walk in [Walk.loop, .checkpointed] {
      let probe = try Probe([Tensor([], shape: [0, 2])], onTape: false) { inputs in
        let recorder = try #require(inputs[0].recorder as? GraphRecorder)
        let one = recorder.placeholder(shape: [2], type: .float64)
        let result = walk.steps(3, from: one) { _, c in c * one }
        return try #require(
          recorder.batched(
            [result.node], replacing: [(one.node, inputs[0])], size: 0, since: one.node)[0])
      }
      let values = try probe.values([probe.result] + probe.gradients(of: probe.result))
      #expect(values.allSatisfy { $0.shape == [0, 2] && $0.elements.isEmpty })
    }
  }
}

extension Tensor {
  /// One of equal parts along the first axis.
  fileprivate func row(_ place: Int, of count: Int) throws -> Tensor {
    let length = self.count / count
    return Tensor(
      Array(elements[(place * length)..<((place + 1) * length)]),
      shape: Shape(Array(shape.dimensions.dropFirst())))
  }
}
