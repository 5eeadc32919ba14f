import CKernels

extension Math {
  /// The derivative of `lgamma`; at 0 infinite with the sign opposite to the zero's, NaN at the
  /// negative integers.
  ///
  /// A polynomial with the factor `x - root` on 1 ... 2, the recurrence (DLMF 5.5.2) on either side
  /// of it, the asymptotic series about `x - 1/2` from 3 on, the reflection formula (DLMF 5.5.4) for
  /// negative arguments.
  public static func digamma(_ x: Double) -> Double {
    if x > SG_DIGAMMA_LEAST && x < SG_DIGAMMA_END { return sg_digamma_of(x) }
    if x >= 1 { return log(x) }
    if x > -0x1p-60 { return -1 / x }
    let r = x - round(x)
    if x.isNaN || r == 0 || x == -.infinity { return .nan }
    // digamma(-y) = digamma(1 + y) + pi cot(pi y)
    let mirrored = DoubleDouble.digammaOfOnePlus(-x)
    let value = (mirrored - DoubleDouble.piCotOfPi(r)).rounded
    return value.magnitude < 0.1 * mirrored.high.magnitude ? preciseDigammaOfNegative(x, r) : value
  }

  /// The same with all digits, beside a zero.
  private static func preciseDigammaOfNegative(_ x: Double, _ r: Double) -> Double {
    let mirrored = LogGammaSeries.coefficients(DoubleDouble.sum(1, -x), order: 1)[1]
    let sine = DoubleDouble.preciseSinOfPi(DoubleDouble(r))
    let cosine = DoubleDouble.preciseSinOfPi(DoubleDouble.sum(0.5, -r.magnitude))
    return (mirrored - DoubleDouble.pi * cosine / sine).rounded
  }
}

extension DoubleDouble {
  /// `digamma(1 + y)` for `y > 0`, with an error of a fraction of an ulp.
  static func digammaOfOnePlus(_ y: Double) -> DoubleDouble {
    if y >= 9 {
      let x = sum(y, 1)
      let reciprocal = 1 / x.high
      let square = reciprocal * reciprocal
      let tail = 0.5 * reciprocal + square * polynomial(Coefficients.digammaTail, square)
      return sum(Math.log(x.high), x.low * reciprocal - tail)
    }
    var t = y
    var recurrence = DoubleDouble(0)
    while t >= 1 {
      recurrence = recurrence + DoubleDouble(1) / t
      t -= 1
    }
    let fromRoot = sum(t, -(Coefficients.digammaRoot.high - 1)) - Coefficients.digammaRoot.low
    return recurrence + fromRoot * Coefficients.digammaOverRoot(t - 0.5)
  }
}
