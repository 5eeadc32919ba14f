extension Math {
  /// The derivative of order `n` of `gamma(x + 1)`, and 0 for `x < 0`.
  public static func factorial(_ x: Double, derivative n: Int = 0) -> Double {
    if x < 0 { return 0 }
    if !(x < 171) { return x.isNaN ? x : .infinity }
    return GammaProduct.derivative((n, 0), of: [.init(DoubleDouble.sum(x, 1), 1, 0)])
  }

  /// The sign of the gamma function; NaN at the negative integers and at minus infinity.
  public static func gammasgn(_ x: Double) -> Double {
    if x.isNaN || x > 0 { return x.isNaN ? x : 1 }
    if x == 0 { return copysign(1, x) }
    let below = floor(x)
    if below == x { return .nan }
    return below.truncatingRemainder(dividingBy: 2) == 0 ? 1 : -1
  }
}
