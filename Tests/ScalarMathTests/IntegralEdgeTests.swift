import ScalarMath
import Testing

/// The ends of domains, poles and zeros of the integral functions and orthogonal polynomials.
@Suite struct IntegralEdgeTests {
  private static let inf = Double.infinity
  private static let nan = Double.nan
  private static let belowMinusReciprocalE = -0.367_879_441_171_442_33

  @Test(arguments: [
    Edge("expi(0)", Math.expi(0), -inf), Edge("expi(-0)", Math.expi(-0.0), -inf),
    Edge("expi(inf)", Math.expi(inf), inf), Edge("expi(-inf)", Math.expi(-inf), -0.0),
    Edge("expi(nan)", Math.expi(nan), nan), Edge("expi(717)", Math.expi(717), inf),
    Edge("exp1(0)", Math.exp1(0), inf), Edge("exp1(-1)", Math.exp1(-1), nan),
    Edge("exp1(inf)", Math.exp1(inf), 0), Edge("exp1(1e300)", Math.exp1(1e300), 0),
    Edge("expn(2, 0)", Math.expn(2, 0), 1), Edge("expn(1, 0)", Math.expn(1, 0), inf),
    Edge("expn(5, 0)", Math.expn(5, 0), 0.25), Edge("expn(2, -1)", Math.expn(2, -1), nan),
    Edge("expn(0, inf)", Math.expn(0, inf), 0), Edge("expn(-3, 0)", Math.expn(-3, 0), inf),
    Edge("e^x/x at 0", Math.expOverX(0, 0), inf), Edge("its slope", Math.expOverX(1, 0), -inf),
    Edge("e^x/x at 715", Math.expOverX(0, 715), 4.637_121_967_338_202e307),
    Edge("sin(x)/x at 0", Math.sinOverX(0, 0), 1), Edge("slope", Math.sinOverX(1, 0), 0),
    Edge("curvature", Math.sinOverX(2, 0), -1.0 / 3), Edge("inf", Math.sinOverX(0, inf), 0),
    Edge("si(0)", Math.sinIntegral(0), 0), Edge("si(-0)", Math.sinIntegral(-0.0), -0.0),
    Edge("si(inf)", Math.sinIntegral(inf), .pi / 2), Edge("ci(0)", Math.cosIntegral(0), -inf),
    Edge("ci(inf)", Math.cosIntegral(inf), 0), Edge("si(-inf)", Math.sinIntegral(-inf), -.pi / 2),
    Edge("shi(-inf)", Math.sinhIntegral(-inf), -inf), Edge("chi(0)", Math.coshIntegral(0), -inf),
    Edge("chi(inf)", Math.coshIntegral(inf), inf), Edge("si(nan)", Math.sinIntegral(nan), nan),
  ])
  func exponential(_ edge: Edge) { expectSame(edge) }

  @Test(arguments: [
    Edge("spence(0)", Math.spence(0), .pi * .pi / 6), Edge("spence(1)", Math.spence(1), 0),
    Edge("spence(-1)", Math.spence(-1), nan), Edge("spence(inf)", Math.spence(inf), -inf),
    Edge("spence' at 0", Math.logOverOneMinus(0, 0), -inf),
    Edge("spence' at 1", Math.logOverOneMinus(0, 1), -1),
    Edge("spence'' at 1", Math.logOverOneMinus(1, 1), 0.5),
    Edge("spence' at inf", Math.logOverOneMinus(0, inf), 0),
    Edge("W(0)", Math.lambertw(branch: 0, 0), 0),
    Edge("W(inf)", Math.lambertw(branch: 0, inf), inf),
    Edge("W(-0)", Math.lambertw(branch: 0, -0.0), -0.0),
    Edge("W(-1/e)", Math.lambertw(branch: 0, belowMinusReciprocalE), -1),
    Edge("W-1(-1/e)", Math.lambertw(branch: -1, belowMinusReciprocalE), -1),
    Edge("W(-0.37)", Math.lambertw(branch: 0, -0.37), nan),
    Edge("W-1(0)", Math.lambertw(branch: -1, 0), -inf),
    Edge("W-1(1)", Math.lambertw(branch: -1, 1), nan),
    Edge("W'(0)", Math.lambertw(branch: 0, derivative: 1, 0), 1),
    Edge("W''(0)", Math.lambertw(branch: 0, derivative: 2, 0), -2),
    Edge("W'(-1/e)", Math.lambertw(branch: 0, derivative: 1, belowMinusReciprocalE), inf),
    Edge("W-1'(-1/e)", Math.lambertw(branch: -1, derivative: 1, belowMinusReciprocalE), -inf),
    Edge("W'(inf)", Math.lambertw(branch: 0, derivative: 1, inf), 0),
    Edge("omega(-inf)", Math.wrightOmega(0, -inf), 0), Edge("(inf)", Math.wrightOmega(0, inf), inf),
    Edge("omega(1)", Math.wrightOmega(0, 1), 1), Edge("omega'(inf)", Math.wrightOmega(1, inf), 1),
  ])
  func solutions(_ edge: Edge) { expectSame(edge) }

