import Autodiff
import Testing

/// What is not taken contributes nothing: not in the value, nor in derivatives of any order, in
/// whatever way they are taken.
@Suite struct StructuralZeroTests {
  /// A function of each element alone, a point, and its value and first three derivatives there.
  struct Case: CustomTestStringConvertible {
    let name: String
    let point: Tensor
    let expected: [[Double]]
    let function: @Sendable (Variable) -> Variable

    init(
      _ name: String, at point: Tensor, _ expected: [[Double]],
      _ function: @escaping @Sendable (Variable) -> Variable
    ) {
      self.name = name
      self.point = point
      self.expected = expected
      self.function = function
    }

    var testDescription: String { name }
  }

  private static func isPositive(_ x: Variable) -> Variable { x > x.number(0) }
  private static func orZero(_ x: Variable, _ y: Variable) -> Variable {
    Autodiff.where(isPositive(x), y, x.number(0))
  }
  private static let nothing = [[Double]](repeating: [0, 0], count: 4)

  static let elementwise: [Case] = [
    Case("where(x > 0, log(x), 0)", at: Tensor.vector(-1, 0), nothing) { orZero($0, log($0)) },
    Case(
      "where(x > 0, log(x), 0), both ways", at: Tensor.vector(2, 0),
      [[0.6931471805599453, 0], [0.5, 0], [-0.25, 0], [0.25, 0]]
    ) { orZero($0, log($0)) },
    Case("where(x > 0, sqrt(x), 0)", at: Tensor.vector(-1, 0), nothing) { orZero($0, sqrt($0)) },
    Case("where(x > 0, x ** 0.5, 0)", at: Tensor.vector(-1, 0), nothing) {
      orZero($0, pow($0, 0.5))
    },
    Case("where(x > 0, x ** -2, 0)", at: Tensor.vector(0, 0), nothing) { orZero($0, pow($0, -2)) },
    Case("where(x > 0, 1 / x, 0)", at: Tensor.vector(0, -0.0), nothing) { orZero($0, 1 / $0) },
    Case("where(x > 0, x ** x, 0)", at: Tensor.vector(-1, 0), nothing) { orZero($0, pow($0, $0)) },
    Case("where(x > 0, sin(log(x)) / x, 0)", at: Tensor.vector(-1, 0), nothing) {
      orZero($0, sin(log($0)) / $0)
    },
    Case("where(x > 0, exp(1 / x) * sqrt(x), 0)", at: Tensor.vector(-1, 0), nothing) {
      orZero($0, exp(1 / $0) * sqrt($0))
    },
    Case("where(x > 0, asin(x), 0)", at: Tensor.vector(-1, -3), nothing) { orZero($0, asin($0)) },
    Case("exp(where(x > 0, log(x), 0)) - 1", at: Tensor.vector(-1, 0), nothing) {
      exp(orZero($0, log($0))) - 1
    },
    Case("where within where", at: Tensor.vector(-1, 0), nothing) {
      orZero($0, sqrt(orZero($0, log($0))))
    },
    Case("maximum(log(x), 0)", at: Tensor.vector(0, 0), nothing) { max(log($0), $0.number(0)) },
    Case("maximum(0, log(x))", at: Tensor.vector(0, 0), nothing) { max($0.number(0), log($0)) },
    Case("minimum(1 / x, 0)", at: Tensor.vector(0, 0), nothing) { min(1 / $0, $0.number(0)) },
    Case("relu(log(x))", at: Tensor.vector(0, 0), nothing) { relu(log($0)) },
    Case("clip(log(x), 0, 1)", at: Tensor.vector(0, 0), nothing) {
      Primitive.clip(log($0), $0.number(0), $0.number(1))
    },
    Case("clip(1 / x, -1, 0)", at: Tensor.vector(0, 0), nothing) {
      Primitive.clip(1 / $0, $0.number(-1), $0.number(0))
    },
    Case(
      "where(x > 0, log(x), x * x)", at: Tensor.vector(-1, 0),
      [[1, 0], [-2, 0], [2, 2], [0, 0]]
    ) {
      Autodiff.where(isPositive($0), log($0), $0 * $0)
    },
  ]

