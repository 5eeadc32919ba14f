import Autodiff
import TestSupport

/// A random expression, which gives the same formula each time it is recorded.
struct RandomExpression {
  private let seed: UInt64
  private let length: Int
  private let isSmooth: Bool

  /// - Parameter isSmooth: whether it has second derivatives everywhere.
  init(length: Int, isSmooth: Bool = false, using generator: inout SeededGenerator) {
    seed = generator.next()
    self.length = length
    self.isSmooth = isSmooth
  }

  /// Records the expression; its results are the last few of its parts, of mixed shapes.
  func callAsFunction(_ inputs: [Variable]) -> [Variable] {
    var generator = SeededGenerator(seed: seed)
    var parts = inputs + [inputs[0].number(0.5)]
    for _ in 0..<length {
      let a = parts.randomElement(using: &generator) ?? inputs[0]
      let b = parts.filter { fits($0.shape, a.shape) }.randomElement(using: &generator) ?? a
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: parts.append(unary(a, using: &generator))
      case 1, 2: parts.append(binary(a, b, using: &generator))
      default: parts.append(rearranged(a, using: &generator))
      }
    }
    return parts.suffix(3)
  }

  /// The results as one number.
  func total(_ inputs: [Variable]) -> Variable {
    let sums = self(inputs).map { $0.sum() }
    return sums.dropFirst().reduce(sums[0], +)
  }

  private func fits(_ a: Shape, _ b: Shape) -> Bool {
    guard let shape = try? a.broadcast(with: b) else { return false }
    return shape.count <= 4000
  }

  private func unary(_ x: Variable, using generator: inout SeededGenerator) -> Variable {
    let smooth: [(Variable) -> Variable] = [
      { -$0 }, tanh, sin, cos, sigmoid, { Primitive.square(sin($0)) }, { 1 / (1 + $0 * $0) },
      { exp(-$0 * $0) }, { pow(tanh($0), 3) }, { sqrt(1 + $0 * $0) }, { tanh($0) * 1 + 0 },
    ]
    let others: [(Variable) -> Variable] = [
      abs, relu, { log($0) }, sqrt, { Primitive.floor($0) }, { x in x > x.number(0.1) },
      { Primitive.sign($0) }, { Primitive.stopGradient($0) },
    ]
    return pick(smooth, others, using: &generator)(x)
  }

  private func binary(
    _ a: Variable, _ b: Variable, using generator: inout SeededGenerator
  ) -> Variable {
    let smooth: [(Variable, Variable) -> Variable] = [
      (+), (-), { tanh($0) * $1 }, { $0 / (2 + sin($1)) }, { $0 - -$1 },
      { Primitive.hypot($0, 1 + $1 * $1) },
    ]
    let others: [(Variable, Variable) -> Variable] = [
      Autodiff.max, Autodiff.min, { Autodiff.where($0 > $1, log($0), $1) }, (/),
      { Primitive.mod($0, $1) },
    ]
    return pick(smooth, others, using: &generator)(a, b)
  }

  /// Sums, slices and other shapes of an array.
  private func rearranged(_ x: Variable, using generator: inout SeededGenerator) -> Variable {
    guard x.rank > 0, x.shape.count > 0 else { return x * 0.5 }
    let axis = Int.random(in: 0..<x.rank, using: &generator)
    let smooth: [(Variable) -> Variable] = [
      { Primitive.mean.apply([$0], [.integer(axis), .flag(true)]) },
      { Primitive.sum.apply([tanh($0)], [.integer(axis), .flag(false)]) },
      { Primitive.transpose($0) },
      { Primitive.flip($0) },
      { Primitive.ravel($0) },
      { Primitive.softmax.apply([$0], [.integer(axis)]) },
      { Primitive.cumsum.apply([tanh($0)], [.integer(axis)]) },
      {
        $0.sliced($0.shape.dimensions.map { StridedRange(start: 0, step: 1, count: ($0 + 1) / 2) })
      },
      { Primitive.expandDims.apply([$0], [.integer(axis)]) },
    ]
    let others: [(Variable) -> Variable] = [
      { Primitive.sort.apply([$0], [.integer(axis)]) },
      { Primitive.cumprod.apply([$0], [.integer(axis)]) },
    ]
    return pick(smooth, others, using: &generator)(x)
  }

  private func pick<T>(_ smooth: [T], _ others: [T], using generator: inout SeededGenerator) -> T {
    let candidates = isSmooth ? smooth : smooth + others
    return candidates[Int.random(in: 0..<candidates.count, using: &generator)]
  }
}
