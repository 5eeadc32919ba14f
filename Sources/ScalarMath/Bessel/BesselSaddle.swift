/// Sums for integrals through one saddle point, by the trapezoidal rule.
///
/// It converges exponentially for the integrals of the Bessel functions, whose integrands fall off
/// like the exponential of an exponential (Goodwin 1949; Trefethen and Weideman 2014).
enum Saddle {
  /// The terms at `start`, `start + h`, ... up to `end` or until they no longer count.
  @inline(__always)
  static func sum(
    step h: Double, from start: Double, through end: Double = .infinity, _ term: (Double) -> Double
  ) -> Double {
    var sum = DoubleDouble(0)
    var largest = 0.0
    var quiet = 0
    for index in 0..<8000 {
      let s = start + Double(index) * h
      if s > end { break }
      let value = term(s)
      sum = DoubleDouble.sum(sum.high, value).carrying(sum.low)
      let size = value.magnitude
      if size > largest { largest = size }
      quiet = size < largest * 0x1p-62 ? quiet + 1 : 0
      if quiet == 3 { break }
    }
    return sum.rounded
  }

  /// The terms at all multiples of `h` from `start` on.
  @inline(__always)
  static func sumBothWays(
    step h: Double, from start: Double = -.infinity, _ term: (Double) -> Double
  ) -> Double {
    sum(step: h, from: 0, term) + sum(step: h, from: h, through: -start) { term(-$0) }
  }

  /// `e^s - 1 - s` from `e^s - 1`.
  @inline(__always)
  static func exponentialRest(_ s: Double, _ expm1: Double) -> Double {
    if s.magnitude > 0.7 { return expm1 - s }
    var series = 1.0
    for k in stride(from: 16.0, through: 3, by: -1) { series = 1 + series * s / k }
    return 0.5 * s * s * series
  }
}

/// The integral of `e^(V t - x cosh t)` (K) or `e^(V t - x sinh t)` (Y) along the real axis.
struct RealSaddle {
  /// `sqrt(x^2 + V^2)` or `sqrt(V^2 - x^2)`: the curvature at the saddle.
  let w: Double
  let order: Double
  /// `w - V` without cancellation.
  let excess: Double

  /// The exponent relative to the saddle at a distance `s` from it.
  @inline(__always)
  func weight(_ s: Double) -> Double {
    let e = Math.expm1(s)
    let fall = order * Saddle.exponentialRest(s, e)
    if excess == 0 { return Math.exp(-fall) }
    let cosh = s > -1 ? 0.5 * e * e / (1 + e) : Math.cosh(s) - 1
    return Math.exp(-(fall + excess * cosh))
  }

  var step: Double { Swift.min(0.17, 0.6 / w.squareRoot()) }
}

extension DoubleDouble {
  /// The same sum with one more small part.
  @inline(__always)
  fileprivate func carrying(_ rest: Double) -> DoubleDouble { DoubleDouble(high, low + rest) }
}
