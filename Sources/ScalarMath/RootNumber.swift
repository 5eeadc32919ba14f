/// What arithmetic-geometric means and Carlson's integrals are written in: numbers with square roots.
protocol RootNumber: SeriesNumber {
  /// The square root of a number with a positive constant.
  var squareRoot: Self { get }
}

extension DoubleDouble: RootNumber {}

extension TaylorPolynomial: RootNumber where Coefficient: RootNumber {
  var squareRoot: Self {
    let leading = coefficients[0].squareRoot
    let half = Coefficient(0.5) / leading
    var result = Self([leading])
    for k in coefficients.indices.dropFirst() {
      var sum = coefficients[k]
      for j in 1..<k { sum = sum - result.coefficients[j] * result.coefficients[k - j] }
      result.coefficients.append(sum * half)
    }
    return result
  }

  /// `1 + t`, for a variable measured in units of its value.
  static func onePlusVariable(order: Int) -> Self { Self(variable: Coefficient(1), order: order) }
}

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

  /// The power with an integer exponent, of a normalized number.
  func power(_ n: Int) -> Scaled {
    var result = Scaled(DoubleDouble(1), exponent: 0)
    for _ in 0..<n.magnitude { result = n > 0 ? result * self : result / self }
    return result
  }

  /// Both parts with the exponent, infinite or 0 where they have to be.
  var parts: DoubleDouble {
    DoubleDouble(
      value.high.multiplied(byPowerOfTwo: exponent), value.low.multiplied(byPowerOfTwo: exponent))
  }
}
