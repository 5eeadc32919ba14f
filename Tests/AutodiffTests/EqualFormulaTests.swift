import Autodiff
import TestSupport
import Testing

/// Two formulas of one function have one derivative.
@Suite struct EqualFormulaTests {
  struct Pair: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let shapes: [Shape]
    let range: ClosedRange<Double>
    let left: @Sendable ([Variable]) -> Variable
    let right: @Sendable ([Variable]) -> Variable

    init(
      _ name: String, shapes: [Shape] = [[5]], in range: ClosedRange<Double> = -1.3...1.3,
      _ left: @escaping @Sendable ([Variable]) -> Variable,
      _ right: @escaping @Sendable ([Variable]) -> Variable
    ) {
      testDescription = name
      self.shapes = shapes
      self.range = range
      self.left = left
      self.right = right
    }

    /// Of functions of one number.
    init(
      _ name: String, in range: ClosedRange<Double> = -1.3...1.3,
      of left: Primitive, _ right: @escaping @Sendable (Variable) -> Variable
    ) {
      self.init(name, in: range, { left($0[0]) }, { right($0[0]) })
    }
  }

  private typealias P = Primitive

  /// The call of a function by the name that the language has for it.
  private static func call(_ name: String, _ x: [Variable], _ statics: StaticValue...) -> Variable {
    guard let function = Catalogue.function(named: name) else { return x[0].number(.nan) }
    return function.apply(x, statics)
  }

  static let elementary: [Pair] = [
    Pair("tan = sin / cos", of: P.tan) { P.sin($0) / P.cos($0) },
    Pair("tanh = sinh / cosh", of: P.tanh) { P.sinh($0) / P.cosh($0) },
    Pair("square = x x", of: P.square) { $0 * $0 },
    Pair("sqrt = pow 1/2", in: 0.1...4, of: P.sqrt) { P.pow($0, $0.number(0.5)) },
    Pair("exp2 = exp (x log 2)", of: P.exp2) { P.exp($0 * 0.693_147_180_559_945_3) },
    Pair("expm1 = exp - 1", in: 0.5...2, of: P.expm1) { P.exp($0) - 1 },
    Pair("log1p = log (1 + x)", in: 0.5...2, of: P.log1p) { P.log(1 + $0) },
    Pair("asinh = log (x + sqrt (x^2 + 1))", in: 0.3...2, of: P.asinh) {
      P.log($0 + P.sqrt(P.square($0) + 1))
    },
    Pair("sigmoid = 1 / (1 + exp -x)", of: P.sigmoid) { 1 / (1 + P.exp(-$0)) },
    Pair("softplus = logaddexp (x, 0)", of: P.softplus) {
      call("logaddexp", [$0, $0.filled(with: 0)])
    },
    Pair("digamma x = digamma (1 + x) - 1 / x", in: 0.5...4, of: P.digamma) { x in
      P.digamma(1 + x) - P.reciprocal(x)
    },
    Pair("hypot = sqrt (x^2 + y^2)", shapes: [[4], [4]], in: 0.2...2, { call("hypot", $0) }) {
      P.sqrt(P.square($0[0]) + P.square($0[1]))
    },
    Pair("atan2 = atan (y / x)", shapes: [[4], [4]], in: 0.2...2, { call("atan2", $0) }) {
      P.atan($0[0] / $0[1])
    },
    Pair("pow = exp (y log x)", shapes: [[4], [4]], in: 0.2...2, { call("pow", $0) }) {
      P.exp($0[1] * P.log($0[0]))
    },
    Pair("logaddexp = log (exp + exp)", shapes: [[4], [4]], { call("logaddexp", $0) }) {
      P.log(P.exp($0[0]) + P.exp($0[1]))
    },
  ]

  static let reductions: [Pair] = [
    Pair("var = mean of squared deviations", { call("var", $0) }) { x in
      P.mean(P.square(x[0] - P.mean(x[0])))
    },
    Pair("var = mean of squares - square of mean", { call("var", $0) }) { x in
      P.mean(P.square(x[0])) - P.square(P.mean(x[0]))
    },
    Pair("prod = exp sum log", in: 0.4...2, { P.prod($0[0]) }) { P.exp(P.sum(P.log($0[0]))) },
    Pair("norm = sqrt sum of squares", { P.norm($0[0]) }) { P.sqrt(P.sum(P.square($0[0]))) },
    Pair("logsumexp = log sum exp", { P.logSumExp($0[0]) }) { P.log(P.sum(P.exp($0[0]))) },
    Pair("log_softmax = log softmax", { P.logSoftmax($0[0]) }) { P.log(P.softmax($0[0])) },
    Pair("softmax = exp / sum exp", { P.softmax($0[0]) }) { P.exp($0[0]) / P.sum(P.exp($0[0])) },
    Pair("logcumsumexp = log cumsum exp", { call("logcumsumexp", $0) }) {
      P.log(P.cumsum(P.exp($0[0])))
    },
    Pair("cumprod = exp cumsum log", in: 0.4...2, { P.cumprod($0[0]) }) {
      P.exp(P.cumsum(P.log($0[0])))
    },
    Pair("ptp = max - min", { call("ptp", $0) }) { P.max($0[0]) - P.min($0[0]) },
    Pair("max = last of sort", { P.max($0[0]) }) { x in
      P.sort(x[0]).sliced([StridedRange(start: 4, step: 1, count: 1)]).reshaped(to: .scalar)
    },
    Pair("median = quantile 1/2", { P.median($0[0]) }) { x in
      call("quantile", [x[0], x[0].number(0.5)])
    },
    Pair("cummax at the end = max", { P.max($0[0]) }) { x in
      call("cummax", x).sliced([StridedRange(start: 4, step: 1, count: 1)]).reshaped(to: .scalar)
    },
    Pair("nanmean = mean", { call("nanmean", $0) }) { P.mean($0[0]) },
    Pair("nanvar = var", { call("nanvar", $0) }) { call("var", $0) },
    Pair(
      "average = sum of products", shapes: [[5], [5]], in: 0.3...2,
      { x in
        call("average", [x[0], x[1]])
      }
    ) { P.sum($0[0] * $0[1]) / P.sum($0[1]) },
  ]

  static let arrays: [Pair] = [
    Pair("cov of a vector = var with ddof 1", { call("cov", $0) }) { x in
      call("var", x, .none, .integer(1))
    },
    Pair(
      "correlate = convolve with the reverse", shapes: [[5], [3]],
      { x in
        call("correlate", x, .text("full"))
      }
    ) { x in call("convolve", [x[0], P.flip(x[1])]) },
    Pair(
      "convolve = product of polynomials", shapes: [[3], [4], []],
      { x in
        call("polyval", [call("convolve", [x[0], x[1]]), x[2]])
      }
    ) { x in call("polyval", [x[0], x[2]]) * call("polyval", [x[1], x[2]]) },
    Pair("polyval = vander @ p", shapes: [[4], [3]], { call("polyval", $0) }) { x in
      P.matmul(call("vander", [x[1]], .integer(4)), x[0])
    },
    Pair("trapezoid = end of cumulative_trapezoid", { call("trapezoid", $0) }) { x in
      call("cumulative_trapezoid", x).sliced([StridedRange(start: 3, step: 1, count: 1)])
        .reshaped(to: .scalar)
    },
    Pair("matmul = einsum", shapes: [[2, 3], [3, 2]], { P.matmul($0[0], $0[1]) }) { x in
      P.einsum.apply(x, [.text("ij,jk")])
    },
    Pair("trace = einsum ii", shapes: [[3, 3]], { P.trace($0[0]) }) {
      P.einsum.apply($0, [.text("ii")])
    },
    Pair("vdot = sum of products", shapes: [[2, 3], [2, 3]], { P.vdot($0[0], $0[1]) }) {
      P.sum($0[0] * $0[1])
    },
    Pair(
      "swapaxes = transpose", shapes: [[2, 3]], { call("swapaxes", $0, .integer(0), .integer(1)) }
    ) {
      P.transpose($0[0]) * 1
    },
    Pair("rot90 = transpose and flip", shapes: [[2, 3]], { call("rot90", $0) }) { x in
      call("flipud", [P.transpose(x[0])])
    },
    Pair(
      "segment_sum = one_hot @ x", shapes: [[4]],
      { x in
        call("segment_sum", [x[0], x[0].constant(Tensor.vector(2, 0, 2, 1))], .integer(3))
      }
    ) { x in
      let rows = call("one_hot", [x[0].constant(Tensor.vector(2, 0, 2, 1))], .integer(3))
      return P.matmul(x[0], rows)
    },
  ]

  /// A formula that cancels has errors of its own; these stay within a thousand roundings.
  static let tolerance = 1e-12

  @Test(arguments: elementary + reductions + arrays)
  func agrees(_ pair: Pair) throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<4 {
      let point = pair.shapes.map { Tensor.random($0, in: pair.range, using: &generator) }
      let direction = point.map { Tensor.random($0.shape, using: &generator) }
      let shape = try Probe(point, pair.left).result.shape
      let weights = Tensor.random(shape, using: &generator)
      let sides = try [pair.left, pair.right].map { formula -> [[Double]] in
        let probe = try Probe(point, formula)
        let gradients = try probe.gradients(of: probe.result, weights: weights)
        let curvature = try probe.pushed(gradients, along: direction)
        return try [[probe.result], gradients, curvature].map { variables in
          try probe.values(variables).flatMap(\.elements)
        }
      }
      for (order, results) in zip(sides[0], sides[1]).enumerated() {
        #expect(!results.0.isEmpty && results.0.allSatisfy(\.isFinite))
        #expect(
          discrepancy(results.0, results.1) < Self.tolerance,
          "derivative \(order) at \(point.map(\.elements)): \(results)")
      }
    }
  }
}
