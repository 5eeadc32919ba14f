import ScalarMath
import Testing

/// The poles, ends and infinities of the gamma, zeta and error functions and of their derivatives.
@Suite struct SpecialEdgeTests {
  private static let inf = Double.infinity
  private static let nan = Double.nan

  @Test(arguments: [
    Edge("gamma'(0)", Math.gamma(0, derivative: 1), -inf),
    Edge("gamma'(-1)", Math.gamma(-1, derivative: 1), nan),
    Edge("gamma'(inf)", Math.gamma(inf, derivative: 1), inf),
    Edge("gamma'(-inf)", Math.gamma(-inf, derivative: 1), nan),
    Edge("rgamma(0)", Math.rgamma(0), 0), Edge("rgamma(-3)", Math.rgamma(-3), 0),
    Edge("rgamma(inf)", Math.rgamma(inf), 0), Edge("rgamma(-inf)", Math.rgamma(-inf), 0),
    Edge("rgamma'(0)", Math.rgamma(0, derivative: 1), 1),
    Edge("rgamma'(-3)", Math.rgamma(-3, derivative: 1), -6),
    Edge("gammasgn(-0)", Math.gammasgn(-0.0), -1), Edge("gammasgn(-1)", Math.gammasgn(-1), nan),
    Edge("gammasgn(-0.5)", Math.gammasgn(-0.5), -1), Edge("gammasgn(-1.5)", Math.gammasgn(-1.5), 1),
    Edge("beta(-2, 1)", Math.beta(-2, 1), -0.5), Edge("beta(-2, 3)", Math.beta(-2, 3), inf),
    Edge("beta(-0.5, 0.5)", Math.beta(-0.5, 0.5), 0), Edge("beta(inf, 1)", Math.beta(inf, 1), 0),
    Edge("beta(least, 1)", Math.beta(.leastNonzeroMagnitude, 1), inf),
    Edge("beta(0, 1)", Math.beta(0, 1), inf),
    Edge("lbeta(1, 1)", Math.lbeta(1, 1), 0), Edge("lbeta(inf, 1)", Math.lbeta(inf, 1), -inf),
    Edge("lbeta(-0.5, 0.5)", Math.lbeta(-0.5, 0.5), -inf),
    Edge("poch(-2, 2)", Math.poch(0, -2, 2), 2), Edge("poch(-2, 5)", Math.poch(0, -2, 5), 0),
    Edge("poch by a (-2, 5)", Math.poch(1, -2, 5), 4),
    Edge("poch(1, -1)", Math.poch(0, 1, -1), inf),
    Edge("poch(0, 0)", Math.poch(0, 0, 0), 1), Edge("poch(-2, 0.5)", Math.poch(0, -2, 0.5), 0),
    Edge("binom(2, 3)", Math.binom(0, 2, 3), 0), Edge("binom(-2, 1)", Math.binom(0, -2, 1), nan),
    Edge("binom by n (2, 3)", Math.binom(1, 2, 3), 1.0 / 3),
    Edge("binom(5, -1)", Math.binom(0, 5, -1), 0),
    Edge("binom(inf, 2)", Math.binom(0, inf, 2), inf),
    Edge("factorial(-1)", Math.factorial(-1), 0), Edge("factorial(5)", Math.factorial(5), 120),
    Edge("factorial(171)", Math.factorial(171), inf),
    Edge("multigammaln(3, 1)", Math.multigammaln(3, 1), nan),
  ])
  func gammaFunctions(_ edge: Edge) { expectSame(edge) }

  @Test(arguments: [
    Edge("zeta(1)", Math.zeta(1), inf), Edge("zeta(0)", Math.zeta(0), -0.5),
    Edge("zeta(-2)", Math.zeta(-2), 0), Edge("zeta(inf)", Math.zeta(inf), 1),
    Edge("zeta(-inf)", Math.zeta(-inf), nan), Edge("zeta(-1000)", Math.zeta(-1000), 0),
    Edge("zeta(-300.5)", Math.zeta(-300.5), -inf), Edge("zeta'(inf)", Math.zeta(1, inf), 0),
    Edge("zetac(0)", Math.zetac(0, 0), -1.5), Edge("zetac(1)", Math.zetac(0, 1), inf),
    Edge("zeta(0.5, 1)", Math.hurwitzZeta(0, 0.5, 1), nan),
    Edge("zeta(1, 1)", Math.hurwitzZeta(0, 1, 1), inf),
    Edge("zeta(2, 0)", Math.hurwitzZeta(0, 2, 0), inf),
    Edge("zeta(2, -1)", Math.hurwitzZeta(0, 2, -1), inf),
    Edge("zeta(2.5, -0.5)", Math.hurwitzZeta(0, 2.5, -0.5), nan),
    // Where a loop up to x would not end.
    Edge("zeta(1e18, -2.25)", Math.hurwitzZeta(0, 1e18, -2.25), inf),
    Edge("zeta(1e18, -2.5)", Math.hurwitzZeta(0, 1e18, -2.5), inf),
    Edge("zeta(2, -inf)", Math.hurwitzZeta(0, 2, -inf), nan),
    Edge("zeta(3001, -2.5)", Math.hurwitzZeta(0, 3001, -2.5), 0),
    Edge("zeta(3001, -2.25)", Math.hurwitzZeta(0, 3001, -2.25), -inf),
    Edge("zeta(1e18, 2.5)", Math.hurwitzZeta(0, 1e18, 2.5), 0),
    Edge("zeta(1e18, 0.5)", Math.hurwitzZeta(0, 1e18, 0.5), inf),
    Edge("d/dq zeta(1e18, 0.5)", Math.hurwitzZeta(64, 1e18, 0.5), -inf),
    Edge("zeta(inf, 1)", Math.hurwitzZeta(0, inf, 1), 1),
    Edge("zeta(inf, 0.5)", Math.hurwitzZeta(0, inf, 0.5), inf),
    Edge("zeta(2, inf)", Math.hurwitzZeta(0, 2, inf), 0),
  ])
  func zetaFunctions(_ edge: Edge) { expectSame(edge) }

