extension DoubleDouble {
  /// The exponential to all 106 bits, for magnitudes below 2^30; 0 or infinite beyond.
  ///
  /// Cody-Waite reduction by multiples of ln 2 in three parts and by 16, the Taylor series in
  /// Horner's form, and four doublings of the argument, `expm1(2x) = e (e + 2)`.
  var preciseExponential: Scaled {
    guard high.magnitude < 0x1p30 else {
      return Scaled(DoubleDouble(high < 0 ? 0 : high * .infinity), exponent: 0)
    }
    let k = (high * 1.4426950408889634).rounded()
    let remainder = self + -(k * Ln2.first) + -(k * Ln2.second) + -(k * Ln2.third)
    let x = remainder.scaled(by: 0.0625)
    var sum = DoubleDouble(1)
    for j in stride(from: 15.0, through: 2, by: -1) { sum = x * sum / j + 1 }
    var growth = x * sum
    for _ in 0..<4 { growth = growth * (growth + 2) }
    return Scaled(growth + 1, exponent: Int(k))
  }
}

extension DoubleDouble {
  /// `sin(pi r)` to all 106 bits for `|r| <= 1/2`: the power series in Horner's form.
  static func preciseSinOfPi(_ r: DoubleDouble) -> DoubleDouble {
    let angle = pi * r
    let square = angle * angle
    var sum = DoubleDouble(1)
    for k in stride(from: 34.0, through: 2, by: -2) {
      sum = -(square * sum / (k * (k + 1))) + 1
    }
    return angle * sum
  }
}
