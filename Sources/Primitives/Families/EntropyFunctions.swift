import ScalarMath
import Tensors

extension Primitive {
  static let entropyFunctions: [Primitive] = [xlogy]

  public static let xlogy: Primitive = .init(
    "xlogy", "x * log(y), and 0 where x is 0.",
    parameters: [.x, Parameter("y")], .elementwise(.function2 { Math.xlogy($0, $1) }),
    derivative: .elementwise(
      { x, y, _ in
        let zero = x.filled(with: 0)
        return `where`(logicalAnd(equal(x, zero), equal(y, zero)), zero, log(y))
      },
      { x, y, _ in
        let zero = x.filled(with: 0)
        return `where`(equal(x, zero), zero, x / y)
      }),
    domain: Domain(.reals, .positive),
    convention: "at x = 0 the gradient by x is log(y), and 0 if y is 0 too",
    example: "xlogy(0, 0)")
}
