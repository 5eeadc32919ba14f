import ScalarMath
import Tensors

extension Primitive {
  static let entropyFunctions: [Primitive] =
    [xlogy, xlog1py, xdivy, entr, relEntr, klDiv, logit] + boxCox + losses

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

  public static let xlog1py: Primitive = .init(
    "xlog1py", "x * log(1 + y), and 0 where x is 0.",
    parameters: [.x, Parameter("y")], .elementwise(.function2 { Math.xlog1py($0, $1) }),
    derivative: .elementwise(
      { x, y, _ in
        let zero = x.filled(with: 0)
        return `where`(logicalAnd(equal(x, zero), equal(y, y.filled(with: -1))), zero, log1p(y))
      },
      { x, y, _ in
        let zero = x.filled(with: 0)
        return `where`(equal(x, zero), zero, x / (1 + y))
      }),
    domain: Domain(.reals, .init(lower: -1, upper: .infinity)),
    convention: "at x = 0 the gradient by x is log(1 + y), and 0 if y is -1",
    example: "xlog1py(0, -1)")

  public static let xdivy: Primitive = .init(
    "xdivy", "x / y, and 0 where x is 0.",
    parameters: [.x, Parameter("y")],
    .elementwise(.function2 { $0 == 0 && !$1.isNaN ? 0 : $0 / $1 }),
    derivative: .elementwise(
      { x, y, _ in
        let zero = x.filled(with: 0)
        return `where`(logicalAnd(equal(x, zero), equal(y, zero)), zero, reciprocal(y))
      },
      { x, y, z in
        let zero = x.filled(with: 0)
        return `where`(equal(x, zero), zero, -(z / y))
      }),
    domain: Domain(.reals, .nonzero).sampled(in: .reals, .positive),
    convention: "at x = 0 the gradient by x is 1 / y, and 0 if y is 0 too",
    example: "xdivy(0, 0)")

  public static let entr: Primitive = .init(
    "entr", "-x * log(x), and 0 where x is 0.", .elementwise(.function { Math.entr($0) }),
    derivative: .elementwise { x, _ in entrSlope(x) },
    domain: .positive, convention: "the gradient at 0 is infinite; -inf below 0",
    example: "entr(0.5)")

  public static let relEntr: Primitive = .init(
    "rel_entr", "x * log(x / y), and 0 where x is 0.",
    parameters: [.x, Parameter("y")], .elementwise(.function2 { Math.relEntr($0, $1) }),
    derivative: .elementwise(
      { x, y, _ in relEntrSlope(x, y) },
      { x, y, _ in
        let zero = x.filled(with: 0)
        return `where`(equal(x, zero), zero, -(x / y))
      }),
    domain: .positive, convention: "inf where x or y is negative, and where only y is 0",
    example: "rel_entr(2, 3)")

  public static let klDiv: Primitive = .init(
    "kl_div", "x * log(x / y) - x + y, accurate where x is close to y.",
    parameters: [.x, Parameter("y")], .elementwise(.function2 { Math.klDiv($0, $1) }),
    derivative: .elementwise(
      { x, y, _ in logOfRatio(x, y) }, { x, y, _ in relativeDifference(x, y) }),
    domain: .positive,
    convention: "y at x = 0; inf where x or y is negative, and where only y is 0",
    example: "kl_div(2, 3)")

  /// -log(x) - 1.
  static let entrSlope: Primitive = .init(
    operation: "entr_slope", .elementwise(.function { Math.entrSlope($0) }),
    derivative: .elementwise { x, _ in -reciprocal(x) }, domain: .positive,
    meaning: .formula("-log(x) - 1"))

  /// log(x / y) + 1.
  static let relEntrSlope: Primitive = .init(
    operation: "rel_entr_slope", parameters: [.x, Parameter("y")],
    .elementwise(.function2 { Math.relEntrSlope($0, $1) }),
    derivative: .elementwise({ x, _, _ in reciprocal(x) }, { _, y, _ in -reciprocal(y) }),
    domain: .positive,
    meaning: .formula("log(x / y) + 1"))

  /// log(x / y), without the rounding of the quotient.
  static let logOfRatio: Primitive = .init(
    operation: "log_of_ratio", parameters: [.x, Parameter("y")],
    .elementwise(.function2 { Math.logOfRatio($0, $1) }),
    derivative: .elementwise({ x, _, _ in reciprocal(x) }, { _, y, _ in -reciprocal(y) }),
    domain: .positive,
    meaning: .formula("log(x / y)"))

  /// (y - x) / y. Its derivative as that of a quotient would cancel where x is small.
  static let relativeDifference: Primitive = .init(
    operation: "relative_difference", parameters: [.x, Parameter("y")],
    .elementwise(.function2 { ($1 - $0) / $1 }),
    derivative: .elementwise({ _, y, _ in -reciprocal(y) }, { x, y, _ in x / y / y }),
    domain: .positive,
    meaning: .formula("(y - x) / y"))

  public static let logit: Primitive = .init(
    "logit", "log(x / (1 - x)), the inverse of sigmoid.",
    .elementwise(.function { Math.logit($0) }),
    derivative: .elementwise { x, _ in logitSlope(x) },
    domain: .between(0, 1), convention: "infinite at 0 and 1; NaN beyond", example: "logit(0.25)")

  /// 1 / (x (1 - x)). By the rule of a product its derivative would be inf - inf for small x.
  static let logitSlope: Primitive = .init(
    operation: "logit_slope", .elementwise(.function { Math.logitSlope($0) }),
    derivative: .elementwise { x, y in integerPower(y, 2) * (2.0 * x - 1) },
    domain: .between(0, 1),
    meaning: .formula("1 / (x * (1 - x))"))
}
