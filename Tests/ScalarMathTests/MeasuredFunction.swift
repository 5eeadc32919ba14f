import ScalarMath
import Testing

/// A function with a reference table and the error that it may have, in ulps.
struct MeasuredFunction: Sendable, CustomTestStringConvertible {
  let name: String
  let bound: Double
  let argumentCount: Int
  let evaluate: @Sendable ([Double]) -> Double

  var testDescription: String { name }

  private init(
    _ name: String, _ bound: Double, _ argumentCount: Int,
    _ evaluate: @escaping @Sendable ([Double]) -> Double
  ) {
    self.name = name
    self.bound = bound
    self.argumentCount = argumentCount
    self.evaluate = evaluate
  }

  static func unary(
    _ name: String, _ bound: Double, _ function: @escaping @Sendable (Double) -> Double
  ) -> MeasuredFunction {
    MeasuredFunction(name, bound, 1) { function($0[0]) }
  }

  static func binary(
    _ name: String, _ bound: Double, _ function: @escaping @Sendable (Double, Double) -> Double
  ) -> MeasuredFunction {
    MeasuredFunction(name, bound, 2) { function($0[0], $0[1]) }
  }

  /// The row with the largest error, and that error.
  func worst() -> (error: Double, row: ReferenceTable.Row)? {
    ReferenceTable(name, arguments: argumentCount).rows
      .map { ($0.error(of: evaluate($0.arguments)), $0) }
      .max { $0.0 < $1.0 }
  }

  static let all = elementary + special

  /// Within 1 ulp by the contract; most are far better.
  static let elementary: [MeasuredFunction] = [
    .unary("exp", 0.52, Math.exp), .unary("exp2", 0.52, Math.exp2),
    .unary("exp10", 0.52, Math.exp10), .unary("expm1", 0.92, Math.expm1),
    .unary("log", 0.52, Math.log), .unary("log2", 0.55, Math.log2),
    .unary("log10", 0.51, Math.log10), .unary("log1p", 0.91, Math.log1p),
    .binary("pow", 0.52, Math.pow), .unary("sqrt", 0.5, Math.sqrt),
    .unary("rsqrt", 0.51, Math.rsqrt), .unary("cbrt", 0.51, Math.cbrt),
    .unary("sin", 0.7, Math.sin), .unary("cos", 0.7, Math.cos), .unary("tan", 0.7, Math.tan),
    .unary("asin", 0.52, Math.asin), .unary("acos", 0.52, Math.acos),
    .unary("atan", 0.55, Math.atan), .binary("atan2", 0.55, Math.atan2),
    .unary("sinh", 0.51, Math.sinh), .unary("cosh", 0.51, Math.cosh),
    .unary("tanh", 0.51, Math.tanh), .unary("asinh", 0.51, Math.asinh),
    .unary("acosh", 0.51, Math.acosh), .unary("atanh", 0.51, Math.atanh),
    .binary("hypot", 0.8, Math.hypot), .unary("sinc", 0.6, Math.sinc),
    .binary("fmod", 0, Math.fmod), .unary("logistic", 0.51, Math.logistic),
    .unary("softplus", 0.51, Math.softplus), .unary("logSigmoid", 0.51, Math.logSigmoid),
    .unary("logCosh", 0.52, Math.logCosh), .unary("log1mexp", 0.51, Math.log1mexp),
    .binary("logaddexp", 0.51, Math.logaddexp), .binary("logaddexp2", 0.51, Math.logaddexp2),
  ]

  /// Within 4 ulp by the contract.
  static let special: [MeasuredFunction] = [
    .unary("erf", 1, Math.erf), .unary("erfc", 1, Math.erfc), .unary("erfcx", 1, Math.erfcx),
    .unary("erfinv", 1.2, Math.erfinv), .unary("erfcinv", 1.2, Math.erfcinv),
    .unary("ndtr", 1.2, Math.ndtr), .unary("ndtri", 1.2, Math.ndtri),
    .unary("logNdtr", 1.6, Math.logNdtr), .unary("lgamma", 2, Math.lgamma),
    .unary("gamma", 1, Math.gamma), .unary("digamma", 1.2, Math.digamma),
    .unary("trigamma", 3, Math.trigamma),
    .binary("polygamma", 3) { Math.polygamma(Int($0), $1) },
    .binary("xlogy", 1.5, Math.xlogy), .binary("xlog1py", 2, Math.xlog1py),
    .unary("entr", 1.5, Math.entr),
  ]
}
