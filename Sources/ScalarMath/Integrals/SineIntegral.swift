extension Math {
  /// The sine integral Si, the integral of `sin(t) / t` from 0 to `x`.
  ///
  /// The power series (DLMF 6.6.5) in double-double up to 16, beyond through the auxiliary functions
  /// f and g (DLMF 6.2.19).
  public static func sinIntegral(_ x: Double) -> Double {
    let y = x.magnitude
    if y <= 16 { return y < 0x1p-40 ? x : DoubleDouble.sineIntegralSeries(x).rounded }
    if x.isNaN { return x }
    let halfPi = DoubleDouble.pi.scaled(by: 0.5)
    var value = halfPi
    if y < .infinity {
      let auxiliary = SineIntegralAuxiliary(y)
      value = halfPi - auxiliary.f * cos(y) - auxiliary.g * sin(y)
    }
    return x < 0 ? -value.rounded : value.rounded
  }

  /// The cosine integral Ci of `|x|`; minus infinity at 0.
  public static func cosIntegral(_ x: Double) -> Double {
    let y = x.magnitude
    if y == 0 { return -.infinity }
    if y <= 16 {
      return (DoubleDouble.gammaPlusLogarithm(y) + DoubleDouble.cosineIntegralSeries(y)).rounded
    }
    if !y.isFinite { return x.isNaN ? x : 0 }
    let auxiliary = SineIntegralAuxiliary(y)
    return (auxiliary.f * sin(y) - auxiliary.g * cos(y)).rounded
  }

  /// The hyperbolic sine integral Shi, of `sinh(t) / t` from 0 to `x`.
  ///
  /// The power series up to 45, beyond half of Ei, to which E1 adds nothing.
  public static func sinhIntegral(_ x: Double) -> Double {
    let y = x.magnitude
    if y < 45 { return y < 0x1p-40 ? x : DoubleDouble.oddSeries(x, sign: 1).rounded }
    return x < 0 ? -halfExpi(y) : halfExpi(y)
  }

  /// The hyperbolic cosine integral Chi of `|x|`; minus infinity at 0.
  public static func coshIntegral(_ x: Double) -> Double {
    let y = x.magnitude
    if y == 0 { return -.infinity }
    if y >= 45 || x.isNaN { return halfExpi(y) }
    return (DoubleDouble.gammaPlusLogarithm(y) + DoubleDouble.evenSeries(y, sign: 1)).rounded
  }

  private static func halfExpi(_ x: Double) -> Double {
    if x > 800 || x.isNaN { return x.isNaN ? x : .infinity }
    let whole = Scaled.expi(x)
    return Scaled(whole.value, exponent: whole.exponent - 1).rounded
  }
}

extension DoubleDouble {
  static func sineIntegralSeries(_ x: Double) -> DoubleDouble { oddSeries(x, sign: -1) }
  static func cosineIntegralSeries(_ x: Double) -> DoubleDouble { evenSeries(x, sign: -1) }

  /// The sum over `k >= 0` of `sign^k x^(2k + 1) / ((2k + 1) (2k + 1)!)`.
  static func oddSeries(_ x: Double, sign: Double) -> DoubleDouble {
    everySecondTerm(x, DoubleDouble(x), degree: 1, sign: sign)
  }

  /// The sum over `k >= 1` of `sign^k x^2k / (2k (2k)!)`.
  static func evenSeries(_ x: Double, sign: Double) -> DoubleDouble {
    if x < 1e-60 { return DoubleDouble(0) }
    return everySecondTerm(x, product(x, x) * (0.5 * sign), degree: 2, sign: sign)
  }

  /// Terms `power / degree` from the given one on, of which the power goes on as in the exponential
  /// series.
  private static func everySecondTerm(
    _ x: Double, _ first: DoubleDouble, degree: Int, sign: Double
  ) -> DoubleDouble {
    let square = product(x, x) * sign
    var power = first
    var k = Double(degree)
    var sum = power / k
    for _ in 0..<200 {
      power = power * square / ((k + 1) * (k + 2))
      k += 2
      let term = power / k
      sum = sum + term
      if term.high.magnitude < sum.high.magnitude * 0x1p-107 && k > x.magnitude { break }
    }
    return sum
  }
}

/// The functions f and g of the sine and cosine integrals (DLMF 6.2.17) for `x > 16`: the parts of
/// `exp(ix) E1(ix) = g - i f`, by the continued fraction of E1 (DLMF 6.9.1 contracted).
struct SineIntegralAuxiliary {
  let f: DoubleDouble
  let g: DoubleDouble

  init(_ x: Double) {
    if x > 1e16 {
      f = DoubleDouble(1) / x
      g = f / x
      return
    }
    // The tail is real + i imaginary, each with its sign.
    let count = 12 + Int(320 / x)
    var real = DoubleDouble(Double(2 * count + 1))
    var imaginary = DoubleDouble(x)
    for k in stride(from: count, to: 0, by: -1) {
      let scale = DoubleDouble(Double(k) * Double(k)) / (real * real + imaginary * imaginary)
      real = -(real * scale) + Double(2 * k - 1)
      imaginary = imaginary * scale + x
    }
    let norm = real * real + imaginary * imaginary
    g = real / norm
    f = imaginary / norm
  }
}
