extension Math {
  /// The derivative of order `n` of `exp(-x^2)`.
  public static func gaussian(_ x: Double, derivative n: Int) -> Double {
    n == 0 ? gaussian(x) : Scaled.exponentialOfSquare(-1, x, derivative: n)?.nearest ?? edge(x, 0)
  }

  /// The derivative of order `n` of the standard normal density `exp(-x^2 / 2) / sqrt(2 pi)`.
  public static func normalDensity(_ x: Double, derivative n: Int) -> Double {
    if n == 0 { return normalDensity(x) }
    guard let bell = Scaled.exponentialOfSquare(-0.5, x, derivative: n) else { return edge(x, 0) }
    return (bell * DoubleDouble(0x1.9884533d43651p-2, -0x1.cbc0d30ebfd15p-56)).nearest
  }

  /// The derivative of order `n` of `exp(x^2)`; infinite where it overflows.
  public static func growingGaussian(_ x: Double, derivative n: Int) -> Double {
    let infinite = n % 2 == 0 || x > 0 ? Double.infinity : -.infinity
    return Scaled.exponentialOfSquare(1, x, derivative: n)?.nearest ?? edge(x, infinite)
  }

  private static func edge(_ x: Double, _ limit: Double) -> Double { x.isNaN ? x : limit }
}

extension Scaled {
  /// The derivative of order `n` of `exp(c x^2)`, where `2 c` is 2, -1 or -2; nil far out, where it
  /// is beyond the range of a double on either side.
  ///
  /// The polynomial before the exponential, a Hermite polynomial for negative `c`, by its recurrence
  /// (DLMF 18.9.1), in double-double; the square is exact.
  static func exponentialOfSquare(_ c: Double, _ x: Double, derivative n: Int) -> Scaled? {
    guard x.magnitude < 60 + Double(n) else { return nil }
    var (before, polynomial) = (DoubleDouble(0), DoubleDouble(1))
    for k in stride(from: 1, through: n, by: 1) {
      let next = polynomial * (2 * c) * x + before * (2 * c * Double(k - 1))
      (before, polynomial) = (polynomial, next)
    }
    return DoubleDouble.product(x, x).scaled(by: c).exponential * polynomial
  }
}
