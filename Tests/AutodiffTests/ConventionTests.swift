import Autodiff
import Testing

/// What functions and their derivatives are where mathematics leaves a choice.
@Suite struct ConventionTests {
  // MARK: Products with zeros

  static let zeros: [Tensor] = [
    .vector(2, 3, 4), .vector(2, 0, 4), .vector(0, 0, 4), .vector(0, 0, 0), .vector(-0.0, 5, 0),
  ]

  /// The product of all elements but some.
  private func product(of x: Tensor, without left: Int...) -> Double {
    x.elements.indices.filter { !left.contains($0) }.reduce(1) { $0 * x[$1] }
  }

  @Test("prod is right where elements are 0, to second order", arguments: zeros)
  func products(_ x: Tensor) throws {
    let gradient = try repeatedGradient(1, at: x) { Primitive.prod($0) }
    #expect(gradient == (0..<3).map { product(of: x, without: $0) })
    let matrix = try hessian(at: x) { Primitive.prod($0) }
    let expected = (0..<3).map { row in
      (0..<3).map { $0 == row ? 0 : product(of: x, without: row, $0) }
    }
    #expect(matrix == expected)
  }

  @Test("cumprod is right where elements are 0, to second order", arguments: zeros)
  func cumulativeProducts(_ x: Tensor) throws {
    // The sum of a, a b and a b c.
    let (a, b, c) = (x[0], x[1], x[2])
    let gradient = try repeatedGradient(1, at: x) { Primitive.cumprod($0).sum() }
    #expect(gradient == [1 + b + b * c, a + a * c, a * b])
    let matrix = try hessian(at: x) { Primitive.cumprod($0).sum() }
    #expect(matrix == [[0, 1 + c, b], [1 + c, 0, a], [b, a, 0]])
  }

  @Test("the third derivative of prod at zeros")
  func thirdOfProduct() throws {
    let found = try derivative([.forward, .forward, .forward], at: .vector(0, 0, 0)) {
      Primitive.prod($0)
    }
    #expect(found == [6])
  }

  @Test("prod over axes, with zeros in some rows")
  func productOverAxis() throws {
    let x = Tensor(rows: [0, 2], [3, 4])
    let rows = try repeatedGradient(1, at: x) {
      Primitive.prod.apply([$0], [.integer(1), .flag(false)])
    }
    #expect(rows == [2, 0, 4, 3])
    let columns = try repeatedGradient(1, at: x) {
      Primitive.prod.apply([$0], [.integer(0), .flag(true)])
    }
    #expect(columns == [3, 4, 0, 2])
  }

  // MARK: Ties

  @Test("max and min share ties evenly")
  func extremes() throws {
    let x = Tensor.vector(2, 5, 5, 2, 5, 3)
    let third = 1.0 / 3
    #expect(try repeatedGradient(1, at: x) { $0.max() } == [0, third, third, 0, third, 0])
    #expect(try repeatedGradient(1, at: x) { $0.min() } == [0.5, 0, 0, 0.5, 0, 0])
    #expect(try repeatedGradient(2, at: x) { $0.max() } == [0, 0, 0, 0, 0, 0])
    #expect(try derivative([.forward], at: x) { $0.max() } == [1])
  }

  @Test("maximum, minimum and clip give ties to the first")
  func choices() throws {
    for (choose, name) in [(Primitive.maximum, "maximum"), (Primitive.minimum, "minimum")] {
      for onTape in [true, false] {
        let probe = try Probe([Tensor(2), Tensor(2)], onTape: onTape) { choose($0[0], $0[1]) }
        let parts = try probe.values(try probe.gradients(of: probe.result))
        #expect(parts.map(\.scalarValue) == [1, 0], "\(name)")
      }
    }
    let atBounds = try repeatedGradient(1, at: .vector(0, 1, 2, 3, 4)) {
      Primitive.clip($0, $0.number(1), $0.number(3))
    }
    #expect(atBounds == [0, 1, 1, 1, 0])
    // If the lower bound is above the upper one, that is the result, and x has no part in it.
    let crossed = Tensor.vector(0, 2, 5)
    let clip = { (x: Variable) in Primitive.clip(x, x.number(3), x.number(1)) }
    #expect(try repeatedGradient(0, at: crossed, of: clip) == [1, 1, 1])
    #expect(try repeatedGradient(1, at: crossed, of: clip) == [0, 0, 0])
  }

  @Test("sort and median keep the order of equal elements")
  func order() throws {
    let x = Tensor.vector(2, 1, 2, 1)
    let weights = Tensor.vector(10, 20, 30, 40)
    let sorted = try repeatedGradient(1, at: x) { Primitive.sort($0) * $0.constant(weights) }
    #expect(sorted == [30, 10, 40, 20])
    #expect(try repeatedGradient(1, at: x) { Primitive.median($0) } == [0.5, 0, 0, 0.5])
    let odd = Tensor.vector(3, 1, 1, 1, 2)
    #expect(try repeatedGradient(1, at: odd) { Primitive.median($0) } == [0, 0, 0, 1, 0])
  }

