/// K and its derivatives by the argument and the order, from the integral (DLMF 10.32.9)
///
///     K_v(x) = integral over t >= 0 of e^(-x cosh t) cosh(v t)
///
/// whose integrand is positive, as are those of all derivatives: nothing cancels.
struct ModifiedSecondKind {
  let order: Double
  let x: Double
  /// Derivatives by the argument and by the order.
  let byArgument: Int
  let byOrder: Int
  /// Times `e^x`.
  let isScaled: Bool

  /// For `x > 0`, finite.
  var value: Double {
    let v = order.magnitude
    if byOrder % 2 == 1 && v == 0 { return 0 }
    let effective = v + Double(byArgument)
    let exponent = BesselExponents.modified(effective, x)
    let total = isScaled ? exponent : exponent - DoubleDouble(Swift.min(x, 1e6))
    if total.high < -2000 { return 0 }
    if total.high > 2000 { return sign * .infinity }
    let w = Math.hypot(x, effective)
    let saddle = RealSaddle(w: w, order: effective, excess: x * (x / (w + effective)))
    let center = BesselExponents.angle(effective, x)
    let sum = integral(saddle, center, v)
    let scaled = total.preciseExponential
    return sign * (scaled.value * sum).rounded.multiplied(byPowerOfTwo: scaled.exponent)
  }

  private var sign: Double {
    ((byArgument + (order < 0 ? byOrder : 0)) % 2 == 0) ? 1 : -1
  }

  /// Relative to the exponential at the saddle.
  private func integral(_ saddle: RealSaddle, _ center: Double, _ v: Double) -> Double {
    let h = saddle.step
    if saddle.weight(-center) < 1e-20 {
      return h
        * Saddle.sumBothWays(step: h, from: -center) { integrand(center + $0, $0, v, saddle) }
    }
    let isOdd = byOrder % 2 == 1
    let first = isOdd || byOrder > 0 ? 0 : 0.5 * saddle.weight(-center) * factor(0)
    let rest = Saddle.sum(step: h, from: h) { integrand($0, $0 - center, v, saddle) }
    return h * (first + rest)
  }

  @inline(__always)
  private func integrand(_ t: Double, _ s: Double, _ v: Double, _ saddle: RealSaddle) -> Double {
    let twice = byOrder % 2 == 1 ? -Math.expm1(-2 * v * t) : 1 + Math.exp(-2 * v * t)
    return saddle.weight(s) * factor(t) * t.power(of: byOrder) * (0.5 * twice)
  }

  /// `cosh^n t e^(-n t)`, or `(cosh t - 1)^n e^(-n t)`.
  @inline(__always)
  private func factor(_ t: Double) -> Double {
    if byArgument == 0 { return 1 }
    let e = Math.exp(-t)
    let one = isScaled ? Math.expm1(-t) * Math.expm1(-t) : 1 + e * e
    return (0.5 * one).power(of: byArgument)
  }
}

/// I and its derivatives by the argument and the order where `sqrt(x^2 + v^2)` is 30 or more, from
/// the integral (DLMF 10.32.12) along the vertical line through the saddle point
/// `t = asinh(v/x)`, which beyond `t + i pi` contributes nothing.
struct ModifiedFirstKind {
  /// 0 or more.
  let order: Double
  let x: Double
  let byArgument: Int
  let byOrder: Int
  /// Times `e^-x`.
  let isScaled: Bool

  var value: Double {
    let exponent = -BesselExponents.modified(order, x)
    let total = isScaled ? exponent : exponent + DoubleDouble(Swift.min(x, 1e6))
    if total.high < -2000 { return 0 }
    let w = Math.hypot(x, order)
    let center = Math.asinh(order / x)
    let h = 0.6 / w.squareRoot()
    let term = { (angle: Double) -> Double in integrand(angle, w, center) }
    let sum = 0.5 * term(0) + Saddle.sum(step: h, from: h, through: .pi, term)
    if total.high > 2000 { return sum == 0 ? 0 : sum * .infinity }
    let scaled = total.preciseExponential
    return (scaled.value * (sum * (h / .pi))).rounded.multiplied(byPowerOfTwo: scaled.exponent)
  }

  @inline(__always)
  private func integrand(_ angle: Double, _ w: Double, _ center: Double) -> Double {
    let (sine, half) = (Math.sin(angle), Math.sin(0.5 * angle))
    let size = Math.exp(-2 * w * half * half)
    let turn = order * sineRest(angle, sine)
    var factor = ComplexNumber(Math.cos(turn), Math.sin(turn))
    if byArgument > 0 {
      let cosine = 1 - 2 * half * half
      let real = isScaled ? order * (order / (w + x)) - 2 * w * half * half : w * cosine
      factor = factor * ComplexNumber(real / x, order * sine / x).power(byArgument)
    }
    if byOrder > 0 { factor = factor * ComplexNumber(-center, -angle).power(byOrder) }
    return size * factor.real
  }

  /// `sin(a) - a`.
  private func sineRest(_ a: Double, _ sine: Double) -> Double {
    if a > 1 { return sine - a }
    var series = 1.0
    for k in stride(from: 18.0, through: 4, by: -2) { series = 1 - series * a * a / (k * (k + 1)) }
    return -a * a * a / 6 * series
  }
}
