import ScalarMath

extension MeasuredFunction {
  /// Neighbours of the elementary functions, within 1 ulp too.
  static let elementaryNeighbours: [MeasuredFunction] = [
    .unary("sec", 0.65, Math.sec), .unary("csc", 0.65, Math.csc), .unary("cot", 0.8, Math.cot),
    .unary("cosm1", 0.9, Math.cosm1), .unary("sinpi", 0.65, Math.sinpi),
    .unary("cospi", 0.65, Math.cospi), .unary("sindg", 0.6, Math.sindg),
    .unary("cosdg", 0.6, Math.cosdg), .unary("tandg", 0.75, Math.tandg),
    .unary("cotdg", 0.9, Math.cotdg), .unary("deg2rad", 0.51, Math.deg2rad),
    .unary("rad2deg", 0.51, Math.rad2deg), .unary("sech", 0.51, Math.sech),
    .unary("csch", 0.51, Math.csch), .unary("coth", 0.51, Math.coth),
    .unary("tanhshrink", 1.3, Math.tanhshrink), .unary("log1pmx", 0.55, Math.log1pmx),
    .unary("sqrt1pm1", 0.51, Math.sqrt1pm1), .unary("logit", 0.51, Math.logit),
    .binary("logSubExp", 0.51, Math.logSubExp), .unary("oneMinusSquare", 0.51, Math.oneMinusSquare),
    .unary("reciprocalOfOneMinusExp", 1.5, Math.reciprocalOfOneMinusExp),
    .unary("exprel", 0.51, { Math.exprel($0, derivative: 0) }),
    .unary("exprelThird", 0.51, { Math.exprel($0, derivative: 3) }),
    .unary("sincSecond", 0.8, { Math.sinc($0, derivative: 2) }),
    .binary("powLessOne", 1, { Math.pow($0, $1, less: 1) }),
    .binary("compound", 0.51, { Math.compound($0, $1) }),
    .unary("cbrtSlope", 0.51, Math.cbrtSlope),
    .unary("reciprocalOfOnePlusSquare", 1.1, Math.reciprocalOfOnePlusSquare),
    .binary("direction", 0.51, Math.direction),
    .binary("productOverHypot", 1.1, Math.productOverHypot),
    .unary("logitSlope", 0.51, Math.logitSlope), .binary("hypotExcess", 1, Math.hypotExcess),
  ]

  static let smoothActivations: [MeasuredFunction] = [
    .unary("softsignSlope", 0.51, Math.softsignSlope),
    .unary("gelu", 1.3, { Math.gelu($0, derivative: 0) }),
    .unary("geluSlope", 0.8, { Math.gelu($0, derivative: 1) }),
    .unary("geluThird", 0.51, { Math.gelu($0, derivative: 3) }),
    .unary("silu", 0.51, { Math.silu($0, derivative: 0) }),
    .unary("siluSlope", 0.8, { Math.silu($0, derivative: 1) }),
    .unary("siluCurvature", 0.51, { Math.silu($0, derivative: 2) }),
    .unary("mish", 0.8, { Math.mish($0, derivative: 0) }),
    .unary("mishSlope", 0.8, { Math.mish($0, derivative: 1) }),
    .unary("mishCurvature", 0.8, { Math.mish($0, derivative: 2) }),
    .binary("squareplus", 0.51, Math.squareplus),
    .binary("squareplusSlope", 2, Math.squareplusSlope),
  ]
}
