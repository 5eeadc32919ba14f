import ScalarMath
import Tensors

extension Primitive {
  static let incompleteGammaBeta: [Primitive] = [
    gammainc, gammaincc, gammaincinv, gammainccinv, betainc, betaincc, betaincinv, chdtr, chdtrc,
    chdtri,
  ]

  private static let ax = [Parameter("a"), Parameter.x]
  private static let abx = [Parameter("a"), Parameter("b"), Parameter.x]

  // MARK: Gamma

  public static let gammainc: Primitive = .init(
    "gammainc", aliases: ["igamma", "gammap", "gamma_p", "regularized_gamma_p"],
    "The regularised lower incomplete gamma function, the integral of t^(a-1) exp(-t) / gamma(a) from 0 to x.",
    parameters: ax, .elementwise(.function2 { Math.gammainc($0, $1) }),
    derivative: .elementwise(
      { a, x, _ in gammaincByA.apply([a, x], [.integer(1)]) },
      { a, x, _ in gammaDensity.apply([a, x], [Orders().packed]) }),
    domain: Domain(.positive, .positive),
    convention: "gammainc(0, x) is 1, gammainc(a, 0) is 0; NaN for negative a or x and at (0, 0)",
    example: "gammainc(2, 3)")

  public static let gammaincc: Primitive = .init(
    "gammaincc", aliases: ["igammac", "gammaq", "gamma_q", "regularized_gamma_q"],
    "The regularised upper incomplete gamma function, 1 - gammainc(a, x) with all digits of a small tail.",
    parameters: ax, .elementwise(.function2 { Math.gammaincc($0, $1) }),
    derivative: .elementwise(
      { a, x, _ in -gammaincByA.apply([a, x], [.integer(1)]) },
      { a, x, _ in -gammaDensity.apply([a, x], [Orders().packed]) }),
    domain: Domain(.positive, .positive),
    convention: "gammaincc(0, x) is 0, gammaincc(a, 0) is 1; NaN for negative a or x and at (0, 0)",
    example: "gammaincc(2, 3)")

  /// The derivative of an order by `a` of `gammainc`.
  static let gammaincByA: Primitive = .init(
    operation: "gammainc_by_a", parameters: [Parameter("order", .integer)] + ax,
    .elementwise(.indexed2 { Math.gammainc($1, $2, derivativeByA: $0) + 0 }),
    derivative: .elementwise([
      { gammaincByA.apply([$0[0], $0[1]], [.integer($0.index + 1)]) },
      { gammaDensity.apply([$0[0], $0[1]], [Orders(a: $0.index).packed]) },
    ]), domain: Domain(.positive, .positive),
    meaning: .derivatives(of: "gammainc", by: 0, ["a", "x"]))

  /// The derivatives by `a` and `x` of the density of the gamma distribution.
  static let gammaDensity: Primitive = .init(
    operation: "gamma_density", parameters: [Parameter("orders", .integer)] + ax,
    .elementwise(
      .indexed2 {
        let orders = Orders($0)
        return Math.gammaDensity($1, $2, derivativeByA: orders.a, byX: orders.x) + 0
      }),
    derivative: .elementwise([
      { gammaDensity.apply([$0[0], $0[1]], [Orders($0.index).raised(a: 1).packed]) },
      { gammaDensity.apply([$0[0], $0[1]], [Orders($0.index).raised(x: 1).packed]) },
    ]), domain: Domain(.positive, .positive),
    meaning: .ofNoOrders("x**(a - 1) * exp(-x) / gamma(a)"))

  // MARK: Beta

  public static let betainc: Primitive = .init(
    "betainc", aliases: ["btdtr", "ibeta", "regularized_incomplete_beta"],
    "The regularised incomplete beta function, the integral of t^(a-1) (1-t)^(b-1) / B(a, b) from 0 to x.",
    parameters: abx, .elementwise(.function3 { Math.betainc($0, $1, $2) }),
    derivative: .elementwise([
      { betaincByAB.apply($0.operands, [Orders(a: 1).packed]) },
      { betaincByAB.apply($0.operands, [Orders(b: 1).packed]) },
      { betaDensity.apply($0.operands, [Orders().packed]) },
    ]), domain: betaDomain,
    convention: "betainc(0, b, x) is 1 and betainc(a, 0, x) 0 inside of 0 < x < 1; NaN beyond",
    example: "betainc(2, 3, 0.4)")

  public static let betaincc: Primitive = .init(
    "betaincc", "1 - betainc(a, b, x), with all digits of a small tail.",
    parameters: abx, .elementwise(.function3 { Math.betaincc($0, $1, $2) }),
    derivative: .elementwise([
      { -betaincByAB.apply($0.operands, [Orders(a: 1).packed]) },
      { -betaincByAB.apply($0.operands, [Orders(b: 1).packed]) },
      { -betaDensity.apply($0.operands, [Orders().packed]) },
    ]), domain: betaDomain,
    convention: "betaincc(0, b, x) is 0 and betaincc(a, 0, x) 1 inside of 0 < x < 1; NaN beyond",
    example: "betaincc(2, 3, 0.4)")

