import CKernels
import ScalarMath
import Tensors

extension Primitive {
  static let arithmetic: [Primitive] = [
    add, subtract, multiply, divide, negative, positive, floorDivide, mod, fmod, fma, reciprocal,
    square, abs, sign, floor, ceil, trunc, round, maximum, minimum, clip,
  ]

  private static let twoOperands = [Parameter("x"), Parameter("y")]

  public static let add: Primitive = .init(
    "add", "The sum x + y.", parameters: twoOperands, .elementwise(.binary(sg_add)),
    derivative: .linear { _, _, cotangent in cotangent },
    example: "add(2, 3)")

  public static let subtract: Primitive = .init(
    "subtract", aliases: ["sub"], "The difference x - y.", parameters: twoOperands,
    .elementwise(.binary(sg_subtract)),
    derivative: .elementwise({ x, _, _ in x.filled(with: 1) }, { x, _, _ in x.filled(with: -1) }),
    example: "subtract(2, 3)")

  public static let multiply: Primitive = .init(
    "multiply", aliases: ["mul"], "The product x * y.", parameters: twoOperands,
    .elementwise(.binary(sg_multiply)),
    derivative: .elementwise({ _, y, _ in y }, { x, _, _ in x }),
    example: "multiply(2, 3)")

  public static let divide: Primitive = .init(
    "divide", aliases: ["div", "true_divide", "truediv"], "The quotient x / y.",
    parameters: twoOperands, .elementwise(.binary(sg_divide)),
    derivative: .elementwise({ _, y, _ in reciprocal(y) }, { _, y, z in -(z / y) }),
    domain: Domain(.reals, .nonzero),
    convention: "x / 0 is an infinity, 0 / 0 is NaN",
    example: "divide(2, 3)")

  public static let negative: Primitive = .init(
    "negative", aliases: ["neg"], "The number with its sign reversed, -x.",
    .elementwise(.unary(sg_negative)),
    derivative: .elementwise { x, _ in x.filled(with: -1) },
    example: "negative(2)")

  public static let positive: Primitive = .init(
    "positive", "The number itself, +x.", .elementwise(.unary(sg_positive)),
    derivative: .linear { _, _, cotangent in cotangent },
    example: "positive(2)")

  public static let floorDivide: Primitive = .init(
    "floor_divide", aliases: ["floordiv"], "The largest integer not above x / y, x // y.",
    parameters: twoOperands, .elementwise(.function2 { Math.floorDivide($0, $1) }),
    derivative: .flat,
    domain: Domain(.reals, .nonzero), convention: "flat: the gradient is 0",
    example: "floor_divide(7, 2)")

  public static let mod: Primitive = .init(
    "mod", aliases: ["remainder", "floormod"],
    "The remainder of x / y with the sign of y, x % y.",
    parameters: twoOperands, .elementwise(.function2 { Math.mod($0, $1) }),
    derivative: .elementwise(
      { x, _, _ in x.filled(with: 1) }, { x, y, _ in -floorDivide(x, y) }),
    domain: Domain(.reals, .nonzero),
    convention: "the partials are 1 and -floor(x / y), at the jumps too",
    example: "mod(-7, 3)")

  public static let fmod: Primitive = .init(
    "fmod", "The remainder of x / y with the sign of x, as in C.",
    parameters: twoOperands, .elementwise(.function2 { Math.fmod($0, $1) }),
    // x / y may round up to an integer that the true quotient does not reach.
    derivative: .elementwise(
      { x, _, _ in x.filled(with: 1) },
      { x, y, _ in -(sign(x) * sign(y) * floorDivide(abs(x), abs(y))) }),
    domain: Domain(.reals, .nonzero),
    convention: "the partials are 1 and -trunc(x / y), at the jumps too",
    example: "fmod(-7, 3)")

