extension Math {
  /// The derivative of order `n` of the gamma function; NaN at the negative integers, at 0 the
  /// infinity that a zero of its sign has as its limit.
  public static func gamma(_ x: Double, derivative n: Int) -> Double {
    if n == 0 { return gamma(x) }
    if x.magnitude < 0x1p-60 {
      // Of the pole 1/x.
      var value = 1 / x
      for k in 1..<(n + 1) { value *= -Double(k) / x }
      return value
    }
    if !(x < 172) { return x }
    if x < -10_000 { return x == x.rounded() ? .nan : 0 }
    return GammaProduct.derivative((n, 0), of: [.init(DoubleDouble(x), 1, 0)])
  }

  /// The reciprocal of the gamma function, 0 at its poles.
  public static func rgamma(_ x: Double) -> Double { rgamma(x, derivative: 0) }

  /// The derivative of order `n` of the reciprocal of the gamma function.
  public static func rgamma(_ x: Double, derivative n: Int) -> Double {
    if x.isNaN { return x }
    if x > 10_000 { return 0 }
    if x < -1e15 { return n == 0 ? 0 : .nan }
    return GammaProduct.derivative((n, 0), of: [.init(DoubleDouble(x), 1, 0, isNumerator: false)])
  }
}
