import ScalarMath
import Tensors

extension Primitive {
  static let ellipticIntegrals: [Primitive] = [
    ellipK, ellipE, ellipKm1, ellipKInc, ellipEInc, agm,
  ]

  private static let belowOne = Domain.Interval(lower: -.infinity, upper: 1)

  public static let ellipK: Primitive = .init(
    "ellipk", "The complete elliptic integral of the first kind of the parameter m.",
    parameters: [Parameter("m")], .elementwise(.function { Math.ellipk(0, $0) }),
    derivative: .elementwise { m, _ in ellipKDerivative.apply([m], [.integer(1)]) },
    domain: Domain(belowOne), convention: "m is the square of the modulus; inf at 1, NaN beyond",
    example: "ellipk(0.5)")

  public static let ellipE: Primitive = .init(
    "ellipe", "The complete elliptic integral of the second kind of the parameter m.",
    parameters: [Parameter("m")], .elementwise(.function { Math.ellipe(0, $0) }),
    derivative: .elementwise { m, _ in ellipEDerivative.apply([m], [.integer(1)]) },
    domain: Domain(belowOne),
    convention: "m is the square of the modulus; 1 at 1 with gradient -inf, NaN beyond",
    example: "ellipe(0.5)")

  public static let ellipKm1: Primitive = .init(
    "ellipkm1", "The complete elliptic integral of the first kind of the parameter 1 - p.",
    parameters: [Parameter("p")], .elementwise(.function { Math.ellipkm1(0, $0) }),
    derivative: .elementwise { p, _ in ellipKm1Derivative.apply([p], [.integer(1)]) },
    domain: .positive, convention: "inf at 0, NaN below", example: "ellipkm1(1e-20)")

  public static let ellipKInc: Primitive = .init(
    "ellipkinc", "The incomplete elliptic integral of the first kind of the angle phi.",
    parameters: [Parameter("phi"), Parameter("m")],
    .elementwise(.function2 { Math.ellipkinc(0, $0, $1) }),
    derivative: .elementwise(
      { phi, m, _ in ellipticDelta.apply([phi, m], [.integer(1)]) },
      { phi, m, _ in ellipKIncDerivative.apply([phi, m], [.integer(1)]) }),
    domain: Domain(.reals, belowOne),
    convention: "m is the square of the modulus; NaN for m > 1", example: "ellipkinc(1, 0.5)")

  public static let ellipEInc: Primitive = .init(
    "ellipeinc", "The incomplete elliptic integral of the second kind of the angle phi.",
    parameters: [Parameter("phi"), Parameter("m")],
    .elementwise(.function2 { Math.ellipeinc(0, $0, $1) }),
    derivative: .elementwise(
      { phi, m, _ in ellipticDelta.apply([phi, m], [.integer(-1)]) },
      { phi, m, _ in ellipEIncDerivative.apply([phi, m], [.integer(1)]) }),
    domain: Domain(.reals, belowOne),
    convention: "m is the square of the modulus; NaN for m > 1", example: "ellipeinc(1, 0.5)")

  public static let agm: Primitive = .init(
    "agm", "The arithmetic-geometric mean of a and b.",
    parameters: [Parameter("a"), Parameter("b")], .elementwise(.function2 { Math.agm($0, $1) }),
    derivative: .elementwise(
      { a, b, _ in agmDerivative.apply([a, b], [.integer(1)]) },
      { a, b, _ in agmDerivative.apply([a, b], [.integer(agmStep)]) }),
    domain: .reals.meeting("a and b have the same sign").sampled(in: .positive),
    convention: "NaN for different signs; at 0 the gradient by the vanishing number is infinite",
    example: "agm(1, 2)")
}

// MARK: - Derivatives of any order

extension Primitive {
  package static let ellipKDerivative: Primitive = derivatives(
    "ellipk_derivative", of: Parameter("m"), { n, m in Math.ellipk(n, m) },
    family: { ellipKDerivative },
    meaning: .derivatives(
      of: "ellipk", "(ellipe(m) / (1 - m) - ellipk(m)) / (2 * m)", variable: "m"))