  @Test("elementwise choices", arguments: elementwise, [true, false])
  func choices(_ test: Case, onTape: Bool) throws {
    for order in 0...3 {
      for modes in Mode.sequences(order) {
        let found = try derivative(modes, onTape: onTape, at: test.point, of: test.function)
        #expect(found == test.expected[order], "\(test.name), \(modes.map(\.rawValue))")
      }
    }
  }

  /// Functions of vectors that leave elements out, at points where those have infinite slopes.
  static let selections: [Case] = [
    Case("log(x)[0]", at: Tensor.vector(1, 0), [[0], [1, 0], [-1, 0], [2, 0]]) {
      log($0).sliced([StridedRange(start: 0, step: 1, count: 1)])
    },
    Case("log(x[0])", at: Tensor.vector(1, 0), [[0], [1, 0], [-1, 0], [2, 0]]) {
      log($0.sliced([StridedRange(start: 0, step: 1, count: 1)]))
    },
    Case("take(log(x), [0])", at: Tensor.vector(1, 0), [[0], [1, 0], [-1, 0], [2, 0]]) {
      Primitive.take(log($0), $0.constant(Tensor(repeating: 0, shape: [1])))
    },
    Case(
      "take_along_axis(sqrt(x), [0], 0)", at: Tensor.vector(1, 0),
      [
        [1], [0.5, 0], [-0.25, 0], [0.375, 0],
      ]
    ) {
      Primitive.takeAlongAxis.apply(
        [sqrt($0), $0.constant(Tensor(repeating: 0, shape: [1]))], [.integer(0)])
    },
    Case("max(log(x))", at: Tensor.vector(1, 0), [[0], [1, 0], [-1, 0], [2, 0]]) { log($0).max() },
    Case("min(1 / x)", at: Tensor.vector(1, 0), [[1], [-1, 0], [2, 0], [-6, 0]]) { (1 / $0).min() },
    Case("sort(log(x))[1]", at: Tensor.vector(1, 0), [[0], [1, 0], [-1, 0], [2, 0]]) {
      Primitive.sort(log($0)).sliced([StridedRange(start: 1, step: 1, count: 1)])
    },
    Case("median([log(x), 5])", at: Tensor.vector(1, 0), [[0], [1, 0], [-1, 0], [2, 0]]) {
      let five = $0.constant(Tensor(repeating: 5, shape: [1]))
      return Primitive.median(Primitive.concatenate.apply([log($0), five], [.integer(0)]))
    },
    Case("flip(log(x))[1]", at: Tensor.vector(1, 0), [[0], [1, 0], [-1, 0], [2, 0]]) {
      Primitive.flip(log($0)).sliced([StridedRange(start: 1, step: 1, count: 1)])
    },
    Case("concat([log(x), x])[0]", at: Tensor.vector(1, 0), [[0], [1, 0], [-1, 0], [2, 0]]) {
      Primitive.concatenate.apply([log($0), $0], [.integer(0)])
        .sliced([StridedRange(start: 0, step: 1, count: 1)])
    },
    Case(
      "sum(log(x)[:, 0])", at: Tensor(rows: [1, 0], [1, 0]),
      [
        [0], [1, 0, 1, 0], [-1, 0, -1, 0], [2, 0, 2, 0],
      ]
    ) {
      log($0).sliced([StridedRange(allOf: 2), StridedRange(start: 0, step: 1, count: 1)]).sum()
    },
    Case(
      "trace(log(x))", at: Tensor(rows: [1, 0], [0, 1]),
      [
        [0], [1, 0, 0, 1], [-1, 0, 0, -1], [2, 0, 0, 2],
      ]
    ) { Primitive.trace(log($0)) },
    Case(
      "sum(tril(log(x)))", at: Tensor(rows: [1, 0], [1, 1]),
      [
        [0], [1, 0, 1, 1], [-1, 0, -1, -1], [2, 0, 2, 2],
      ]
    ) { Primitive.tril(log($0)).sum() },
    Case(
      "sum(log(x), 0)[0]", at: Tensor(rows: [1, 0], [1, 0]),
      [
        [0], [1, 0, 1, 0], [-1, 0, -1, 0], [2, 0, 2, 0],
      ]
    ) {
      Primitive.sum.apply([log($0)], [.integer(0), .flag(false)])
        .sliced([StridedRange(start: 0, step: 1, count: 1)])
    },
    Case(
      "transpose(log(x))[0]", at: Tensor(rows: [1, 0], [1, 0]),
      [
        [0, 0], [1, 0, 1, 0], [-1, 0, -1, 0], [2, 0, 2, 0],
      ]
    ) {
      Primitive.transpose(log($0))
        .sliced([StridedRange(start: 0, step: 1, count: 1), StridedRange(allOf: 2)])
    },
  ]

