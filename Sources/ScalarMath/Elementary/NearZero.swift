extension Math {
  /// `log(1 + x) - x` without the cancellation near 0; minus infinity at -1, NaN below.
  public static func log1pmx(_ x: Double) -> Double {
    if x.magnitude < 0x1p-56 { return -0.5 * x * x }
    if !(x > -1 && x < 0x1p900) { return x == -1 ? -.infinity : (x < -1 ? .nan : -x) }
    return DoubleDouble(x).logarithmOfOnePlusMinusSelf.rounded
  }

  /// `sqrt(1 + x) - 1` without the cancellation near 0, as `x / (1 + sqrt(1 + x))`; NaN below -1.
  public static func sqrt1pm1(_ x: Double) -> Double {
    if x.magnitude < 0x1p-54 { return 0.5 * x }
    if !(x >= -1 && x < 0x1p400) { return x < -1 ? .nan : x.squareRoot() }
    return (DoubleDouble(x) / (DoubleDouble.sum(1, x).squareRoot + 1)).rounded
  }

  /// `log(p / (1 - p))`; infinite at 0 and 1, NaN beyond.
  public static func logit(_ p: Double) -> Double {
    if !(p > 0 && p < 1) { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
    if p > 0.43 && p < 0.57 { return DoubleDouble(2 * p - 1).twiceArtanh.rounded }
    let logarithm = DoubleDouble.logarithm(of: p)
    return (logarithm - DoubleDouble(-p).logarithmOfOnePlus).rounded
  }

  /// `1 / (x (1 - x))`, the derivative of `logit`; NaN where that is.
  public static func logitSlope(_ x: Double) -> Double {
    if x < 0 || x > 1 { return .nan }
    if !(x.magnitude > 0x1p-60 && x.magnitude < 0x1p400) || x == 1 { return 1 / x / (1 - x) }
    return (DoubleDouble(1) / (DoubleDouble.sum(1, -x) * x)).rounded
  }

  /// `(1 - x)(1 + x)`, that is `1 - x^2` without the rounding of the square.
  public static func oneMinusSquare(_ x: Double) -> Double {
    if !(x.magnitude < 0x1p400) { return -x * x }
    return (-DoubleDouble.product(x, x) + 1).rounded
  }

  /// `1 / (1 + x^2)` without overflow of the square.
  public static func reciprocalOfOnePlusSquare(_ x: Double) -> Double {
    if x.magnitude < 0x1p-30 { return 1 }
    if !(x.magnitude < 0x1p400) { return 1 / x / x }
    return (DoubleDouble(1) / (DoubleDouble.product(x, x) + 1)).rounded
  }

  /// `log|e^x - e^y|`, as the larger one plus `log(1 - e^-d)` with the exact difference `d`, in
  /// double-double; minus infinity where `x == y`.
  public static func logSubExp(_ x: Double, _ y: Double) -> Double {
    if x.isNaN || y.isNaN { return .nan }
    let (larger, smaller) = x < y ? (y, x) : (x, y)
    if larger == smaller { return larger == .infinity ? .nan : -.infinity }
    if !(larger - smaller < 690 && larger.magnitude < 0x1p1000) {
      return larger - exp(smaller - larger)
    }
    let difference = DoubleDouble.sum(larger, -smaller)
    if difference.high < 1e-100 { return log(difference.high) + larger }
    let e = (-difference).exponentialOrZero
    let rest =
      difference.high < 1
      ? (-(-difference).exponentialMinusOne).logarithm
      : (-e).logarithmOfOnePlus
    return (rest + larger).rounded
  }

  /// `1 / (1 - e^-x)`; 0 at minus infinity, infinite at 0.
  public static func reciprocalOfOneMinusExp(_ x: Double) -> Double {
    if x < 0 { return -exp(x) / -expm1(x) }
    return -1 / expm1(-x)
  }

  /// `(1 + x)^(y - k)` without the rounding of `1 + x` and `y - k`; NaN below -1.
  public static func compound(_ x: Double, _ y: Double, less k: Int = 0) -> Double {
    if x < -1 { return .nan }
    let exponent = DoubleDouble.sum(y, -Double(k))
    let size = exponent.high
    if !(x > -1 && x < 0x1p900 && size.magnitude < 1e200) { return pow(1 + x, size) }
    if x.magnitude < 0x1p-500 { return exp(x * size) }
    if size.magnitude < 1e-100 { return 1 }
    let logarithm = DoubleDouble(x).logarithmOfOnePlus * exponent
    if !(logarithm.high.magnitude < 1e4) { return logarithm.high > 0 ? .infinity : 0 }
    return logarithm.exponential.rounded
  }
}

extension DoubleDouble {
  /// The exponential of a number from -690 to 0.
  var exponentialOrZero: DoubleDouble { exponential.unscaled }

  /// `log(x / y)` of two positive finite doubles.
  static func logarithmOfRatio(_ x: Double, _ y: Double) -> DoubleDouble {
    let (p, m) = x.mantissaAndExponent
    let (q, n) = y.mantissaAndExponent
    let ratio = DoubleDouble(p) / DoubleDouble(q)
    let powers = m - n
    if powers.magnitude < 900 { return ratio.scaled(by: .powerOfTwo(powers)).logarithm }
    return Ln2.value * Double(powers) + ratio.logarithm
  }
}

extension Double {
  /// A positive finite number as a mantissa within 1 ..< 2 and the exponent of its power of two.
  var mantissaAndExponent: (Double, Int) {
    (significand, Int(exponent))
  }
}
