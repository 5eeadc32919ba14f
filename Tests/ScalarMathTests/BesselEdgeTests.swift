import ScalarMath
import Testing

/// Zero, the infinities, negative arguments and NaN for the Bessel functions and their relatives.
@Suite struct BesselEdgeTests {
  private static let inf = Double.infinity
  private static let nan = Double.nan

  @Test(arguments: [
    Edge("jv(0, 0)", Math.jv(0, 0), 1), Edge("jv(1, 0)", Math.jv(1, 0), 0),
    Edge("jv(0.5, 0)", Math.jv(0.5, 0), 0), Edge("jv(-0.5, 0)", Math.jv(-0.5, 0), inf),
    Edge("jv(0.5, -1)", Math.jv(0.5, -1), nan), Edge("jv(0, inf)", Math.jv(0, inf), 0),
    Edge("jv(3, -2)", Math.jv(3, -2), -Math.jv(3, 2)),
    Edge("jv(-3, 2)", Math.jv(-3, 2), -Math.jv(3, 2)), Edge("jv(nan, 1)", Math.jv(nan, 1), nan),
    Edge("jv(1, nan)", Math.jv(1, nan), nan), Edge("jv(1e6, 1)", Math.jv(1e6, 1), 0),
    Edge("yv(0, 0)", Math.yv(0, 0), -inf), Edge("yv(0, -1)", Math.yv(0, -1), nan),
    Edge("yv(2, inf)", Math.yv(2, inf), 0), Edge("yv(1e6, 1)", Math.yv(1e6, 1), -inf),
    Edge("yv(1, 0x1p-1030)", Math.yv(1, 0x1p-1030), -inf),
    Edge("iv(0, 0)", Math.iv(0, 0), 1), Edge("iv(0, inf)", Math.iv(0, inf), inf),
    Edge("iv(0, -inf)", Math.iv(0, -inf), inf), Edge("iv(1, -inf)", Math.iv(1, -inf), -inf),
    Edge("iv(0, 720)", Math.iv(0, 720), inf), Edge("iv(0.5, -1)", Math.iv(0.5, -1), nan),
    Edge("ive(0, 0)", Math.ive(0, 0), 1), Edge("ive(0, inf)", Math.ive(0, inf), 0),
    Edge("kv(0, 0)", Math.kv(0, 0), inf), Edge("kv(2, 0)", Math.kv(2, 0), inf),
    Edge("kv(0, -1)", Math.kv(0, -1), nan), Edge("kv(0, inf)", Math.kv(0, inf), 0),
    Edge("kve(0, inf)", Math.kve(0, inf), 0), Edge("kv(-2, 3)", Math.kv(-2, 3), Math.kv(2, 3)),
  ])
  func bessel(_ edge: Edge) { expectSame(edge) }

  @Test(arguments: [
    Edge("airyAi(inf)", Math.airyAi(inf), 0), Edge("airyBi(inf)", Math.airyBi(inf), inf),
    Edge("airyAi(-inf)", Math.airyAi(-inf), 0), Edge("airyAi(nan)", Math.airyAi(nan), nan),
    Edge("sphericalJn(0, 0)", Math.sphericalJn(0, 0), 1),
    Edge("sphericalJn(1, 0)", Math.sphericalJn(1, 0), 0),
    Edge("sphericalJn(1, 0)'", Math.sphericalJn(1, 0, derivative: 1), 1.0 / 3),
    Edge("sphericalJn(-1, 2)", Math.sphericalJn(-1, 2), nan),
    Edge("sphericalJn(1, -2)", Math.sphericalJn(1, -2), -Math.sphericalJn(1, 2)),
    Edge("sphericalYn(0, 0)", Math.sphericalYn(0, 0), -inf),
    Edge("sphericalYn(0, -2)", Math.sphericalYn(0, -2), -Math.sphericalYn(0, 2)),
    Edge("sphericalIn(0, 0)", Math.sphericalIn(0, 0), 1),
    Edge("sphericalKn(0, 0)", Math.sphericalKn(0, 0), inf),
    Edge("struveH0(0)", Math.struveH0(0), 0), Edge("struveH1(0)", Math.struveH1(0), 0),
    Edge("struveH0(0)'", Math.struveH0(0, derivative: 1), 2 / Double.pi),
    Edge("struveH1(inf)", Math.struveH1(inf), 2 / Double.pi),
    Edge("struveL0(inf)", Math.struveL0(inf), inf),
  ])
  func relatives(_ edge: Edge) { expectSame(edge) }

  /// Derivatives at 0, by the power series.
  @Test(arguments: [
    Edge("i0'(0)", derivative(2, 0), 0), Edge("i1'(0)", derivative(2, 1), 0.5),
    Edge("i0e'(0)", derivative(4, 0), 0), Edge("i1e'(0)", derivative(4, 1), 0.5),
    Edge("j0'(0)", derivative(0, 0), 0), Edge("j1'(0)", derivative(0, 1), 0.5),
    Edge("y0'(0)", derivative(1, 0), inf), Edge("k0'(0)", derivative(3, 0), -inf),
    Edge("i0'(1e-200)", Math.besselDerivative(512 + 2, 0, 1e-200), 0.5e-200),
    Edge("j0''(0)", Math.besselDerivative(2 * 512, 0, 0), -0.5),
    Edge("k by the order at 0", Math.besselDerivative(8 + 3, 0, 2), 0),
    Edge("i by the order at 0", Math.besselDerivative(8 + 2, 0, 2), -Math.kv(0, 2)),
  ])
  func derivatives(_ edge: Edge) { expectSame(edge) }

  private static func derivative(_ kind: Int, _ order: Double) -> Double {
    Math.besselDerivative(512 + kind, order, 0)
  }

  /// No argument takes long: a sweep over all magnitudes of both.
  @Test func everyArgumentEnds() {
    var count = 0
    for v in [-1e300, -1e5, -3.5, -1e-300, 0, 1e-300, 0.3, 1, 40, 1e3, 1e5, 1e10, 1e100, 1e300] {
      for x in [0x1p-1074, 1e-300, 1e-100, 1e-5, 1, 24, 26, 1e3, 1e5, 1e10, 1e100, 1e300] {
        for kind in 0..<6 {
          for derivatives in [0, 8, 512, 520] {
            let value = Math.besselDerivative(kind + derivatives, v, x)
            if !value.isNaN { count += 1 }
          }
        }
      }
    }
    #expect(count > 3000)
  }
}
