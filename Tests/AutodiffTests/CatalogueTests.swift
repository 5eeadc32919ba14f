import Autodiff
import TestSupport
import Testing

/// Every function of the catalogue against differences of its own values.
@Suite struct CatalogueTests {
  static let differentiable = Catalogue.all.filter {
    !CatalogueSample.all(of: $0).isEmpty && $0 !== Primitive.stopGradient
  }

  /// A function applied to the differentiable operands of a sample, at a point.
  struct Case {
    let function: RecordedFunction
    let point: [Tensor]
    let directions: [Tensor]
    let weights: Tensor

    init(_ primitive: Primitive, _ sample: CatalogueSample) throws {
      var generator = SeededGenerator(
        seed: primitive.name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
      var point: [Tensor] = []
      for (index, operand) in sample.operands.enumerated() {
        if case .random(let shape) = operand {
          point.append(primitive.domain.sampled(index).samples(shape, using: &generator))
        }
      }
      function = { inputs in
        var rest = inputs[...]
        let operands = sample.operands.map { operand in
          if case .fixed(let tensor) = operand { return inputs[0].constant(tensor) }
          return rest.removeFirst()
        }
        return sample.call(primitive, operands)
      }
      let shape = try Probe(point, function).result.shape
      self.point = point
      directions = point.map { .random($0.shape, using: &generator) }
      weights = .random(shape, using: &generator)
    }

    func moved(_ step: Double) -> [Tensor] {
      zip(point, directions).map { $0.moved(step, along: $1) }
    }

    /// The gradient of the weighted result at a point.
    func gradient(at point: [Tensor]) throws -> [Double] {
      let probe = try Probe(point, function)
      return try probe.values(try probe.gradients(of: probe.result, weights: weights))
        .flatMap(\.elements)
    }
  }

  static let tolerance = 2e-8

  @Test("first derivatives", arguments: differentiable)
  func firstDerivatives(_ primitive: Primitive) throws {
    for sample in CatalogueSample.all(of: primitive) {
      let test = try Case(primitive, sample)
      let expected = try slope { try Probe(test.moved($0), test.function).result.tapeElements }
      #expect(expected.allSatisfy { $0.isFinite }, "the domain of \(primitive.name)")
      let probe = try Probe(test.point, test.function)
      let pushed = try probe.pushed([probe.result], along: test.directions)
      let tangent = try probe.values(pushed)[0]
      #expect(
        discrepancy(tangent.elements, expected) < Self.tolerance,
        "pushforward of \(primitive.name), \(sample)")
      let along = zip(try test.gradient(at: test.point), test.directions.flatMap(\.elements))
        .reduce(0) { $0 + $1.0 * $1.1 }
      let weighted = zip(expected, test.weights.elements).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(
        discrepancy([along], [weighted]) < Self.tolerance,
        "pullback of \(primitive.name), \(sample)")
    }
  }

  @Test("second derivatives", arguments: differentiable)
  func secondDerivatives(_ primitive: Primitive) throws {
    for sample in CatalogueSample.all(of: primitive) {
      let test = try Case(primitive, sample)
      let expected = try slope { try test.gradient(at: test.moved($0)) }
      #expect(expected.allSatisfy { $0.isFinite }, "the domain of \(primitive.name)")
      let probe = try Probe(test.point, test.function)
      let gradients = try probe.gradients(of: probe.result, weights: test.weights)
      let directions = test.directions
      let forward = try probe.values(try probe.pushed(gradients, along: directions))
      #expect(
        discrepancy(forward.flatMap(\.elements), expected) < Self.tolerance,
        "pushforward of the pullback of \(primitive.name), \(sample)")
      let pairs = zip(gradients, directions).map { ($0, cotangent: $0.constant($1)) }
      let pulled = try probe.pulled(pairs)
      let backward = zip(probe.inputs, pulled).map { $1 ?? $0.filled(with: 0) }
      let reverse = try probe.values(backward)
      #expect(
        discrepancy(reverse.flatMap(\.elements), expected) < Self.tolerance,
        "pullback of the pullback of \(primitive.name), \(sample)")
      let tangent = try probe.pushed([probe.result], along: directions)
      let curvature = try probe.values(try probe.pushed(tangent, along: directions))[0]
      let quadratic = zip(expected, directions.flatMap(\.elements)).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(
        discrepancy([curvature.dot(test.weights)], [quadratic]) < Self.tolerance,
        "pushforward of the pushforward of \(primitive.name), \(sample)")
    }
  }

  @Test("a graph and a tape give the same bits", arguments: differentiable)
  func sameBits(_ primitive: Primitive) throws {
    for sample in CatalogueSample.all(of: primitive) {
      let test = try Case(primitive, sample)
      for type in [ElementType.float64, .float32] {
        let (tape, graph) = try (
          bits(of: test, onTape: true, type), bits(of: test, onTape: false, type)
        )
        #expect(tape == graph, "\(primitive.name), \(type.name), \(sample)")
      }
    }
  }

  /// Of the value, the gradients, the tangent and their derivatives.
  private func bits(of test: Case, onTape: Bool, _ type: ElementType) throws -> [[UInt64]] {
    let probe = try Probe(test.point, onTape: onTape, type: type, test.function)
    let directions = test.directions.map { $0.converted(to: type) }
    let weights = test.weights.converted(to: type)
    let gradients = try probe.gradients(of: probe.result, weights: weights)
    let tangents = try probe.pushed([probe.result] + gradients, along: directions)
    return try probe.values([probe.result] + gradients + tangents).map(\.bits)
  }

  @Test("flat functions have the gradient 0", arguments: Catalogue.all.filter(\.isFlat))
  func flat(_ primitive: Primitive) throws {
    let samples = CatalogueSample.all(of: primitive)
    #expect(!samples.isEmpty)
    for sample in samples {
      let test = try Case(primitive, sample)
      let probe = try Probe(test.point, test.function)
      for part in try probe.pulled([(probe.result, probe.result.filled(with: 1))]) {
        let gradient = try #require(part, "\(primitive.name) is connected")
        let zeros = try probe.values([gradient])[0].elements
        #expect(zeros.allSatisfy { $0 == 0 })
      }
    }
  }

  @Test("stop_gradient is disconnected")
  func disconnected() throws {
    let probe = try Probe([Tensor(2)]) { Primitive.stopGradient($0[0]) }
    let parts = try probe.pulled([(probe.result, probe.result.filled(with: 1))])
    #expect(parts.count == 1 && parts[0] == nil)
  }
}

extension Primitive {
  var isFlat: Bool { if case .flat = derivative { true } else { false } }
}

extension Primitive: CustomTestStringConvertible {
  public var testDescription: String { name }
}

extension Variable {
  /// The elements of the value of a variable on a tape.
  var tapeElements: [Double] { (recorder as? Tape)?.value(of: node)?.elements ?? [] }
}
