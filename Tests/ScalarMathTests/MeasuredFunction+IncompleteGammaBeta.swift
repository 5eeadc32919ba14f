import ScalarMath

extension MeasuredFunction {
  static let incompleteGammaBeta: [MeasuredFunction] = [
    .binary("gammainc", 3, Math.gammainc), .binary("gammaincc", 2, Math.gammaincc),
    .ternary("gammaincByA", 3) { Math.gammainc($1, $2, derivativeByA: Int($0)) },
    .many("gammaDensity", 3, 4) {
      Math.gammaDensity($0[2], $0[3], derivativeByA: Int($0[0]), byX: Int($0[1]))
    },
    .binary("gammaincinv", 2, Math.gammaincinv), .binary("gammainccinv", 2, Math.gammainccinv),
    .ternary("betainc", 2, Math.betainc), .ternary("betaincc", 2, Math.betaincc),
    .many("betaincByAB", 3, 5) {
      Math.betainc($0[2], $0[3], $0[4], derivativesByA: Int($0[0]), byB: Int($0[1]))
    },
    .many("betaDensity", 3, 6) {
      Math.betaDensity(
        $0[3], $0[4], $0[5], derivativesByA: Int($0[0]), byB: Int($0[1]), byX: Int($0[2]))
    },
    .ternary("betaincinv", 2, Math.betaincinv),
  ]
}
