extension Math {
  /// The Fresnel integral S, of `sin(pi t^2 / 2)` from 0 to `x`.
  public static func fresnelSin(_ x: Double) -> Double { fresnel(x).sine }

  /// The Fresnel integral C, of `cos(pi t^2 / 2)` from 0 to `x`.
  public static func fresnelCos(_ x: Double) -> Double { fresnel(x).cosine }

  /// The derivative of order `n` of S.
  public static func fresnelSin(_ x: Double, derivative n: Int) -> Double {
    n == 0 ? fresnelSin(x) : HalfTurns(ofSquare: x).derivative(n - 1).sine.rounded + 0
  }

  /// The derivative of order `n` of C.
  public static func fresnelCos(_ x: Double, derivative n: Int) -> Double {
    n == 0 ? fresnelCos(x) : HalfTurns(ofSquare: x).derivative(n - 1).cosine.rounded + 0
  }

  /// The power series (DLMF 7.6.4 and 7.6.6) below 1.6; beyond, the auxiliary functions f and g
  /// (DLMF 7.5.3, 7.5.4) with the sine and cosine of the exact square.
  private static func fresnel(_ x: Double) -> (sine: Double, cosine: Double) {
    let a = x.magnitude
    if a < 1.6 {
      if a < 1e-100 { return (0 * x, x) }
      let (sine, cosine) = DoubleDouble.fresnelNearZero(x)
      return (sine.rounded, cosine.rounded)
    }
    if x.isNaN { return (x, x) }
    if a > 1e17 { return (copysign(0.5, x), copysign(0.5, x)) }
    let (f, g) = fresnelAuxiliary(a)
    let angle = HalfTurns(ofSquare: a)
    let (sine, cosine) = (angle.sine.rounded, angle.cosine.rounded)
    return (
      copysign(0.5 - (f * cosine + g * sine), x), copysign(0.5 + (f * sine - g * cosine), x)
    )
  }

  /// The auxiliary functions f and g for `x >= 1.6`.
  ///
  /// Both are parts of `exp(z^2) erfc(z)` with `z = (1 - i) x sqrt(pi) / 2` (DLMF 7.5.9), which is
  /// its continued fraction (DLMF 7.9.2, contracted), evaluated from its end.
  private static func fresnelAuxiliary(_ x: Double) -> (f: Double, g: Double) {
    // z^2 = -i pi x^2 / 2
    let imaginary = -0.5 * Double.pi * x * x
    let last = x > 40 ? 3 : 8 + Int(180 / (x * x))
    var (re, im) = (2 * Double(last) + 0.5, imaginary)
    for k in stride(from: last, through: 1, by: -1) {
      let factor = (Double(k) - 0.5) * Double(k) / (re * re + im * im)
      (re, im) = (2 * Double(k) - 1.5 - factor * re, imaginary + factor * im)
    }
    // exp(z^2) erfc(z) = z / (sqrt(pi) (re + i im)) and g + i f = (1 + i) / 2 of it, so x i / ... / 2
    let scale = 0.5 * x / (re * re + im * im)
    return (-im * scale, re * scale)
  }
}

extension DoubleDouble {
  fileprivate static func fresnelNearZero(_ x: Double) -> (DoubleDouble, DoubleDouble) {
    let angle = product(x, x) * pi.scaled(by: 0.5)
    var power = DoubleDouble(x)
    var sums = [DoubleDouble(0), power]
    for k in 1..<60 {
      power = power * angle / Double(k)
      let term = power / Double(2 * k + 1)
      sums[(k + 1) % 2] = sums[(k + 1) % 2] + (k % 4 < 2 ? term : -term)
      if term.high.magnitude < sums[0].high.magnitude * 0x1p-90 { break }
    }
    return (sums[0], sums[1])
  }
}

/// The angle `pi x^2 / 2`, reduced exactly.
private struct HalfTurns {
  let x: Double
  let sine: DoubleDouble
  let cosine: DoubleDouble

  init(ofSquare x: Double) {
    self.x = x
    guard x.magnitude < 0x1p54 else {
      // The square is a multiple of 4.
      let isNumber = x.isFinite
      (sine, cosine) = (DoubleDouble(isNumber ? 0 : .nan), DoubleDouble(isNumber ? 1 : .nan))
      return
    }
    let square = DoubleDouble.product(x, x)
    let high = square.high.remainder(dividingBy: 4)
    let low = square.low.remainder(dividingBy: 4)
    let rest = DoubleDouble.sum(high, low)
    let quarter = rest.high.rounded()
    let r = DoubleDouble.sum(rest.high - quarter, rest.low).scaled(by: 0.5)
    let (s, c) = DoubleDouble.sinCosOfPi(r)
    switch Int(quarter) & 3 {
    case 0: (sine, cosine) = (s, c)
    case 1: (sine, cosine) = (c, -s)
    case 2: (sine, cosine) = (-s, -c)
    default: (sine, cosine) = (-c, s)
    }
  }

  /// The derivative of order `n` of the sine and cosine of the angle, from their series: the angle
  /// grows by `pi x` times the distance and half of pi times its square.
  func derivative(_ n: Int) -> (sine: DoubleDouble, cosine: DoubleDouble) {
    var before = (sine: DoubleDouble(0), cosine: DoubleDouble(0))
    var now = (sine: sine, cosine: cosine)
    for k in stride(from: 1, through: n, by: 1) {
      // Derivatives: s(k) = pi (x c(k - 1) + (k - 1) c(k - 2)), c(k) likewise with -s.
      let sine = DoubleDouble.pi * (now.cosine * x + before.cosine * Double(k - 1))
      let cosine = DoubleDouble.pi * -(now.sine * x + before.sine * Double(k - 1))
      (before, now) = (now, (sine, cosine))
    }
    return now
  }
}

extension DoubleDouble {
  /// `sin(pi r)` and `cos(pi r)` for `|r| <= 1/2`.
  static func sinCosOfPi(_ r: DoubleDouble) -> (sine: DoubleDouble, cosine: DoubleDouble) {
    let complement = -r.magnitude + 0.5
    let sine = sinOfPi(r.high)
    let cosine = sinOfPi(complement.high)
    return (
      sine + pi * (r.low * cosine.high),
      cosine + pi * (complement.low * sine.high.magnitude)
    )
  }
}
