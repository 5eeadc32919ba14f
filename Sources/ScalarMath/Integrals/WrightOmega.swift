extension Math {
  /// The derivative of order `n >= 0` of the Wright omega function, the solution of
  /// `w + log(w) = x`.
  ///
  /// `w p_n(w) / (1 + w)^(2n - 1)`, where the `p_n` have the Eulerian numbers of the second kind as
  /// coefficients: `p_(n+1) = (1 + (2 - 2n) w) p_n + w (1 + w) p_n'` (Corless and Jeffrey 2002).
  public static func wrightOmega(_ n: Int, _ x: Double) -> Double {
    if !x.isFinite {
      if x > 0 { return n == 0 ? x : (n == 1 ? 1 : 0) }
      return x < 0 ? 0 : x
    }
    if x < -50 { return exp(x) }
    if x > 1e100 { return n == 0 ? x : (n == 1 ? 1 : -polePart(n - 1, x)) }
    let w = omega(x)
    if n == 0 { return w.rounded }
    let polynomial = WrightPolynomials.derivative(n)
    // In w / (1 + w) and 1 / (1 + w), neither of which overflows.
    let ratio = w / (w + 1)
    let inverse = DoubleDouble(1) / (w + 1)
    var sum = DoubleDouble(0)
    var power = DoubleDouble(1)
    for coefficient in polynomial {
      sum = sum * inverse + power * coefficient
      power = power * ratio
    }
    let missing = 2 * n - 1 - polynomial.count
    sum = sum * ratio
    for _ in 0..<missing { sum = sum * inverse }
    return sum.rounded
  }

  private static func omega(_ x: Double) -> DoubleDouble {
    if x > 1e17 { return DoubleDouble(x) }
    if x < -1 {
      // exp(x - w)
      let growth = exp(x)
      var w = growth
      for _ in 0..<12 {
        let residual = w * exp(w) - growth
        w -= residual / (exp(w) * (w + 1))
      }
      let start = DoubleDouble(w)
      let exact = (DoubleDouble(x) - start).exponent
      return start - (start - exact) / (exact + 1)
    }
    let start = x > 1.5 ? x - log(x) : 0.567 + 0.36 * x
    return LambertPoint.solve(DoubleDouble(x), start: Swift.max(start, 0.2))
  }
}

enum WrightPolynomials {
  /// The coefficients of `p_n`, constant term first.
  static func derivative(_ n: Int) -> [Double] {
    var p = [1.0]
    for k in stride(from: 1, to: n, by: 1) {
      var next = [Double](repeating: 0, count: p.count + 1)
      for (power, coefficient) in p.enumerated() {
        next[power] += (1 + Double(power)) * coefficient
        next[power + 1] += (Double(2 - 2 * k) + Double(power)) * coefficient
      }
      while next.last == 0 { next.removeLast() }
      p = next
    }
    return p
  }
}
