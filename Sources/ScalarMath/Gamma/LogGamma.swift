import CKernels

extension Math {
  /// The logarithm of the absolute value of the gamma function; infinite at 0 and the negative
  /// integers.
  ///
  /// Polynomials with the factors `x - 1` and `x - 2` around its zeros, the recurrence below 0.75,
  /// Stirling's series about `x - 1/2` (DLMF 5.11.8) beyond 2.5, and the reflection formula
  /// (DLMF 5.5.3) in double-double for negative arguments.
  public static func lgamma(_ x: Double) -> Double {
    if x > SG_LOG_GAMMA_LEAST && x < SG_LOG_GAMMA_END { return sg_log_gamma_of(x) }
    if x < 0 { return logGammaOfNegative(-x) }
    if x < 1 { return -log(x) }
    return x.isNaN ? x : x * (log(x) - 1)
  }

  /// `lgamma(-y)` for `y > 0`: `log(pi / (y |sin(pi y)|)) - lgamma(y)`.
  private static func logGammaOfNegative(_ y: Double) -> Double {
    let r = y - round(y)
    if r == 0 || y == .infinity { return .infinity }
    if y < 0x1p-60 { return -log(y) }
    let denominator = DoubleDouble.sinOfPi(r.magnitude) * y
    let first = (DoubleDouble.pi / denominator).logarithm
    let value = (first - DoubleDouble.logGamma(y)).rounded
    return value.magnitude < 0.1 ? preciseLogGammaOfNegative(y, r) : value
  }

  /// The same with all digits, beside a zero.
  private static func preciseLogGammaOfNegative(_ y: Double, _ r: Double) -> Double {
    let sine = DoubleDouble.preciseSinOfPi(DoubleDouble(r.magnitude))
    let first = (DoubleDouble.pi / (sine * y)).preciseLogarithm
    return (first - LogGammaSeries.coefficients(DoubleDouble(y), order: 0)[0]).rounded
  }
}

extension DoubleDouble {
  /// Stirling's series for `x >= 12`; absolute error about 2^-60 of the largest term.
  @inline(__always)
  static func stirlingLogGamma(_ x: DoubleDouble) -> DoubleDouble {
    let reciprocal = 1 / x.high
    let series = reciprocal * polynomial(Coefficients.stirling, reciprocal * reciprocal)
    let main = (x - 0.5) * x.logarithm - x
    return main + (Coefficients.halfLogTwoPi + series)
  }

  /// `lgamma(x)` for `x > 2^-60`, by the recurrence up to 12 and Stirling's series. The error is
  /// absolute, so that a zero is no exception.
  static func logGamma(_ x: Double) -> DoubleDouble {
    if x >= 12 { return stirlingLogGamma(DoubleDouble(x)) }
    var product = DoubleDouble(x)
    var y = sum(x, 1)
    while y.high < 12 {
      product = product * y
      y = y + 1
    }
    return stirlingLogGamma(y) - product.logarithm
  }
}
