import ScalarMath
import Tensors

extension Primitive {
  static let losses: [Primitive] = [huber, pseudoHuber]

  private static let widthAndResidual = [Parameter("delta"), Parameter("r")]

  public static let huber: Primitive = .init(
    "huber", "r**2 / 2 where |r| <= delta, and delta (|r| - delta / 2) beyond.",
    parameters: widthAndResidual,
    .composition { call throws(TensorError) in
      let (delta, r) = (try call.tensor(0), try call.tensor(1))
      let size = abs(r)
      let loss = `where`(
        lessEqual(size, delta), 0.5 * integerPower(r, 2), delta * (size - 0.5 * delta))
      return `where`(less(delta, delta.number(0)), delta.number(.infinity), loss)
    },
    domain: Domain(.positive, .reals),
    convention: "where |r| = delta it is the square; inf for delta < 0", example: "huber(1, 3)")

  public static let pseudoHuber: Primitive = .init(
    "pseudo_huber", "delta**2 (sqrt(1 + (r / delta)**2) - 1).", parameters: widthAndResidual,
    .elementwise(.function2 { Math.pseudoHuber($0, $1) }),
    derivative: .elementwise(
      { delta, r, _ in
        let excess = hypotExcess(delta, r)
        return excess * (excess / hypot(delta, r))
      },
      { delta, r, _ in productOverHypot(delta, r) }),
    domain: Domain(.positive, .reals), convention: "0 where delta or r is 0; inf for delta < 0",
    example: "pseudo_huber(1, 3)")

  /// hypot(x, y) - x, without cancellation.
  static let hypotExcess: Primitive = .init(
    operation: "hypot_excess", parameters: [.x, Parameter("y")],
    .elementwise(.function2 { Math.hypotExcess($0, $1) }),
    derivative: .elementwise(
      { x, y, z in -(z / hypot(x, y)) }, { x, y, _ in direction(y, x) }),
    domain: .positive,
    meaning: .formula("hypot(x, y) - x"))

  /// x y / hypot(x, y), of which the derivatives do not cancel.
  static let productOverHypot: Primitive = .init(
    operation: "product_over_hypot", parameters: [.x, Parameter("y")],
    .elementwise(.function2 { Math.productOverHypot($0, $1) }),
    derivative: .elementwise(
      { x, y, _ in integerPower(direction(y, x), 3) },
      { x, y, _ in integerPower(direction(x, y), 3) }),
    domain: .positive,
    meaning: .formula("x * y / hypot(x, y)"))
}
