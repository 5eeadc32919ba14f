extension Math {
  /// Owen's T function: the integral of `exp(-h^2 (1 + t^2) / 2) / (1 + t^2) / (2 pi)` for `t` from
  /// 0 to `a`.
  ///
  /// Up to `a = 1` by Gauss-Legendre quadrature of 32 points, over the part where the integrand
  /// counts. Beyond, T(h, a) + T(a h, 1/a) = (Q(h) + Q(a h)) / 2 - Q(h) Q(a h) with the upper tails Q
  /// (Owen, Annals of Mathematical Statistics 27, 1956).
  public static func owensT(_ h: Double, _ a: Double) -> Double {
    if h.isNaN || a.isNaN { return .nan }
    let value = owensT(magnitudes: h.magnitude, a.magnitude)
    return a < 0 ? -value : value
  }

  private static func owensT(magnitudes h: Double, _ a: Double) -> Double {
    if h > 39 { return 0 }
    if h == 0 { return atan(a) / (2 * Double.pi) }
    if a <= 1 { return Scaled.owensTail(DoubleDouble(h), a).nearest }
    if a == .infinity { return 0.5 * ndtr(-h) }
    let far = a * h
    let product = a > 1e140 || h < 1e-140 ? DoubleDouble(far) : DoubleDouble.product(h, a)
    let q = DoubleDouble.upperTail(DoubleDouble(h))
    if far > 40 { return (q * DoubleDouble(0.5)).nearest }
    let other = DoubleDouble.upperTail(product)
    let rest = Scaled.owensTail(product, 1 / a)
    let first = q.unscaledOrZero, second = other.unscaledOrZero
    let sum = (first + second).scaled(by: 0.5) - first * second - rest.unscaledOrZero
    if q.exponent < -900 { return (q * DoubleDouble(0.5)).nearest }
    return sum.rounded
  }

  /// The derivative of Owen's T function by `a`: `exp(-h^2 (1 + a^2) / 2) / (1 + a^2) / (2 pi)`.
  public static func owensTSlope(_ h: Double, _ a: Double) -> Double {
    if h.isNaN || a.isNaN { return .nan }
    let far = a.magnitude > 1e8
    if h.magnitude > 40 || far && (a * h).magnitude > 40 || a.isInfinite { return 0 }
    // h^2 (1 + a^2) = h^2 + (a h)^2, with the rounding error of a h.
    let product = h.magnitude < 1e-140 ? DoubleDouble(a * h) : DoubleDouble.product(a, h)
    if product.high.magnitude > 60 { return 0 }
    let square = DoubleDouble.product(h, h) + product * product
    let bell = square.scaled(by: -0.5).exponential * DoubleDouble.halfReciprocalPi
    if far { return (bell.nearest / a) / a }
    return Scaled(bell.value / (DoubleDouble.product(a, a) + 1), exponent: bell.exponent).nearest
  }
}

extension DoubleDouble {
  fileprivate static let halfReciprocalPi = DoubleDouble(
    0x1.45f306dc9c883p-3, -0x1.6b01ec5417056p-57)

  /// The upper tail of the standard normal distribution, for `0 <= x <= 40`.
  fileprivate static func upperTail(_ x: DoubleDouble) -> Scaled {
    if x.high < 0.7 {
      let central = -(normalCentral(x.high) - 0.5) + 0.5
      return Scaled(central - x.low * 0.3989422804014327, exponent: 0)
    }
    let bell = (x * x).scaled(by: -0.5).exponential
    return bell * erfcx(sqrtHalf * x).scaled(by: 0.5)
  }
}

extension Scaled {
  fileprivate var unscaledOrZero: DoubleDouble {
    exponent < -1000 ? DoubleDouble(0) : unscaled
  }

  /// T(h, a) for `0 <= h`, `0 <= a <= 1`.
  fileprivate static func owensTail(_ point: DoubleDouble, _ a: Double) -> Scaled {
    let h = point.high
    let end = h * a > 9 ? 9 / h : a
    let half = 0.5 * end
    var sum = DoubleDouble(0)
    for i in 0..<16 {
      let node = GaussLegendre.nodes[i]
      sum = sum + GaussLegendre.weights[i] * (value(half - half * node) + value(half + half * node))
    }
    let bell = (point * point).scaled(by: -0.5).exponential
    return bell * (sum * half * DoubleDouble.halfReciprocalPi)

    func value(_ t: Double) -> Double {
      let u = h * t
      return Math.exp(-0.5 * u * u) / (1 + t * t)
    }
  }
}