  @Test(arguments: [
    Edge("ellipk(1)", Math.ellipk(0, 1), inf), Edge("ellipk(2)", Math.ellipk(0, 2), nan),
    Edge("ellipk(0)", Math.ellipk(0, 0), .pi / 2), Edge("-inf", Math.ellipk(0, -inf), 0),
    Edge("ellipk'(1)", Math.ellipk(1, 1), inf), Edge("ellipk'(0)", Math.ellipk(1, 0), .pi / 8),
    Edge("ellipe(1)", Math.ellipe(0, 1), 1), Edge("ellipe'(1)", Math.ellipe(1, 1), -inf),
    Edge("ellipe(2)", Math.ellipe(0, 2), nan), Edge("ellipe(-inf)", Math.ellipe(0, -inf), inf),
    Edge("ellipkm1(0)", Math.ellipkm1(0, 0), inf), Edge("(1)", Math.ellipkm1(0, 1), .pi / 2),
    Edge("ellipkm1'(0)", Math.ellipkm1(1, 0), -inf), Edge("(inf)", Math.ellipkm1(0, inf), 0),
    Edge("ellipkinc(0, 1)", Math.ellipkinc(0, -0.0, 1), -0.0),
    Edge("ellipkinc(2, 1)", Math.ellipkinc(0, 2, 1), inf),
    Edge("ellipkinc(-2, 1)", Math.ellipkinc(0, -2, 1), -inf),
    Edge("ellipkinc(0.5, 1.5)", Math.ellipkinc(0, 0.5, 1.5), nan),
    Edge("ellipkinc(inf, 0.5)", Math.ellipkinc(0, inf, 0.5), inf),
    Edge("ellipkinc(1, -inf)", Math.ellipkinc(0, 1, -inf), 0),
    Edge("ellipkinc(2, 0)", Math.ellipkinc(0, 2, 0), 2),
    Edge("ellipkinc by m at 0", Math.ellipkinc(1, 0, 0.5), 0),
    Edge("ellipeinc(pi, 1)", Math.ellipeinc(0, .pi, 1), 2.0.nextDown),
    Edge("ellipeinc(1, -inf)", Math.ellipeinc(0, 1, -inf), inf),
    Edge("delta at 0", Math.ellipticDelta(1, 0, -1e300), 1),
    Edge("agm(0, 1)", Math.agm(0, 1), 0), Edge("agm(-1, 1)", Math.agm(-1, 1), nan),
    Edge("agm(-2, -2)", Math.agm(-2, -2), -2), Edge("agm(inf, 1)", Math.agm(inf, 1), inf),
    Edge("agm by a at 0", Math.agm(1, 0, 0, 1), inf), Edge("by b", Math.agm(0, 1, 0, 1), 0),
    Edge(
      "agm of the least", Math.agm(.leastNonzeroMagnitude, .leastNonzeroMagnitude),
      .leastNonzeroMagnitude),
    Edge("agm of the largest", Math.agm(1.7e308, 1.7e308), 1.7e308),
  ])
  func elliptic(_ edge: Edge) { expectSame(edge) }

  @Test(arguments: [
    Edge("P0(inf)", Math.legendre(0, derivative: 0, inf), 1),
    Edge("P3(-inf)", Math.legendre(3, derivative: 0, -inf), -inf),
    Edge("P3(nan)", Math.legendre(3, derivative: 0, nan), nan),
    Edge("P10000(1)", Math.legendre(10000, derivative: 0, 1), 1),
    Edge("P3''''", Math.legendre(3, derivative: 4, 0.5), 0),
    Edge("P3'''", Math.legendre(3, derivative: 3, 0.5), 15),
    Edge("P2(1e300)", Math.legendre(2, derivative: 0, 1e300), inf),
    Edge("T10000(-1)", Math.chebyshevT(10000, derivative: 0, -1), 1),
    Edge("T10000'(1)", Math.chebyshevT(10000, derivative: 1, 1), 1e8),
    Edge("T5(2)", Math.chebyshevT(5, derivative: 0, 2), 362),
    Edge("U3(1)", Math.chebyshevU(3, derivative: 0, 1), 4),
    Edge("H3(2)", Math.hermite(3, derivative: 0, 2), 40),
    Edge("H3'(2)", Math.hermite(3, derivative: 1, 2), 84),
    Edge("He3(2)", Math.hermiteNormal(3, derivative: 0, 2), 2),
    Edge("H10000(100)", Math.hermite(10000, derivative: 0, 1e200), inf),
    Edge("L10000(0)", Math.laguerre(10000, derivative: 0, 0), 1),
    Edge("L3(inf)", Math.laguerre(3, derivative: 0, inf), -inf),
    Edge("L3'(0)", Math.laguerre(3, derivative: 1, 0), -3),
  ])
  func polynomials(_ edge: Edge) { expectSame(edge) }
}
