extension DoubleDouble {
  /// The exponential to all 106 bits, for magnitudes below 2^30.
  ///
  /// Cody-Waite reduction by multiples of ln 2 in three parts and by 16, the Taylor series in
  /// Horner's form, and four doublings of the argument, `expm1(2x) = e (e + 2)`.
  var preciseExponential: Scaled {
    let k = (high * 1.4426950408889634).rounded()
    let remainder = self + -(k * Ln2.first) + -(k * Ln2.second) + -(k * Ln2.third)
    let x = remainder.scaled(by: 0.0625)
    var sum = DoubleDouble(1)
    for j in stride(from: 15.0, through: 2, by: -1) { sum = x * sum / j + 1 }
    var growth = x * sum
    for _ in 0..<4 { growth = growth * (growth + 2) }
    return Scaled(growth + 1, exponent: Int(k))
  }

  /// The natural logarithm to all 106 bits, of a positive number within 2^-1000 ... 2^1000: one
  /// step of Newton's method.
  var preciseLogarithm: DoubleDouble {
    let start = logarithm
    let decay = (-start).preciseExponential
    let half = decay.exponent / 2
    let ratio =
      (self * decay.value).scaled(by: .powerOfTwo(half)).scaled(
        by: .powerOfTwo(decay.exponent - half))
    let excess = ratio - 1
    return start + (excess - (excess * excess).scaled(by: 0.5))
  }
}

extension Scaled {
  /// The power with a whole exponent of 0 or more.
  func powered(_ n: Int) -> Scaled {
    var result = Scaled(DoubleDouble(1), exponent: 0)
    var base = normalized
    var rest = n
    while rest > 0 {
      if rest & 1 == 1 { result = (result * base).normalized }
      base = (base * base).normalized
      rest >>= 1
    }
    return result
  }

  static func * (a: Scaled, b: Scaled) -> Scaled {
    Scaled(a.value * b.value, exponent: a.exponent + b.exponent)
  }

  /// The same number with a value in 1 ..< 2, if it is finite and not 0.
  var normalized: Scaled {
    guard value.high.isFinite, value.high != 0 else { return self }
    let shift = Int(value.high.exponent)
    let half = shift / 2
    return Scaled(
      value.scaled(by: .powerOfTwo(-half)).scaled(by: .powerOfTwo(half - shift)),
      exponent: exponent + shift)
  }

  /// The nearest double of any value that is not yet normalized. A zero is +0.0, since -0.0 has a
  /// meaning of its own in derivatives.
  var nearest: Double { normalized.rounded + 0 }
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
