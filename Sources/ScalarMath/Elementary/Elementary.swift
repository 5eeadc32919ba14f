import CKernels

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// The only door to libm: inside `Math` the bare names are those of `Math` itself.

@inlinable func libmExp2(_ x: Double) -> Double { exp2(x) }
@inlinable func libmLog2(_ x: Double) -> Double { log2(x) }
@inlinable func libmPow(_ x: Double, _ y: Double) -> Double { pow(x, y) }
@inlinable func libmCbrt(_ x: Double) -> Double { cbrt(x) }
@inlinable func libmTan(_ x: Double) -> Double { tan(x) }
@inlinable func libmAsin(_ x: Double) -> Double { asin(x) }
@inlinable func libmAcos(_ x: Double) -> Double { acos(x) }
@inlinable func libmAtan(_ x: Double) -> Double { atan(x) }
@inlinable func libmAtan2(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
@inlinable func libmHypot(_ x: Double, _ y: Double) -> Double { hypot(x, y) }
@inlinable func libmFmod(_ x: Double, _ y: Double) -> Double { fmod(x, y) }

extension Math {
  /// The exponential.
  public static func exp(_ x: Double) -> Double { sg_exponential_of(x) }
  /// 2 to the power of `x`.
  @inlinable public static func exp2(_ x: Double) -> Double { libmExp2(x) }
  /// The derivative of `exp2`, without its overflow at 1024.
  public static func exp2Slope(_ x: Double) -> Double {
    x > 1000 ? 1.386_294_361_119_890_6 * exp2(x - 1) : 0.693_147_180_559_945_3 * exp2(x)
  }
  /// 10 to the power of `x`; exact where the result is.
  @inlinable public static func exp10(_ x: Double) -> Double { libmPow(10, x) }
  /// `exp(x) - 1` without the cancellation near 0.
  public static func expm1(_ x: Double) -> Double { sg_exponential_minus_one_of(x) }
  /// The natural logarithm; minus infinity at 0, NaN below.
  public static func log(_ x: Double) -> Double { sg_natural_logarithm_of(x) }
  /// The base-2 logarithm; minus infinity at 0, NaN below.
  @inlinable public static func log2(_ x: Double) -> Double { libmLog2(x) }
  /// `log(1 + x)` without the rounding of the sum; minus infinity at -1, NaN below.
  public static func log1p(_ x: Double) -> Double { sg_logarithm_of_one_plus_of(x) }
  /// `x` to the power of `y` by the rules of IEEE 754.
  @inlinable public static func pow(_ x: Double, _ y: Double) -> Double { libmPow(x, y) }
  /// The square root, correctly rounded; NaN below 0.
  @inlinable public static func sqrt(_ x: Double) -> Double { x.squareRoot() }
  /// The inverse sine; NaN beyond 1 and -1.
  @inlinable public static func asin(_ x: Double) -> Double { libmAsin(x) }
  /// The inverse cosine; NaN beyond 1 and -1.
  @inlinable public static func acos(_ x: Double) -> Double { libmAcos(x) }
  /// The inverse tangent.
  @inlinable public static func atan(_ x: Double) -> Double { libmAtan(x) }
  /// The angle of the point `(x, y)`, between -pi and pi.
  @inlinable public static func atan2(_ y: Double, _ x: Double) -> Double { libmAtan2(y, x) }
  /// `sqrt(x^2 + y^2)` without overflow on the way.
  @inlinable public static func hypot(_ x: Double, _ y: Double) -> Double { libmHypot(x, y) }
  /// The next integer towards minus infinity.
  @inlinable public static func floor(_ x: Double) -> Double { x.rounded(.down) }
  /// The next integer towards infinity.
  @inlinable public static func ceil(_ x: Double) -> Double { x.rounded(.up) }
  /// The next integer towards 0.
  @inlinable public static func trunc(_ x: Double) -> Double { x.rounded(.towardZero) }
  /// The nearest integer, of two the even one.
  @inlinable public static func round(_ x: Double) -> Double { x.rounded(.toNearestOrEven) }
  /// `x * y + z`, rounded once.
  @inlinable public static func fma(_ x: Double, _ y: Double, _ z: Double) -> Double {
    z.addingProduct(x, y)
  }
  /// The magnitude of `x` with the sign of `y`.
  @inlinable public static func copysign(_ x: Double, _ y: Double) -> Double {
    Double(signOf: y, magnitudeOf: x)
  }
  /// The exact remainder with the sign of the dividend; NaN for a divisor of 0.
  @inlinable public static func fmod(_ x: Double, _ y: Double) -> Double { libmFmod(x, y) }
}