  private static let betaDomain = Domain(
    .positive, .positive, Domain.Interval(lower: 0, upper: 1))

  /// The derivatives by `a` and `b` of `betainc`.
  static let betaincByAB: Primitive = .init(
    operation: "betainc_by_ab", parameters: [Parameter("orders", .integer)] + abx,
    .elementwise(
      .indexed3 {
        let orders = Orders($0)
        return Math.betainc($1, $2, $3, derivativesByA: orders.a, byB: orders.b) + 0
      }),
    derivative: .elementwise([
      { betaincByAB.apply($0.operands, [Orders($0.index).raised(a: 1).packed]) },
      { betaincByAB.apply($0.operands, [Orders($0.index).raised(b: 1).packed]) },
      { betaDensity.apply($0.operands, [Orders($0.index).packed]) },
    ]), domain: betaDomain,
    meaning: .derivatives(of: "betainc", ["a", "b", "x"], base: 1000))

  /// The derivatives by `a`, `b` and `x` of the density of the beta distribution.
  static let betaDensity: Primitive = .init(
    operation: "beta_density", parameters: [Parameter("orders", .integer)] + abx,
    .elementwise(
      .indexed3 {
        let orders = Orders($0)
        return Math.betaDensity(
          $1, $2, $3, derivativesByA: orders.a, byB: orders.b, byX: orders.x) + 0
      }),
    derivative: .elementwise([
      { betaDensity.apply($0.operands, [Orders($0.index).raised(a: 1).packed]) },
      { betaDensity.apply($0.operands, [Orders($0.index).raised(b: 1).packed]) },
      { betaDensity.apply($0.operands, [Orders($0.index).raised(x: 1).packed]) },
    ]), domain: betaDomain,
    meaning: .ofNoOrders("x**(a - 1) * (1 - x)**(b - 1) / beta(a, b)"))

  // MARK: The chi-square distribution

  private static let halves: @Sendable (Call) throws(TensorError) -> [Variable] = {
    call throws(TensorError) in
    [try call.tensor(0) * 0.5, try call.tensor(1) * 0.5]
  }

  public static let chdtr: Primitive = .init(
    "chdtr", "The chi-square distribution function, gammainc(v / 2, x / 2).",
    parameters: [Parameter("v"), .x],
    .composition { call throws(TensorError) in gammainc.apply(try halves(call)) },
    domain: Domain(.positive, .positive), example: "chdtr(3, 2)")

  public static let chdtrc: Primitive = .init(
    "chdtrc", "The upper tail of the chi-square distribution, gammaincc(v / 2, x / 2).",
    parameters: [Parameter("v"), .x],
    .composition { call throws(TensorError) in gammaincc.apply(try halves(call)) },
    domain: Domain(.positive, .positive), example: "chdtrc(3, 2)")

  public static let chdtri: Primitive = .init(
    "chdtri", "The inverse of chdtrc by its second argument.",
    parameters: [Parameter("v"), Parameter("p")],
    .composition { call throws(TensorError) in
      gammainccinv(try call.tensor(0) * 0.5, try call.tensor(1)) * 2
    },
    domain: Domain(.positive, Domain.Interval(lower: 0, upper: 1)), example: "chdtri(3, 0.05)")
}

/// The orders of a mixed derivative as one integer, the fixed value of an operation.
struct Orders {
  var a = 0
  var b = 0
  var x = 0
  /// Of the functions of a probability: whether it is that of the upper tail.
  var isUpper = false

  private static let base = 1000

  init(a: Int = 0, b: Int = 0, x: Int = 0, isUpper: Bool = false) {
    (self.a, self.b, self.x, self.isUpper) = (a, b, x, isUpper)
  }

  init(_ packed: Int) {
    a = packed % Self.base
    b = packed / Self.base % Self.base
    x = packed / (Self.base * Self.base) % Self.base
    isUpper = packed >= Self.base * Self.base * Self.base
  }

  var packed: StaticValue {
    .integer(a + Self.base * (b + Self.base * (x + (isUpper ? Self.base : 0))))
  }

  func raised(a: Int = 0, b: Int = 0, x: Int = 0) -> Orders {
    Orders(a: self.a + a, b: self.b + b, x: self.x + x, isUpper: isUpper)
  }
}

extension Meaning {
  /// Of what is not differentiated, at a quantile, whose formula is put in.
  static func ofNoOrders(_ formula: @escaping @Sendable (_ quantile: String) -> String) -> Meaning {
    Meaning { index in
      let orders = Orders(index)
      return orders.a + orders.x == 0 ? formula(quantile(orders)) : nil
    }
  }

  /// Of the first derivative by a, at a quantile.
  static func ofFirstOrder(
    _ formula: @escaping @Sendable (_ quantile: String) -> String
  ) -> Meaning {
    Meaning { index in
      let orders = Orders(index)
      return orders.a == 1 && orders.x == 0 ? formula(quantile(orders)) : nil
    }
  }

  private static func quantile(_ orders: Orders) -> String {
    orders.isUpper ? "gammainccinv(a, y)" : "gammaincinv(a, y)"
  }
}
