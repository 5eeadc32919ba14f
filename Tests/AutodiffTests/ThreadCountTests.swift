import Autodiff
import TestSupport
import Testing

@Suite(.serialized) struct ThreadCountTests {
  static let lengths = [2, 127, 129, 511, 512, 513, 1025, 4096, 32_768, 65_537, 200_003]

  private func numbers(_ count: Int) -> Tensor {
    var random = SeededGenerator(seed: UInt64(count))
    return Tensor(
      (0..<count).map { _ in Double.random(in: -3...9, using: &random) }, shape: [count])
  }

  private func bits(_ tensors: [Tensor]) -> [[UInt64]] {
    tensors.map { $0.elements.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern } }
  }

  /// The value, gradient and some reductions of a region that has more than one sum.
  private func results(of x: Tensor) throws -> [Tensor] {
    let recorder = GraphRecorder()
    let input = recorder.input(shape: x.shape, type: .float64, value: x)
    let y = exp(-input * input) * sin(input) + lgamma(input)
    let value = y.sum() + tanh(input).sum()
    let gradient = recorder.pullback(
      [(value.node, value.filled(with: 1))], to: [input.node], since: 0)
    let nodes = [value.node, (y + y).sum().node, y.node] + gradient.compactMap { $0?.node }
    return try Compiled(recorder, for: nodes).run()
  }

  @Test(arguments: lengths)
  func resultsDoNotDependOnThreads(_ length: Int) throws {
    defer { ThreadCount.current = 0 }
    let x = numbers(length)
    ThreadCount.current = 1
    let wanted = try bits(results(of: x))
    for count in [2, 3, 8] {
      ThreadCount.current = count
      #expect(try bits(results(of: x)) == wanted, "\(count) threads")
    }
  }

  @Test(arguments: lengths)
  func fusedSumIsTheSum(_ length: Int) throws {
    let x = numbers(length)
    let recorder = GraphRecorder()
    let y = exp(recorder.input(shape: x.shape, type: .float64, value: x))
    // Alone, where what is summed stays in registers, and with it.
    let alone = try Compiled(recorder, for: [y.sum().node]).run()
    let results = try Compiled(recorder, for: [y.node, y.sum().node]).run()
    let sum = results[0].sum(over: [0], keepingDimensions: false)
    #expect(bits([results[1]]) == bits([sum]))
    #expect(bits(alone) == bits([sum]))
  }

  @Test(arguments: [
    ([300_000], [0]), ([700, 300], [1]), ([300, 700], [0]), ([3, 400, 300], [0, 2]),
  ])
  func reductionsDoNotDependOnThreads(_ lengths: [Int], _ axes: [Int]) {
    defer { ThreadCount.current = 0 }
    let shape = Shape(lengths)
    let x = numbers(shape.count).reshaped(to: shape)
    let reduced = {
      [
        x.sum(over: axes, keepingDimensions: false),
        x.product(over: axes, keepingDimensions: false),
        x.maximum(over: axes, keepingDimensions: false),
      ]
    }
    ThreadCount.current = 1
    let wanted = bits(reduced())
    for count in [2, 3] {
      ThreadCount.current = count
      #expect(bits(reduced()) == wanted, "\(count) threads")
    }
  }

  /// Below, at and above the size from which a matrix is decomposed panel by panel.
  @Test(arguments: [511, 512, 575, 577, 640, 705])
  func factorsDoNotDependOnThreads(_ n: Int) throws {
    defer { ThreadCount.current = 0 }
    let matrix = numbers(n * n).reshaped(to: [n, n])
    ThreadCount.current = 1
    let factors = matrix.luFactored()
    for count in [2, 3] {
      ThreadCount.current = count
      let isSame = bits([matrix.luFactored()]) == bits([factors])
      #expect(isSame, "\(count) threads")
    }
    // The sums of the rows are the product with ones.
    let sums = matrix.sum(over: [1], keepingDimensions: true)
    let solution = try factors.luSolving(sums, transposed: false, operand: "a")
    #expect(solution.elements.allSatisfy { abs($0 - 1) < 1e-8 })
  }

  /// Threads that decompose matrices at the same time do not disturb each other.
  @Test func factorsDoNotDependOnWhatElseIsDone() async throws {
    let matrix = numbers(200 * 200).reshaped(to: [200, 200])
    let wanted = bits([matrix.luFactored()])
    let disturbed = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<200).count { _ in bits([matrix.luFactored()]) != wanted } }
      }
      return await group.reduce(0, +)
    }
    #expect(disturbed == 0)
  }

  /// A function and its derivative are computed together, where they meet in a region.
  @Test(arguments: [Primitive.tanh, .erf, .sin, .cos, .lgamma])
  func functionsTogetherAreFunctionsAlone(_ function: Primitive) throws {
    let x = numbers(1500)
    let recorder = GraphRecorder()
    let input = recorder.input(shape: x.shape, type: .float64, value: x)
    let y = function(input)
    let gradient = recorder.pullback(
      [(y.node, y.filled(with: 1))], to: [input.node], since: 0)
    let slope = try #require(gradient[0])
    let together = try Compiled(recorder, for: [y.node, slope.node]).run()
    #expect(try bits([together[0]]) == bits(Compiled(recorder, for: [y.node]).run()))
    #expect(try bits([together[1]]) == bits(Compiled(recorder, for: [slope.node]).run()))
  }

  @Test func piecesAreDoneOnceEach() {
    var counts = [Int](repeating: 0, count: 1000)
    counts.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      parallel(1000) { outer in
        // A piece that starts further pieces does them itself.
        parallel(3) { _ in buffer[outer] += 1 }
      }
    }
    #expect(counts.allSatisfy { $0 == 3 })
  }
}
