import CKernels
import ScalarMath
import Tensors

extension Primitive {
  static let activations: [Primitive] =
    [
      sigmoid, logSigmoid, softplus, relu, relu6, leakyRelu, elu, selu, celu, softsign, hardTanh,
      hardSigmoid, hardSilu, softShrink, hardShrink, tanhShrink, threshold, softmax, logSoftmax,
    ] + smoothActivations

  public static let sigmoid: Primitive = .init(
    "sigmoid", aliases: ["expit", "logistic"], "1 / (1 + exp(-x)).",
    .elementwise(.unary(sg_logistic)),
    // y (1 - y) has no digits left where y is close to 1, and its own derivative none near 0.
    derivative: .elementwise { x, _ in 0.25 * sechSquared(0.5 * x) }, example: "sigmoid(0)")

  public static let softplus: Primitive = .init(
    "softplus", aliases: ["log1pexp"], "log(1 + exp(x)), without overflow.",
    .elementwise(.unary(sg_softplus)),
    derivative: .elementwise { x, _ in sigmoid(x) }, example: "softplus(0)")

  public static let logSigmoid: Primitive = .init(
    "log_sigmoid", aliases: ["logsigmoid"], "log(sigmoid(x)), without overflow.",
    .composition { call throws(TensorError) in -softplus(-(try call.tensor(0))) },
    example: "log_sigmoid(0)")

  /// x between two limits, a constant beyond them; NaN stays what it is.
  private static func limited(_ x: Variable, from lower: Double?, to upper: Double?) -> Variable {
    var result = x
    if let upper { result = `where`(greaterEqual(x, x.number(upper)), x.number(upper), result) }
    if let lower { result = `where`(lessEqual(x, x.number(lower)), x.number(lower), result) }
    return result
  }

  public static let relu: Primitive = .init(
    "relu", "x where it is positive, else 0.",
    .composition { call throws(TensorError) in limited(try call.tensor(0), from: 0, to: nil) },
    convention: "the gradient at 0 is 0", example: "relu(-2)")

  public static let relu6: Primitive = .init(
    "relu6", "x limited to the interval from 0 to 6.",
    .composition { call throws(TensorError) in limited(try call.tensor(0), from: 0, to: 6) },
    convention: "the gradient at 0 and 6 is 0", example: "relu6(7)")

  public static let hardTanh: Primitive = .init(
    "hard_tanh", aliases: ["hardtanh"], "x limited to the interval from -1 to 1.",
    .composition { call throws(TensorError) in limited(try call.tensor(0), from: -1, to: 1) },
    convention: "the gradient at -1 and 1 is 0", example: "hard_tanh(2)")

  public static let leakyRelu: Primitive = .init(
    "leaky_relu", "x where it is positive, else alpha x.",
    parameters: [.x, Parameter("alpha", .tensor, default: .number(0.2))],
    .composition { call throws(TensorError) in
      let (x, alpha) = (try call.tensor(0), try call.tensor(1))
      return `where`(greater(x, x.number(0)), x, alpha * x)
    },
    convention: "the gradient at 0 is alpha", example: "leaky_relu(-2)")

  public static let elu: Primitive = .init(
    "elu", "x where it is positive, else alpha (exp(x) - 1).",
    parameters: [.x, Parameter("alpha", .tensor, default: .number(1))],
    .composition { call throws(TensorError) in
      let (x, alpha) = (try call.tensor(0), try call.tensor(1))
      return `where`(greaterEqual(x, x.number(0)), x, alpha * expm1(x))
    },
    convention: "the gradient at 0 is 1", example: "elu(-2)")

