extension Math {
  /// Dawson's integral, `exp(-x^2)` times the integral of `exp(t^2)` from 0 to `x`.
  public static func dawsn(_ x: Double) -> Double { dawsn(x, derivative: 0) }

  /// The derivative of order `n` of Dawson's integral.
  ///
  /// For large `x` the asymptotic series (DLMF 7.12.1), differentiated term by term; else the power
  /// series (DLMF 7.6.2) and `y(n + 1) = -2 x y(n) - 2 n y(n - 1)`, in double-double.
  public static func dawsn(_ x: Double, derivative n: Int) -> Double {
    if x.isNaN || x == 0 && n == 0 { return x }
    if x.isInfinite { return n == 0 ? 1 / x : 0 }
    let value =
      dawsnIsAsymptotic(x, n)
      ? Scaled.dawsnOfLarge(x, derivative: n).normalized.rounded
      : DoubleDouble.dawsn(x, derivative: n).rounded
    return n == 0 ? value : value + 0
  }

  /// The imaginary error function, `-i erf(i x)`.
  ///
  /// The power series (DLMF 7.6.1), whose terms have one sign, below 7; `exp(x^2)` times Dawson's
  /// integral beyond.
  public static func erfi(_ x: Double) -> Double {
    let a = x.magnitude
    if a < 1e-20 || x.isNaN { return 1.1283791670955126 * x }
    if a > 30 { return x * .infinity }
    if a < 7 { return (DoubleDouble.integralOfGrowth(x) * DoubleDouble.twoOverRootPi).rounded }
    let growth = DoubleDouble.product(x, x).exponential
    return (Scaled.dawsnOfLarge(x, derivative: 0) * growth * DoubleDouble.twoOverRootPi)
      .normalized.rounded
  }

  /// Whether the smallest term of the asymptotic series does not count.
  private static func dawsnIsAsymptotic(_ x: Double, _ n: Int) -> Bool {
    if x.magnitude > 1e8 { return true }
    let square = x * x
    var size = -square
    for k in 0..<n { size += log(2 * square / Double(k + 1)) }
    return square > 40 && square > Double(n) && size < -46
  }
}

extension DoubleDouble {
  /// The integral of `exp(t^2)` from 0 to `x`, the sum of `x^(2k + 1) / (k! (2k + 1))`.
  static func integralOfGrowth(_ x: Double) -> DoubleDouble {
    let square = product(x, x)
    var power = DoubleDouble(x)
    var sum = power
    for k in 1..<1000 {
      power = power * square / Double(k)
      let term = power / Double(2 * k + 1)
      sum = sum + term
      if term.high.magnitude < sum.high.magnitude * 0x1p-108 { break }
    }
    return sum
  }

  static func dawsn(_ x: Double, derivative n: Int) -> DoubleDouble {
    var value = DoubleDouble(x)
    if x.magnitude > 1e-20 {
      value = integralOfGrowth(x) * (-product(x, x)).preciseExponential.unscaled
    }
    if n == 0 { return value }
    var before = value
    value = -(value * (2 * x)) + 1
    for k in stride(from: 1, to: n, by: 1) {
      (before, value) = (value, -(value * (2 * x) + before * (2 * Double(k))))
    }
    return value
  }
}

extension Scaled {
  /// `(-1)^n` times the sum of `(2k - 1)!! / 2^(k + 1) (2k + n)! / (2k)! / x^(2k + 1 + n)`.
  fileprivate static func dawsnOfLarge(_ x: Double, derivative n: Int) -> Scaled {
    let significand = x < 0 ? -x.significand : x.significand
    let inverse = Scaled(DoubleDouble(1) / significand, exponent: -Int(x.exponent)).normalized
    let square = (inverse * inverse).normalized
    let w = square.exponent < -200 ? DoubleDouble(0) : square.unscaled
    var term = DoubleDouble(0.5)
    for k in stride(from: 1, through: n, by: 1) { term = term * -Double(k) }
    var sum = term
    for k in 0..<200 {
      let j = Double(2 * k + 1)
      let order = Double(n)
      let next = term * w * ((j + order) * (j + 1 + order)) / (2 * (j + 1))
      if next.high.magnitude >= term.high.magnitude { break }
      term = next
      sum = sum + term
      if term.high.magnitude < sum.high.magnitude * 0x1p-80 { break }
    }
    return inverse.power(n + 1) * sum
  }
}
