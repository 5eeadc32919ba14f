import ScalarMath

extension MeasuredFunction {
  static let entropyFunctions: [MeasuredFunction] = [
    .binary("xlogy", 1.5, Math.xlogy), .binary("xlog1py", 2, Math.xlog1py),
    .unary("entr", 1.5, Math.entr),
  ]
}
