/// J beyond the power series, and its derivatives, for `order >= x`: the integral (DLMF 10.9.17)
///
///     J_v(x) = 1/(2 pi i) integral of e^(x sinh t - v t) from inf - i pi to inf + i pi
///
/// along a hyperbola close to the steepest descent from the saddle point `acosh(v/x)`; where that is
/// too close to the other one, at `-acosh(v/x)`, from a point beside it.
struct FirstKindContour {
  let order: Double
  let x: Double
  let byArgument: Int
  let byOrder: Int

  var value: Double {
    let natural = Math.cbrt(1 / x)
    let w = BesselExponents.root(order, x).rounded
    let angle = Math.log1p(((order - x) + w) / x)
    let center = Swift.max(angle, 1.8 * natural)
    let isSaddle = center == angle
    let exponent =
      isSaddle
      ? -BesselExponents.decaying(order, x)
      : DoubleDouble(x * (Math.sinh(center) - center) - (order - x) * center)
    if exponent.high < -2000 { return 0 }
    let (real, imaginary) =
      isSaddle ? (order, w) : (x * Math.cosh(center), x * Math.sinh(center))
    let path = ContourPoint(
      even: ComplexNumber(imaginary), odd: real, slope: isSaddle ? 0 : real - order)
    let b = Math.tanh(center)
    let h = Swift.min(0.17, 0.3 / imaginary.squareRoot())
    let term = { (q: Double) -> Double in
      let root = (b * b + q * q / 3).squareRoot()
      let p = q * q / (3 * (root + b))
      let delta = ComplexNumber(p, q)
      let direction = ComplexNumber(q / (3 * root), 1)
      let value = path.exponential(delta) * direction
      return (value * factor(ComplexNumber(center, 0) + delta)).imaginary
    }
    let sum = 0.5 * term(0) + Saddle.sum(step: h, from: h, term)
    let scaled = exponent.preciseExponential
    return (scaled.value * (sum * (h / .pi))).rounded.multiplied(byPowerOfTwo: scaled.exponent)
  }

  private func factor(_ t: ComplexNumber) -> ComplexNumber {
    t.sinh.power(byArgument) * (-t).power(byOrder)
  }
}

/// The exponent of `x sinh t - v t` at a distance from a point, relative to it.
struct ContourPoint {
  /// `x sinh` and `x cosh` there.
  let even: ComplexNumber
  let odd: Double
  /// 0 at a saddle point.
  let slope: Double

  @inline(__always)
  func exponential(_ delta: ComplexNumber) -> ComplexNumber {
    let rests = delta.hyperbolicRests
    return (rests.sinh * odd + rests.cosh * even + delta * slope).exponential
  }
}

/// The Hankel function `J + i Y` and its derivatives for `x >= 25`, from the integral (DLMF 10.9.18)
///
///     1/(pi i) integral of e^(x sinh t - v t) from -inf to inf + i pi
///
/// along a path close to the steepest descent from the saddle point `i acos(v/x)`, or from a point
/// beside it where the two saddle points come close. For orders above `x`, where J is small beside
/// Y, only Y is accurate.
struct HankelContour {
  let order: Double
  let x: Double
  let byArgument: Int
  let byOrder: Int

  var value: ComplexNumber {
    let natural = 2 * Math.cbrt(1 / x)
    let w = order < x ? BesselExponents.root(order, x).rounded : 0
    let angle = Math.atan2(w, order)
    let center = Swift.max(angle, natural)
    let isSaddle = center == angle
    let (cosine, sine) = isSaddle ? (order, w) : (x * Math.cos(center), x * Math.sin(center))
    let path = ContourPoint(
      even: ComplexNumber(0, sine), odd: cosine, slope: isSaddle ? 0 : cosine - order)
    let b = cosine <= 0 ? .infinity : sine / cosine
    // Where the saddle points are far apart the integrand is nearly Gaussian.
    let isGaussian = sine * natural * natural > 80
    let h = Swift.min(0.17, (isGaussian ? 0.35 : 0.165) / sine.squareRoot())
    var sum = ComplexNumber(0)
    for direction in [1.0, -1.0] {
      var quiet = 0
      var largest = 0.0
      for index in 0..<4000 where index > 0 || direction > 0 {
        let value = term(direction * Double(index) * h, b, center, path)
        sum = sum + value
        let size = Swift.max(value.real.magnitude, value.imaginary.magnitude)
        if size > largest { largest = size }
        quiet = size < largest * 0x1p-60 ? quiet + 1 : 0
        if quiet == 3 { break }
      }
    }
    let phase =
      isSaddle
      ? saddlePhase(w)
      : {
        let p = x * (Math.sin(center) - center) + (x - order) * center
        return ComplexNumber(Math.cos(p), Math.sin(p))
      }()
    return sum * phase * ComplexNumber(0, -h / .pi)
  }

