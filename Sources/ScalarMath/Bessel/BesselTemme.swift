/// The Bessel functions of the second kind, Y and K, for small arguments: Temme's series (Journal of
/// Computational Physics 19, 1975 and 21, 1976), which have no cancellation at integer orders.
///
/// Summed in double-double, so that the growth of the terms of Y up to `x = 25` does no harm. With a
/// `TaylorPolynomial` as order they give the derivatives by the order too.
struct TemmeSeries<Number: SeriesNumber> {
  /// At the order `rest` with a constant between -1/2 and 1/2, and at `rest + 1`.
  private(set) var value: Number
  private(set) var next: Number

  /// - Parameters:
  ///   - isModified: K instead of Y.
  ///   - rest: The order, of which the constant is between -1/2 and 1/2.
  ///   - x: Between 1e-140 and 25.
  init(isModified: Bool, order rest: Number, x: Double) {
    let plus = Number.reciprocalGamma(onePlus: rest)
    let minus = Number.reciprocalGamma(onePlus: -rest)
    let logarithm = Ln2.value - DoubleDouble(x).preciseLogarithm
    let scale = isModified ? DoubleDouble(0.5) : DoubleDouble(1) / DoubleDouble.pi
    let sigma = rest * logarithm
    let (cosh, sinhc) = Self.hyperbolic(sigma)
    let (first, second) = Self.gammaParts(rest)
    let f0 = (cosh * first + sinhc * second * logarithm) * (scale * 2) / (plus * minus)
    let growing = sigma.preciseExponent
    let power = growing.value * .powerOfTwo(growing.exponent)
    var f = f0
    var p = power * scale / plus
    var q = Number(scale) / (power * minus)
    let correction = isModified ? Number(0) : Self.sineCorrection(rest)
    let half = DoubleDouble.product(0.5 * x, 0.5 * x)
    let square = isModified ? half : -half
    var weight = DoubleDouble(1)
    var g = isModified ? f : f + correction * q
    var sum = g
    var sumNext = p
    let restSquare = rest * rest
    for k in 1..<500 {
      let index = Double(k)
      f = (f * index + p + q) / (Number(index * index) - restSquare)
      p = p / (Number(index) - rest)
      q = q / (rest + index)
      weight = weight * square / index
      g = isModified ? f : f + correction * q
      let term = g * weight
      let termNext = (p - g * index) * weight
      sum = sum + term
      sumNext = sumNext + termNext
      if index * index > half.high && term.size < 0x1p-108 * sum.size
        && termNext.size < 0x1p-108 * sumNext.size
      {
        break
      }
    }
    value = isModified ? sum : -sum
    let twoOverX = DoubleDouble(2) / x
    next = isModified ? sumNext * twoOverX : -(sumNext * twoOverX)
  }

  /// `cosh(sigma)` and `sinh(sigma) / sigma`.
  private static func hyperbolic(_ sigma: Number) -> (Number, Number) {
    if sigma.constant.high.magnitude < 1 {
      let square = sigma * sigma
      var (cosh, sinhc) = (Number(1), Number(1))
      for k in stride(from: 26, through: 2, by: -2) {
        cosh = cosh * square / Double(k * (k - 1)) + 1
        sinhc = sinhc * square / Double(k * (k + 1)) + 1
      }
      return (cosh, sinhc)
    }
    let scaled = sigma.preciseExponent
    let growing = scaled.value * .powerOfTwo(scaled.exponent)
    let decaying = 1 / growing
    return ((growing + decaying) * 0.5, (growing - decaying) * 0.5 / sigma)
  }

  /// `(1 / gamma(1 - z) - 1 / gamma(1 + z)) / (2 z)` and `(1 / gamma(1 - z) + 1 / gamma(1 + z)) / 2`.
  private static func gammaParts(_ z: Number) -> (Number, Number) {
    let coefficients = Coefficients.reciprocalGamma
    let square = z * z
    var (odd, even) = (Number(0), Number(0))
    for k in stride(from: coefficients.count - 2, through: 0, by: -2) {
      odd = odd * square - coefficients[k + 1]
      even = even * square + coefficients[k]
    }
    return (odd, even)
  }

  /// `2 sin(pi z / 2)^2 / z`.
  private static func sineCorrection(_ z: Number) -> Number {
    let angle = z * (DoubleDouble.pi * 0.5)
    let square = angle * angle
    var sinc = Number(1)
    for k in stride(from: 26, through: 2, by: -2) {
      sinc = 1 - sinc * square / Double(k * (k + 1))
    }
    return angle * sinc * sinc * DoubleDouble.pi
  }
}
