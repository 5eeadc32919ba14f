extension Math {
  /// The exponential integral Ei, the principal value of the integral of `exp(t) / t` from minus
  /// infinity to `x`; minus infinity at 0.
  ///
  /// The power series (DLMF 6.6.1) up to 45, the asymptotic series (DLMF 6.12.2) beyond; for
  /// negative arguments `-exp1(-x)`.
  public static func expi(_ x: Double) -> Double {
    if x < 0 { return -exp1(-x) }
    if x == 0 { return -.infinity }
    if x > 800 { return .infinity }
    return x.isNaN ? x : Scaled.expi(x).rounded
  }

  /// The exponential integral E1, the integral of `exp(-t) / t` from `x` to infinity; infinite at
  /// 0, NaN below.
  public static func exp1(_ x: Double) -> Double { expn(1, x) }

  /// The generalized exponential integral, of `exp(-x t) / t^n` from 1 to infinity, for any integer
  /// `n`; NaN below 0.
  ///
  /// Series about 0 (DLMF 8.19.8), a continued fraction from 2 on (DLMF 8.19.17 contracted), and a
  /// finite sum of positive terms for `n <= 0` (DLMF 8.19.7 in closed form).
  public static func expn(_ n: Int, _ x: Double) -> Double {
    if !(x >= 0) { return .nan }
    if x == 0 { return n < 2 ? .infinity : 1 / (Double(n) - 1) }
    if n <= 0 { return expnOfNegativeOrder(-n, x) }
    if x > 800 { return 0 }
    return Scaled.expn(n, x).rounded
  }

  /// `exp(-x) n! / x^(n + 1)` times the sum of `x^k / k!` up to `n`.
  private static func expnOfNegativeOrder(_ n: Int, _ x: Double) -> Double {
    if x > 5e4 { return 0 }
    if x < 1e-20 { return polePart(n, x).magnitude }
    // The terms from the last one backwards, relative to it.
    var term = DoubleDouble(1)
    var sum = term
    var powers = 0
    for k in stride(from: n, to: 0, by: -1) {
      term = term * Double(k) / x
      sum = sum + term
      if term.high > 0x1p300 {
        (term, sum) = (term.scaled(by: 0x1p-300), sum.scaled(by: 0x1p-300))
        powers += 300
      }
    }
    let exponential = (-DoubleDouble(x)).exponential
    return Scaled(sum * exponential.value / x, exponent: exponential.exponent + powers).rounded
  }
}

extension Scaled {
  /// Ei for `0 < x <= 800`.
  static func expi(_ x: Double) -> Scaled {
    if x < 45 {
      let series = DoubleDouble.exponentialIntegralSeries(x)
      return Scaled(DoubleDouble.gammaPlusLogarithm(x) + series, exponent: 0)
    }
    let exponential = DoubleDouble(x).exponential
    let value = exponential.value * DoubleDouble.expiAsymptotic(x) / x
    return Scaled(value, exponent: exponential.exponent)
  }

  /// En for `0 < x <= 800` and `n >= 1`.
  static func expn(_ n: Int, _ x: Double) -> Scaled {
    if x < 2 { return Scaled(DoubleDouble.expnSeries(n, x), exponent: 0) }
    let exponential = (-DoubleDouble(x)).exponential
    return Scaled(
      exponential.value * DoubleDouble.expnFraction(n, x), exponent: exponential.exponent)
  }
}

extension DoubleDouble {
  static let eulerGamma = DoubleDouble(0x1.2788cfc6fb619p-1, -0x1.6cb90701fbfabp-58)

  /// Euler's constant plus `log(x)`.
  static func gammaPlusLogarithm(_ x: Double) -> DoubleDouble { eulerGamma + logarithm(of: x) }

  /// The sum of `x^k / (k k!)` over `k >= 1`.
  static func exponentialIntegralSeries(_ x: Double) -> DoubleDouble {
    var power = DoubleDouble(x)
    var sum = power
    if x.magnitude < 0x1p-110 { return sum }
    for k in 2..<400 {
      power = power * x / Double(k)
      let term = power / Double(k)
      sum = sum + term
      if term.high.magnitude <= sum.high.magnitude * 0x1p-106 && Double(k) > x { break }
    }
    return sum
  }

  /// The sum of `k! / x^k` up to the least term, for `x >= 45`.
  static func expiAsymptotic(_ x: Double) -> DoubleDouble {
    let reciprocal = DoubleDouble(1) / x
    var term = reciprocal
    var sum = term + 1
    for k in 2..<60 where Double(k) < x {
      term = term * reciprocal * Double(k)
      sum = sum + term
      if term.high < 0x1p-80 { break }
    }
    return sum
  }

  /// En for `0 < x < 2`: the power series, whose term of order `n - 1` has a logarithm.
  static func expnSeries(_ n: Int, _ x: Double) -> DoubleDouble {
    var sum = DoubleDouble(0)
    var power = DoubleDouble(1)
    var harmonic = DoubleDouble(0)
    let last = Double(n - 1)
    for m in 0..<70 {
      let count = Double(m)
      if m > 0 { power = power * -x / count }
      if x < 0x1p-200 && m > n { break }
      if count == last {
        sum = sum + power * (harmonic - gammaPlusLogarithm(x))
      } else {
        sum = sum - power / (count - last)
      }
      harmonic = harmonic + DoubleDouble(1) / (count + 1)
      if x < 1e-130 && m > 0 { break }
    }
    return sum
  }

  /// `exp(x)` times En for `x >= 2`.
  static func expnFraction(_ n: Int, _ x: Double) -> DoubleDouble {
    let base = sum(x, Double(n))
    let count = 22 + Int(130 / x)
    var tail = base + Double(2 * count)
    for k in stride(from: count, to: 0, by: -1) {
      let factor = product(Double(k), Double(n) + Double(k - 1))
      tail = base + Double(2 * k - 2) - factor / tail
    }
    return DoubleDouble(1) / tail
  }
}
