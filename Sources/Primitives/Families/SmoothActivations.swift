import ScalarMath
import Tensors

extension Primitive {
  static let smoothActivations: [Primitive] = [silu, gelu, mish, squareplus]

  public static let silu: Primitive = .init(
    "silu", aliases: ["swish"], "x sigmoid(x).",
    .firstMember(of: { siluDerivative }),
    example: "silu(1)")

  public static let mish: Primitive = .init(
    "mish", "x tanh(softplus(x)).",
    .firstMember(of: { mishDerivative }),
    example: "mish(1)")

  public static let gelu: Primitive = .init(
    "gelu", "x times the standard normal distribution function of x.",
    parameters: [.x, Parameter("approximate", .flag, default: .flag(false))],
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      if !call.flag(1) { return geluDerivative.apply([x], [.integer(0)]) }
      // D. Hendrycks and K. Gimpel, "Gaussian Error Linear Units", 2016; the constant is 2 sqrt(2/pi).
      let cubic = x * (1 + 0.044_715 * integerPower(x, 2))
      return x * sigmoid(1.595_769_121_605_730_7 * cubic)
    },
    convention: "exact unless approximate=True asks for the form with tanh",
    example: "gelu(1)")

  /// The n-th derivatives, of which the terms of a formula would cancel in the tails.
  static let siluDerivative: Primitive = derivatives(
    "silu_derivative", { n, x in Math.silu(x, derivative: n) }, family: { siluDerivative },
    meaning: .derivatives(of: "silu", "sigmoid(x) * (1 + x * sigmoid(-x))"))

  static let mishDerivative: Primitive = derivatives(
    "mish_derivative", { n, x in Math.mish(x, derivative: n) }, family: { mishDerivative },
    meaning: .derivatives(of: "mish"))

  static let geluDerivative: Primitive = derivatives(
    "gelu_derivative", { n, x in Math.gelu(x, derivative: n) }, family: { geluDerivative },
    meaning: .derivatives(of: "gelu", "ndtr(x) + x * exp(-x**2 / 2) / sqrt(2 * pi)"))

  private static let xAndB = [Parameter.x, Parameter("b", .tensor, default: .number(4))]

  public static let squareplus: Primitive = .init(
    "squareplus", "(x + sqrt(x**2 + b)) / 2.", parameters: xAndB,
    .elementwise(.function2 { Math.squareplus($0, $1) }),
    derivative: .elementwise(
      { x, b, _ in squareplusSlope(x, b) }, { x, b, _ in 0.25 / rootOfSquarePlus(x, b) }),
    domain: Domain(.reals, .positive), example: "squareplus(1)")

  /// (1 + x / sqrt(x² + b)) / 2, without cancellation.
  static let squareplusSlope: Primitive = .init(
    operation: "squareplus_slope", parameters: xAndB,
    .elementwise(.function2 { Math.squareplusSlope($0, $1) }),
    derivative: .elementwise(
      { x, b, _ in
        let root = rootOfSquarePlus(x, b)
        return 0.5 * (b / root / root / root)
      },
      { x, b, _ in
        let root = rootOfSquarePlus(x, b)
        return -0.25 * (x / root / root / root)
      }),
    domain: Domain(.reals, .positive),
    meaning: .formula("(1 + x / sqrt(x**2 + b)) / 2"))

  /// sqrt(x² + b).
  static let rootOfSquarePlus: Primitive = .init(
    operation: "root_of_square_plus", parameters: xAndB,
    .elementwise(.function2 { Math.rootOfSquarePlus($0, $1) }),
    derivative: .elementwise({ x, _, z in x / z }, { _, _, z in 0.5 / z }),
    domain: Domain(.reals, .positive),
    meaning: .formula("sqrt(x**2 + b)"))
}
