import ScalarMath

extension MeasuredFunction {
  /// Derivatives have their orders as the first arguments.
  static let gammaDerivatives: [MeasuredFunction] = [
    .binary("gammaDerivative", 2.5) { Math.gamma($1, derivative: Int($0)) },
    .binary("rgamma", 2) { Math.rgamma($1, derivative: Int($0)) },
    .binary("beta", 1, Math.beta), .binary("lbeta", 1, Math.lbeta),
    .ternary("polygammaDifference", 2) { Math.polygammaDifference(Int($0), $1, $2) },
    .many("poch", 1, 4) { Math.poch(Int($0[0] + 64 * $0[1]), $0[2], $0[3]) },
    .many("binom", 1, 4) { Math.binom(Int($0[0] + 64 * $0[1]), $0[2], $0[3]) },
    .binary("factorial", 1) { Math.factorial($1, derivative: Int($0)) },
    .ternary("multigammaln", 1) { Math.multigammaln(Int($0), $2, derivative: Int($1)) },
    .binary("zeta", 1) { Math.zeta(Int($0), $1) }, .unary("zetac", 1) { Math.zetac(0, $0) },
    .many("hurwitzZeta", 1, 4) { Math.hurwitzZeta(Int($0[0] + 64 * $0[1]), $0[2], $0[3]) },
  ]
}
