import ScalarMath

extension MeasuredFunction {
  /// Derivatives have their order as the first argument.
  static let errorDerivatives: [MeasuredFunction] = [
    .binary("gaussianDerivative", 2) { Math.gaussian($1, derivative: Int($0)) },
    .binary("normalDensity", 2) { Math.normalDensity($1, derivative: Int($0)) },
    .binary("growingGaussian", 2) { Math.growingGaussian($1, derivative: Int($0)) },
    .binary("erfcxDerivative", 2) { Math.erfcx($1, derivative: Int($0)) },
    .binary("logNdtrDerivative", 2) { Math.logNdtr($1, derivative: Int($0)) },
    .binary("erfinvDerivative", 2) { Math.erfinv($1, derivative: Int($0)) },
    .binary("erfcinvDerivative", 2) { Math.erfcinv($1, derivative: Int($0)) },
    .binary("ndtriDerivative", 2) { Math.ndtri($1, derivative: Int($0)) },
    .binary("dawsn", 2) { Math.dawsn($1, derivative: Int($0)) },
    .unary("erfi", 1, Math.erfi),
    .binary("fresnelSin", 2) { Math.fresnelSin($1, derivative: Int($0)) },
    .binary("fresnelCos", 2) { Math.fresnelCos($1, derivative: Int($0)) },
    .binary("owensT", 3, Math.owensT), .binary("owensTSlope", 1, Math.owensTSlope),
  ]
}
