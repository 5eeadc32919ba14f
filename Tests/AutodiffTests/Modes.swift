import Autodiff

/// A way of taking one derivative.
enum Mode: String, CaseIterable, Sendable {
  case forward, reverse

  /// Every sequence of ways to take `order` derivatives, from the inside out.
  static func sequences(_ order: Int) -> [[Mode]] {
    var sequences: [[Mode]] = [[]]
    for _ in 0..<order {
      sequences = sequences.flatMap { sequence in allCases.map { sequence + [$0] } }
    }
    return sequences
  }
}

/// The repeated derivative of a function of one tensor.
///
/// Each is taken along the direction of ones, or is the gradient of the sum. Of a function that acts
/// on each element alone these agree, whatever the sequence.
func derivative(
  _ modes: [Mode], onTape: Bool = true, at x: Tensor, of function: (Variable) -> Variable
) throws -> [Double] {
  let probe = try Probe([x], onTape: onTape) { function($0[0]) }
  let ones = Tensor(repeating: 1, shape: x.shape)
  var result = probe.result
  for mode in modes {
    result =
      switch mode {
      case .forward: try probe.pushed([result], along: [ones])[0]
      case .reverse: try probe.gradients(of: result)[0]
      }
  }
  return try probe.values([result])[0].elements
}

/// The gradient of the sum of a function, and the gradient of its sum, and so on.
func repeatedGradient(
  _ order: Int, at x: Tensor, of function: (Variable) -> Variable
) throws -> [Double] {
  try derivative([Mode](repeating: .reverse, count: order), at: x, of: function)
}

/// The Hessian of the sum of a function, row by row.
func hessian(at x: Tensor, of function: (Variable) -> Variable) throws -> [[Double]] {
  let probe = try Probe([x]) { function($0[0]) }
  let gradient = try probe.gradients(of: probe.result)[0]
  return try (0..<x.count).map { row in
    var unit = [Double](repeating: 0, count: x.count)
    unit[row] = 1
    let weights = Tensor(unit, shape: x.shape)
    return try probe.values(try probe.gradients(of: gradient, weights: weights))[0].elements
  }
}
