import ScalarMath
import Tensors

extension Primitive {
  static let hypergeometricFunctions: [Primitive] = [hyp0F1, hyp1F1] + orthogonalPolynomials

  public static let hyp0F1: Primitive = .init(
    "hyp0f1", "The confluent hypergeometric limit function 0F1(; v; x).",
    parameters: [Parameter("v"), .x], .elementwise(.function2 { Math.hyp0f1(0, 0, $0, $1) }),
    derivative: .elementwise(
      { v, x, _ in hyp0F1Derivative.apply([v, x], [.integer(HypergeometricIndex.byFirst)]) },
      { v, x, _ in hyp0F1Derivative.apply([v, x], [.integer(HypergeometricIndex.byX)]) }),
    domain: Domain(.reals(except: .nonPositiveIntegers), .reals).sampled(in: .positive, .reals),
    convention: "NaN at v = 0, -1, -2, ..., and where v and x are so large that no digits are sure",
    example: "hyp0f1(1.5, -2)")

  public static let hyp1F1: Primitive = .init(
    "hyp1f1", "The confluent hypergeometric function 1F1(a; b; x), Kummer's M.",
    parameters: [Parameter("a"), Parameter("b"), .x],
    .elementwise(.function3 { Math.hyp1f1(0, 0, 0, $0, $1, $2) }),
    derivative: .elementwise([
      { hyp1F1Derivative.apply($0.operands, [.integer(HypergeometricIndex.byFirst)]) },
      { hyp1F1Derivative.apply($0.operands, [.integer(HypergeometricIndex.bySecond)]) },
      { hyp1F1Derivative.apply($0.operands, [.integer(HypergeometricIndex.byX)]) },
    ]),
    domain: Domain(.reals, .reals(except: .nonPositiveIntegers), .reals)
      .sampled(in: .reals, .positive, .reals),
    convention: """
      inf at b = 0, -1, -2, ... unless it is a polynomial; NaN where the parameters are so large \
      that no digits are sure
      """,
    example: "hyp1f1(0.5, 1.5, -2)")

  /// The derivatives of 0F1 of the orders that its index holds.
  package static let hyp0F1Derivative: Primitive = .init(
    operation: "hyp0f1_derivative",
    parameters: [Parameter("v"), .x, Parameter("n", .integer)],
    .elementwise(
      .indexed2 { n, v, x in
        let orders = HypergeometricIndex(n)
        return Math.hyp0f1(orders.first, orders.x, v, x)
      }),
    derivative: .elementwise([
      { hyp0F1Derivative.apply($0.operands, [.integer($0.index + HypergeometricIndex.byFirst)]) },
      { hyp0F1Derivative.apply($0.operands, [.integer($0.index + HypergeometricIndex.byX)]) },
    ]),
    domain: Domain(.positive, .reals),
    meaning: Meaning { index in
      switch index {
      case HypergeometricIndex.byX: "hyp0f1(v + 1, x) / v"
      case HypergeometricIndex.byFirst: "grad(hyp0f1, 0)(v, x)"
      default: nil
      }
    })

  /// The derivatives of 1F1 of the orders that its index holds.
  package static let hyp1F1Derivative: Primitive = .init(
    operation: "hyp1f1_derivative",
    parameters: [Parameter("a"), Parameter("b"), .x, Parameter("n", .integer)],
    .elementwise(
      .indexed3 { n, a, b, x in
        let orders = HypergeometricIndex(n)
        return Math.hyp1f1(orders.first, orders.second, orders.x, a, b, x)
      }),
    derivative: .elementwise([
      { hyp1F1Derivative.apply($0.operands, [.integer($0.index + HypergeometricIndex.byFirst)]) },
      { hyp1F1Derivative.apply($0.operands, [.integer($0.index + HypergeometricIndex.bySecond)]) },
      { hyp1F1Derivative.apply($0.operands, [.integer($0.index + HypergeometricIndex.byX)]) },
    ]),
    domain: Domain(.reals, .positive, .reals),
    meaning: Meaning { index in
      switch index {
      case HypergeometricIndex.byX: "a / b * hyp1f1(a + 1, b + 1, x)"
      case HypergeometricIndex.byFirst: "grad(hyp1f1, 0)(a, b, x)"
      case HypergeometricIndex.bySecond: "grad(hyp1f1, 1)(a, b, x)"
      default: nil
      }
    })
}

/// The orders of derivatives by two parameters and by `x` in one number.
private struct HypergeometricIndex {
  static let byFirst = 1
  static let bySecond = 1 << 16
  static let byX = 1 << 32

  let first: Int
  let second: Int
  let x: Int

  init(_ index: Int) {
    first = index % Self.bySecond
    second = index / Self.bySecond % (1 << 16)
    x = index / Self.byX
  }
}
