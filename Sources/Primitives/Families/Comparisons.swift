import CKernels
import Tensors

extension Primitive {
  static let comparisons: [Primitive] =
    [
      less, lessEqual, greater, greaterEqual, equal, notEqual, logicalAnd, logicalOr, logicalXor,
      logicalNot, isNaN, isFinite, isInfinite, signBit, `where`, stopGradient,
    ] + closeness

  private static func comparison(
    _ name: String, aliases: [String], _ summary: String, _ loop: ElementKernel.Binary
  ) -> Primitive {
    .init(
      name, aliases: aliases, summary, parameters: [Parameter("x"), Parameter("y")],
      .elementwise(.binary(loop), result: .bool), derivative: .flat,
      convention: "flat: the gradient is 0", example: "\(name)(2, 3)")
  }

  public static let less = comparison("less", aliases: ["lt"], "Whether x < y.", sg_less)
  public static let lessEqual = comparison(
    "less_equal", aliases: ["le"], "Whether x <= y.", sg_less_equal)
  public static let greater = comparison(
    "greater", aliases: ["gt"], "Whether x > y.", sg_greater)
  public static let greaterEqual = comparison(
    "greater_equal", aliases: ["ge"], "Whether x >= y.", sg_greater_equal)
  public static let equal = comparison("equal", aliases: ["eq"], "Whether x == y.", sg_equal)
  public static let notEqual = comparison(
    "not_equal", aliases: ["ne"], "Whether x != y.", sg_not_equal)
  public static let logicalAnd = comparison(
    "logical_and", aliases: [], "Whether both are true; 0 is false.", sg_logical_and)
  public static let logicalOr = comparison(
    "logical_or", aliases: [], "Whether one of both is true; 0 is false.", sg_logical_or)
  public static let logicalXor = comparison(
    "logical_xor", aliases: [], "Whether exactly one of both is true; 0 is false.",
    sg_logical_xor)

  private static func test(_ name: String, _ summary: String, _ loop: ElementKernel.Unary)
    -> Primitive
  {
    .init(
      name, summary, .elementwise(.unary(loop), result: .bool), derivative: .flat,
      convention: "flat: the gradient is 0", example: "\(name)(2)")
  }

  public static let logicalNot = test(
    "logical_not", "Whether x is false, that is 0.", sg_logical_not)
  public static let isNaN = test("isnan", "Whether x is not a number.", sg_is_nan)
  public static let isFinite = test(
    "isfinite", "Whether x is neither infinite nor NaN.", sg_is_finite)

  public static let isInfinite: Primitive = .init(
    "isinf", "Whether x is an infinity.",
    .elementwise(.function { $0.isInfinite ? 1 : 0 }, result: .bool), derivative: .flat,
    convention: "flat: the gradient is 0", example: "isinf(2)")

  public static let signBit: Primitive = .init(
    "signbit", "Whether the sign of x is negative, that of -0.0 too.",
    .elementwise(.function { $0.sign == .minus ? 1 : 0 }, result: .bool), derivative: .flat,
    convention: "flat: the gradient is 0", example: "signbit(-2)")

  public static let `where`: Primitive = .init(
    "where", aliases: ["select"],
    "a where the condition is true, b elsewhere, element by element.",
    parameters: [Parameter("condition"), Parameter("a"), Parameter("b")],
    .elementwise(.ternary(sg_where)),
    derivative: .selection([nil, { ($0[0], false) }, { ($0[0], true) }]),
    convention: "what is not taken contributes nothing, not even NaN, at any order",
    example: "where(2 > 1, 10, 20)")

  public static let stopGradient: Primitive = .init(
    "stop_gradient", aliases: ["detach"], "x as a constant: no gradient passes.",
    .elementwise(.unary(sg_positive), result: .sameAsOperand), derivative: .disconnected,
    convention: "the result does not count as depending on x",
    example: "stop_gradient(2)")
}