  // MARK: Powers

  @Test("a constant integer power is exact at 0, to the fifth derivative", arguments: 0...6)
  func integerPowers(_ exponent: Int) throws {
    for order in 0...5 {
      // n (n - 1) ... (n - order + 1) at the order n, and 0 at every other.
      let expected = order == exponent ? (1...max(order, 1)).reduce(1.0) { $0 * Double($1) } : 0
      for modes in [Mode.forward, .reverse].map({ [Mode](repeating: $0, count: order) }) {
        let found = try derivative(modes, at: .vector(0, -0.0)) { pow($0, Double(exponent)) }
        #expect(found == [expected, expected], "derivative \(order) of x ** \(exponent)")
      }
    }
  }

  @Test("x ** 0 depends on x, with slope 0")
  func powerZero() throws {
    let probe = try Probe([Tensor(0)]) { pow($0[0], 0) }
    let part = try #require(try probe.pulled([(probe.result, probe.result.filled(with: 1))])[0])
    #expect(try probe.values([part])[0].scalarValue == 0)
  }

  @Test("square is the same as the power 2")
  func squares() throws {
    for order in 0...5 {
      let expected = try repeatedGradient(order, at: .vector(0, 3, -2)) { pow($0, 2) }
      #expect(
        try repeatedGradient(order, at: .vector(0, 3, -2)) { Primitive.square($0) } == expected)
    }
  }

  @Test("negative powers of negative numbers")
  func negativePowers() throws {
    #expect(try repeatedGradient(1, at: .vector(-2, 2)) { pow($0, -1) } == [-0.25, -0.25])
    #expect(try repeatedGradient(2, at: .vector(-2, 2)) { pow($0, -2) } == [0.375, 0.375])
    #expect(
      try repeatedGradient(1, at: .vector(0, -0.0)) { pow($0, -1) } == [
        -.infinity, -.infinity,
      ])
  }

  /// The gradients of x ** y by both.
  private func gradients(_ x: Double, toThePower y: Double) throws -> [Double] {
    let probe = try Probe([Tensor(x), Tensor(y)]) { pow($0[0], $0[1]) }
    return try probe.values(try probe.gradients(of: probe.result)).flatMap(\.elements)
  }

  @Test("pow by both operands at the edges")
  func variablePowers() throws {
    #expect(try gradients(0, toThePower: 2) == [0, 0])
    #expect(try gradients(0, toThePower: 0.5) == [.infinity, 0])
    #expect(try gradients(0, toThePower: 1) == [1, 0])
    #expect(try gradients(0, toThePower: 0) == [0, 0])
    #expect(try gradients(0, toThePower: -1)[1].isNaN)
    #expect(try gradients(-2, toThePower: 3) == [12, 0])
    #expect(try gradients(-2, toThePower: 2) == [-4, 0])
    #expect(try gradients(3, toThePower: 0)[0] == 0)
    #expect(discrepancy(try gradients(2, toThePower: 3), [12, 5.545177444479562]) < 1e-15)
  }

  // MARK: Kinks

  @Test("one-sided and undefined slopes at 0")
  func kinks() throws {
    let zero = Tensor.vector(0, -0.0)
    #expect(try repeatedGradient(1, at: zero) { abs($0) } == [0, 0])
    #expect(try repeatedGradient(2, at: zero) { abs($0) } == [0, 0])
    #expect(try repeatedGradient(1, at: zero) { Primitive.sign($0) } == [0, 0])
    #expect(try repeatedGradient(1, at: zero) { relu($0) } == [0, 0])
    #expect(try repeatedGradient(1, at: Tensor(0)) { sqrt($0) } == [.infinity])
    #expect(try repeatedGradient(1, at: Tensor(-1)) { sqrt($0) }[0].isNaN)
    #expect(try repeatedGradient(1, at: Tensor(0)) { cbrt($0) } == [.infinity])
    #expect(try repeatedGradient(1, at: zero) { log($0) } == [.infinity, -.infinity])
    #expect(try repeatedGradient(0, at: Tensor(-1)) { log($0) }[0].isNaN)
    #expect(try repeatedGradient(1, at: Tensor(-2)) { log($0) } == [-0.5])
    for flat in [Primitive.floor, .ceil, .trunc, .round] {
      #expect(try repeatedGradient(1, at: .vector(-1, 0, 0.5, 2)) { flat($0) } == [0, 0, 0, 0])
    }
  }

  @Test("a norm has no gradient at 0, its square has")
  func norms() throws {
    let zero = Tensor.vector(0, 0, 0)
    let atZero = try repeatedGradient(1, at: zero) { Primitive.norm($0) }
    #expect(atZero.allSatisfy { $0.isNaN })
    for square in [{ pow($0, 2) }, { Primitive.square($0) }] as [(Variable) -> Variable] {
      let squared = { (x: Variable) in square(Primitive.norm(x)) }
      #expect(try repeatedGradient(0, at: zero, of: squared) == [0])
      #expect(try repeatedGradient(1, at: zero, of: squared) == [0, 0, 0])
      #expect(try hessian(at: zero, of: squared) == [[2, 0, 0], [0, 2, 0], [0, 0, 2]])
      #expect(try repeatedGradient(1, at: .vector(3, 0, 4), of: squared) == [6, 0, 8])
    }
    let large = try repeatedGradient(1, at: .vector(3e200, 4e200)) { Primitive.norm($0) }
    #expect(discrepancy(large, [0.6, 0.8]) < 1e-15)
  }

  @Test("a square of a norm over an axis keeps the axis")
  func normsOverAxis() throws {
    let x = Tensor(rows: [0, 0], [3, 4])
    let squared = { (x: Variable) in
      pow(Primitive.norm.apply([x], [.number(2), .integer(1), .flag(false)]), 2)
    }
    #expect(try repeatedGradient(0, at: x, of: squared) == [0, 25])
    #expect(try repeatedGradient(1, at: x, of: squared) == [0, 0, 6, 8])
  }

  @Test("xlogy at 0")
  func xlogy() throws {
    func gradients(_ x: Double, _ y: Double) throws -> [Double] {
      let probe = try Probe([Tensor(x), Tensor(y)]) { Primitive.xlogy($0[0], $0[1]) }
      return try probe.values([probe.result] + (try probe.gradients(of: probe.result)))
        .flatMap(\.elements)
    }
    #expect(try gradients(0, 0) == [0, 0, 0])
    #expect(discrepancy(try gradients(0, 2), [0, 0.6931471805599453, 0]) < 1e-15)
    #expect(try gradients(2, 1) == [0, 0, 2])
    let same = try repeatedGradient(0, at: Tensor(0)) { Primitive.xlogy($0, $0) }
    #expect(same == [0])
  }

  // MARK: Remainders and angles

  /// x, y, the partials of mod, and those of fmod.
  static let remainderCases: [(x: Double, y: Double, mod: Double, fmod: Double)] = [
    (7, 3, -2, -2), (-7, 3, 3, 2), (7, -3, 3, 2), (-7, -3, -2, -2), (6, 3, -2, -2), (0, 3, 0, 0),
    (0.5, 3, 0, 0), (-0.5, 3, 1, 0),
  ]

  @Test("remainders have the partials 1 and minus the quotient", arguments: remainderCases)
  func remainders(x: Double, y: Double, mod: Double, fmod: Double) throws {
    for (function, expected) in [(Primitive.mod, mod), (Primitive.fmod, fmod)] {
      let probe = try Probe([Tensor(x), Tensor(y)]) { function($0[0], $0[1]) }
      let parts = try probe.values(try probe.gradients(of: probe.result))
      #expect(parts.map(\.scalarValue) == [1, expected], "\(function.name)(\(x), \(y))")
    }
  }

  @Test("atan2 and hypot have no gradient at the origin")
  func origin() throws {
    for function in [Primitive.atan2, .hypot] {
      let probe = try Probe([Tensor(0), Tensor(0)]) { function($0[0], $0[1]) }
      let parts = try probe.values(try probe.gradients(of: probe.result))
      #expect(parts.allSatisfy { $0[0].isNaN }, "\(function.name)")
    }
  }

  // MARK: Tails

  @Test("slopes far out keep their digits")
  func tails() throws {
    let cases: [(Primitive, Double, Double)] = [
      (.tanh, 30, 3.502604305078608e-26), (.sigmoid, 50, 1.9287498479639178e-22),
      (.sigmoid, -50, 1.9287498479639178e-22), (.expm1, -50, 1.9287498479639178e-22),
      (.asinh, 1e300, 1e-300), (.acosh, 1e300, 1e-300), (.atan, 1e200, 0),
      (.erfc, 10, -4.197656231354417e-44),
    ]
    for (function, x, expected) in cases {
      let found = try repeatedGradient(1, at: Tensor(x)) { function($0) }[0]
      #expect(
        abs(found - expected) <= 1e-14 * abs(expected), "\(function.name)'(\(x)) is \(found)")
    }
    let probe = try Probe([Tensor(1e200), Tensor(1e200)]) { Primitive.hypot($0[0], $0[1]) }
    let parts = try probe.values(try probe.gradients(of: probe.result))
    #expect(parts.allSatisfy { abs($0[0] - 0.7071067811865476) < 1e-15 })
  }

  @Test("subnormal numbers are kept")
  func subnormal() throws {
    let least = Double.leastNonzeroMagnitude
    #expect(try repeatedGradient(0, at: Tensor(least)) { $0 * 1 } == [least])
    #expect(try repeatedGradient(1, at: Tensor(least)) { $0 * $0 } == [2 * least])
  }
}