  /// The constants are those of G. Klambauer et al., "Self-Normalizing Neural Networks", 2017.
  public static let selu: Primitive = .init(
    "selu", "1.0507 x where x is positive, else 1.0507 * 1.6733 (exp(x) - 1).",
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let (scale, alpha) = (1.050_700_987_355_480_5, 1.673_263_242_354_377_2)
      return scale * `where`(greaterEqual(x, x.number(0)), x, alpha * expm1(x))
    },
    convention: "the gradient at 0 is 1.0507...", example: "selu(-2)")

  public static let celu: Primitive = .init(
    "celu", "x where it is positive, else alpha (exp(x / alpha) - 1).",
    parameters: [.x, Parameter("alpha", .tensor, default: .number(1))],
    .composition { call throws(TensorError) in
      let (x, alpha) = (try call.tensor(0), try call.tensor(1))
      return `where`(greaterEqual(x, x.number(0)), x, alpha * expm1(x / alpha))
    },
    domain: Domain(.reals, .nonzero).sampled(in: .reals, .positive),
    convention: "the gradient at 0 is 1", example: "celu(-2)")

  public static let hardSigmoid: Primitive = .init(
    "hard_sigmoid", aliases: ["hardsigmoid"], "(x + 3) / 6, limited to the interval from 0 to 1.",
    .composition { call throws(TensorError) in
      limited(try call.tensor(0) + 3, from: 0, to: 6) / 6
    },
    convention: "the gradient at -3 and 3 is 0", example: "hard_sigmoid(1)")

  public static let hardSilu: Primitive = .init(
    "hard_silu", aliases: ["hard_swish", "hardswish"], "x times hard_sigmoid(x).",
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      return x * (limited(x + 3, from: 0, to: 6) / 6)
    },
    convention: "the gradient at -3 is 0, at 3 it is 1", example: "hard_silu(1)")

  public static let softShrink: Primitive = .init(
    "softshrink", "x moved towards 0 by lambd, and 0 within lambd of it.",
    parameters: [.x, Parameter("lambd", .tensor, default: .number(0.5))],
    .composition { call throws(TensorError) in
      let (x, width) = (try call.tensor(0), try call.tensor(1))
      let zero = x.number(0)
      return `where`(
        greater(x, width), x - width, `where`(less(x, -width), x + width, zero * x))
    },
    convention: "the gradient at -lambd and lambd is 0", example: "softshrink(2)")

  public static let hardShrink: Primitive = .init(
    "hardshrink", "x, and 0 within lambd of 0.",
    parameters: [.x, Parameter("lambd", .tensor, default: .number(0.5))],
    .composition { call throws(TensorError) in
      let (x, width) = (try call.tensor(0), try call.tensor(1))
      return `where`(lessEqual(abs(x), width), x.number(0), x)
    },
    convention: "the gradient at -lambd and lambd is 0", example: "hardshrink(2)")

  public static let tanhShrink: Primitive = .init(
    "tanhshrink", "x - tanh(x), accurate for small x.",
    .elementwise(.function { Math.tanhshrink($0) }),
    derivative: .elementwise { x, _ in integerPower(tanh(x), 2) }, example: "tanhshrink(1)")

  public static let threshold: Primitive = .init(
    "threshold", "x where it is above the threshold, else the value.",
    parameters: [.x, Parameter("threshold"), Parameter("value")],
    .composition { call throws(TensorError) in
      let (x, threshold) = (try call.tensor(0), try call.tensor(1))
      return `where`(greater(x, threshold), x, try call.tensor(2))
    },
    convention: "at the threshold the gradient goes to the value", example: "threshold(2, 1, 0)")

  public static let softsign: Primitive = .init(
    "softsign", "x / (1 + |x|).", .elementwise(.function { $0 / (1 + Swift.abs($0)) }),
    derivative: .elementwise { x, _ in softsignSlope(x) },
    convention: "smooth at 0", example: "softsign(1)")

  /// 1 / (1 + |x|)².
  static let softsignSlope: Primitive = .init(
    operation: "softsign_slope", .elementwise(.function { Math.softsignSlope($0) }),
    derivative: .elementwise { x, y in -2.0 * sign(x) * (y / (1 + abs(x))) },
    meaning: .formula("1 / (1 + abs(x))**2"))

  private static let axis = Parameter("axis", .integers, default: .integer(-1))

  public static let softmax: Primitive = .init(
    "softmax", "exp(x) divided by its sum along the axis, without overflow.",
    parameters: [.x, axis],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      let largest = stopGradient(max.apply([x], [call.fixed(1), .flag(true)]))
      let powers = exp(x - largest)
      return powers / sum.apply([powers], [call.fixed(1), .flag(true)])
    },
    example: "softmax([1, 2, 3])")

  public static let logSoftmax: Primitive = .init(
    "log_softmax", "log(softmax(x)), without overflow.", parameters: [.x, axis],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      return x - logSumExp.apply([x], [call.fixed(1), .flag(true)])
    },
    example: "log_softmax([1, 2, 3])")
}