  public static let fma: Primitive = .init(
    "fma", "x * y + z, rounded once.",
    parameters: [Parameter("x"), Parameter("y"), Parameter("z")],
    .elementwise(.ternary(sg_fused_multiply_add)),
    derivative: .elementwise([{ $0[1] }, { $0[0] }, { $0[0].filled(with: 1) }]),
    example: "fma(2, 3, 4)")

  public static let reciprocal: Primitive = .init(
    "reciprocal", "One divided by x.", .elementwise(.unary(sg_reciprocal)),
    derivative: .elementwise { _, y in -square(y) },
    domain: Domain(.nonzero), convention: "1 / 0 is an infinity with the sign of the zero",
    example: "reciprocal(4)")

  public static let square: Primitive = .init(
    "square", "x times x.",
    .composition { call throws(TensorError) in integerPower(try call.tensor(0), 2) },
    convention: "exact at every order of derivative",
    example: "square(3)")

  public static let abs: Primitive = .init(
    "abs", aliases: ["absolute", "fabs"], "The absolute value.",
    .elementwise(.unary(sg_absolute)),
    derivative: .elementwise { x, _ in sign(x) },
    convention: "the gradient at 0 is 0",
    example: "abs(-2)")

  public static let sign: Primitive = .init(
    "sign", aliases: ["sgn"], "-1, 0 or 1, as x is negative, zero or positive.",
    .elementwise(.unary(sg_sign)), derivative: .flat,
    convention: "flat: the gradient is 0, at 0 too",
    example: "sign(-2)")

  public static let floor: Primitive = .init(
    "floor", "The largest integer not above x.", .elementwise(.unary(sg_floor)),
    derivative: .flat, convention: "flat: the gradient is 0", example: "floor(-2.5)")

  public static let ceil: Primitive = .init(
    "ceil", aliases: ["ceiling"], "The smallest integer not below x.",
    .elementwise(.unary(sg_ceil)),
    derivative: .flat, convention: "flat: the gradient is 0", example: "ceil(-2.5)")

  public static let trunc: Primitive = .init(
    "trunc", aliases: ["fix"], "x without its fraction.", .elementwise(.unary(sg_truncate)),
    derivative: .flat, convention: "flat: the gradient is 0", example: "trunc(-2.5)")

  public static let round: Primitive = .init(
    "round", aliases: ["rint", "around"], "The nearest integer, halves to the even one.",
    .elementwise(.unary(sg_round_half_even)),
    derivative: .flat, convention: "flat: the gradient is 0", example: "round(2.5)")

  public static let maximum: Primitive = .init(
    "maximum", "The larger of x and y, element by element.", parameters: twoOperands,
    .elementwise(.binary(sg_maximum)),
    derivative: .selection([
      { (greaterEqual($0[0], $0[1]), false) }, { (greaterEqual($0[0], $0[1]), true) },
    ]),
    convention: "at a tie the whole gradient goes to x",
    example: "maximum(2, 3)")

  public static let minimum: Primitive = .init(
    "minimum", "The smaller of x and y, element by element.", parameters: twoOperands,
    .elementwise(.binary(sg_minimum)),
    derivative: .selection([
      { (lessEqual($0[0], $0[1]), false) }, { (lessEqual($0[0], $0[1]), true) },
    ]),
    convention: "at a tie the whole gradient goes to x",
    example: "minimum(2, 3)")

  public static let clip: Primitive = .init(
    "clip", aliases: ["clamp", "clip_by_value"],
    "x limited to the interval from min to max; None leaves an end open.",
    parameters: [
      .x, Parameter("min", .tensor, default: StaticValue.none),
      Parameter("max", .tensor, default: StaticValue.none),
    ],
    .composition { call throws(TensorError) in
      var result = try call.tensor(0)
      if let lower = call.optionalTensor(1) { result = maximum(result, lower) }
      if let upper = call.optionalTensor(2) { result = minimum(result, upper) }
      return result
    },
    convention: "at a bound the whole gradient goes to x; if min > max the result is max",
    example: "clip(5, 0, 3)")
}
