import CKernels

extension Math {
  /// The hyperbolic sine, `(e^x - e^-x) / 2` in double-double; the power series near 0.
  public static func sinh(_ x: Double) -> Double {
    let a = x.magnitude
    if a < 0.35 { return x + x * (x * x) * sinhSeries(x * x) }
    if !(a < 711) { return x * .infinity }
    return copysign(hyperbolic(a, -1), x)
  }

  /// The hyperbolic cosine, `(e^x + e^-x) / 2` in double-double.
  public static func cosh(_ x: Double) -> Double {
    let a = x.magnitude
    return a < 711 ? hyperbolic(a, 1) : a * .infinity
  }

  /// The hyperbolic tangent, `(e^2x - 1) / (e^2x + 1)` with both in two parts.
  public static func tanh(_ x: Double) -> Double { sg_tanh_of(x) }

  /// The inverse hyperbolic sine, `log(1 + (x + x^2 / (1 + sqrt(1 + x^2))))` in double-double.
  public static func asinh(_ x: Double) -> Double {
    let a = x.magnitude
    if a < 0x1p-28 { return x }
    if !(a < 0x1p30) { return x.isFinite ? copysign(logarithmOfTwice(a), x) : x }
    let square = DoubleDouble.product(a, a)
    let root = (square + 1).squareRoot
    return copysign((square / (root + 1) + a).logarithmOfOnePlus.rounded, x)
  }

  /// The inverse hyperbolic cosine, `log(1 + (t + sqrt(2 t + t^2)))` with `t = x - 1`, in
  /// double-double; NaN below 1.
  public static func acosh(_ x: Double) -> Double {
    if !(x >= 1) { return .nan }
    if x >= 0x1p30 { return x < .infinity ? logarithmOfTwice(x) : x }
    let t = x - 1
    return ((DoubleDouble.product(t, t) + 2 * t).squareRoot + t).logarithmOfOnePlus.rounded
  }

  /// The inverse hyperbolic tangent, half the logarithm of `(1 + x) / (1 - x)` in double-double;
  /// infinite at 1 and -1, NaN beyond.
  public static func atanh(_ x: Double) -> Double {
    let a = x.magnitude
    if a < 0x1p-28 { return x + x * (x * x) / 3 }
    if !(a < 1) { return a == 1 ? copysign(.infinity, x) : .nan }
    if a < 0.17 { return 0.5 * DoubleDouble(x).twiceArtanh.rounded }
    let ratio = DoubleDouble.sum(1, a) / DoubleDouble.sum(1, -a)
    return copysign(0.5 * ratio.logarithm.rounded, x)
  }

  /// `(e^a + sign * e^-a) / 2` for `0 <= a < 711`.
  @inline(__always)
  private static func hyperbolic(_ a: Double, _ sign: Double) -> Double {
    let growing = DoubleDouble(a).exponential
    var value = growing.value
    if a < 40 {
      let shrinking = DoubleDouble(sign) / growing.value
      value = value + shrinking.scaled(by: .powerOfTwo(-2 * growing.exponent))
    }
    return value.rounded.multiplied(byPowerOfTwo: growing.exponent - 1)
  }

  /// `(sinh(x) - x) / x^3` as a function of `square = x^2`, by the power series.
  @inline(__always)
  private static func sinhSeries(_ square: Double) -> Double {
    polynomial(
      [
        1 / 6, 1 / 120, 1 / 5040, 1 / 362_880, 1 / 39_916_800, 1 / 6_227_020_800,
        1 / 1_307_674_368_000,
      ], square)
  }

  @inline(__always)
  private static func logarithmOfTwice(_ a: Double) -> Double {
    (DoubleDouble.logarithm(of: a) + Ln2.value).rounded
  }
}
