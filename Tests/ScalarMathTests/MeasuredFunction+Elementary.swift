import ScalarMath

extension MeasuredFunction {
  /// Within 1 ulp by the contract; most are far better.
  static let elementary: [MeasuredFunction] =
    [
      .unary("exp", 0.53, Math.exp), .unary("exp2", 0.52, Math.exp2),
      .unary("exp10", 0.52, Math.exp10), .unary("expm1", 0.6, Math.expm1),
      .unary("log", 0.7, Math.log), .unary("log2", 0.55, Math.log2),
      .unary("log10", 0.51, Math.log10), .unary("log1p", 0.7, Math.log1p),
      .binary("pow", 0.52, Math.pow), .unary("sqrt", 0.5, Math.sqrt),
      .unary("rsqrt", 0.51, Math.rsqrt), .unary("cbrt", 0.51, Math.cbrt),
      .unary("sin", 0.6, Math.sin), .unary("cos", 0.6, Math.cos), .unary("tan", 0.7, Math.tan),
      .unary("asin", 0.52, Math.asin), .unary("acos", 0.52, Math.acos),
      .unary("atan", 0.55, Math.atan), .binary("atan2", 0.55, Math.atan2),
      .unary("sinh", 0.51, Math.sinh), .unary("cosh", 0.51, Math.cosh),
      .unary("tanh", 0.6, Math.tanh), .unary("asinh", 0.51, Math.asinh),
      .unary("acosh", 0.51, Math.acosh), .unary("atanh", 0.51, Math.atanh),
      .binary("hypot", 0.8, Math.hypot), .unary("sinc", 0.6, Math.sinc),
      .binary("fmod", 0, Math.fmod), .unary("logistic", 0.53, Math.logistic),
      .unary("softplus", 0.7, Math.softplus), .unary("logSigmoid", 0.7, Math.logSigmoid),
      .unary("logCosh", 0.52, Math.logCosh), .unary("log1mexp", 0.51, Math.log1mexp),
      .binary("logaddexp", 0.51, Math.logaddexp), .binary("logaddexp2", 0.51, Math.logaddexp2),
    ] + elementaryNeighbours + smoothActivations
}
