extension Math {
  /// `x^(y - k)` without the rounding of `y - k`, which a logarithm of `x` would amplify.
  public static func pow(_ x: Double, _ y: Double, less k: Int) -> Double {
    let exponent = DoubleDouble.sum(y, -Double(k))
    let power = pow(x, exponent.high)
    guard exponent.low != 0, x > 0, power > 0, power < .infinity, x < .infinity else {
      return power
    }
    return power + power * (exponent.low * log(x))
  }
}
