/// The exponents at the saddle points of the Bessel functions, in double-double.
enum BesselExponents {
  /// Exponents beyond this are zero or infinity.
  static let limit = 1e5

  /// `v asinh(v/x) - (sqrt(x^2 + v^2) - x)`: K grows like its exponential times `e^-x`, I like its
  /// reciprocal times `e^x`.
  static func modified(_ v: Double, _ x: Double) -> DoubleDouble {
    if v == 0 { return DoubleDouble(0) }
    let ratio = v / x
    if ratio < 1e-60 { return DoubleDouble(0.5 * ratio * v) }
    let rough = v * Math.asinh(ratio) - v * (ratio / (1 + Math.hypot(1, ratio)))
    if rough.magnitude > limit { return DoubleDouble(rough < 0 ? -limit : limit) }
    if ratio > 1e60 {
      return (logarithm(of: v, over: x) + Ln2.value - 1) * v + x
    }
    let u = DoubleDouble(v) / DoubleDouble(x)
    let square = u * u
    let root = (square + 1).squareRoot
    let rest = square / (root + 1)
    let angle =
      ratio > 0.3 ? precise(logarithmOf: u + root) : preciseOnePlus(u + rest)
    return angle * v - rest * x
  }

  /// `v acosh(v/x) - sqrt(v^2 - x^2)` for `v >= x`: Y grows like its exponential, J like the
  /// reciprocal of it.
  static func decaying(_ v: Double, _ x: Double) -> DoubleDouble {
    if v == x { return DoubleDouble(0) }
    let ratio = v / x
    if ratio > 1e60 {
      let rough = (Math.log(v) - Math.log(x) + 0.7 - 1) * v
      if rough > limit { return DoubleDouble(limit) }
      return (logarithm(of: v, over: x) + Ln2.value - 1) * v
    }
    let difference = DoubleDouble(v) - x
    let w = root(v, x)
    let over = (difference + w) / DoubleDouble(x)
    let rough = v * Math.log1p(over.high) - w.high
    if rough > limit { return DoubleDouble(limit) }
    let angle = over.high < 0.3 ? preciseOnePlus(over) : precise(logarithmOf: over + 1)
    return angle * v - w
  }

  /// `sqrt(|v^2 - x^2|)`, without overflow.
  static func root(_ v: Double, _ x: Double) -> DoubleDouble {
    let scale = Double.powerOfTwo(-Int(Swift.max(v, x).exponent))
    let (a, b) = (v * scale, x * scale)
    let product = (DoubleDouble(a) - b) * (DoubleDouble(a) + b)
    let w = product.magnitude.squareRoot
    return DoubleDouble(w.high / scale, w.low / scale)
  }

  /// `asinh(v/x)`, also where the quotient overflows.
  static func angle(_ v: Double, _ x: Double) -> Double {
    let ratio = v / x
    return ratio < 1e300 ? Math.asinh(ratio) : Math.log(v) - Math.log(x) + Ln2.value.high
  }

  private static func logarithm(of a: Double, over b: Double) -> DoubleDouble {
    DoubleDouble(a).preciseLogarithm - DoubleDouble(b).preciseLogarithm
  }

  private static func precise(logarithmOf a: DoubleDouble) -> DoubleDouble {
    DoubleDouble(a.high).preciseLogarithm
      + (DoubleDouble(a.low) / DoubleDouble(a.high)).logarithmOfOnePlus
  }

  private static func preciseOnePlus(_ a: DoubleDouble) -> DoubleDouble {
    let rough = a.logarithmOfOnePlus
    // One step of Newton's method: (1 + a) e^-y - 1 without the rounding of 1 + a.
    let e = (-rough).preciseExponentialMinusOne
    return rough + (a + e + a * e)
  }
}
