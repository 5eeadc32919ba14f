import ScalarMath
import Testing

/// Zeros with their signs, infinities, NaN, poles and the ends of domains.
@Suite struct EdgeTests {
  private static let inf = Double.infinity
  private static let nan = Double.nan

  @Test(arguments: [
    Edge("sinh(-0)", Math.sinh(-0.0), -0.0), Edge("sinh(-inf)", Math.sinh(-inf), -inf),
    Edge("cosh(-inf)", Math.cosh(-inf), inf), Edge("tanh(-0)", Math.tanh(-0.0), -0.0),
    Edge("tanh(-inf)", Math.tanh(-inf), -1), Edge("asinh(-0)", Math.asinh(-0.0), -0.0),
    Edge("asinh(-inf)", Math.asinh(-inf), -inf), Edge("acosh(1)", Math.acosh(1), 0),
    Edge("acosh(0.5)", Math.acosh(0.5), nan), Edge("acosh(inf)", Math.acosh(inf), inf),
    Edge("atanh(-1)", Math.atanh(-1), -inf), Edge("atanh(2)", Math.atanh(2), nan),
    Edge("sin(inf)", Math.sin(inf), nan), Edge("cos(-inf)", Math.cos(-inf), nan),
    Edge("tan(inf)", Math.tan(inf), nan), Edge("sin(-0)", Math.sin(-0.0), -0.0),
    Edge("log10(0)", Math.log10(0), -inf), Edge("log10(-1)", Math.log10(-1), nan),
    Edge("log10(inf)", Math.log10(inf), inf), Edge("cbrt(-0)", Math.cbrt(-0.0), -0.0),
    Edge("cbrt(-inf)", Math.cbrt(-inf), -inf), Edge("rsqrt(0)", Math.rsqrt(0), inf),
    Edge("rsqrt(-0)", Math.rsqrt(-0.0), -inf), Edge("rsqrt(inf)", Math.rsqrt(inf), 0),
    Edge("rsqrt(-1)", Math.rsqrt(-1), nan), Edge("sinc(0)", Math.sinc(0), 1),
    Edge("sinc(3)", Math.sinc(3), 0), Edge("sinc(inf)", Math.sinc(inf), 0),
  ])
  func elementary(_ edge: Edge) { expectSame(edge) }

  @Test(arguments: [
    Edge("logistic(-inf)", Math.logistic(-inf), 0), Edge("logistic(inf)", Math.logistic(inf), 1),
    Edge("softplus(-inf)", Math.softplus(-inf), 0), Edge("softplus(inf)", Math.softplus(inf), inf),
    Edge("logCosh(-inf)", Math.logCosh(-inf), inf), Edge("log1mexp(0)", Math.log1mexp(0), -inf),
    Edge("log1mexp(1)", Math.log1mexp(1), nan), Edge("log1mexp(-inf)", Math.log1mexp(-inf), -0.0),
    Edge("logaddexp(-inf, -inf)", Math.logaddexp(-inf, -inf), -inf),
    Edge("logaddexp(inf, -inf)", Math.logaddexp(inf, -inf), inf),
    Edge("logaddexp(nan, 1)", Math.logaddexp(nan, 1), nan),
    Edge("logaddexp(1, nan)", Math.logaddexp(1, nan), nan),
    Edge("logaddexp2(1, nan)", Math.logaddexp2(1, nan), nan),
    Edge("erf(-0)", Math.erf(-0.0), -0.0), Edge("erf(-inf)", Math.erf(-inf), -1),
    Edge("erfc(-inf)", Math.erfc(-inf), 2), Edge("erfc(inf)", Math.erfc(inf), 0),
    Edge("erfcx(inf)", Math.erfcx(inf), 0), Edge("erfcx(-inf)", Math.erfcx(-inf), inf),
    Edge("erfinv(-0)", Math.erfinv(-0.0), -0.0), Edge("erfinv(-1)", Math.erfinv(-1), -inf),
    Edge("erfinv(2)", Math.erfinv(2), nan),
    Edge("erfcinv(0)", Math.erfcinv(0), inf), Edge("erfcinv(2)", Math.erfcinv(2), -inf),
    Edge("ndtr(-inf)", Math.ndtr(-inf), 0), Edge("ndtri(1)", Math.ndtri(1), inf),
    Edge("logNdtr(-inf)", Math.logNdtr(-inf), -inf), Edge("lgamma(0)", Math.lgamma(0), inf),
    Edge("lgamma(-3)", Math.lgamma(-3), inf), Edge("lgamma(inf)", Math.lgamma(inf), inf),
    Edge("gamma(0)", Math.gamma(0), inf), Edge("gamma(-0)", Math.gamma(-0.0), -inf),
    Edge("gamma(-2)", Math.gamma(-2), nan), Edge("gamma(inf)", Math.gamma(inf), inf),
    Edge("digamma(0)", Math.digamma(0), -inf), Edge("digamma(-0)", Math.digamma(-0.0), inf),
    Edge("digamma(-1)", Math.digamma(-1), nan), Edge("digamma(inf)", Math.digamma(inf), inf),
    Edge("trigamma(0)", Math.trigamma(0), inf), Edge("trigamma(inf)", Math.trigamma(inf), 0),
    Edge("polygamma(2, 0)", Math.polygamma(2, 0), -inf),
    Edge("polygamma(3, -1)", Math.polygamma(3, -1), inf),
    Edge("xlogy(0, 0)", Math.xlogy(0, 0), 0), Edge("xlogy(0, nan)", Math.xlogy(0, nan), nan),
    Edge("entr(-1)", Math.entr(-1), -inf),
  ])
  func special(_ edge: Edge) { expectSame(edge) }

  @Test(arguments: [
    Edge("mod(-1, 3)", Math.mod(-1, 3), 2), Edge("mod(1, -3)", Math.mod(1, -3), -2),
    Edge("mod(-1, inf)", Math.mod(-1, inf), inf), Edge("mod(1, inf)", Math.mod(1, inf), 1),
    Edge("mod(4, -2)", Math.mod(4, -2), -0.0), Edge("mod(1, 0)", Math.mod(1, 0), nan),
    Edge("floorDivide(1, 0.1)", Math.floorDivide(1, 0.1), 9),
    Edge("floorDivide(-1, inf)", Math.floorDivide(-1, inf), -1),
    Edge("floorDivide(-0, 2)", Math.floorDivide(-0.0, 2), -0.0),
    Edge("floorDivide(1, 0)", Math.floorDivide(1, 0), inf),
    Edge("round(2.5)", Math.round(2.5), 2), Edge("round(-0.5)", Math.round(-0.5), -0.0),
  ])
  func rounding(_ edge: Edge) { expectSame(edge) }

  @Test func notANumberStaysNotANumber() {
    for function in MeasuredFunction.all where function.argumentCount == 1 {
      #expect(function.evaluate([.nan]).isNaN, "\(function.name)")
    }
  }
}