  @Test("selections from vectors", arguments: selections, [true, false])
  func vectors(_ test: Case, onTape: Bool) throws {
    for order in 0...3 {
      let modes = [Mode](repeating: .reverse, count: order)
      let found = try derivative(modes, onTape: onTape, at: test.point, of: test.function)
      #expect(found == test.expected[order], "\(test.name), order \(order)")
      // Along a direction, the sum is that of the derivatives by each element.
      guard order > 0 else { continue }
      for modes in Mode.sequences(order) where modes.contains(.forward) {
        let found = try derivative(modes, onTape: onTape, at: test.point, of: test.function)
        let sum = found.reduce(0, +)
        #expect(sum == test.expected[order].reduce(0, +), "\(test.name), \(modes.map(\.rawValue))")
      }
    }
  }

  /// Operations that mix elements before some of the mixtures are left out.
  static let mixtures: [Case] = [
    Case("cumsum(log(x))[0]", at: Tensor.vector(1, 0), [[0], [1, 0], [-1, 0]]) {
      Primitive.cumsum(log($0)).sliced([StridedRange(start: 0, step: 1, count: 1)])
    },
    Case("cumprod(log(x))[0]", at: Tensor.vector(1, 0), [[0], [1, 0], [-1, 0]]) {
      Primitive.cumprod(log($0)).sliced([StridedRange(start: 0, step: 1, count: 1)])
    },
    Case(
      "(log(x) @ [1, 1])[0]", at: Tensor(rows: [1, 1], [0, 0]),
      [
        [0], [1, 1, 0, 0], [-1, -1, 0, 0],
      ]
    ) {
      matmul(log($0), $0.constant(Tensor.vector(1, 1)))
        .sliced([StridedRange(start: 0, step: 1, count: 1)])
    },
    Case("(1 / x * x)[0]", at: Tensor.vector(1, 0), [[1], [0, 0], [0, 0]]) {
      (1 / $0 * $0).sliced([StridedRange(start: 0, step: 1, count: 1)])
    },
    Case(
      "prod(log(x), 1)[0]", at: Tensor(rows: [1, 1], [0, 0]),
      [
        [0], [0, 0, 0, 0], [1, 1, 0, 0],
      ]
    ) {
      Primitive.prod.apply([log($0)], [.integer(1), .flag(false)])
        .sliced([StridedRange(start: 0, step: 1, count: 1)])
    },
    Case("logsumexp(1 / x, 1)[0]", at: Tensor(rows: [1], [0]), [[1], [-1, 0], [2, 0]]) {
      Primitive.logSumExp.apply([1 / $0], [.integer(1), .flag(false)])
        .sliced([StridedRange(start: 0, step: 1, count: 1)])
    },
    Case(
      "norm(log(x), axis=1)[0]", at: Tensor(rows: [2.718281828459045], [0]),
      [
        [1], [0.36787944117144233, 0],
      ]
    ) {
      Primitive.norm.apply([log($0)], [.number(2), .integer(1), .flag(false)])
        .sliced([StridedRange(start: 0, step: 1, count: 1)])
    },
  ]

