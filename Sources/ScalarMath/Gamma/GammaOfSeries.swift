/// The gamma function of a number, as `exp(logarithm) / product`.
///
/// The recurrence up to 20, Stirling's series (DLMF 5.11.1) there. At the poles the product is 0, so
/// that the reciprocal has all its derivatives.
struct GammaOfSeries<Number: SeriesNumber> {
  let logarithm: Number
  let product: Number

  init(_ z: Number) {
    var shifted = z
    var product = Number(1)
    while shifted.constant.high < 20 {
      product = product * shifted
      shifted = shifted + 1.0
    }
    self.product = product
    let reciprocal = Number(1) / shifted
    let square = reciprocal * reciprocal
    // B_2k / (2k (2k - 1))
    let coefficients: [Double] = [
      43867 / 244_188, -3617 / 122_400, 1 / 156, -691 / 360_360, 1 / 1188, -1 / 1680, 1 / 1260,
      -1 / 360,
    ]
    var tail = Number(coefficients[0])
    for coefficient in coefficients.dropFirst() { tail = tail * square + coefficient }
    tail = (tail * square + DoubleDouble(1) / 12) * reciprocal
    let main = (shifted - 0.5) * shifted.logarithm - shifted
    logarithm = main + tail + Coefficients.halfLogTwoPi
  }
}

extension SeriesNumber {
  /// The exponential as a number and a power of two; beyond 1e5 it may be any that overflows, and
  /// below -1e5 any that underflows.
  var scaledExponential: (value: Self, exponent: Int) {
    let center = constant
    let bounded =
      center.high.magnitude > 1e5 ? DoubleDouble(center.high > 0 ? 1e5 : -1e5) : center
    let whole = bounded.exponential
    return ((self - center).exponent * whole.value, whole.exponent)
  }
}
