import ScalarMath
import Testing

/// The edges of the incomplete gamma and beta functions, as SciPy has them, and their limits.
@Suite struct IncompleteGammaBetaEdgeTests {
  private static let inf = Double.infinity
  private static let nan = Double.nan

  /// Arguments, and the value last.
  private static let gammaEdges: [[Double]] = [
    [0.0, 1.0, 1.0], [0, 0, nan], [1, 0, 0], [inf, 1, 0], [inf, inf, nan], [1, inf, 1],
    [0, inf, 1], [-1, 1, nan], [1, -1, nan], [nan, 1, nan], [1, nan, nan], [1e40, 1, 0],
    [1e40, 1e41, 1], [1e40, 1e40, 0.5], [2, 1e300, 1],
  ]

  @Test(arguments: gammaEdges)
  func lowerGamma(_ edge: [Double]) {
    expectSame(Math.gammainc(edge[0], edge[1]), edge[2])
    expectSame(Math.gammaincc(edge[0], edge[1]), 1 - edge[2])
  }

  private static let betaEdges: [[Double]] = [
    [0.0, 1.0, 0.5, 1.0], [1, 0, 0.5, 0], [0, 0, 0.5, nan], [0, 1, 0, 0], [0, 1, 1, 1],
    [1, 0, 1, 1], [1, 0, 0, 0], [inf, 1, 0.5, 0], [1, inf, 0.5, 1], [inf, inf, 0.5, nan],
    [inf, 1, 1, 1], [1, inf, 0, 0], [2, 3, 0, 0], [2, 3, 1, 1], [2, 3, -0.1, nan],
    [2, 3, 1.1, nan], [-1, 3, 0.1, nan], [nan, 1, 0.5, nan], [1, 1, nan, nan],
    [1e120, 1e120, 0.5, 0.5], [1e120, 1e120, 0.4, 0], [0x1p-1063, 0x1p-1063, 0.3, 0.5],
  ]

  @Test(arguments: betaEdges)
  func lowerBeta(_ edge: [Double]) {
    expectSame(Math.betainc(edge[0], edge[1], edge[2]), edge[3])
    expectSame(Math.betaincc(edge[0], edge[1], edge[2]), 1 - edge[3])
  }

  @Test func inverses() {
    expectSame(Math.gammaincinv(2, 0), 0)
    expectSame(Math.gammaincinv(2, 1), .infinity)
    expectSame(Math.gammaincinv(0, 0.5), .nan)
    expectSame(Math.gammaincinv(2, 1.5), .nan)
    expectSame(Math.gammaincinv(1e-4, 0.3), 0)
    expectSame(Math.gammainccinv(2, 0), .infinity)
    expectSame(Math.gammainccinv(2, 1), 0)
    expectSame(Math.betaincinv(2, 3, 0), 0)
    expectSame(Math.betaincinv(2, 3, 1), 1)
    expectSame(Math.betaincinv(0, 3, 0.5), .nan)
    expectSame(Math.betaincinv(2, 3, -0.5), .nan)
    expectSame(Math.betaincinv(1e-5, 1e-5, 0.3), 0)
    expectSame(Math.betaincinv(1e-5, 1e-5, 0.7), 1)
    expectSame(Math.betaincinv(1, 1, 0.3), 0.3)
  }

  /// The density `x exp(-x)` and its derivatives at 0, and those of `12 x (1 - x)^2`.
  @Test func densitiesAtTheEnds() {
    let gamma = (0...3).map { Math.gammaDensity(2, 0, byX: $0) }
    #expect(gamma == [0, 1, -2, 3])
    #expect((0...3).map { Math.betaDensity(2, 3, 0, byX: $0) } == [0, 12, -48, 72])
    #expect((0...3).map { Math.betaDensity(2, 3, 1, byX: $0) } == [0, 0, 24, 72])
    expectSame(Math.gammaDensity(0.5, 0), .infinity)
    expectSame(Math.gammaDensity(0.5, 0, byX: 1), -.infinity)
    expectSame(Math.gammaDensity(1, 0, derivativeByA: 1), -.infinity)
    expectSame(Math.betaDensity(0.5, 2, 0), .infinity)
    expectSame(Math.betaDensity(2, 0.5, 1), .infinity)
    expectSame(Math.betaDensity(1, 3, 0, byB: 1), 1)
    expectSame(Math.betaDensity(2, 3, 0, derivativesByA: 1), 0)
  }

