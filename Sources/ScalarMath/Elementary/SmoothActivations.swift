extension Math {
  /// `1 / (1 + |x|)^2`, the derivative of `x / (1 + |x|)`.
  public static func softsignSlope(_ x: Double) -> Double {
    let a = x.magnitude
    if !(a < 0x1p400) { return 1 / a / a }
    let sum = DoubleDouble.sum(1, a)
    return (DoubleDouble(1) / (sum * sum)).rounded
  }

  /// The n-th derivative of `x Phi(x)`, with the standard normal distribution function `Phi`.
  ///
  /// In the tails it is `e^(-x^2 / 2)` times what `erfcx` or a polynomial gives, so that no digits are
  /// lost there. From the second derivative on it is `-(-1)^n phi(x) (He_n(x) - He_(n-2)(x))` with the
  /// Hermite polynomials of DLMF 18.3.
  public static func gelu(_ x: Double, derivative n: Int) -> Double {
    if x.isNaN { return x }
    switch n {
    case 0: return x > -0.7 ? (x < .infinity ? x * ndtr(x) : x) : geluTail(-x)
    case 1: return x > 0 ? 1 - geluSlope(-x) : geluSlope(x)
    default: return geluHigher(x, n) + 0
    }
  }

  /// `-a Phi(-a)`.
  private static func geluTail(_ a: Double) -> Double {
    if a > 50 { return -0.0 }
    return -(DoubleDouble.bell(a) * (DoubleDouble.tailOverBell(a) * a)).rounded
  }

  /// `Phi(x) + x phi(x)` for `x <= 0`.
  private static func geluSlope(_ x: Double) -> Double {
    if x < -50 { return 0 }
    let density = DoubleDouble.perRootTwoPi * x
    if x < -0.7 {
      return (DoubleDouble.bell(x) * (DoubleDouble.tailOverBell(-x) + density)).rounded + 0
    }
    let central = Coefficients.erfOverX(0.5 * x * x) * (DoubleDouble.sqrtHalf * (0.5 * x)) + 0.5
    return (DoubleDouble.bell(x).unscaled * density + central).rounded
  }

  private static func geluHigher(_ x: Double, _ n: Int) -> Double {
    if x.magnitude > 1000 { return 0 }
    var (previous, current) = (DoubleDouble(0), DoubleDouble(1))
    var beforePrevious = DoubleDouble(0)
    for k in 0..<n {
      beforePrevious = previous
      (previous, current) = (current, current * x - previous * Double(k))
    }
    let difference = (current - beforePrevious) * DoubleDouble.perRootTwoPi
    return (DoubleDouble.bell(x) * (n % 2 == 0 ? -difference : difference)).rounded
  }

  /// The n-th derivative of `x / (1 + e^-x)`.
  ///
  /// It is `x` plus the same of `-x`, and for negative `x` it is `e^x` times a function that varies
  /// slowly.
  public static func silu(_ x: Double, derivative n: Int) -> Double {
    if x.isNaN { return x }
    switch n {
    case 0: return x < -40 ? siluTail(x) : (x < 40 ? siluCentral(x) : x)
    case 1: return x > 0 ? 1 - siluSlope(-x) : siluSlope(x)
    default:
      let value = DoubleDouble.exponentialTimes(-x.magnitude, derivative: n) { x, e in x / (e + 1) }
      return (x > 0 && n % 2 == 1 ? -value : value) + 0
    }
  }

  private static func siluCentral(_ x: Double) -> Double {
    let e = DoubleDouble(-x.magnitude).exponential.unscaled
    return x == 0 ? x : ((x < 0 ? e * x : DoubleDouble(x)) / (e + 1)).rounded
  }

  private static func siluTail(_ x: Double) -> Double {
    if x < -1000 { return -0.0 }
    return (DoubleDouble(x).exponential * DoubleDouble(x)).rounded
  }

  /// For `x <= 0`.
  private static func siluSlope(_ x: Double) -> Double {
    if x < -1000 { return 0 }
    let e = DoubleDouble(x).exponential
    let fraction = DoubleDouble(1) / ((x > -80 ? e.unscaled : DoubleDouble(0)) + 1)
    return (e * (fraction * (fraction * x + 1))).rounded + 0
  }

  /// The n-th derivative of `x tanh(log(1 + e^x))`.
  ///
  /// With `w = e^x` the tangent is `w (w + 2) / (w^2 + 2 w + 2)`; with `v = e^-x` it is
  /// `1 - 2 v^2 / (2 v^2 + 2 v + 1)`.
  public static func mish(_ x: Double, derivative n: Int) -> Double {
    if !x.isFinite {
      return x == .infinity ? (n == 0 ? x : n == 1 ? 1 : 0) : x.isNaN ? x : n == 0 ? -0.0 : 0
    }
    if x <= 0 {
      if n == 0 { return mishTail(x) }
      return DoubleDouble.exponentialTimes(x, derivative: n) { x, e in
        x * (e + 2) / (e * e + e * 2 + 2)
      } + 0
    }
    let rest = DoubleDouble.exponentialTimes(-2 * x, derivative: n, half: true) { y, v in
      y / (v * v * 2 + v * 2 + 1)
    }
    // In y = -2 x, of which each derivative has the factor -2.
    let scaled = rest * pow(-2, Double(n))
    return (n == 0 ? x + scaled : n == 1 ? 1 + scaled : scaled) + 0
  }

  /// For `x <= 0`.
  private static func mishTail(_ x: Double) -> Double {
    if x < -1000 { return -0.0 }
    let e = DoubleDouble(x).exponential
    let w = x > -80 ? e.unscaled : DoubleDouble(0)
    return (e * ((w + 2) * x / (w * w + w * 2 + 2))).rounded
  }
}

