/// A function whose derivatives repeat up to sign, the numerator of `f(x) / x`.
///
/// The derivatives `y_n` of `f(x) / x` follow from `x y = f(x)`: `x y_n = f^(n)(x) - n y_(n-1)`.
struct QuotientByArgument {
  /// The derivatives of `f` at the point, of which as many differ.
  let cycle: [DoubleDouble]
  let x: Double

  /// The derivative of order `n` of `f(x) / x` by the recurrence.
  ///
  /// Its own solution `n! / x^(n + 1)` grows while `n` is above `|x|`: right where `f(0)` is not 0,
  /// and elsewhere for `n` below `|x|`.
  func derivative(_ n: Int) -> DoubleDouble {
    var value = cycle[0] / x
    for k in stride(from: 1, through: n, by: 1) {
      value = (cycle[k % cycle.count] - value * Double(k)) / x
    }
    return value
  }
}

extension Math {
  /// The derivative of order `n` of `exp(x) / x`; at 0 infinite with the sign of the zero for even
  /// `n`, else minus infinity.
  public static func expOverX(_ n: Int, _ x: Double) -> Double {
    if x == 0 { return n % 2 == 0 ? 1 / x : -.infinity }
    if x.isInfinite { return x > 0 ? x : -0.0 }
    if x > 1e5 { return .infinity }
    if x < -1e5 || x.isNaN { return x.isNaN ? x : -0.0 }
    if x.magnitude < 1e-20 { return polePart(n, x) }
    let quotient = QuotientByArgument(cycle: [DoubleDouble(1)], x: x).derivative(n)
    let exponential = DoubleDouble(x).exponential
    return Scaled(quotient * exponential.value, exponent: exponential.exponent).rounded
  }

  /// `(-1)^n n! / x^(n + 1)`, the derivative of order `n` of `1 / x`.
  static func polePart(_ n: Int, _ x: Double) -> Double {
    var value = 1 / x
    for k in stride(from: 1, through: n, by: 1) { value *= -Double(k) / x }
    return value
  }

  /// The derivative of order `n` of `sin(x) / x`.
  ///
  /// The power series below 25, the recurrence from `x y = sin(x)` beyond.
  public static func sinOverX(_ n: Int, _ x: Double) -> Double {
    if x.isInfinite { return 0 }
    if x.magnitude < Swift.max(25, Swift.min(Double(n), 40)) {
      return DoubleDouble.sineQuotientSeries(n, x, sign: -1).rounded
    }
    return QuotientByArgument(cycle: sineCycle(x), x: x).derivative(n).rounded
  }

  /// The derivative of order `n` of `cos(x) / x`; infinite at 0.
  public static func cosOverX(_ n: Int, _ x: Double) -> Double {
    if x == 0 { return n % 2 == 0 ? 1 / x : -.infinity }
    if x.isInfinite { return 0 }
    if x.magnitude < 1e-20 { return polePart(n, x) }
    let sines = sineCycle(x)
    return QuotientByArgument(cycle: Array(sines[1...]) + [sines[0]], x: x).derivative(n).rounded
  }

  /// The derivatives of the sine.
  private static func sineCycle(_ x: Double) -> [DoubleDouble] {
    let sine = DoubleDouble.sine(of: x)
    let cosine = DoubleDouble.cosine(of: x)
    return [sine, cosine, -sine, -cosine]
  }

  /// The derivative of order `n` of `sinh(x) / x`.
  public static func sinhOverX(_ n: Int, _ x: Double) -> Double {
    if x.magnitude > 800 { return x < 0 && n % 2 == 1 ? -.infinity : .infinity }
    if x.magnitude < Double(n) + 20 {
      return DoubleDouble.sineQuotientSeries(n, x, sign: 1).rounded
    }
    return hyperbolicQuotient(n, x, first: 0)
  }

  /// The derivative of order `n` of `cosh(x) / x`; infinite at 0.
  public static func coshOverX(_ n: Int, _ x: Double) -> Double {
    if x == 0 { return n % 2 == 0 ? 1 / x : -.infinity }
    if x.magnitude > 800 { return x < 0 && n % 2 == 0 ? -.infinity : .infinity }
    return x.magnitude < 1e-20 ? polePart(n, x) : hyperbolicQuotient(n, x, first: 1)
  }

  /// In units of the exponential of `|x|`.
  private static func hyperbolicQuotient(_ n: Int, _ x: Double, first: Int) -> Double {
    if x.isNaN { return x }
    let growing = DoubleDouble(x.magnitude).exponential
    let inverse = growing.exponent > 120 ? DoubleDouble(0) : DoubleDouble(1) / growing.unscaled
    let small = inverse.high == 0 ? inverse : inverse / growing.unscaled
    let cosh = (small + 1).scaled(by: 0.5)
    let sinh = (DoubleDouble(1) - small).scaled(by: x < 0 ? -0.5 : 0.5)
    let cycle = first == 0 ? [sinh, cosh] : [cosh, sinh]
    let quotient = QuotientByArgument(cycle: cycle, x: x).derivative(n)
    return Scaled(quotient * growing.value, exponent: growing.exponent).rounded
  }
}

extension DoubleDouble {
  /// The sum over `k` of `sign^k x^(2k - n) / ((2k + 1) (2k - n)!)`.
  static func sineQuotientSeries(_ n: Int, _ x: Double, sign: Double) -> DoubleDouble {
    var k = (n + 1) / 2
    var power = n % 2 == 0 ? DoubleDouble(1) : DoubleDouble(x)
    if sign < 0 && k % 2 == 1 { power = -power }
    var sum = power / Double(2 * k + 1)
    if x.magnitude < 1e-30 { return sum }
    let square = DoubleDouble.product(x, x) * sign
    var degree = 2 * k - n
    for _ in 0..<400 {
      power = power * square / Double((degree + 1) * (degree + 2))
      degree += 2
      k += 1
      let term = power / Double(2 * k + 1)
      sum = sum + term
      if term.high.magnitude < sum.high.magnitude * 0x1p-107 && Double(degree) > x.magnitude {
        break
      }
    }
    return sum
  }
}
