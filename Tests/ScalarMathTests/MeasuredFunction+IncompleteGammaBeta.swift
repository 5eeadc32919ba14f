import ScalarMath

extension MeasuredFunction {
  static let incompleteGammaBeta: [MeasuredFunction] = []
}
