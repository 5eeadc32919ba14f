import ScalarMath
import Tensors

/// The Box-Cox transformation and its inverse, smooth in the parameter at 0 too.
extension Primitive {
  static let boxCox: [Primitive] = [boxcox, boxcox1p, invBoxcox, invBoxcox1p]

  private static let parameter = Parameter("lmbda")
  private static let order = Parameter("m", .integer)

  public static let boxcox: Primitive = .init(
    "boxcox", "(x**lmbda - 1) / lmbda, and log(x) where lmbda is 0.",
    parameters: [.x, parameter],
    .composition { call throws(TensorError) in
      boxcoxDerivative.apply([try call.tensor(0), try call.tensor(1)], [.integer(0)])
    },
    domain: Domain(.positive, .reals), convention: "smooth at lmbda = 0; NaN where x is negative",
    example: "boxcox(2, 0)")

  public static let boxcox1p: Primitive = .init(
    "boxcox1p", "((1 + x)**lmbda - 1) / lmbda, and log(1 + x) where lmbda is 0.",
    parameters: [.x, parameter],
    .composition { call throws(TensorError) in
      boxcox1pDerivative.apply([try call.tensor(0), try call.tensor(1)], [.integer(0)])
    },
    domain: Domain(.init(lower: -1, upper: .infinity), .reals),
    convention: "smooth at lmbda = 0; NaN where x is below -1", example: "boxcox1p(1e-10, 2)")

  /// The m-th derivatives by the parameter.
  static let boxcoxDerivative: Primitive = .init(
    operation: "boxcox_derivative", parameters: [.x, parameter, order],
    .elementwise(.indexed2 { m, x, p in Math.boxcox(x, p, derivative: m) }),
    derivative: .elementwise([
      { point in
        let power = shiftedPower.apply([point[0], point[1]], [.integer(1)])
        return point.index == 0 ? power : power * integerPower(log(point[0]), point.index)
      },
      { boxcoxDerivative.apply([$0[0], $0[1]], [.integer($0.index + 1)]) },
    ]),
    domain: Domain(.positive, .reals),
    meaning: .derivatives(of: "boxcox", by: 1, ["x", "lmbda"]))

  static let boxcox1pDerivative: Primitive = .init(
    operation: "boxcox1p_derivative", parameters: [.x, parameter, order],
    .elementwise(.indexed2 { m, x, p in Math.boxcox1p(x, p, derivative: m) }),
    derivative: .elementwise([
      { point in
        let power = compound.apply([point[0], point[1]], [.integer(1)])
        return point.index == 0 ? power : power * integerPower(log1p(point[0]), point.index)
      },
      { boxcox1pDerivative.apply([$0[0], $0[1]], [.integer($0.index + 1)]) },
    ]),
    domain: Domain(.init(lower: -1, upper: .infinity), .reals),
    meaning: .derivatives(of: "boxcox1p", by: 1, ["x", "lmbda"]))

  /// (1 + x) ** (y - k), without the rounding of 1 + x and y - k.
  static let compound: Primitive = .init(
    operation: "compound", parameters: [.x, Parameter("y"), Parameter("k", .integer)],
    .elementwise(.indexed2 { k, x, y in Math.compound(x, y, less: k) }),
    derivative: .elementwise([
      { point in
        (point[1] - Double(point.index))
          * compound.apply([point[0], point[1]], [.integer(point.index + 1)])
      },
      { $0.y * log1p($0[0]) },
    ]),
    domain: Domain(.init(lower: -1, upper: .infinity), .reals),
    meaning: .formula("(1 + x)**(y - k)"))

  private static let inverseDomain = Domain.reals.meeting("lmbda * y > -1")
    .sampled(in: .init(lower: -1, upper: 1))

  public static let invBoxcox: Primitive = .init(
    "inv_boxcox", "(1 + lmbda y)**(1 / lmbda), and exp(y) where lmbda is 0.",
    parameters: [Parameter("y"), parameter],
    .composition { call throws(TensorError) in
      invBoxcoxPower.apply([try call.tensor(0), try call.tensor(1)], [.integer(0)])
    },
    domain: inverseDomain, convention: "smooth at lmbda = 0; NaN where lmbda y < -1",
    example: "inv_boxcox(2, 0)")

  public static let invBoxcox1p: Primitive = .init(
    "inv_boxcox1p", "(1 + lmbda y)**(1 / lmbda) - 1, accurate for small y.",
    parameters: [Parameter("y"), parameter],
    .elementwise(.function2 { Math.invBoxcox1p($0, $1) }),
    derivative: .elementwise(
      { y, p, _ in invBoxcoxPower.apply([y, p], [.integer(1)]) },
      { y, p, _ in invBoxcox(y, p) * logInvBoxcox.apply([y, p], [.integer(1)]) }),
    domain: inverseDomain, convention: "smooth at lmbda = 0; NaN where lmbda y < -1",
    example: "inv_boxcox1p(1e-10, 2)")

  /// (1 + p y) ** (1 / p - k), from which the derivatives of the inverse follow.
  static let invBoxcoxPower: Primitive = .init(
    operation: "inv_boxcox_power",
    parameters: [Parameter("y"), parameter, Parameter("k", .integer)],
    .elementwise(.indexed2 { k, y, p in Math.invBoxcox(y, p, less: k) }),
    derivative: .elementwise([
      { point in
        let next = invBoxcoxPower.apply([point[0], point[1]], [.integer(point.index + 1)])
        return point.index == 0 ? next : (1 - Double(point.index) * point[1]) * next
      },
      { point in
        let slope = logInvBoxcox.apply([point[0], point[1]], [.integer(1)])
        if point.index == 0 { return point.y * slope }
        let one = point[0].filled(with: 1)
        return point.y * (slope - Double(point.index) * (point[0] / fma(point[1], point[0], one)))
      },
    ]),
    domain: inverseDomain,
    meaning: Meaning { k in k == 0 ? "inv_boxcox(y, lmbda)" : "(1 + lmbda * y)**(1 / lmbda - k)" })

  /// The m-th derivative by the parameter of log(1 + p y) / p.
  static let logInvBoxcox: Primitive = .init(
    operation: "log_inv_boxcox", parameters: [Parameter("y"), parameter, order],
    .elementwise(.indexed2 { m, y, p in Math.logInvBoxcox(y, p, derivative: m) }),
    derivative: .elementwise([
      { point in
        let slope = reciprocal(fma(point[1], point[0], point[0].filled(with: 1)))
        var value = slope
        for k in stride(from: 1, through: point.index, by: 1) {
          value = value * (point[0] * slope) * -Double(k)
        }
        return value
      },
      { logInvBoxcox.apply([$0[0], $0[1]], [.integer($0.index + 1)]) },
    ]),
    domain: inverseDomain,
    meaning: Meaning { m in
      switch m {
      case 0: "log1p(lmbda * y) / lmbda"
      case 1: "(y / (1 + lmbda * y) - log1p(lmbda * y) / lmbda) / lmbda"
      default: nil
      }
    })
}