extension DoubleDouble {
  static let perRootTwoPi = DoubleDouble(0x1.9884533d43651p-2, -0x1.cbc0d30ebfd15p-56)

  /// `e^(-x^2 / 2)` with the exact square.
  fileprivate static func bell(_ x: Double) -> Scaled { product(x, x).scaled(by: -0.5).exponential }

  /// `Phi(-a) e^(a^2 / 2)` for `a >= 0.6`.
  fileprivate static func tailOverBell(_ a: Double) -> DoubleDouble {
    erfcx(sqrtHalf * a).scaled(by: 0.5)
  }

  /// The n-th derivative of `e^x g(x, e^x)` at `x <= 0`, with `e^(x / 2)` in the place of the second
  /// argument if `half`.
  fileprivate static func exponentialTimes(
    _ x: Double, derivative n: Int, half: Bool = false,
    _ g: (TaylorPolynomial<DoubleDouble>, TaylorPolynomial<DoubleDouble>) ->
      TaylorPolynomial<DoubleDouble>
  ) -> Double {
    typealias Jet = TaylorPolynomial<DoubleDouble>
    if x < -2000 { return 0 }
    let rate = half ? 0.5 : 1
    let base = x * rate > -80 ? DoubleDouble(x * rate).exponential.unscaled : DoubleDouble(0)
    let exponentials = Jet(exponentialSeries(n, rate: rate)) * base
    let slow = g(Jet(variable: DoubleDouble(x), order: n), exponentials)
    let product = Jet(exponentialSeries(n, rate: 1)) * slow
    return (DoubleDouble(x).exponential * product.derivative(n)).rounded
  }

  /// The coefficients `rate^k / k!` of an exponential.
  private static func exponentialSeries(_ n: Int, rate: Double) -> [DoubleDouble] {
    var coefficients = [DoubleDouble(1)]
    for k in stride(from: 1, through: n, by: 1) {
      coefficients.append(coefficients[k - 1] * rate / Double(k))
    }
    return coefficients
  }
}