  /// At `a = 0` the derivative by `a` is that from the right, minus the exponential integral.
  @Test func derivativesAtTheEndOfTheParameters() {
    expectClose(Math.gammainc(0, 1, derivativeByA: 1), -0.21938393439552029)
    expectClose(Math.gammainc(1e-300, 1, derivativeByA: 1), -0.21938393439552029)
    expectSame(Math.gammainc(2, 0, derivativeByA: 1), 0)
    expectSame(Math.gammainc(2, .infinity, derivativeByA: 1), 0)
    let tiny = 0x1p-1030
    expectClose(Math.gammaincc(tiny, 1), tiny * 0.21938393439552029, 1e-11)
    // log(1/2) of the integral of 1/t from 1/2 to 1.
    expectClose(Math.betainc(1e-300, 1, 0.5, derivativesByA: 1, byB: 0), -0.6931471805599453)
    expectClose(Math.betainc(0, 1, 0.5, derivativesByA: 1, byB: 0), -0.6931471805599453)
    expectSame(Math.betainc(2, 3, 1, derivativesByA: 0, byB: 1), 0)
    expectClose(Math.betaincc(tiny, 1, 0.5), tiny * 0.6931471805599453, 1e-11)
    expectClose(Math.betainc(1e-200, 1e-200, 0.4, derivativesByA: 0, byB: 1), 0.25e200)
  }

  @Test(arguments: [0.0, 0x1p-1074, 1e-300, 1e-20, 0.3, 1, 7.5, 1e3, 1e16, 1e31, 1e120, 1.7e308])
  func endsInTimeAndInRange(_ a: Double) {
    for b in [0x1p-1063, 1e-50, 0.5, 3, 40, 1e9, 1e33, 1e308] {
      let p = Math.gammainc(a, b)
      #expect(p >= 0 && p <= 1 && (p + Math.gammaincc(a, b) - 1).magnitude <= 1e-15)
      #expect(Math.gammainc(a, b, derivativeByA: 1) <= 0 && Math.gammaDensity(a, b) >= 0)
      for x in [0x1p-1074, 1e-100, 1e-9, 0.5, 0.9999999999] {
        let i = Math.betainc(a, b, x)
        #expect(
          i >= 0 && i <= 1 && (i + Math.betaincc(a, b, x) - 1).magnitude <= 1e-15, "\(a) \(b) \(x)")
        #expect(Math.betainc(a, b, x, derivativesByA: 1, byB: 0) <= 0, "\(a) \(b) \(x)")
        #expect(Math.betainc(a, b, x, derivativesByA: 0, byB: 1) >= 0, "\(a) \(b) \(x)")
        #expect(Math.betaDensity(a, b, x) >= 0, "\(a) \(b) \(x)")
        if a > 0 {
          let q = Math.betaincinv(a, b, x)
          #expect(q >= 0 && q <= 1, "\(a) \(b) \(x)")
          #expect(Math.gammaincinv(a, x) >= 0, "\(a) \(x)")
        }
      }
    }
  }

  private func expectSame(_ value: Double, _ expected: Double) {
    #expect(value == expected || (value.isNaN && expected.isNaN))
  }

  private func expectClose(_ value: Double, _ expected: Double, _ tolerance: Double = 1e-15) {
    #expect((value / expected - 1).magnitude <= tolerance, "\(value) is not \(expected)")
  }
}
