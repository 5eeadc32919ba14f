import ScalarMath

extension MeasuredFunction {
  static let hypergeometricFunctions: [MeasuredFunction] = []
}
