import CKernels
import ScalarMath
import Tensors

extension Primitive {
  static let activations: [Primitive] = [sigmoid, softplus, relu, softmax, logSoftmax]

  public static let sigmoid: Primitive = .init(
    "sigmoid", aliases: ["expit", "logistic"], "1 / (1 + exp(-x)).",
    .elementwise(.function { Math.logistic($0) }),
    // y (1 - y) has no digits left where y is close to 1.
    derivative: .elementwise { x, y in y * sigmoid(-x) }, example: "sigmoid(0)")

  public static let softplus: Primitive = .init(
    "softplus", "log(1 + exp(x)), without overflow.", .elementwise(.function { Math.softplus($0) }),
    derivative: .elementwise { x, _ in sigmoid(x) }, example: "softplus(0)")

  public static let relu: Primitive = .init(
    "relu", "x where it is positive, else 0.",
    .composition { call throws(TensorError) in
      let x = try call.tensor(0)
      return `where`(greater(x, x.number(0)), x, x.number(0))
    },
    convention: "the gradient at 0 is 0", example: "relu(-2)")

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
