extension Math {
  /// `x / sqrt(x^2 + y^2)`: the cosine of the angle of `(x, y)`, NaN at the origin.
  public static func direction(_ x: Double, _ y: Double) -> Double {
    if x.isInfinite { return y.isInfinite ? .nan : copysign(1, x) }
    if y.isInfinite { return x.isNaN ? x : 0 }
    let larger = x.magnitude < y.magnitude ? y.magnitude : x.magnitude
    if larger > 0x1p900 { return direction(x * 0x1p-200, y * 0x1p-200) }
    if larger < 0x1p-900 && larger > 0 { return direction(x * 0x1p200, y * 0x1p200) }
    if larger == 0 || larger.isNaN || x == 0 || y.isNaN { return x / hypot(x, y) }
    let power = Double.powerOfTwo(-Int(larger.exponent))
    let (a, b) = (x * power, y * power)
    let square = DoubleDouble.product(a, a) + DoubleDouble.product(b, b)
    if x.magnitude < 0x1p-300 * larger { return a / square.high.squareRoot() }
    return (DoubleDouble(a) / square.squareRoot).rounded
  }

  /// `x y / sqrt(x^2 + y^2)`, NaN at the origin.
  public static func productOverHypot(_ x: Double, _ y: Double) -> Double {
    x.magnitude < y.magnitude ? direction(y, x) * x : direction(x, y) * y
  }

  /// `sqrt(x^2 + y^2) - x` for `x >= 0` without cancellation, as `y^2` over the sum.
  public static func hypotExcess(_ x: Double, _ y: Double) -> Double {
    if !(x >= 0) || x.isInfinite || !y.isFinite { return hypot(x, y) - x }
    if y.magnitude < 0x1p-300 * x || y == 0 { return y == 0 ? 0 : y * (0.5 * y / x) }
    let scale = Int((x < y.magnitude ? y.magnitude : x).exponent)
    let (a, b) = (
      x.multiplied(byAnyPowerOfTwo: -scale), y.multiplied(byAnyPowerOfTwo: -scale)
    )
    let square = DoubleDouble.product(b, b)
    let root = (DoubleDouble.product(a, a) + square).squareRoot
    return Scaled(square / (root + a), exponent: scale).rounded
  }

  /// The pseudo-Huber loss `d^2 (sqrt(1 + (r / d)^2) - 1)`, as `d r^2 / (sqrt(d^2 + r^2) + d)`;
  /// infinite for `d < 0`.
  public static func pseudoHuber(_ d: Double, _ r: Double) -> Double {
    if d.isNaN || r.isNaN { return .nan }
    if d < 0 { return .infinity }
    if d == 0 || r == 0 { return 0 }
    if d == .infinity { return 0.5 * r * r }
    let a = r.magnitude
    if a == .infinity { return a }
    if a > 0x1p1000 || d > 0x1p1000 {
      return 0x1p100 * (0x1p100 * pseudoHuber(d * 0x1p-100, a * 0x1p-100))
    }
    let sum = hypot(d, a) + d
    return d < a ? a / sum * d * a : d / sum * a * a
  }

  /// `(x + sqrt(x^2 + b)) / 2`, for negative `x` as `b / 2` over the difference.
  public static func squareplus(_ x: Double, _ b: Double) -> Double {
    let square = x * x
    guard square > 1e-290 && square < 1e290 && b > 1e-290 && b < 1e290 else {
      let root = rootOfSquarePlus(x, b)
      if root == 0 { return 0 }
      return x > 0 ? 0.5 * x + 0.5 * root : 0.5 * b / (root - x)
    }
    let root = (DoubleDouble.product(x, x) + b).squareRoot
    return x > 0 ? 0.5 * (root + x).rounded : (DoubleDouble(0.5 * b) / (root - x)).rounded
  }

  /// `sqrt(x^2 + b)` without overflow of the square.
  public static func rootOfSquarePlus(_ x: Double, _ b: Double) -> Double {
    let square = x * x
    if square > 1e-290 && square < 1e300 && b < 1e300 { return (square + b).squareRoot() }
    return hypot(x, b.squareRoot())
  }

  /// The derivative of `squareplus` by `x`, `(1 + x / sqrt(x^2 + b)) / 2`.
  public static func squareplusSlope(_ x: Double, _ b: Double) -> Double {
    squareplus(x, b) / rootOfSquarePlus(x, b) + 0
  }
}
