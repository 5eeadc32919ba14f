extension Math {
  /// The derivative of order `i` by `a`, `j` by `b` and `k` by `x` of Kummer's function 1F1(a; b; x);
  /// NaN at the poles by `b`, and where terms cancel so far that no digits are sure.
  ///
  /// The power series in double-double (DLMF 13.2.2) on polynomials in the changes of `a` and `b`,
  /// after Kummer's transformation for negative `x`; the expansion for large `x`; Laguerre's
  /// recurrence for a polynomial.
  public static func hyp1f1(
    _ i: Int, _ j: Int, _ k: Int, _ a: Double, _ b: Double, _ x: Double
  ) -> Double {
    guard a.isFinite, b.isFinite, x.isFinite else { return .nan }
    if b <= 0 && b == b.rounded() { return hyp1f1AtPole(i, j, k, a, b, x) }
    if a == 0 && i == 0 { return j + k == 0 ? 1 : 0 }
    let (p, q) = (DoubleDouble(a), DoubleDouble(b))
    typealias Number = TaylorPolynomial<DoubleDouble>
    typealias Nested = TaylorPolynomial<Number>
    switch (i > 0, j > 0) {
    case (false, false):
      if let value = polynomial1F1(k, a, b, x) { return value }
      return kummer(p, q, k, x, limit: 6000) { $0 }
    case (true, false):
      return kummer(Number(variable: p, order: i), Number([q]), k, x, limit: 1500) {
        $0.derivative(i)
      }
    case (false, true):
      return kummer(Number([p]), Number(variable: q, order: j), k, x, limit: 1500) {
        $0.derivative(j)
      }
    case (true, true):
      let inner = Nested([Number(variable: p, order: i)])
      let outer = Nested(variable: Number([q]), order: j)
      return kummer(inner, outer, k, x, limit: 600) { $0.derivative(j).derivative(i) }
    }
  }

  /// `(a)_k / (b)_k M(a + k, b + k, x)` (DLMF 13.3.16), of which a part is taken.
  private static func kummer<Number: SeriesNumber>(
    _ a: Number, _ b: Number, _ k: Int, _ x: Double, limit: Int, _ part: (Number) -> DoubleDouble
  ) -> Double {
    let function = Confluent(a: a + Double(k), b: b + Double(k), limit: limit)
    guard let result = function.value(x) else { return .nan }
    var value = result.value
    for step in stride(from: 0, to: k, by: 1) {
      value = value * (a + Double(step)) / (b + Double(step))
    }
    return Scaled(part(value), exponent: result.exponent).normalized.rounded
  }

  /// For a negative integer `a`, by `n! / (b)_n L_n^(b-1)(x)` (DLMF 13.6.19).
  private static func polynomial1F1(_ k: Int, _ a: Double, _ b: Double, _ x: Double) -> Double? {
    guard a < 0, a == a.rounded(), a >= -10_000, b > 0 else { return nil }
    let n = Int(-a)
    if k > n { return 0 }
    let alpha = DoubleDouble.sum(b, Double(k - 1))
    let (value, exponent) = OrthogonalPolynomial.laguerre(n - k, alpha, x)
    var result = Scaled(value, exponent: exponent).normalized
    // (a)_k / (b)_k times (n - k)! / (b + k)_(n - k)
    for step in 0..<n {
      let denominator = Scaled(normalizing: DoubleDouble.sum(b, Double(step)))
      let numerator = step < k ? -(n - step) : n - step
      result = result * .integer(numerator) / denominator
    }
    return result.rounded
  }

  /// Where `b` is no positive integer: infinite, but for a polynomial that ends before.
  private static func hyp1f1AtPole(
    _ i: Int, _ j: Int, _ k: Int, _ a: Double, _ b: Double, _ x: Double
  ) -> Double {
    guard i == 0, j == 0 else { return .nan }
    if a == 0 { return k == 0 ? 1 : 0 }
    guard a < 0, a == a.rounded(), a > b, a > -1000 else { return k == 0 ? .infinity : .nan }
    var sum = DoubleDouble(0)
    var term = DoubleDouble(1)
    for n in 0...Int(-a) {
      // The coefficient of x^n, differentiated.
      if n >= k {
        var power = term
        for step in stride(from: 0, to: k, by: 1) { power = power * Double(n - step) }
        for _ in stride(from: k, to: n, by: 1) { power = power * x }
        sum = sum + power
      }
      term = term * (a + Double(n)) / ((b + Double(n)) * Double(n + 1))
    }
    return sum.rounded
  }

  /// The derivative of order `j` by `v` and `k` by `x` of the confluent limit function 0F1(; v; x).
  ///
  /// The power series (DLMF 16.2.1), and Hankel's expansions of Bessel functions for large `x`.
  public static func hyp0f1(_ j: Int, _ k: Int, _ v: Double, _ x: Double) -> Double {
    guard v.isFinite, x.isFinite else { return .nan }
    if v <= 0 && v == v.rounded() { return .nan }
    let point = DoubleDouble(v)
    if j == 0 { return limitFunction(point, k, x, limit: 6000) { $0 } }
    let variable = TaylorPolynomial(variable: point, order: j)
    return limitFunction(variable, k, x, limit: 1500) { $0.derivative(j) }
  }

  /// `0F1(; v + k; x) / (v)_k`, of which a part is taken.
  private static func limitFunction<Number: SeriesNumber>(
    _ v: Number, _ k: Int, _ x: Double, limit: Int, _ part: (Number) -> DoubleDouble
  ) -> Double {
    guard let result = ConfluentLimit(v: v + Double(k), limit: limit).value(x) else { return .nan }
    var value = result.value
    for step in stride(from: 0, to: k, by: 1) { value = value / (v + Double(step)) }
    return Scaled(part(value), exponent: result.exponent).normalized.rounded
  }
}
