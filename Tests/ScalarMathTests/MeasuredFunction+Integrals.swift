import ScalarMath

extension MeasuredFunction {
  static let integralFunctions: [MeasuredFunction] = []
}
