import CKernels
import ScalarMath
import Tensors

extension Primitive {
  static let exponential: [Primitive] = [
    exp, exp2, exp10, expm1, exprel, log, log2, log10, log1p, log1pmx, log1mexp, logCosh, logAddExp,
    logAddExp2, logSubExp,
  ]

  public static let exp: Primitive = .init(
    "exp", "e raised to the power x.", .elementwise(.unary(sg_exponential)),
    derivative: .elementwise { _, y in y },
    example: "exp(1)")

  public static let exp2: Primitive = .init(
    "exp2", "2 raised to the power x.", .elementwise(.function { Math.exp2($0) }),
    derivative: .elementwise { x, _ in exp2Slope(x) },
    example: "exp2(3)")

  /// log(2) 2 ** x, which is still finite where the power no longer is.
  static let exp2Slope: Primitive = .init(
    operation: "exp2_slope", .elementwise(.function { Math.exp2Slope($0) }),
    derivative: .elementwise { _, y in y * 0.693_147_180_559_945_3 },
    meaning: .formula("log(2) * 2**x"))

  public static let exp10: Primitive = .init(
    "exp10", "10 raised to the power x.", .elementwise(.function { Math.exp10($0) }),
    derivative: .elementwise { _, y in y * 2.302_585_092_994_045_7 },
    domain: .reals.sampled(in: .init(lower: -300, upper: 300)), example: "exp10(3)")

  public static let exprel: Primitive = .init(
    "exprel", "(exp(x) - 1) / x, and 1 at 0.",
    .firstMember(of: { exprelDerivative }),
    convention: "smooth at 0", example: "exprel(1e-10)")

  /// The n-th derivative of exprel, accurate near 0 too.
  static let exprelDerivative: Primitive = derivatives(
    "exprel_derivative", { n, x in Math.exprel(x, derivative: n) }, family: { exprelDerivative },
    meaning: .derivatives(of: "exprel", "(exp(x) - exprel(x)) / x"))

  public static let expm1: Primitive = .init(
    "expm1", "exp(x) - 1, accurate for small x.", .elementwise(.unary(sg_exponential_minus_one)),
    derivative: .elementwise { x, _ in exp(x) },
    example: "expm1(1e-10)")

  public static let log: Primitive = .init(
    "log", aliases: ["ln"], "The natural logarithm.", .elementwise(.unary(sg_natural_logarithm)),
    derivative: .elementwise { x, _ in reciprocal(x) },
    domain: .positive, convention: "-inf at 0, with gradient 1 / x; NaN below",
    example: "log(2)")

  public static let log2: Primitive = .init(
    "log2", "The logarithm to base 2.", .elementwise(.function { Math.log2($0) }),
    derivative: .elementwise { x, _ in 1.442_695_040_888_963_4 / x },
    domain: .positive, convention: "-inf at 0; NaN below", example: "log2(8)")

  public static let log10: Primitive = .init(
    "log10", "The logarithm to base 10.", .elementwise(.function { Math.log10($0) }),
    derivative: .elementwise { x, _ in 0.434_294_481_903_251_83 / x },
    domain: .positive, convention: "-inf at 0; NaN below", example: "log10(1000)")

  public static let log1p: Primitive = .init(
    "log1p", "log(1 + x), accurate for small x.", .elementwise(.unary(sg_logarithm_of_one_plus)),
    derivative: .elementwise { x, _ in reciprocal(1 + x) },
    domain: Domain(.init(lower: -1, upper: .infinity)), convention: "-inf at -1; NaN below",
    example: "log1p(1e-10)")

  public static let log1pmx: Primitive = .init(
    "log1pmx", "log(1 + x) - x, accurate for small x.",
    .elementwise(.function { Math.log1pmx($0) }),
    derivative: .elementwise { x, _ in -fractionOfOnePlus(x) },
    domain: Domain(.init(lower: -1, upper: .infinity)), convention: "-inf at -1; NaN below",
    example: "log1pmx(1e-5)")

  /// x / (1 + x). Its derivative as that of a quotient would cancel for large x.
  static let fractionOfOnePlus: Primitive = .init(
    operation: "fraction_of_one_plus", .elementwise(.function { $0 < -1 ? .nan : $0 / (1 + $0) }),
    derivative: .elementwise { x, _ in integerPower(reciprocal(1 + x), 2) },
    meaning: .formula("x / (1 + x)"))

  public static let log1mexp: Primitive = .init(
    "log1mexp", "log(1 - exp(-|x|)), accurate for small and large x.",
    .composition { call throws(TensorError) in
      logOfOneMinusExp(-abs(try call.tensor(0)))
    },
    domain: Domain(.init(lower: -.infinity, upper: 0)), convention: "-inf at 0",
    example: "log1mexp(-1)")

  /// log(1 - exp(x)) for negative x.
  static let logOfOneMinusExp: Primitive = .init(
    operation: "log_of_one_minus_exp", .elementwise(.function { Math.log1mexp($0) }),
    derivative: .elementwise { x, _ in reciprocalOfOneMinusExp(x) },
    meaning: .formula("log(1 - exp(x))"))

  /// 1 / (1 - exp(-x)), which is 1 minus the same of -x.
  static let reciprocalOfOneMinusExp: Primitive = .init(
    operation: "reciprocal_of_one_minus_exp",
    .elementwise(.function { Math.reciprocalOfOneMinusExp($0) }),
    derivative: .elementwise { x, y in y * reciprocalOfOneMinusExp(-x) },
    meaning: .formula("1 / (1 - exp(-x))"))

  public static let logCosh: Primitive = .init(
    "log_cosh", aliases: ["logcosh"], "log(cosh(x)), without overflow.",
    .elementwise(.function { Math.logCosh($0) }),
    derivative: .elementwise { x, _ in tanh(x) }, example: "log_cosh(1e-5)")

  public static let logAddExp2: Primitive = .init(
    "logaddexp2", "log2(2**x + 2**y), without overflow.",
    parameters: [.x, Parameter("y")], .elementwise(.function2 { Math.logaddexp2($0, $1) }),
    derivative: .elementwise(
      { x, y, _ in sigmoid((x - y) * 0.693_147_180_559_945_3) },
      { x, y, _ in sigmoid((y - x) * 0.693_147_180_559_945_3) }),
    example: "logaddexp2(1000, 1000)")

  public static let logSubExp: Primitive = .init(
    "log_sub_exp", aliases: ["logsubexp"], "log(|exp(x) - exp(y)|), without overflow.",
    parameters: [.x, Parameter("y")], .elementwise(.function2 { Math.logSubExp($0, $1) }),
    derivative: .elementwise(
      { x, y, _ in reciprocalOfOneMinusExp(x - y) }, { x, y, _ in reciprocalOfOneMinusExp(y - x) }),
    domain: .reals.meeting("x is not y"), convention: "-inf where x and y are equal",
    example: "log_sub_exp(1000, 999)")

  public static let logAddExp: Primitive = .init(
    "logaddexp", "log(exp(x) + exp(y)), without overflow.",
    parameters: [.x, Parameter("y")], .elementwise(.function2 { Math.logaddexp($0, $1) }),
    derivative: .elementwise({ x, y, _ in sigmoid(x - y) }, { x, y, _ in sigmoid(y - x) }),
    example: "logaddexp(1000, 1000)")
}
