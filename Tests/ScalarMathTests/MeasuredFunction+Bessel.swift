import ScalarMath

extension MeasuredFunction {
  static let besselFunctions: [MeasuredFunction] = []
}
