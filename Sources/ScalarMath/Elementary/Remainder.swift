extension Math {
  /// The remainder with the sign of the divisor, `x - y * floor(x / y)` computed exactly, as
  /// NumPy's `mod`.
  public static func mod(_ x: Double, _ y: Double) -> Double {
    if y == 0 { return .nan }
    let remainder = fmod(x, y)
    if remainder == 0 { return copysign(0, y) }
    return (remainder < 0) == (y < 0) ? remainder : remainder + y
  }

  /// The floor of the exact quotient, as NumPy's `floor_divide`.
  public static func floorDivide(_ x: Double, _ y: Double) -> Double {
    if y == 0 { return x / y }
    var remainder = fmod(x, y)
    if remainder.isNaN { return .nan }
    var quotient = (x - remainder) / y
    if remainder != 0, (y < 0) != (remainder < 0) {
      remainder += y
      quotient -= 1
    }
    if quotient == 0 { return copysign(0, x / y) }
    let whole = floor(quotient)
    return quotient - whole > 0.5 ? whole + 1 : whole
  }
}
