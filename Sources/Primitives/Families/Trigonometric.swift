import CKernels
import ScalarMath
import Tensors

extension Primitive {
  static let trigonometric: [Primitive] = [sin, cos, tan, asin, acos, atan, atan2, sinc]

  public static let sin: Primitive = .init(
    "sin", "The sine; angles are in radians.",
    .elementwise(.guarded(sg_sine, ofOthers: { Math.sin($0) })),
    derivative: .elementwise { x, _ in cos(x) }, example: "sin(pi / 6)")

  public static let cos: Primitive = .init(
    "cos", "The cosine; angles are in radians.",
    .elementwise(.guarded(sg_cosine, ofOthers: { Math.cos($0) })),
    derivative: .elementwise { x, _ in -sin(x) }, example: "cos(pi / 3)")

  public static let tan: Primitive = .init(
    "tan", "The tangent; angles are in radians.", .elementwise(.function { Math.tan($0) }),
    derivative: .elementwise { _, y in 1 + integerPower(y, 2) }, example: "tan(pi / 4)")

  public static let asin: Primitive = .init(
    "asin", aliases: ["arcsin"], "The angle between -pi/2 and pi/2 whose sine is x.",
    .elementwise(.function { Math.asin($0) }),
    derivative: .elementwise { x, _ in reciprocal(sqrt((1 - x) * (1 + x))) },
    domain: .between(-1, 1), convention: "the gradient at -1 and 1 is infinite; NaN beyond",
    example: "asin(0.5)")

  public static let acos: Primitive = .init(
    "acos", aliases: ["arccos"], "The angle between 0 and pi whose cosine is x.",
    .elementwise(.function { Math.acos($0) }),
    derivative: .elementwise { x, _ in -reciprocal(sqrt((1 - x) * (1 + x))) },
    domain: .between(-1, 1), convention: "the gradient at -1 and 1 is infinite; NaN beyond",
    example: "acos(0.5)")

  public static let atan: Primitive = .init(
    "atan", aliases: ["arctan"], "The angle between -pi/2 and pi/2 whose tangent is x.",
    .elementwise(.function { Math.atan($0) }),
    // 1 / (1 + x²), without overflow of the square.
    derivative: .elementwise { x, _ in integerPower(reciprocal(hypot(x.filled(with: 1), x)), 2) },
    example: "atan(1)")

  public static let atan2: Primitive = .init(
    "atan2", aliases: ["arctan2"], "The angle of the point (x, y) from the x axis.",
    parameters: [Parameter("y"), Parameter("x")], .elementwise(.function2 { Math.atan2($0, $1) }),
    derivative: .elementwise(
      { y, x, _ in
        let radius = hypot(x, y)
        return x / radius / radius
      },
      { y, x, _ in
        let radius = hypot(x, y)
        return -(y / radius / radius)
      }),
    domain: .positive, convention: "the gradient at (0, 0) is NaN",
    example: "atan2(1, 1)")

  public static let sinc: Primitive = .init(
    "sinc", "sin(pi x) / (pi x), and 1 at 0.",
    .composition { call throws(TensorError) in
      sincDerivative.apply([try call.tensor(0)], [.integer(0)])
    },
    convention: "smooth at 0", example: "sinc(0.5)")

  /// The n-th derivative of sinc, accurate near 0 too.
  package static let sincDerivative: Primitive = .init(
    operation: "sinc_derivative", parameters: [.x, Parameter("n", .integer)],
    .elementwise(.indexed { n, x in Math.sinc(x, derivative: n) }),
    derivative: .elementwise([{ sincDerivative.apply([$0.x], [.integer($0.index + 1)]) }]))
}