  package static let ellipEDerivative: Primitive = derivatives(
    "ellipe_derivative", of: Parameter("m"), { n, m in Math.ellipe(n, m) },
    family: { ellipEDerivative },
    meaning: .derivatives(of: "ellipe", "(ellipe(m) - ellipk(m)) / (2 * m)", variable: "m"))

  package static let ellipKm1Derivative: Primitive = derivatives(
    "ellipkm1_derivative", of: Parameter("p"), { n, p in Math.ellipkm1(n, p) },
    family: { ellipKm1Derivative },
    meaning: .derivatives(
      of: "ellipkm1", "(ellipk(1 - p) - ellipe(1 - p) / p) / (2 * (1 - p))", variable: "p"))

  private static let angleAndParameter = [
    Parameter("phi"), Parameter("m"), Parameter("n", .integer),
  ]

  /// The power -n of sqrt(1 - m sin(phi)^2).
  package static let ellipticDelta: Primitive = .init(
    operation: "elliptic_delta", parameters: angleAndParameter,
    .elementwise(.indexed2 { n, phi, m in Math.ellipticDelta(n, phi, m) }),
    derivative: .elementwise([
      { point in
        let slope = ellipticDelta.apply([point[0], point[1]], [.integer(point.index + 2)])
        return Double(point.index) * point[1] * (sin(point[0]) * cos(point[0])) * slope
      },
      { point in
        let slope = ellipticDelta.apply([point[0], point[1]], [.integer(point.index + 2)])
        return Double(point.index) / 2 * integerPower(sin(point[0]), 2) * slope
      },
    ]),
    meaning: .formula("sqrt(1 - m * sin(phi)**2)**(-n)"))

  /// The derivative of order n by m of the integral of the first kind.
  package static let ellipKIncDerivative: Primitive = .init(
    operation: "ellipkinc_derivative", parameters: angleAndParameter,
    .elementwise(.indexed2 { n, phi, m in Math.ellipkinc(n, phi, m) }),
    derivative: .elementwise([
      { integrand($0, exponent: 2 * $0.index + 1, factor: risingHalves(0.5, $0.index)) },
      { ellipKIncDerivative.apply([$0[0], $0[1]], [.integer($0.index + 1)]) },
    ]),
    meaning: .derivatives(of: "ellipkinc", by: 1, ["phi", "m"]))

  /// The derivative of order n by m of the integral of the second kind.
  package static let ellipEIncDerivative: Primitive = .init(
    operation: "ellipeinc_derivative", parameters: angleAndParameter,
    .elementwise(.indexed2 { n, phi, m in Math.ellipeinc(n, phi, m) }),
    derivative: .elementwise([
      { integrand($0, exponent: 2 * $0.index - 1, factor: risingHalves(-0.5, $0.index)) },
      { ellipEIncDerivative.apply([$0[0], $0[1]], [.integer($0.index + 1)]) },
    ]),
    meaning: .derivatives(of: "ellipeinc", by: 1, ["phi", "m"]))

  /// The derivative of order n by m of the integrand: a multiple of sin(phi)^2n / delta^exponent.
  private static func integrand(_ point: Point, exponent: Int, factor: Double) -> Variable {
    let power = integerPower(sin(point[0]), 2 * point.index)
    return factor * power * ellipticDelta.apply([point[0], point[1]], [.integer(exponent)])
  }

  /// `start (start + 1) ... ` with so many factors.
  private static func risingHalves(_ start: Double, _ count: Int) -> Double {
    (0..<count).reduce(1) { $0 * (start + Double($1)) }
  }

  /// One derivative by b, in the index of `agmDerivative`.
  private static let agmStep = 1 << 16

  /// The derivative of order n modulo 2^16 by a and n / 2^16 by b.
  package static let agmDerivative: Primitive = .init(
    operation: "agm_derivative",
    parameters: [Parameter("a"), Parameter("b"), Parameter("n", .integer)],
    .elementwise(.indexed2 { n, a, b in Math.agm(n % 65536, n / 65536, a, b) }),
    derivative: .nextOrders(base: agmStep) { agmDerivative },
    meaning: .derivatives(of: "agm", ["a", "b"], base: 65536))
}
