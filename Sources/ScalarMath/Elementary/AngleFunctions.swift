extension Math {
  /// The secant, `1 / cos(x)`.
  public static func sec(_ x: Double) -> Double { x.isFinite ? Angle(radians: x).sec : .nan }

  /// The cosecant, `1 / sin(x)`; infinite at 0 with the sign of the zero.
  public static func csc(_ x: Double) -> Double {
    if x.magnitude < 0x1p-30 { return 1 / x }
    return x.isFinite ? Angle(radians: x).csc : .nan
  }

  /// The cotangent, `cos(x) / sin(x)`; infinite at 0 with the sign of the zero.
  public static func cot(_ x: Double) -> Double {
    if x.magnitude < 0x1p-30 { return 1 / x }
    return x.isFinite ? Angle(radians: x).cot : .nan
  }

  /// `cos(x) - 1` without the cancellation near 0, as `-2 sin(x / 2)^2`.
  public static func cosm1(_ x: Double) -> Double {
    if x.magnitude < 0x1p-27 { return -0.5 * x * x }
    return x.isFinite ? -2 * Angle(radians: 0.5 * x).sineSquared : .nan
  }

  /// `sin(pi x)`; exact zeros have the sign of `x`.
  public static func sinpi(_ x: Double) -> Double {
    guard x.isFinite else { return .nan }
    if x.magnitude < 0x1p-30 { return fma(x, .pi, x * 0x1.1a62633145c07p-53) }
    return signed(Angle(halfTurns: x).sin, x)
  }

  /// `cos(pi x)`.
  public static func cospi(_ x: Double) -> Double {
    x.isFinite ? Angle(halfTurns: x).cos : .nan
  }

  /// The sine of an angle in degrees; exact zeros have the sign of `x`.
  public static func sindg(_ x: Double) -> Double {
    guard x.isFinite else { return .nan }
    if x.magnitude < 0x1p-25 { return deg2rad(x) }
    return signed(Angle(degrees: x).sin, x)
  }

  /// A value, a zero with the sign of `x`.
  private static func signed(_ value: Double, _ x: Double) -> Double {
    value == 0 ? copysign(0, x) : value
  }

  /// The cosine of an angle in degrees.
  public static func cosdg(_ x: Double) -> Double {
    x.isFinite ? Angle(degrees: x).cos : .nan
  }

  /// The tangent of an angle in degrees; infinite at its poles.
  public static func tandg(_ x: Double) -> Double {
    guard x.isFinite else { return .nan }
    if x.magnitude < 0x1p-25 { return deg2rad(x) }
    return signed(Angle(degrees: x).tan, x)
  }

  /// The cotangent of an angle in degrees; infinite at its poles.
  public static func cotdg(_ x: Double) -> Double {
    guard x.isFinite else { return .nan }
    if x == 0 { return .infinity }
    if x.magnitude < 0x1p-25 { return rad2deg(1) / x }
    return Angle(degrees: x).cot + 0
  }

  /// Degrees to radians: the product with a constant of more than a double's digits.
  public static func deg2rad(_ x: Double) -> Double {
    x.isInfinite ? x : fma(x, 0x1.1df46a2529d39p-6, x * 0x1.5c1d8becdd291p-62)
  }

  /// Radians to degrees, as `deg2rad`.
  public static func rad2deg(_ x: Double) -> Double {
    x.magnitude < 1e300
      ? fma(x, 0x1.ca5dc1a63c1f8p+5, -x * 0x1.1e7ab456405f9p-49) : x * 0x1.ca5dc1a63c1f8p+5
  }
}
