import CKernels
import ScalarMath
import Tensors

extension Primitive {
  static let errorFunctions: [Primitive] = [erf, erfc]

  private static let twoOverRootPi = 1.128_379_167_095_512_6

  public static let erf: Primitive = .init(
    "erf", "The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.",
    .elementwise(.unary(sg_erf)),
    derivative: .elementwise { x, _ in gaussian(x) * twoOverRootPi }, example: "erf(1)")

  public static let erfc: Primitive = .init(
    "erfc", "1 - erf(x), accurate for large x.", .elementwise(.function { Math.erfc($0) }),
    derivative: .elementwise { x, _ in gaussian(x) * -twoOverRootPi }, example: "erfc(10)")

  /// exp(-x²), of which the square is not rounded: for large x that would cost all digits.
  package static let gaussian: Primitive = .init(
    operation: "gaussian", .elementwise(.unary(sg_gaussian)),
    derivative: .elementwise { x, y in -2.0 * x * y })
}
