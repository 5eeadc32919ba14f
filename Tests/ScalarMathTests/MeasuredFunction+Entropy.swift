import ScalarMath

extension MeasuredFunction {
  static let entropyFunctions: [MeasuredFunction] = [
    .binary("xlogy", 1.5, Math.xlogy), .binary("xlog1py", 2, Math.xlog1py),
    .unary("entr", 1.5, Math.entr), .binary("relEntr", 0.51, Math.relEntr),
    .unary("entrSlope", 1, Math.entrSlope),
    .binary("relEntrSlope", 1, Math.relEntrSlope), .binary("klDiv", 0.51, Math.klDiv),
    .binary("logOfRatio", 0.51, Math.logOfRatio),
    .binary("boxcox", 0.51, { Math.boxcox($0, $1, derivative: 0) }),
    .binary("boxcoxSecond", 1.5, { Math.boxcox($0, $1, derivative: 2) }),
    .binary("boxcox1p", 0.51, { Math.boxcox1p($0, $1, derivative: 0) }),
    .binary("boxcox1pSlope", 1.5, { Math.boxcox1p($0, $1, derivative: 1) }),
    .binary("invBoxcox", 0.51, Math.invBoxcox), .binary("invBoxcox1p", 0.51, Math.invBoxcox1p),
    .binary("logInvBoxcoxSlope", 2, { Math.logInvBoxcox($0, $1, derivative: 1) }),
    .binary("pseudoHuber", 3, Math.pseudoHuber),
  ]
}
