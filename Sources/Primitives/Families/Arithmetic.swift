import CKernels
import ScalarMath
import Tensors

extension Primitive {
  static let arithmetic: [Primitive] = [
    add, subtract, multiply, divide, negative, positive, floorDivide, mod, fmod, fma, reciprocal,
    square, abs, sign, floor, ceil, trunc, round, maximum, minimum, fmax, fmin, clip, copysign,
    heaviside, divideNoNaN, multiplyNoNaN, squaredDifference, lerp, nanToNum,
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

  public static let fmax: Primitive = .init(
    "fmax", "The larger of x and y; of a number and NaN, the number.", parameters: twoOperands,
    .elementwise(.function2 { $0 >= $1 || $1.isNaN ? $0 : $1 }),
    derivative: .selection([
      { (logicalOr(greaterEqual($0[0], $0[1]), isNaN($0[1])), false) },
      { (logicalOr(greaterEqual($0[0], $0[1]), isNaN($0[1])), true) },
    ]),
    convention: "at a tie the whole gradient goes to x",
    example: "fmax(nan, 3)")

  public static let fmin: Primitive = .init(
    "fmin", "The smaller of x and y; of a number and NaN, the number.", parameters: twoOperands,
    .elementwise(.function2 { $0 <= $1 || $1.isNaN ? $0 : $1 }),
    derivative: .selection([
      { (logicalOr(lessEqual($0[0], $0[1]), isNaN($0[1])), false) },
      { (logicalOr(lessEqual($0[0], $0[1]), isNaN($0[1])), true) },
    ]),
    convention: "at a tie the whole gradient goes to x",
    example: "fmin(nan, 3)")

  public static let copysign: Primitive = .init(
    "copysign", "The magnitude of x with the sign of y.", parameters: twoOperands,
    .elementwise(.function2 { Math.copysign($0, $1) }),
    derivative: .elementwise({ x, y, _ in sign(x) * copysign(x.filled(with: 1), y) }, nil),
    convention: "the gradient by x at 0 is 0; by y it is 0",
    example: "copysign(2, -0.0)")

  public static let heaviside: Primitive = .init(
    "heaviside", "0 where x is negative, 1 where it is positive, h where it is 0.",
    parameters: [.x, Parameter("h", .tensor, default: .number(0.5))],
    .elementwise(.function2 { $0.isNaN ? $0 : $0 < 0 ? 0 : $0 > 0 ? 1 : $1 }),
    derivative: .selection([nil, { (equal($0[0], $0[0].filled(with: 0)), false) }]),
    convention: "flat in x: the gradient is 0; by h it is 1 at x = 0",
    example: "heaviside(0, 0.5)")

  public static let divideNoNaN: Primitive = .init(
    "divide_no_nan", aliases: ["div_no_nan"], "x / y, and 0 where y is 0.",
    parameters: twoOperands, .elementwise(.function2 { $1 == 0 ? 0 : $0 / $1 }),
    derivative: .elementwise(
      { _, y, _ in divideNoNaN(y.filled(with: 1), y) }, { _, y, z in -divideNoNaN(z, y) }),
    domain: .reals.sampled(in: .reals, .positive), convention: "at y = 0 both gradients are 0",
    example: "divide_no_nan(1, 0)")

  public static let multiplyNoNaN: Primitive = .init(
    "multiply_no_nan", aliases: ["mul_no_nan"],
    "x * y, and 0 where y is 0, whatever x is.",
    parameters: twoOperands, .elementwise(.function2 { $1 == 0 ? 0 : $0 * $1 }),
    derivative: .elementwise({ _, y, _ in y }, { x, _, _ in x }),
    convention: "the gradients are y and x, at y = 0 too",
    example: "multiply_no_nan(inf, 0)")

  public static let squaredDifference: Primitive = .init(
    "squared_difference", "The square of x - y.", parameters: twoOperands,
    .composition { call throws(TensorError) in
      integerPower(try call.tensor(0) - call.tensor(1), 2)
    },
    convention: "exact at every order of derivative",
    example: "squared_difference(2, 5)")

  public static let lerp: Primitive = .init(
    "lerp", "From start to end by a weight: start + weight (end - start).",
    parameters: [Parameter("start"), Parameter("end"), Parameter("weight")],
    .composition { call throws(TensorError) in
      let (start, end, weight) = (try call.tensor(0), try call.tensor(1), try call.tensor(2))
      return start * (1 - weight) + end * weight
    },
    example: "lerp(2, 10, 0.25)")

  public static let nanToNum: Primitive = .init(
    "nan_to_num", "x with numbers in the place of NaN and of the infinities.",
    parameters: [
      .x, Parameter("nan", .tensor, default: .number(0)),
      Parameter("posinf", .tensor, default: .number(.greatestFiniteMagnitude)),
      Parameter("neginf", .tensor, default: .number(-.greatestFiniteMagnitude)),
    ],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let infinite = `where`(
        greater(x, x.number(0)), try call.tensor(2), try call.tensor(3))
      return `where`(isFinite(x), x, `where`(isNaN(x), try call.tensor(1), infinite))
    },
    convention: "what is replaced has gradient 0", example: "nan_to_num(nan)")

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