  /// Between the poles of negative q, also where polygamma(x - 1, q) is too large for a double. The
  /// values are mpmath's, from the terms up to the first positive q + k and zeta of the rest.
  @Test(arguments: [
    (0, 3, -2.3, -34.356896264635154), (0, 4, -7.75, 259.75698676526775),
    (0, 150, -2.3, 2.702786817555006e78), (0, 200, -2.3, 3.764861949599472e104),
    (0, 201, -2.3, -1.2549539831998247e105), (0, 301, -2.5, 1.7199612025564426e-164),
    (64, 5, -2.3, -6902.502233818864),
  ])
  func hurwitzZetaBetweenPoles(index: Int, x: Double, q: Double, expected: Double) {
    let value = Math.hurwitzZeta(index, x, q)
    #expect(abs(value - expected) <= 4 * expected.ulp, "zeta(\(x), \(q)) is \(value)")
  }

  @Test(arguments: [
    Edge("erf' far out", Math.gaussian(inf, derivative: 1), 0),
    Edge("normal density at 40", Math.normalDensity(-40, derivative: 1), 0),
    Edge("erfcx'(inf)", Math.erfcx(inf, derivative: 1), 0),
    Edge("erfcx'(-inf)", Math.erfcx(-inf, derivative: 1), -inf),
    Edge("erfcx''(-40)", Math.erfcx(-40, derivative: 2), inf),
    Edge("logNdtr'(-inf)", Math.logNdtr(-inf, derivative: 1), inf),
    Edge("logNdtr''(-inf)", Math.logNdtr(-inf, derivative: 2), -1),
    Edge("logNdtr'(inf)", Math.logNdtr(inf, derivative: 1), 0),
    Edge("erfinv'(1)", Math.erfinv(1, derivative: 1), inf),
    Edge("erfinv''(-1)", Math.erfinv(-1, derivative: 2), -inf),
    Edge("erfinv'(2)", Math.erfinv(2, derivative: 1), nan),
    Edge("erfcinv'(0)", Math.erfcinv(0, derivative: 1), -inf),
    Edge("ndtri'(0)", Math.ndtri(0, derivative: 1), inf),
    Edge("ndtri''(0)", Math.ndtri(0, derivative: 2), -inf),
    Edge("ndtri'(-1)", Math.ndtri(-1, derivative: 1), nan),
    Edge("dawsn(-0)", Math.dawsn(-0.0), -0.0), Edge("dawsn(-inf)", Math.dawsn(-inf), -0.0),
    Edge("dawsn'(-inf)", Math.dawsn(-inf, derivative: 1), 0),
    Edge("dawsn'(0)", Math.dawsn(0, derivative: 1), 1),
    Edge("erfi(-0)", Math.erfi(-0.0), -0.0), Edge("erfi(-inf)", Math.erfi(-inf), -inf),
    Edge("fresnelSin(-inf)", Math.fresnelSin(-inf), -0.5),
    Edge("fresnelCos(inf)", Math.fresnelCos(inf), 0.5),
    Edge("fresnelSin'(inf)", Math.fresnelSin(inf, derivative: 1), nan),
    Edge("fresnelCos'(1e300)", Math.fresnelCos(1e300, derivative: 1), 1),
    Edge("owensT(inf, 1)", Math.owensT(inf, 1), 0),
    Edge("owensT(0, inf)", Math.owensT(0, inf), 0.25),
    Edge("owensT(0, 1)", Math.owensT(0, 1), 0.125),
    Edge("owensT(1, 0)", Math.owensT(1, 0), 0), Edge("owensT(nan, 1)", Math.owensT(nan, 1), nan),
    Edge("owensT by a (1, inf)", Math.owensTSlope(1, inf), 0),
  ])
  func errorFunctions(_ edge: Edge) { expectSame(edge) }

  @Test func derivativesAreNeverNegativeZero() {
    for x in [-45.0, -38.6, -2, 0, 2, 38.6, 45, 1e200] {
      for n in 1...3 {
        for value in [
          Math.gaussian(x, derivative: n), Math.normalDensity(x, derivative: n),
          Math.dawsn(x, derivative: n), Math.logNdtr(x, derivative: n),
          Math.erfcx(x, derivative: n), Math.rgamma(x, derivative: n),
        ] {
          #expect(value != 0 || value.sign == .plus, "order \(n) at \(x)")
        }
      }
    }
  }
}
