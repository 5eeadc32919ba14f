import ScalarMath

extension MeasuredFunction {
  static let errorFunctions: [MeasuredFunction] = [
    .unary("erf", 1, Math.erf), .unary("erfc", 1, Math.erfc), .unary("erfcx", 1, Math.erfcx),
    .unary("erfinv", 1.2, Math.erfinv), .unary("erfcinv", 1.2, Math.erfcinv),
    .unary("ndtr", 1.2, Math.ndtr), .unary("ndtri", 1.2, Math.ndtri),
    .unary("logNdtr", 1.6, Math.logNdtr),
  ]
}
