extension Scaled {
  /// The same number with a value between 1 and 2 in magnitude, or 0.
  init(normalizing number: DoubleDouble) {
    let exponent = number.high == 0 || !number.high.isFinite ? 0 : Int(number.high.exponent)
    let half = -exponent / 2
    self.init(
      number.scaled(by: .powerOfTwo(half)).scaled(by: .powerOfTwo(-exponent - half)),
      exponent: exponent)
  }

  var normalized: Scaled {
    let whole = Scaled(normalizing: value)
    return Scaled(whole.value, exponent: whole.exponent + exponent)
  }

  static func * (a: Scaled, b: Scaled) -> Scaled {
    Scaled(a.value * b.value, exponent: a.exponent + b.exponent).normalized
  }

  static func / (a: Scaled, b: Scaled) -> Scaled {
    Scaled(a.value / b.value, exponent: a.exponent - b.exponent).normalized
  }

  /// The square root of a normalized number that is not negative.
  var squareRoot: Scaled {
    let isOdd = exponent & 1 == 1
    return Scaled(
      (isOdd ? value.scaled(by: 2) : value).squareRoot, exponent: (exponent - (isOdd ? 1 : 0)) / 2)
  }

  /// The power with a whole exponent.
  func power(_ n: Int) -> Scaled {
    var result = Scaled(DoubleDouble(1), exponent: 0)
    var base = normalized
    var rest = n.magnitude
    while rest > 0 {
      if rest & 1 == 1 { result = result * base }
      base = base * base
      rest >>= 1
    }
    return n < 0 ? Scaled(DoubleDouble(1), exponent: 0) / result : result
  }

  /// The nearest double of any value. A zero is +0.0, since -0.0 has a meaning of its own in
  /// derivatives.
  var nearest: Double { normalized.rounded + 0 }

  /// Both parts with the exponent, infinite or 0 where they have to be.
  var parts: DoubleDouble {
    DoubleDouble(
      value.high.multiplied(byPowerOfTwo: exponent), value.low.multiplied(byPowerOfTwo: exponent))
  }
}
