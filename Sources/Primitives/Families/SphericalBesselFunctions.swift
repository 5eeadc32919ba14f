import ScalarMath
import Tensors

extension Primitive {
  static let sphericalBesselFunctions: [Primitive] = [
    sphericalJn, sphericalYn, sphericalIn, sphericalKn, sphericalJ0,
  ]

  public static let sphericalJn: Primitive = .init(
    "spherical_jn", "The spherical Bessel function of the first kind.", parameters: fixedOrder,
    .elementwise(.indexed { n, x in Math.sphericalJn(n, x) }), derivative: sphericalSlope(0),
    convention: sphericalConvention, example: "spherical_jn(1, 2)")

  public static let sphericalYn: Primitive = .init(
    "spherical_yn", "The spherical Bessel function of the second kind.", parameters: fixedOrder,
    .elementwise(.indexed { n, x in Math.sphericalYn(n, x) }), derivative: sphericalSlope(1),
    domain: .nonzero.sampled(in: .positive),
    convention: sphericalConvention + "; -inf at 0",
    example: "spherical_yn(1, 2)")

  public static let sphericalIn: Primitive = .init(
    "spherical_in", "The modified spherical Bessel function of the first kind.",
    parameters: fixedOrder, .elementwise(.indexed { n, x in Math.sphericalIn(n, x) }),
    derivative: sphericalSlope(2), convention: sphericalConvention,
    example: "spherical_in(1, 2)")

  public static let sphericalKn: Primitive = .init(
    "spherical_kn", "The modified spherical Bessel function of the second kind.",
    parameters: fixedOrder, .elementwise(.indexed { n, x in Math.sphericalKn(n, x) }),
    derivative: sphericalSlope(3), domain: .positive,
    convention: sphericalConvention + "; inf at 0, NaN below", example: "spherical_kn(1, 2)")

  public static let sphericalJ0: Primitive = .init(
    "spherical_bessel_j0", "sin(x) / x, the spherical Bessel function of order 0.",
    .elementwise(.function { Math.sphericalJn(0, $0) }),
    derivative: .elementwise { x, _ in
      sphericalDerivative.apply([x], [.integer(sphericalStep)])
    },
    example: "spherical_bessel_j0(2)")

  private static let fixedOrder = [Parameter("n", .integer), Parameter.x]
  private static let sphericalConvention = "n is a fixed integer, 0 ... 1048575"

  /// What one derivative adds to the index.
  private static let sphericalStep = 1 << 22

  /// The index is the order, the kind times 2^20 and the number of derivatives times 2^22.
  package static let sphericalDerivative: Primitive = derivatives(
    "spherical_derivative",
    { index, x in
      let (n, k) = (index & 0xfffff, index >> 22)
      switch index >> 20 & 3 {
      case 0: return Math.sphericalJn(n, x, derivative: k) + 0
      case 1: return Math.sphericalYn(n, x, derivative: k) + 0
      case 2: return Math.sphericalIn(n, x, derivative: k) + 0
      default: return Math.sphericalKn(n, x, derivative: k) + 0
      }
    }, family: { sphericalDerivative }, step: sphericalStep, meaning: sphericalMeaning)

  private static func sphericalSlope(_ kind: Int) -> Derivative {
    .elementwise([
      { point in
        guard 0 <= point.index, point.index < 1 << 20 else { return point.x.filled(with: .nan) }
        return sphericalDerivative.apply(
          [point.x], [.integer(point.index | kind << 20 | sphericalStep)])
      }
    ])
  }

  private static let sphericalMeaning = Meaning { index in
    let (n, kind, order) = (index & 0xfffff, index >> 20 & 3, index >> 22)
    let name = ["spherical_jn", "spherical_yn", "spherical_in", "spherical_kn"][kind]
    if order == 0 { return "\(name)(\(n), x)" }
    guard order == 1 else { return nil }
    let here = "\(name)(\(n), x)"
    if n == 0 { return (kind == 2 ? "" : "-") + "\(name)(1, x)" }
    let below = (kind == 3 ? "-" : "") + "\(name)(\(n - 1), x)"
    return "\(below) - \(n + 1) / x * \(here)"
  }
}
