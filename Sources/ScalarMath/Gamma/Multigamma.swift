extension Math {
  /// The largest dimension that `multigammaln` takes.
  public static let largestMultigammaDimension = 200

  /// The derivative of order `n` of the logarithm of the multivariate gamma function of dimension
  /// `d`: `d (d - 1) / 4 log(pi)` plus the sum of `lgamma(a - i/2)` for `i` from 0 to `d - 1`
  /// (DLMF 35.3.5). NaN where `a` is not above `(d - 1) / 2`.
  public static func multigammaln(_ d: Int, _ a: Double, derivative n: Int = 0) -> Double {
    guard a > 0.5 * Double(d - 1) else { return .nan }
    if a > 1e140 {
      return n == 0
        ? Double(d) * lgamma(a) : Double(d) * (n == 1 ? digamma(a) : polygamma(n - 1, a))
    }
    if a < 0x1p-100 { return n == 0 ? lgamma(a) : polygamma(n - 1, a) }
    var sum = DoubleDouble(0)
    if n == 0 {
      sum = (Coefficients.halfLogTwoPi.scaled(by: 2) - Ln2.value) * (0.25 * Double(d * (d - 1)))
    }
    for i in 0..<d {
      let point = DoubleDouble.sum(a, -0.5 * Double(i))
      sum = sum + LogGammaSeries.coefficients(point, order: n)[n]
    }
    for k in stride(from: 2, through: n, by: 1) { sum = sum * Double(k) }
    return sum.rounded + 0
  }
}
