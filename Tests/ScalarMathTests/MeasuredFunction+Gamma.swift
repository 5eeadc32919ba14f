import ScalarMath

extension MeasuredFunction {
  static let gammaFunctions: [MeasuredFunction] = [
    .unary("lgamma", 2, Math.lgamma), .unary("gamma", 1, Math.gamma),
    .unary("digamma", 1.8, Math.digamma), .unary("trigamma", 3, Math.trigamma),
    .binary("polygamma", 3) { Math.polygamma(Int($0), $1) },
  ]
}
