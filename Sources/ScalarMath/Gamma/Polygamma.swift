extension Math {
  /// The derivative of order `n` of `digamma`; NaN for negative `n`, at the poles infinite with the
  /// sign of `(-1)^(n + 1)`.
  ///
  /// `(-1)^(n + 1) n! zeta(n + 1, x)` (DLMF 25.11.12), where the sum is continued to negative
  /// arguments by counting both ways from the nearest pole.
  public static func polygamma(_ n: Int, _ x: Double) -> Double {
    if n <= 0 { return n == 0 ? digamma(x) : .nan }
    if n == 1 { return trigamma(x) }
    if x.isNaN || x == -.infinity { return .nan }
    let sign: Double = n % 2 == 1 ? 1 : -1
    let order = Double(n) + 1
    if x > 0 {
      if x == .infinity { return sign * 0 }
      let sum = HurwitzSum(order: order, x).value
      return x > 1
        ? sign * product(order, x, power: order - 1, sum / x)
        : sign * product(order, x, power: order, sum)
    }
    let r = x - round(x)
    if r == 0 { return sign * .infinity }
    if n <= 20 && r.magnitude > 0x1p-10 && x > -1e15 { return reflectedPolygamma(n, x) }
    // Relative to the nearest term |r|^-order; `sign` is also that of (-1)^order.
    let a = r.magnitude
    let near = r > 0 ? 1 : sign
    let above = HurwitzSum(order: order, 1 + r).relative(to: a)
    let below = HurwitzSum(order: order, 1 - r).relative(to: a)
    let beyond = HurwitzSum(order: order, 1 - x).relative(to: a)
    let sum = (near + sign * (below - beyond)) + above
    return sign * product(order, a, power: order, sum)
  }

  /// `gamma(order) * x^-power * factor`, through logarithms so that only the product can overflow.
  private static func product(
    _ order: Double, _ x: Double, power: Double, _ factor: Double
  ) -> Double {
    let logarithm = DoubleDouble.logGamma(order) - DoubleDouble.logarithm(of: x) * power
    if logarithm.high.magnitude > 1e5 {
      return logarithm.high < 0 || factor == 0 ? 0 : factor * .infinity
    }
    return (logarithm.exponential * DoubleDouble(factor)).rounded
  }
}

/// The sum over `k >= 0` of `(x / (x + k))^order` for `x > 0` and `order > 1`.
struct HurwitzSum {
  let order: Double
  let x: Double
  let value: Double

  /// Direct terms up to `order + 10` or until they no longer count, then the Euler-Maclaurin
  /// formula (DLMF 25.11.5).
  init(order: Double, _ x: Double) {
    self.order = order
    self.x = x
    var terms = 0.0
    var k = 0.0
    while x + k < order + 10 {
      let term = Math.exp(-order * Math.log1p(k / x))
      terms += term
      if term < 0x1p-60 {
        value = terms
        return
      }
      k += 1
    }
    let z = x + k
    let reciprocal = 1 / z
    var factor = order * reciprocal
    var correction = 0.0
    var index = order
    let count = Coefficients.eulerMaclaurin.count
    for j in 0..<count {
      correction += Coefficients.eulerMaclaurin[j] * factor
      factor *= (index + 1) * reciprocal * ((index + 2) * reciprocal)
      index += 2
    }
    let remainder = Math.exp(-order * Math.log1p(k / x))
    value = terms + remainder * (z / (order - 1) + (0.5 + correction))
  }

  /// The sum over `k >= 0` of `(a / (x + k))^order`.
  func relative(to a: Double) -> Double { value * Math.exp(order * Math.log(a / x)) }
}