  /// At `i center + p + i q` with `q = b (e^(u/b) - 1)` and `p = q sqrt((q + 3 b) / (3 (q + b)))`,
  /// the steepest descent for cubic polynomials.
  private func term(_ u: Double, _ b: Double, _ center: Double, _ path: ContourPoint)
    -> ComplexNumber
  {
    let e = Math.expm1(u / b)
    let q = b.isInfinite ? u : b * e
    let root = ((1 + 2 / (1 + e)) / 3).squareRoot()
    let direction = ComplexNumber((1 + e) * root - e / (1 + e) / (3 * root), 1 + e)
    let delta = ComplexNumber(q * root, q)
    let value = path.exponential(delta) * direction
    if byArgument == 0 && byOrder == 0 { return value }
    let t = ComplexNumber(delta.real, center + delta.imaginary)
    return value * t.sinh.power(byArgument) * (-t).power(byOrder)
  }

  /// `e^(i (w - v acos(v/x)))`, as `x - v pi/2` and what remains.
  private func saddlePhase(_ w: Double) -> ComplexNumber {
    let rest = order * Math.asin(order / x) - order * (order / (x + w))
    let turned = ReducedAngle(x)
    let back = ReducedAngle.quarterTurns(order)
    return ComplexNumber(turned.cosine, turned.sine)
      * ComplexNumber(back.cosine, -back.sine) * ComplexNumber(Math.cos(rest), Math.sin(rest))
  }
}

extension ComplexNumber {
  var sinh: Self {
    let (c, s) = (Math.cosh(real), Math.sinh(real))
    return Self(s * Math.cos(imaginary), c * Math.sin(imaginary))
  }
}

/// Sine and cosine of an angle.
struct ReducedAngle {
  let sine: Double
  let cosine: Double

  init(_ x: Double) {
    sine = Math.sin(x)
    cosine = Math.cos(x)
  }

  private init(sine: Double, cosine: Double) {
    self.sine = sine
    self.cosine = cosine
  }

  /// Of `count` times pi/2, exact at integers.
  static func quarterTurns(_ count: Double) -> ReducedAngle {
    let reduced = count - 4 * (count / 4).rounded()
    let whole = reduced.rounded()
    let r = 0.5 * (reduced - whole)
    let sine = DoubleDouble.sinOfPi(r).rounded
    let half = DoubleDouble.sinOfPi(0.5 * r)
    let cosine = (DoubleDouble(1) - (half * half).scaled(by: 2)).rounded
    switch Int(whole) & 3 {
    case 0: return ReducedAngle(sine: sine, cosine: cosine)
    case 1: return ReducedAngle(sine: cosine, cosine: -sine)
    case 2: return ReducedAngle(sine: -sine, cosine: -cosine)
    default: return ReducedAngle(sine: -cosine, cosine: sine)
    }
  }
}

/// Y and its derivatives where J is negligible beside it: the part of the integral over the real
/// axis, `-1/pi` times the integral of `e^(v t - x sinh t)`.
struct SecondKindSaddle {
  let order: Double
  let x: Double
  let byArgument: Int
  let byOrder: Int

  var value: Double {
    let effective = order + Double(byArgument)
    let exponent = BesselExponents.decaying(effective, x)
    let sign: Double = byArgument % 2 == 0 ? -1 : 1
    if exponent.high > 2000 { return sign * .infinity }
    let w = BesselExponents.root(effective, x).rounded
    let saddle = RealSaddle(w: w, order: effective, excess: -x * (x / (w + effective)))
    let center =
      effective < 1e10 * x ? Math.acosh(effective / x) : BesselExponents.angle(effective, x)
    let h = saddle.step
    let turn = ReducedAngle.quarterTurns(2 * order)
    let sum = Saddle.sumBothWays(step: h, from: -center) { s in
      let t = center + s
      let factor = byArgument == 0 ? 1 : (-0.5 * Math.expm1(-2 * t)).power(of: byArgument)
      // The other end of the path, i pi higher: e^(-v t) cos(v pi), differentiated by v.
      let other = Math.exp(-2 * order * t)
      let turned =
        other < 1e-20
        ? 0
        : (ComplexNumber(-t, .pi).power(byOrder) * ComplexNumber(turn.cosine, turn.sine)).real
      return saddle.weight(s) * factor * (t.power(of: byOrder) + other * turned)
    }
    let scaled = exponent.preciseExponential
    let value = scaled.value * (sum * (h / .pi))
    return sign * value.rounded.multiplied(byPowerOfTwo: scaled.exponent)
  }
}
