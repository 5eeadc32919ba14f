extension Math {
  /// The derivative of order `n` of `erfinv`; infinite at 1 and -1.
  public static func erfinv(_ y: Double, derivative n: Int) -> Double {
    if n == 0 { return erfinv(y) }
    let a = y.magnitude
    if !(a < 1) { return a == 1 ? (n % 2 == 0 ? y : 1) * .infinity : .nan }
    let inverse = a <= 0.5 ? InverseError(central: y) : InverseError(tail: 1 - a)
    let value = inverse.derivative(n).nearest
    return a > 0.5 && y < 0 && n % 2 == 0 ? -value : value
  }

  /// The derivative of order `n` of `erfcinv`; infinite at 0 and 2.
  public static func erfcinv(_ y: Double, derivative n: Int) -> Double {
    if n == 0 { return erfcinv(y) }
    let sign: Double = n % 2 == 0 ? 1 : -1
    if !(y > 0 && y < 2) { return y == 0 ? sign * .infinity : y == 2 ? -.infinity : .nan }
    if y < 0.5 { return sign * InverseError(tail: y).derivative(n).nearest }
    if y > 1.5 { return -InverseError(tail: 2 - y).derivative(n).nearest }
    return sign * InverseError(central: 1 - y).derivative(n).nearest + 0
  }

  /// The derivative of order `n` of `ndtri`; infinite at 0 and 1.
  public static func ndtri(_ p: Double, derivative n: Int) -> Double {
    if n == 0 { return ndtri(p) }
    let sign: Double = n % 2 == 0 ? -1 : 1
    if !(p > 0 && p < 1) { return p == 0 ? sign * .infinity : p == 1 ? .infinity : .nan }
    let inverse =
      p < 0.25
      ? InverseError(tail: 2 * p)
      : p > 0.75 ? InverseError(tail: 2 * (1 - p)) : InverseError(central: 2 * p - 1)
    let derivative = inverse.derivative(n) * DoubleDouble.sqrtHalf
    let value = Scaled(derivative.value, exponent: derivative.exponent + n + 1).nearest
    return p < 0.25 ? sign * value + 0 : value
  }
}

/// A value of `erfinv` or of `erfcinv`, the latter with the sign of the slope turned, and the slope
/// there.
private struct InverseError {
  let value: DoubleDouble
  let slope: Scaled

  private static let halfRootPi = DoubleDouble(0x1.c5bf891b4ef6bp-1, -0x1.618f13eb7ca89p-55)

  /// `erfinv(y)` for `|y| <= 1/2`.
  init(central y: Double) {
    value = DoubleDouble.erfinvCentral(y)
    slope = (value * value).exponential * Self.halfRootPi
  }

  /// The inverse of `erfc` for `0 < y <= 1/2`. With `exp(x^2) = erfcx(x) / erfc(x)` and
  /// `erfc(x) = y` the slope has no square in an exponent.
  init(tail y: Double) {
    value = DoubleDouble.erfcinvTail(y)
    let scaled = DoubleDouble.erfcx(value) * Self.halfRootPi
    slope = Scaled(scaled / y.significand, exponent: -Int(y.exponent))
  }

  /// From `x'' = 2 x x'^2` the derivative is `P(x) x'^n`, with positive coefficients, where each
  /// `P` follows from the one before it as `P' + 2 n x P`.
  func derivative(_ n: Int) -> Scaled {
    var coefficients = [1.0]
    for k in stride(from: 1, to: n, by: 1) {
      var next = [Double](repeating: 0, count: coefficients.count + 1)
      for (power, coefficient) in coefficients.enumerated() {
        next[power + 1] += 2 * Double(k) * coefficient
        if power > 0 { next[power - 1] += Double(power) * coefficient }
      }
      coefficients = next
    }
    var sum = DoubleDouble(0)
    for coefficient in coefficients.reversed() { sum = sum * value + coefficient }
    return slope.power(n) * sum
  }
}
