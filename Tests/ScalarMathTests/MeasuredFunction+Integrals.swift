import ScalarMath

extension MeasuredFunction {
  static let integralFunctions: [MeasuredFunction] =
    exponentialIntegrals + solutionsOfEquations + ellipticIntegrals

  private static let exponentialIntegrals: [MeasuredFunction] = [
    .unary("expi", 1, Math.expi), .binary("expn", 1) { Math.expn(Int($0), $1) },
    .unary("sinIntegral", 1, Math.sinIntegral), .unary("cosIntegral", 1.5, Math.cosIntegral),
    .unary("sinhIntegral", 1, Math.sinhIntegral), .unary("coshIntegral", 1, Math.coshIntegral),
    .binary("expOverX", 1.5) { Math.expOverX(Int($0), $1) },
    .binary("sinOverX", 1) { Math.sinOverX(Int($0), $1) },
    .binary("cosOverX", 1.5) { Math.cosOverX(Int($0), $1) },
    .binary("sinhOverX", 1) { Math.sinhOverX(Int($0), $1) },
    .binary("coshOverX", 1.5) { Math.coshOverX(Int($0), $1) },
  ]

  private static let solutionsOfEquations: [MeasuredFunction] = [
    .unary("spence", 1, Math.spence),
    .binary("logOverOneMinus", 1.5) { Math.logOverOneMinus(Int($0), $1) },
    .binary("lambertw", 2) { lambertw(branch: 0, Int($0), $1) },
    .binary("lambertwLower", 2) { lambertw(branch: -1, Int($0), $1) },
    .binary("wrightOmega", 1) { Math.wrightOmega(Int($0), $1) },
  ]

  private static func lambertw(branch: Int, _ n: Int, _ x: Double) -> Double {
    n == 0 ? Math.lambertw(branch: branch, x) : Math.lambertw(branch: branch, derivative: n, x)
  }

  private static let ellipticIntegrals: [MeasuredFunction] = [
    .binary("ellipk", 1) { Math.ellipk(Int($0), $1) },
    .binary("ellipe", 1) { Math.ellipe(Int($0), $1) },
    .binary("ellipkm1", 1) { Math.ellipkm1(Int($0), $1) },
    .ternary("ellipkinc", 1) { Math.ellipkinc(Int($0), $1, $2) },
    .ternary("ellipeinc", 1) { Math.ellipeinc(Int($0), $1, $2) },
    .ternary("ellipticDelta", 1) { Math.ellipticDelta(Int($0), $1, $2) },
    .many("agm", 1, 4) { Math.agm(Int($0[0]), Int($0[1]), $0[2], $0[3]) },
  ]
}
