import CKernels
import ScalarMath
import Tensors

extension Primitive {
  static let exponential: [Primitive] = [
    exp, exp2, expm1, log, log2, log10, log1p, logAddExp,
  ]

  public static let exp: Primitive = .init(
    "exp", "e raised to the power x.", .elementwise(.unary(sg_exponential)),
    derivative: .elementwise { _, y in y },
    domain: .between(-700, 700), example: "exp(1)")

  public static let exp2: Primitive = .init(
    "exp2", "2 raised to the power x.", .elementwise(.function { Math.exp2($0) }),
    derivative: .elementwise { _, y in y * 0.693_147_180_559_945_3 },
    domain: .between(-1000, 1000), example: "exp2(3)")

  public static let expm1: Primitive = .init(
    "expm1", "exp(x) - 1, accurate for small x.", .elementwise(.unary(sg_exponential_minus_one)),
    derivative: .elementwise { x, _ in exp(x) },
    domain: .between(-700, 700), example: "expm1(1e-10)")

  public static let log: Primitive = .init(
    "log", aliases: ["ln"], "The natural logarithm.", .elementwise(.unary(sg_natural_logarithm)),
    derivative: .elementwise { x, _ in reciprocal(x) },
    domain: .positive, convention: "-inf at 0, with gradient 1 / x; NaN below",
    example: "log(2)")

  public static let log2: Primitive = .init(
    "log2", "The logarithm to base 2.", .elementwise(.function { Math.log2($0) }),
    derivative: .elementwise { x, _ in reciprocal(x * 0.693_147_180_559_945_3) },
    domain: .positive, convention: "-inf at 0; NaN below", example: "log2(8)")

  public static let log10: Primitive = .init(
    "log10", "The logarithm to base 10.", .elementwise(.function { Math.log10($0) }),
    derivative: .elementwise { x, _ in reciprocal(x * 2.302_585_092_994_045_7) },
    domain: .positive, convention: "-inf at 0; NaN below", example: "log10(1000)")

  public static let log1p: Primitive = .init(
    "log1p", "log(1 + x), accurate for small x.", .elementwise(.unary(sg_logarithm_of_one_plus)),
    derivative: .elementwise { x, _ in reciprocal(1 + x) },
    domain: Domain(.init(lower: -1, upper: .infinity)), convention: "-inf at -1; NaN below",
    example: "log1p(1e-10)")

  public static let logAddExp: Primitive = .init(
    "logaddexp", "log(exp(x) + exp(y)), without overflow.",
    parameters: [.x, Parameter("y")], .elementwise(.function2 { Math.logaddexp($0, $1) }),
    derivative: .elementwise({ x, y, _ in sigmoid(x - y) }, { x, y, _ in sigmoid(y - x) }),
    example: "logaddexp(1000, 1000)")
}
