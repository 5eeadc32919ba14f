import CKernels

extension Math {
  /// The logistic function `1 / (1 + e^-x)`, both numbers in two parts; both tails keep their digits.
  public static func logistic(_ x: Double) -> Double { sg_logistic_of(x) }

  /// `log(1 + e^x)`, as `max(x, 0) + log(1 + e^-|x|)` with numbers in two parts.
  public static func softplus(_ x: Double) -> Double { sg_softplus_of(x) }

  /// `log(1 / (1 + e^-x))`, that is `-softplus(-x)`.
  public static func logSigmoid(_ x: Double) -> Double { -softplus(-x) }

  /// `log(cosh(x))`, as `|x| + log(1 + e^-2|x|) - log 2` in double-double; the power series near 0.
  public static func logCosh(_ x: Double) -> Double {
    let a = x.magnitude
    if a < 0x1p-28 { return 0.5 * a * a }
    if a < 0.25 {
      let square = DoubleDouble.product(a, a)
      let z = square.high
      let tail = 0.5 * square.low + z * z * polynomial(Coefficients.logCoshTail, z)
      return 0.5 * z + tail
    }
    if !(a < 40) { return a - Ln2.value.high }
    let e = DoubleDouble.decaying(2 * a)
    return ((e.logarithmOfOnePlus - Ln2.value) + a).rounded
  }

  /// `log(1 - e^x)` for `x < 0`, as `log(-expm1(x))` near 0 and `log1p(-e^x)` elsewhere, both in
  /// double-double; minus infinity at 0, NaN above.
  public static func log1mexp(_ x: Double) -> Double {
    if x > -0x1p-60 { return log(-x) }
    if x < -40 { return -exp(x) }
    if x.isNaN { return x }
    if x > -1 { return (-DoubleDouble(x).exponentialMinusOne).logarithm.rounded }
    return (-DoubleDouble.decaying(-x)).logarithmOfOnePlus.rounded
  }

  /// `log(e^x + e^y)`, as the larger one plus `log(1 + e^d)` with the exact difference `d`, in
  /// double-double.
  public static func logaddexp(_ x: Double, _ y: Double) -> Double {
    let larger = max(x, y)
    let smaller = min(x, y)
    if !(larger - smaller < 690 && larger.magnitude < 0x1p1000) {
      return x == y ? x : larger + exp(smaller - larger)
    }
    let e = DoubleDouble.sum(smaller, -larger).exponential.unscaled
    return (e.logarithmOfOnePlus + larger).rounded
  }

  /// `log2(2^x + 2^y)`, as `logaddexp` in base 2.
  public static func logaddexp2(_ x: Double, _ y: Double) -> Double {
    let larger = max(x, y)
    let smaller = min(x, y)
    if !(larger - smaller < 990 && larger.magnitude < 0x1p1000) {
      return x == y ? x + 1 : larger + exp2(smaller - larger) * 1.4426950408889634
    }
    let e = (DoubleDouble.sum(smaller, -larger) * Ln2.value).exponential.unscaled
    let perLn2 = DoubleDouble(0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56)
    return (e.logarithmOfOnePlus * perLn2 + larger).rounded
  }

  @inline(__always)
  private static func max(_ x: Double, _ y: Double) -> Double { x < y ? y : x }

  @inline(__always)
  private static func min(_ x: Double, _ y: Double) -> Double { x < y ? x : y }
}

extension DoubleDouble {
  /// `exp(-a)` for `0 <= a < 690`.
  @inline(__always)
  fileprivate static func decaying(_ a: Double) -> DoubleDouble {
    DoubleDouble(-a).exponential.unscaled
  }
}