  @Test("selections from mixtures", arguments: mixtures)
  func mixed(_ test: Case) throws {
    for (order, expected) in test.expected.enumerated() {
      let found = try repeatedGradient(order, at: test.point, of: test.function)
      #expect(discrepancy(found, expected) < 1e-15, "\(test.name), order \(order): \(found)")
      guard order > 0 else { continue }
      for modes in Mode.sequences(order) where modes.contains(.forward) {
        let sum = try derivative(modes, at: test.point, of: test.function).reduce(0, +)
        #expect(discrepancy([sum], [expected.reduce(0, +)]) < 1e-15, "\(test.name), \(modes)")
      }
    }
  }

  @Test("x / norm(x) at 0, chosen or not")
  func normalized() throws {
    let origin = Tensor.vector(0, 0)
    func direction(_ x: Variable) -> Variable { x / Primitive.norm(x) }
    func guarded(_ x: Variable) -> Variable {
      Autodiff.where(Primitive.norm(x) > x.number(0), direction(x), x.number(0))
    }
    let atOrigin = try repeatedGradient(1, at: origin, of: direction)
    #expect(atOrigin.allSatisfy { $0.isNaN })
    for order in 0...3 {
      #expect(try repeatedGradient(order, at: origin, of: guarded) == [0, 0])
      let forward = [Mode](repeating: .forward, count: order)
      #expect(try derivative(forward, at: origin, of: guarded) == [0, 0])
    }
  }

  @Test("a number repeated over an array, of which nothing is taken")
  func repeated() throws {
    func chosen(_ x: Variable) -> Variable {
      Autodiff.where(x.constant(.vector(0, 0, 0)), log(x), x.number(0))
    }
    for order in 0...3 {
      for modes in Mode.sequences(order) {
        let found = try derivative(modes, at: Tensor(0), of: chosen)
        #expect(found.allSatisfy { $0 == 0 }, "\(modes): \(found)")
      }
    }
  }

  @Test("extremes over an axis with infinities")
  func infiniteExtremes() throws {
    let x = Tensor(rows: [.infinity, 1], [2, -.infinity])
    func largest(_ x: Variable) -> Variable {
      Primitive.max.apply([x], [.integer(1), .flag(false)])
    }
    #expect(try repeatedGradient(0, at: x, of: largest) == [.infinity, 2])
    #expect(try repeatedGradient(1, at: x, of: largest) == [1, 0, 1, 0])
    #expect(try repeatedGradient(2, at: x, of: largest) == [0, 0, 0, 0])
    #expect(try derivative([.forward], at: x, of: largest) == [1, 1])
  }

  static let computed: [Case] = [
    Case("0 * log(x)", at: Tensor.vector(0, 0), []) { 0 * log($0) },
    Case("log(x) * 0", at: Tensor.vector(0, 0), []) { log($0) * 0 },
    Case("x * log(x)", at: Tensor.vector(0, 0), []) { $0 * log($0) },
    Case("(x - x) * log(x)", at: Tensor.vector(0, 0), []) { ($0 - $0) * log($0) },
    Case("sqrt(x) * 0", at: Tensor.vector(0, 0), []) { sqrt($0) * 0 },
    Case("sqrt(x * x)", at: Tensor.vector(0, 0), []) { sqrt($0 * $0) },
    Case("log(x) * where(x > 0, 1, 0)", at: Tensor.vector(0, 0), []) { x in
      log(x) * Autodiff.where(isPositive(x), x.number(1), x.number(0))
    },
    Case("where(x > 0, 0, 0 * log(x))", at: Tensor.vector(0, 0), []) { x in
      Autodiff.where(isPositive(x), x.number(0), 0 * log(x))
    },
  ]

  @Test("a zero that was computed stays a number: 0 times infinity is NaN", arguments: computed)
  func computedZeros(_ test: Case) throws {
    for onTape in [true, false] {
      for mode in Mode.allCases {
        let found = try derivative([mode], onTape: onTape, at: test.point, of: test.function)
        #expect(found.allSatisfy { $0.isNaN }, "\(test.name), \(mode): \(found)")
      }
    }
  }

  @Test("no structural zero comes out: zeros of gradients are positive")
  func zerosArePositive() throws {
    for test in Self.elementwise + Self.selections {
      for zero in try repeatedGradient(1, at: test.point, of: test.function) where zero == 0 {
        #expect(zero.sign == .plus, "\(test.name)")
      }
    }
  }
}
