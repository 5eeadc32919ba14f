import ScalarMath
import Tensors

extension Primitive {
  public static let factorial: Primitive = .init(
    "factorial", "gamma(x + 1), for numbers that are not whole too.",
    .firstMember(of: { factorialDerivative }),
    domain: Domain(.notNegative).sampled(in: .positive), convention: "0 for x < 0",
    example: "factorial(5)")

  package static let factorialDerivative: Primitive = derivatives(
    "factorial_derivative", { n, x in Math.factorial(x, derivative: n) },
    family: { factorialDerivative },
    domain: .positive,
    meaning: .derivatives(of: "factorial", "factorial(x) * digamma(x + 1)"))

  public static let binom: Primitive = .init(
    "binom", aliases: ["comb", "binomial"],
    "The binomial coefficient n over k, for numbers that are not whole too.",
    parameters: [Parameter("n"), Parameter("k")],
    .composition { call throws(TensorError) in
      binomDerivative.apply([try call.tensor(0), try call.tensor(1)], [.integer(0)])
    },
    domain: Domain(.reals(except: .negativeIntegers), .reals).sampled(in: .positive),
    convention: "NaN for n = -1, -2, ...", example: "binom(5, 2)")

  package static let binomDerivative: Primitive = .init(
    operation: "binom_derivative",
    parameters: [Parameter("n"), Parameter("k"), Parameter("orders", .integer)],
    .elementwise(.indexed2 { index, n, k in Math.binom(index, n, k) }),
    derivative: .nextOrders { binomDerivative }, domain: .positive,
    meaning: .derivatives(
      of: "binom", ["n", "k"], base: 64,
      first: [
        "binom(n, k) * (digamma(n + 1) - digamma(n - k + 1))",
        "binom(n, k) * (digamma(n - k + 1) - digamma(k + 1))",
      ]))

  public static let poch: Primitive = .init(
    "poch", aliases: ["rising_factorial"], "The rising factorial gamma(a + m) / gamma(a).",
    parameters: [Parameter("a"), Parameter("m")],
    .composition { call throws(TensorError) in
      pochDerivative.apply([try call.tensor(0), try call.tensor(1)], [.integer(0)])
    },
    domain: .reals.meeting("a + m is not 0, -1, -2, ... unless a is too")
      .sampled(in: .positive),
    convention: "a polynomial in a for whole m", example: "poch(0.5, 3)")

  package static let pochDerivative: Primitive = .init(
    operation: "poch_derivative",
    parameters: [Parameter("a"), Parameter("m"), Parameter("orders", .integer)],
    .elementwise(.indexed2 { index, a, m in Math.poch(index, a, m) }),
    derivative: .nextOrders { pochDerivative }, domain: .positive,
    meaning: .derivatives(
      of: "poch", ["a", "m"], base: 64,
      first: [
        "poch(a, m) * (digamma(a + m) - digamma(a))", "poch(a, m) * digamma(a + m)",
      ]))

  public static let beta: Primitive = .init(
    "beta", "The beta function, gamma(a) gamma(b) / gamma(a + b).",
    parameters: [Parameter("a"), Parameter("b")], .elementwise(.function2 { Math.beta($0, $1) }),
    derivative: .elementwise(
      { a, b, y in y * polygammaDifference.apply([a, b], [.integer(0)]) },
      { a, b, y in y * polygammaDifference.apply([b, a], [.integer(0)]) }),
    domain: .realsExceptNonPositiveIntegers.sampled(in: .positive),
    convention: "inf where a or b is 0, -1, -2, ...", example: "beta(2, 3)")

  public static let lbeta: Primitive = .init(
    "lbeta", aliases: ["betaln", "log_beta"],
    "The natural logarithm of the absolute value of the beta function.",
    parameters: [Parameter("a"), Parameter("b")], .elementwise(.function2 { Math.lbeta($0, $1) }),
    derivative: .elementwise(
      { a, b, _ in polygammaDifference.apply([a, b], [.integer(0)]) },
      { a, b, _ in polygammaDifference.apply([b, a], [.integer(0)]) }),
    domain: .realsExceptNonPositiveIntegers.sampled(in: .positive),
    convention: "inf where a or b is 0, -1, -2, ...",
    example: "lbeta(10000000000, 0.5)")

  /// polygamma(n, a) - polygamma(n, a + b), which would cancel for small b.
  package static let polygammaDifference: Primitive = .init(
    operation: "polygamma_difference",
    parameters: [Parameter("a"), Parameter("b"), Parameter("n", .integer)],
    .elementwise(.indexed2 { n, a, b in Math.polygammaDifference(n, a, b) }),
    derivative: .elementwise([
      { polygammaDifference.apply($0.operands, [.integer($0.index + 1)]) },
      { -polygamma.apply([$0[0] + $0[1]], [.integer($0.index + 1)]) },
    ]), domain: .positive,
    meaning: Meaning { n in
      n == 0 ? "digamma(a) - digamma(a + b)" : "polygamma(n, a) - polygamma(n, a + b)"
    })
}
