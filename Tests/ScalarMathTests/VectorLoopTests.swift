import CKernels
import ScalarMath
import TestSupport
import Testing

/// The vector loops of every kind that this processor has, and single numbers: the same bits.
@Suite(.serialized) struct VectorLoopTests {
  struct Loop: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let number: @Sendable (Double) -> Double
    let run: @Sendable (UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int) -> Void

    init(
      _ name: String, _ number: @escaping @Sendable (Double) -> Double,
      _ run:
        @escaping @Sendable (
          UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int
        ) -> Void
    ) {
      testDescription = name
      self.number = number
      self.run = run
    }
  }

  static let loops: [Loop] = [
    Loop("exp", Math.exp, sg_exponential), Loop("log", Math.log, sg_natural_logarithm),
    Loop("expm1", Math.expm1, sg_exponential_minus_one),
    Loop("log1p", Math.log1p, sg_logarithm_of_one_plus),
    Loop("softplus", Math.softplus, sg_softplus),
    Loop("tanh", Math.tanh, sg_tanh), Loop("logistic", Math.logistic, sg_logistic),
    Loop("sech_squared", sg_sech_squared_of, sg_sech_squared), Loop("erf", Math.erf, sg_erf),
    Loop("erfc", Math.erfc, sg_erfc), Loop("ndtr", Math.ndtr, sg_ndtr),
    Loop("normal density", { Math.normalDensity($0) }, sg_normal_density),
    Loop("gaussian", Math.gaussian, sg_gaussian), Loop("sqrt", Math.sqrt, sg_square_root),
    Loop("floor", Math.floor, sg_floor), Loop("ceil", Math.ceil, sg_ceil),
    Loop("trunc", Math.trunc, sg_truncate), Loop("round", Math.round, sg_round_half_even),
    Loop("sin", Math.sin) { x, y, count in sg_sine(x, y, count) { Math.sin($0) } },
    Loop("cos", Math.cos) { x, y, count in sg_cosine(x, y, count) { Math.cos($0) } },
    Loop("lgamma", Math.lgamma) { x, y, count in sg_log_gamma(x, y, count) { Math.lgamma($0) } },
    Loop("digamma", Math.digamma) { x, y, count in sg_digamma(x, y, count) { Math.digamma($0) } },
  ]

  /// Edges, every size of number, and many ordinary ones.
  static let numbers: [Double] = {
    let edges = [
      0, .leastNonzeroMagnitude, .leastNormalMagnitude / 3, .leastNormalMagnitude, 0x1p-500,
      0x1p-60,
      0x1p-28, 0.75, 1, 1.4616321449683622, 1.5, 2, 2.5, 3, 6, 10, 20, 28, 37, 40, 171.6, 372.5,
      708.4, 709.79, 745.2, 0x1p26, 0x1p500, 0x1p1000, .greatestFiniteMagnitude, .infinity,
    ]
    var random = SeededGenerator(seed: 41)
    let around = edges.flatMap { [$0.nextDown, $0, $0.nextUp] }
    let ordinary = (0..<3_000).map { _ in Double.random(in: -30...30, using: &random) }
    let sizes = (0..<1_500).map { _ in
      Double(
        bitPattern: UInt64.random(in: 0..<Double.infinity.bitPattern, using: &random)
          | UInt64.random(in: 0...1, using: &random) << 63)
    }
    return around + around.map { -$0 } + [.nan] + ordinary + sizes
  }()

  private func bits(_ x: Double) -> UInt64 { x.isNaN ? Double.nan.bitPattern : x.bitPattern }

  @Test(arguments: loops)
  func isTheNumberAlone(_ loop: Loop) {
    let numbers = Self.numbers
    let wanted = numbers.map { bits(loop.number($0)) }
    defer { sg_use_vectors(sg_vector_kinds() - 1) }
    for kind in 0..<sg_vector_kinds() {
      sg_use_vectors(kind)
      #expect(numbers.map { bits(loop.number($0)) } == wanted, "alone, kind \(kind)")
      var results = [Double](repeating: 7, count: numbers.count)
      loop.run(numbers, &results, numbers.count)
      let first = zip(results.map(bits), wanted).enumerated().first { $0.element.0 != $0.element.1 }
      #expect(first == nil, "vectors of kind \(kind) at \(first.map { numbers[$0.offset] } ?? 0)")

      var inPlace = numbers
      inPlace.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        // Short runs too, whose lanes do not fill a vector.
        var (start, length) = (0, 1)
        while start < buffer.count {
          let count = min(length, buffer.count - start)
          loop.run(base + start, base + start, count)
          start += count
          length = length % 37 + 1
        }
      }
      #expect(inPlace.map(bits) == wanted, "in place, vectors of kind \(kind)")
    }
  }

  struct Pair: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let first: @Sendable (Double) -> Double
    let second: @Sendable (Double) -> Double
    let run:
      @Sendable (
        UnsafePointer<Double>, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>, Int
      ) -> Void
  }

  static let pairs: [Pair] = [
    Pair(
      testDescription: "log", first: Math.log, second: { 1 / $0 }, run: sg_logarithm_and_reciprocal),
    Pair(
      testDescription: "tanh", first: Math.tanh, second: sg_sech_squared_of,
      run: sg_tanh_and_sech_squared),
    Pair(
      testDescription: "erf", first: Math.erf, second: Math.gaussian, run: sg_erf_and_gaussian),
    Pair(
      testDescription: "ndtr", first: Math.ndtr, second: { Math.normalDensity($0) },
      run: sg_ndtr_and_normal_density),
    Pair(testDescription: "sin", first: Math.sin, second: Math.cos) { x, y, z, count in
      sg_sine_and_cosine(x, y, z, count, { Math.sin($0) }, { Math.cos($0) })
    },
    Pair(testDescription: "lgamma", first: Math.lgamma, second: Math.digamma) { x, y, z, count in
      sg_log_gamma_and_digamma(x, y, z, count, { Math.lgamma($0) }, { Math.digamma($0) })
    },
  ]

  @Test(arguments: pairs)
  func pairIsBoth(_ pair: Pair) {
    let numbers = Self.numbers
    defer { sg_use_vectors(sg_vector_kinds() - 1) }
    for kind in 0..<sg_vector_kinds() {
      sg_use_vectors(kind)
      var first = [Double](repeating: 7, count: numbers.count)
      // The second result is written over the operand.
      var second = numbers
      second.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        pair.run(base, &first, base, buffer.count)
      }
      #expect(first.map(bits) == numbers.map { bits(pair.first($0)) }, "kind \(kind)")
      #expect(second.map(bits) == numbers.map { bits(pair.second($0)) }, "kind \(kind)")
    }
  }

  /// The register machine of every kind, and numbers alone.
  @Test func stepsAreTheNumbers() {
    func instruction(
      _ operation: sg_operation, _ a: Int32, _ b: Int32, _ c: Int32, into result: Int32
    ) -> sg_instruction {
      sg_instruction(
        operation: Int32(operation.rawValue), a: a, b: b, c: c, result: result, index: 0,
        function: nil)
    }
    // x, 0.7, and then exp(x), exp(-x), log(exp(x)), sin(x) 0.7 + cos(x), where the product and the
    // sum are each rounded.
    let code = [
      instruction(SG_EXP, 0, 0, 0, into: 2), instruction(SG_LOG, 2, 2, 2, into: 4),
      instruction(SG_NEGATIVE, 0, 0, 0, into: 3), instruction(SG_EXP, 3, 3, 3, into: 3),
      instruction(SG_COS, 0, 0, 0, into: 6), instruction(SG_SIN, 0, 0, 0, into: 5),
      instruction(SG_MULTIPLY_ADD, 5, 1, 6, into: 5), instruction(SG_END, 5, 5, 5, into: 5),
    ]
    defer { sg_use_vectors(sg_vector_kinds() - 1) }
    for kind in 0..<sg_vector_kinds() {
      sg_use_vectors(kind)
      for x in Self.numbers where x.magnitude < SG_LARGE_ANGLE {
        var registers = [x, 0.7, 0, 0, 0, 0, 0]
        #expect(sg_run(code, &registers, nil) == -1)
        let product = Math.sin(x) * 0.7
        let wanted = [
          Math.exp(x), Math.exp(-x), Math.log(Math.exp(x)), product + Math.cos(x), Math.cos(x),
        ]
        #expect(
          registers[2...].map(bits) == wanted.map(bits), "kind \(kind) at \(x)")
      }
    }
  }

  @Test func arithmeticIsTheSame() {
    let a = Self.numbers
    let b = Array(a.reversed())
    typealias Arithmetic = (
      UnsafePointer<Double>, UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int
    ) -> Void
    let loops: [Arithmetic] = [
      sg_add, sg_subtract, sg_multiply, sg_divide, sg_less, sg_less_equal, sg_greater,
      sg_greater_equal, sg_equal, sg_not_equal, sg_logical_and, sg_logical_or, sg_logical_xor,
      sg_maximum, sg_minimum, sg_keep_where, sg_keep_unless, sg_chain_multiply,
      sg_chain_multiply_either, { sg_fused_multiply_add($0, $1, $0, $2, $3) },
      { sg_where($0, $1, $0, $2, $3) },
    ]
    defer { sg_use_vectors(sg_vector_kinds() - 1) }
    for (index, loop) in loops.enumerated() {
      // One lane at a time is always done without vectors.
      var wanted = [Double](repeating: 7, count: a.count)
      for lane in a.indices {
        var value = 0.0
        loop([a[lane]], [b[lane]], &value, 1)
        wanted[lane] = value
      }
      for kind in 0..<sg_vector_kinds() {
        sg_use_vectors(kind)
        var results = [Double](repeating: 7, count: a.count)
        loop(a, b, &results, a.count)
        #expect(results.map(bits) == wanted.map(bits), "loop \(index), vectors of kind \(kind)")
      }
    }
  }

  /// Pairs for divisions: ordinary ones, those whose significands are near an end, where quotients lie
  /// closest to the middle of two numbers, and every size.
  private static let divisions: [(a: Double, b: Double)] = {
    var random = SeededGenerator(seed: 42)
    func significand() -> UInt64 {
      let bits = UInt64.random(in: 0..<1 << 52, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: return bits & 63
      case 1: return (1 << 52) - 1 - (bits & 63)
      case 2: return bits & 0xf_ffff_0000_0000
      default: return bits
      }
    }
    func number() -> Double {
      let exponent = UInt64.random(in: 1023 - 260...1023 + 260, using: &random)
      return Double(bitPattern: UInt64.random(in: 0...1, using: &random) << 63 | exponent << 52)
        * Double(bitPattern: 1023 << 52 | significand())
    }
    let near = (0..<400_000).map { _ in (number(), number()) }
    return near + zip(numbers, numbers.reversed()) + zip(numbers, numbers.shuffled(using: &random))
  }()

  /// Division, that by a known reciprocal, and reciprocals themselves are rounded as the processor's division
  /// is: in blocks in which all are near 1, and in those that hold others.
  @Test(arguments: [8, 24, 512, 700])
  func quotientsAreRoundedOnce(_ length: Int) {
    let pairs = Self.divisions
    let (a, b) = (pairs.map(\.a), pairs.map(\.b))
    let inverses = b.map { 1 / $0 }
    func check(_ results: [Double], _ wanted: (Int) -> Double, _ name: String) {
      let first = pairs.indices.first { bits(results[$0]) != bits(wanted($0)) }
      #expect(first == nil, "\(first.map { pairs[$0] }.debugDescription), \(name)")
    }
    defer { sg_use_vectors(sg_vector_kinds() - 1) }
    for kind in 0..<sg_vector_kinds() {
      sg_use_vectors(kind)
      check(inBlocks(b, of: length, sg_reciprocal), { inverses[$0] }, "reciprocal, kind \(kind)")
      for knowsInverses in [false, true] {
        // The quotients are written over the dividends.
        var quotients = a
        quotients.withUnsafeMutableBufferPointer { results in
          b.withUnsafeBufferPointer { b in
            inverses.withUnsafeBufferPointer { inverses in
              guard let result = results.baseAddress, let b = b.baseAddress,
                let inverse = inverses.baseAddress
              else { return }
              for start in stride(from: 0, to: pairs.count, by: length) {
                let (result, b, count) = (
                  result + start, b + start, min(length, pairs.count - start)
                )
                if knowsInverses {
                  sg_quotient(result, b, inverse + start, result, count)
                } else {
                  sg_divide(result, b, result, count)
                }
              }
            }
          }
        }
        check(quotients, { a[$0] / b[$0] }, "inverses known: \(knowsInverses), kind \(kind)")
      }
    }
  }

  /// Significands of 53 bits below 2, and of 54 below 4, whose roots are so close to the middle of two
  /// numbers that a product with an inexact factor could round them to the wrong one: all for which
  /// n^2 + c, with an n of 54 bits and |c| <= 65, is a multiple of 2^54.
  private static let rootsNearMiddles: [UInt64] = [
    0x10000000000001, 0x10000000000003, 0x10000000000005, 0x10000000000007, 0x11dad9cfe3d12a,
    0x1256565cadcbf4, 0x1270ac7cec9d2a, 0x1283741a1bef08, 0x12b035c1197f48, 0x1732b9a374ddce,
    0x1955d8279a3c0f, 0x1a881d1831fabd, 0x1ba44c2a0737a2, 0x1bd3b47d3244af, 0x1d407bb3641da5,
    0x1e99893042c2cb, 0x235932abfb21a4, 0x29d6bf0bcf0752, 0x2b72a6892e5fc4, 0x2d3951f40f8a4c,
    0x2ee907a6f9c40a, 0x30888111b7b96a, 0x3ffffffffffff2, 0x3ffffffffffff6, 0x3ffffffffffffa,
    0x3ffffffffffffe,
  ]

  @Test(arguments: [8, 24, 512, 700])
  func rootsAreRoundedOnce(_ length: Int) {
    let near = Self.rootsNearMiddles.flatMap { significand in
      (-150...150).map { Double(sign: .plus, exponent: 2 * $0 - 52, significand: 1) }
        .map { Double(significand) * $0 }
    }
    let numbers = near + Self.divisions.map(\.a.magnitude)
    let wanted = numbers.map { bits($0.squareRoot()) }
    defer { sg_use_vectors(sg_vector_kinds() - 1) }
    for kind in 0..<sg_vector_kinds() {
      sg_use_vectors(kind)
      let roots = inBlocks(numbers, of: length, sg_square_root)
      let first = numbers.indices.first { bits(roots[$0]) != wanted[$0] }
      #expect(first == nil, "\(first.map { numbers[$0] } ?? 0), kind \(kind)")
    }
  }

  /// Loops with a shorter way for blocks of plain numbers, in such blocks and at their limits.
  @Test(arguments: [8, 37, 512])
  func plainLanesAreTheSame(_ length: Int) {
    var random = SeededGenerator(seed: 44)
    func numbers(_ range: ClosedRange<Double>, _ edges: [Double]) -> [Double] {
      let some = (0..<20_000).map { _ in Double.random(in: range, using: &random) }
      // An edge alone in a block that is else plain, and all edges together.
      let apart = edges.flatMap { [$0] + some.prefix(length - 1) }
      return some + apart + edges
    }
    let exponents = numbers(
      -707.9...707.9,
      [
        .leastNonzeroMagnitude, 708, 708.0.nextDown, -708, -708.0.nextUp, 0, -0.0, .nan, .infinity,
        -.infinity,
      ])
    let positives = numbers(
      1e-5...1e5,
      [.leastNormalMagnitude, .leastNormalMagnitude.nextDown, .greatestFiniteMagnitude, .infinity]
        + [.nan, 0, -0.0, -1, 1])
    defer { sg_use_vectors(sg_vector_kinds() - 1) }
    for kind in 0..<sg_vector_kinds() {
      sg_use_vectors(kind)
      let powers = inBlocks(exponents, of: length, sg_exponential)
      #expect(powers.map(bits) == exponents.map { bits(Math.exp($0)) }, "exp, kind \(kind)")
      let logarithms = inBlocks(positives, of: length, sg_natural_logarithm)
      #expect(logarithms.map(bits) == positives.map { bits(Math.log($0)) }, "log, kind \(kind)")
      var inverses = positives
      let both = inBlocks(positives, of: length) { x, result, count in
        sg_logarithm_and_reciprocal(x, result, &inverses, count)
      }
      #expect(both.map(bits) == logarithms.map(bits), "log and reciprocal, kind \(kind)")
    }
  }

  /// What a loop gives that has so many lanes at a time.
  private func inBlocks(
    _ numbers: [Double], of length: Int,
    _ loop: (UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int) -> Void
  ) -> [Double] {
    var results = [Double](repeating: 7, count: numbers.count)
    numbers.withUnsafeBufferPointer { numbers in
      results.withUnsafeMutableBufferPointer { results in
        guard let x = numbers.baseAddress, let result = results.baseAddress else { return }
        for start in stride(from: 0, to: numbers.count, by: length) {
          loop(x + start, result + start, min(length, numbers.count - start))
        }
      }
    }
    return results
  }

  @Test func operationsAtOnceAreTheSame() {
    let (a, b) = (Self.numbers, Array(Self.numbers.reversed()))
    var random = SeededGenerator(seed: 43)
    let (c, d) = (a.shuffled(using: &random), a.shuffled(using: &random))
    typealias Joined = (
      UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>,
      UnsafeMutablePointer<Double>, Int
    ) -> Void
    typealias OfThree = (
      UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>,
      UnsafeMutablePointer<Double>, Int
    ) -> Void
    func ofThree(_ loop: @escaping OfThree) -> Joined {
      { a, b, c, _, result, count in loop(a, b, c, result, count) }
    }
    let loops: [(name: String, run: Joined, wanted: ([Double]) -> Double)] = [
      (
        "-a b", { a, b, _, _, result, count in sg_negative_product(a, b, result, count) },
        { -($0[0] * $0[1]) }
      ),
      ("a b + c", ofThree(sg_multiply_add), { $0[0] * $0[1] + $0[2] }),
      ("a b - c", ofThree(sg_multiply_subtract), { $0[0] * $0[1] - $0[2] }),
      ("c - a b", ofThree(sg_subtract_product), { $0[2] - $0[0] * $0[1] }),
      ("a b c", ofThree(sg_multiply_multiply), { $0[0] * $0[1] * $0[2] }),
      ("(a + b) c", ofThree(sg_add_multiply), { ($0[0] + $0[1]) * $0[2] }),
      ("(a - b) c", ofThree(sg_subtract_multiply), { ($0[0] - $0[1]) * $0[2] }),
      ("a + b + c", ofThree(sg_add_add), { $0[0] + $0[1] + $0[2] }),
      ("a b + c d", sg_sum_of_products, { $0[0] * $0[1] + $0[2] * $0[3] }),
      ("a b - c d", sg_difference_of_products, { $0[0] * $0[1] - $0[2] * $0[3] }),
      ("a b c + d", sg_multiply_multiply_add, { $0[0] * $0[1] * $0[2] + $0[3] }),
    ]
    defer { sg_use_vectors(sg_vector_kinds() - 1) }
    for loop in loops {
      let wanted = a.indices.map { loop.wanted([a[$0], b[$0], c[$0], d[$0]]) }
      for kind in 0..<sg_vector_kinds() {
        sg_use_vectors(kind)
        var results = [Double](repeating: 7, count: a.count)
        loop.run(a, b, c, d, &results, a.count)
        #expect(results.map(bits) == wanted.map(bits), "\(loop.name), vectors of kind \(kind)")
      }
    }
  }
}
