import Autodiff
import TestSupport
import Testing

/// What holds of the derivatives of every function, whatever it is.
@Suite struct CatalogueIdentityTests {
  /// A function refuses the derivative by an operand if its convention says so in these words.
  static let refusal = "no derivative by"

  static let differentiable = CatalogueTests.differentiable.filter { primitive in
    !(primitive.convention ?? "").contains(refusal)
  }

  /// The numbers that a function of all operands has along a direction, weighted.
  private struct Line {
    let probe: Probe
    let test: CatalogueTests.Case

    init(_ test: CatalogueTests.Case) throws {
      self.test = test
      probe = try Probe(test.point, test.function)
    }

    var start: Variable { weighted(probe.result, test.weights) }

    func weighted(_ x: Variable, _ weights: Tensor) -> Variable {
      Primitive.sum(x * x.constant(weights))
    }

    func derivative(of y: Variable, along directions: [Tensor], _ mode: Mode) throws -> Variable {
      switch mode {
      case .forward: return try probe.pushed([y], along: directions)[0]
      case .reverse:
        let parts = zip(try probe.gradients(of: y), directions).map { weighted($0, $1) }
        return parts.dropFirst().reduce(parts[0], +)
      }
    }

    func number(_ x: Variable) throws -> Double { try probe.values([x])[0].elements[0] }
  }

  @Test("forward, reverse and mixed derivatives agree up to the third", arguments: differentiable)
  func modesAgree(_ primitive: Primitive) throws {
    for sample in CatalogueSample.all(of: primitive) {
      let test = try CatalogueTests.Case(primitive, sample)
      for order in 1...3 {
        let results = try Mode.sequences(order).map { modes in
          // A recording of its own: tangents are taken of all that was recorded.
          let line = try Line(test)
          return try line.number(
            modes.reduce(line.start) { y, mode in
              try line.derivative(of: y, along: line.test.directions, mode)
            })
        }
        #expect(results[0].isFinite, "\(primitive.name), order \(order), \(sample)")
        for result in results {
          #expect(
            discrepancy([result], [results[0]]) < 1e-10,
            "\(primitive.name), order \(order): \(results), \(sample)")
        }
      }
    }
  }

  @Test("Hessians are symmetric", arguments: differentiable)
  func hessiansAreSymmetric(_ primitive: Primitive) throws {
    for sample in CatalogueSample.all(of: primitive) {
      let test = try CatalogueTests.Case(primitive, sample)
      var generator = SeededGenerator(seed: 11)
      let u = test.point.map { Tensor.random($0.shape, using: &generator) }
      let v = test.directions
      for mode in Mode.allCases {
        let products = try [(u, v), (v, u)].map { first, second in
          let line = try Line(test)
          return try line.number(
            line.derivative(
              of: line.derivative(of: line.start, along: first, .reverse), along: second, mode))
        }
        #expect(
          discrepancy([products[0]], [products[1]]) < 1e-11,
          "\(primitive.name), \(mode): \(products), \(sample)")
      }
    }
  }

  @Test("<w, J u> = <transposed J w, u>", arguments: differentiable)
  func transposesAreTransposes(_ primitive: Primitive) throws {
    for sample in CatalogueSample.all(of: primitive) {
      let line = try Line(try CatalogueTests.Case(primitive, sample))
      let pushed = try line.probe.pushed([line.probe.result], along: line.test.directions)[0]
      let pulled = try line.probe.gradients(of: line.probe.result, weights: line.test.weights)
      let left = try line.number(line.weighted(pushed, line.test.weights))
      let right = try line.probe.values(pulled)
      let product = zip(right, line.test.directions).reduce(0) { $0 + $1.0.dot($1.1) }
      #expect(discrepancy([left], [product]) < 1e-12, "\(primitive.name), \(sample)")
    }
  }

  // MARK: Where functions are defined

  static let elementwiseOfOne = Catalogue.all.filter { primitive in
    primitive.isElementwise && primitive.parameters.count == 1
      && primitive !== Primitive.stopGradient && !primitive.isFlat
  }

  /// Points from far left to far right, none of them an integer or a half, and the ends of the
  /// domain on both sides.
  static func points(_ interval: Domain.Interval) -> [Double] {
    let sizes = [1e-3, 0.03, 0.31, 0.77, 1.13, 1.9, 3.3, 7.7, 21.3, 130.7, 650.1]
    let ends = [interval.lower, interval.upper].filter(\.isFinite)
      .flatMap { end in [1e-3, 0.31, 1.13].flatMap { [end - $0, end + $0] } }
    return sizes.map { -$0 } + sizes + ends
  }

  @Test("a derivative fails exactly where the value fails", arguments: elementwiseOfOne)
  func failsWhereTheValueFails(_ primitive: Primitive) throws {
    // Outside of their domains these are NaN, and the formula of the derivative, 1/x or 1/(1 - x²),
    // is a number all the same. entr is -inf there, as in SciPy, which has no slope.
    let isDecided = ["log", "log2", "log10", "log1p", "atanh", "entr"].contains(primitive.name)
    var faults: [String] = []
    for x in Self.points(primitive.domain[0]) {
      let value = try Probe([Tensor(x)]) { primitive.apply($0) }.result.tapeElements[0]
      let slopes = try Mode.allCases.map { mode in
        try derivative([mode], at: Tensor(x)) { primitive($0) }[0]
      }
      if primitive.domain[0].contains(x), value.isNaN { faults.append("f(\(x)) is NaN") }
      if isDecided, !primitive.domain[0].contains(x) { continue }
      faults += slopes.filter { $0.isNaN != value.isNaN }.map { slope in
        "f(\(x)) is \(value), its slope \(slope)"
      }
    }
    #expect(faults.isEmpty, "\(primitive.name): \(faults.joined(separator: "; "))")
  }
}
