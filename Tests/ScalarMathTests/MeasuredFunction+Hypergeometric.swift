import ScalarMath

extension MeasuredFunction {
  static let hypergeometricFunctions: [MeasuredFunction] = [
    polynomial("legendre", Math.legendre), polynomial("chebyshevT", Math.chebyshevT),
    polynomial("chebyshevU", Math.chebyshevU), polynomial("hermite", Math.hermite),
    polynomial("hermiteNormal", Math.hermiteNormal), polynomial("laguerre", Math.laguerre),
    parametric("generalizedLaguerre", Math.generalizedLaguerre),
    parametric("gegenbauer", Math.gegenbauer),
    .many("hyp1f1", 1, 6) {
      Math.hyp1f1(Int($0[0]), Int($0[1]), Int($0[2]), $0[3], $0[4], $0[5])
    },
    .many("hyp0f1", 1, 4) { Math.hyp0f1(Int($0[0]), Int($0[1]), $0[2], $0[3]) },
  ]

  /// From a degree, an order of derivative and a point.
  private static func polynomial(
    _ name: String, _ function: @escaping @Sendable (Int, Int, Double) -> Double
  ) -> MeasuredFunction {
    .ternary(name, 1) { function(Int($0), Int($1), $2) }
  }

  /// From a degree, the orders of derivatives by the parameter and by the point, and both.
  private static func parametric(
    _ name: String, _ function: @escaping @Sendable (Int, Int, Int, Double, Double) -> Double
  ) -> MeasuredFunction {
    .many(name, 1, 5) { function(Int($0[0]), Int($0[1]), Int($0[2]), $0[3], $0[4]) }
  }
}
