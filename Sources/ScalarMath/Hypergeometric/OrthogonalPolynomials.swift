extension Math {
  /// The largest degree of an orthogonal polynomial, for which the recurrence takes half a
  /// millisecond.
  public static let largestDegree = 10_000

  /// The derivative of order `k` of Legendre's polynomial of degree `n`:
  /// `(2k - 1)!! C_(n-k)^(k + 1/2)(x)` (DLMF 18.9.19 repeated).
  public static func legendre(_ n: Int, derivative k: Int, _ x: Double) -> Double {
    if let edge = polynomialEdge(n - k, x) { return edge }
    var factor = Scaled(DoubleDouble(1), exponent: 0)
    for j in stride(from: 1, through: k, by: 1) { factor = factor * .integer(2 * j - 1) }
    return gegenbauer(n - k, DoubleDouble(Double(k) + 0.5), x, factor)
  }

  /// The derivative of order `k` of Chebyshev's polynomial of the first kind.
  public static func chebyshevT(_ n: Int, derivative k: Int, _ x: Double) -> Double {
    if let edge = polynomialEdge(n - k, x) { return edge }
    if k == 0 { return ChebyshevPair(n, x).first.normalized.rounded }
    var factor = Scaled.integer(n)
    if k == 1 { return (ChebyshevPair(n, x).second.normalized * factor).rounded }
    for j in stride(from: 1, to: k, by: 1) { factor = factor * .integer(2 * j) }
    return gegenbauer(n - k, DoubleDouble(Double(k)), x, factor)
  }

  /// The derivative of order `k` of Chebyshev's polynomial of the second kind.
  public static func chebyshevU(_ n: Int, derivative k: Int, _ x: Double) -> Double {
    if let edge = polynomialEdge(n - k, x) { return edge }
    if k == 0 { return ChebyshevPair(n + 1, x).second.normalized.rounded }
    var factor = Scaled(DoubleDouble(1), exponent: 0)
    for j in stride(from: 1, through: k, by: 1) { factor = factor * .integer(2 * j) }
    return gegenbauer(n - k, DoubleDouble(Double(k + 1)), x, factor)
  }

  /// The derivative of order `k` of Hermite's polynomial of degree `n`, the physicists'.
  public static func hermite(_ n: Int, derivative k: Int, _ x: Double) -> Double {
    hermite(n, k, x, scale: 2)
  }

  /// The derivative of order `k` of the probabilists' Hermite polynomial of degree `n`.
  public static func hermiteNormal(_ n: Int, derivative k: Int, _ x: Double) -> Double {
    hermite(n, k, x, scale: 1)
  }

  private static func hermite(_ n: Int, _ k: Int, _ x: Double, scale: Double) -> Double {
    if let edge = polynomialEdge(n - k, x) { return edge }
    var value = OrthogonalPolynomial.withParity(n - k, x) { x in
      OrthogonalPolynomial.hermite(n - k, x, scale: scale).normalized
    }
    for j in stride(from: 0, to: k, by: 1) {
      value = value * Scaled(normalizing: DoubleDouble(scale * Double(n - j)))
    }
    return value.rounded
  }

  /// The derivative of order `k` of Laguerre's polynomial of degree `n`.
  public static func laguerre(_ n: Int, derivative k: Int, _ x: Double) -> Double {
    if let edge = polynomialEdge(n - k, -x) { return k % 2 == 0 ? edge : -edge }
    let sign: Double = k % 2 == 0 ? 1 : -1
    let (value, exponent) = OrthogonalPolynomial.laguerre(n - k, DoubleDouble(Double(k)), x)
    return sign * Scaled(value, exponent: exponent).normalized.rounded
  }

  private static func gegenbauer(
    _ n: Int, _ lambda: DoubleDouble, _ x: Double, _ factor: Scaled
  ) -> Double {
    (OrthogonalPolynomial.withParity(n, x) { x in
      let (value, exponent) = OrthogonalPolynomial.gegenbauer(n, lambda, x)
      return Scaled(value, exponent: exponent).normalized
    } * factor).rounded
  }

  /// What needs no recurrence: the derivatives beyond the degree, and infinite points. The leading
  /// coefficient is positive.
  private static func polynomialEdge(_ degree: Int, _ x: Double) -> Double? {
    if x.isNaN { return x }
    if degree < 0 { return 0 }
    if x.isInfinite && degree > 0 { return x > 0 || degree % 2 == 0 ? .infinity : -.infinity }
    return nil
  }
}

extension Math {
  /// The derivative of order `i` by `alpha` and `k` by `x` of the generalized Laguerre polynomial of
  /// degree `n`: of `(-1)^k L_(n-k)^(alpha+k)(x)`, on polynomials in the change of `alpha`.
  public static func generalizedLaguerre(
    _ n: Int, _ i: Int, _ k: Int, _ alpha: Double, _ x: Double
  ) -> Double {
    if alpha.isNaN || x.isNaN || !alpha.isFinite || !x.isFinite { return .nan }
    let parameter = DoubleDouble.sum(alpha, Double(k))
    let sign: Double = k % 2 == 0 ? 1 : -1
    if i == 0 {
      let (value, exponent) = OrthogonalPolynomial.laguerre(n - k, parameter, x)
      return sign * Scaled(value, exponent: exponent).normalized.rounded
    }
    let variable = TaylorPolynomial(variable: parameter, order: i)
    let (value, exponent) = OrthogonalPolynomial.laguerre(n - k, variable, x)
    return sign * Scaled(value.derivative(i), exponent: exponent).normalized.rounded
  }

  /// The derivative of order `i` by `alpha` and `k` by `x` of Gegenbauer's polynomial of degree `n`:
  /// of `2^k (alpha)_k C_(n-k)^(alpha+k)(x)`, on polynomials in the change of `alpha`.
  public static func gegenbauer(
    _ n: Int, _ i: Int, _ k: Int, _ alpha: Double, _ x: Double
  ) -> Double {
    if alpha.isNaN || x.isNaN || !alpha.isFinite || !x.isFinite { return .nan }
    return OrthogonalPolynomial.withParity(n - k, x) { x in
      if i == 0 { return gegenbauer(n, k, DoubleDouble(alpha), x) { $0 } }
      let variable = TaylorPolynomial(variable: DoubleDouble(alpha), order: i)
      return gegenbauer(n, k, variable, x) { $0.derivative(i) }
    }.rounded
  }

  private static func gegenbauer<Number: SeriesNumber>(
    _ n: Int, _ k: Int, _ alpha: Number, _ x: Double, _ part: (Number) -> DoubleDouble
  ) -> Scaled {
    var (value, exponent) = OrthogonalPolynomial.gegenbauer(n - k, alpha + Double(k), x)
    for j in stride(from: 0, to: k, by: 1) { value = value * (alpha + Double(j)) * 2 }
    return Scaled(part(value), exponent: exponent).normalized
  }
}

extension Scaled {
  static func integer(_ n: Int) -> Scaled { Scaled(normalizing: DoubleDouble(Double(n))) }
}
