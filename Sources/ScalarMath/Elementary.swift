#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// The only door to libm: inside `Math` the bare names are those of `Math` itself.

@inlinable func libmExp(_ x: Double) -> Double { exp(x) }
@inlinable func libmExp2(_ x: Double) -> Double { exp2(x) }
@inlinable func libmExpm1(_ x: Double) -> Double { expm1(x) }
@inlinable func libmLog(_ x: Double) -> Double { log(x) }
@inlinable func libmLog2(_ x: Double) -> Double { log2(x) }
@inlinable func libmLog1p(_ x: Double) -> Double { log1p(x) }
@inlinable func libmPow(_ x: Double, _ y: Double) -> Double { pow(x, y) }
@inlinable func libmCbrt(_ x: Double) -> Double { cbrt(x) }
@inlinable func libmSin(_ x: Double) -> Double { sin(x) }
@inlinable func libmCos(_ x: Double) -> Double { cos(x) }
@inlinable func libmTan(_ x: Double) -> Double { tan(x) }
@inlinable func libmAsin(_ x: Double) -> Double { asin(x) }
@inlinable func libmAcos(_ x: Double) -> Double { acos(x) }
@inlinable func libmAtan(_ x: Double) -> Double { atan(x) }
@inlinable func libmAtan2(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
@inlinable func libmHypot(_ x: Double, _ y: Double) -> Double { hypot(x, y) }
@inlinable func libmFmod(_ x: Double, _ y: Double) -> Double { fmod(x, y) }

extension Math {
  @inlinable public static func exp(_ x: Double) -> Double { libmExp(x) }
  @inlinable public static func exp2(_ x: Double) -> Double { libmExp2(x) }
  @inlinable public static func exp10(_ x: Double) -> Double { libmPow(10, x) }
  @inlinable public static func expm1(_ x: Double) -> Double { libmExpm1(x) }
  @inlinable public static func log(_ x: Double) -> Double { libmLog(x) }
  @inlinable public static func log2(_ x: Double) -> Double { libmLog2(x) }
  @inlinable public static func log1p(_ x: Double) -> Double { libmLog1p(x) }
  @inlinable public static func pow(_ x: Double, _ y: Double) -> Double { libmPow(x, y) }
  @inlinable public static func sqrt(_ x: Double) -> Double { x.squareRoot() }
  @inlinable public static func sin(_ x: Double) -> Double { libmSin(x) }
  @inlinable public static func cos(_ x: Double) -> Double { libmCos(x) }
  @inlinable public static func tan(_ x: Double) -> Double { libmTan(x) }
  @inlinable public static func asin(_ x: Double) -> Double { libmAsin(x) }
  @inlinable public static func acos(_ x: Double) -> Double { libmAcos(x) }
  @inlinable public static func atan(_ x: Double) -> Double { libmAtan(x) }
  @inlinable public static func atan2(_ y: Double, _ x: Double) -> Double { libmAtan2(y, x) }
  @inlinable public static func hypot(_ x: Double, _ y: Double) -> Double { libmHypot(x, y) }
  @inlinable public static func floor(_ x: Double) -> Double { x.rounded(.down) }
  @inlinable public static func ceil(_ x: Double) -> Double { x.rounded(.up) }
  @inlinable public static func trunc(_ x: Double) -> Double { x.rounded(.towardZero) }
  @inlinable public static func round(_ x: Double) -> Double { x.rounded(.toNearestOrEven) }
  @inlinable public static func fma(_ x: Double, _ y: Double, _ z: Double) -> Double {
    z.addingProduct(x, y)
  }
  @inlinable public static func copysign(_ x: Double, _ y: Double) -> Double {
    Double(signOf: y, magnitudeOf: x)
  }
  @inlinable public static func fmod(_ x: Double, _ y: Double) -> Double { libmFmod(x, y) }
}
