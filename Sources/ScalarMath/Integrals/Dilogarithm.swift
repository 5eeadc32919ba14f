extension Math {
  /// Spence's function, minus the integral of `log(t) / (t - 1)` from 1 to `z`: the dilogarithm of
  /// `1 - z`. NaN below 0.
  ///
  /// The power series for `1/2 <= z <= 1`, and elsewhere the reflection and inversion formulas (DLMF
  /// 25.12.3 to 25.12.6) in the form that does not cancel.
  public static func spence(_ z: Double) -> Double {
    if !(z >= 0) { return .nan }
    if z == .infinity { return -.infinity }
    if z <= 2 { return DoubleDouble.spence(z).rounded }
    let logarithm = DoubleDouble.logarithm(of: z)
    let inverse = z > 1e30 ? DoubleDouble.zeta2 : DoubleDouble.spence(DoubleDouble(1) / z)
    return -(logarithm * logarithm.scaled(by: 0.5) + inverse).rounded
  }

  /// The derivative of order `n` of `log(z) / (1 - z)`, itself the derivative of `spence`.
  ///
  /// It is `-(-1)^n n!` times the integral of `1 / ((1 + t) (z + t)^(n + 1))` over all positive `t`.
  public static func logOverOneMinus(_ n: Int, _ z: Double) -> Double {
    if !(z >= 0) { return .nan }
    let sign: Double = n % 2 == 0 ? -1 : 1
    if z == 0 { return sign * .infinity }
    if z == .infinity { return 0 }
    if z < 1e-100 && n > 0 { return sign * factorial(n - 1) * pow(z, -Double(n)) }
    if z > 1e100 && n > 0 { return sign * largeArgument(n, z) }
    let integral = LogarithmQuotient(z).integral(n)
    return sign * factorial(n) * integral.rounded
  }

  /// `n! log(z) / z^(n + 1)` with the terms of lower order in `1 / log(z)`.
  private static func largeArgument(_ n: Int, _ z: Double) -> Double {
    var sum = log(z)
    for k in stride(from: 1, through: n, by: 1) { sum -= 1 / Double(k) }
    for k in stride(from: 1, through: n, by: 1) { sum *= Double(k) / z }
    return sum / z
  }

  static func factorial(_ n: Int) -> Double {
    var product = 1.0
    for k in stride(from: 2, through: n, by: 1) { product *= Double(k) }
    return product
  }
}

/// The integrals of `1 / ((1 + t) (z + t)^(n + 1))` over all positive `t`.
struct LogarithmQuotient {
  let z: Double

  init(_ z: Double) { self.z = z }

  func integral(_ n: Int) -> DoubleDouble {
    if z >= 0.5 && z <= 1 { return belowOne(n) }
    if z > 1 && (z <= 2 || (n > 0 && z <= 4)) { return aboveOne(n) }
    return byRecurrence(n)
  }

  /// The sum over `k` of `binomial(n + k, k) (1 - z)^k / (n + 1 + k)`.
  private func belowOne(_ n: Int) -> DoubleDouble {
    let u = 1 - z
    var power = DoubleDouble(1)
    var sum = power / Double(n + 1)
    for k in 1..<2000 {
      power = power * u * Double(n + k) / Double(k)
      let term = power / Double(n + 1 + k)
      sum = sum + term
      if term.high < sum.high * 0x1p-70 { break }
    }
    return sum
  }

  /// `z^-(n + 1)` times the sum over `k` of `(1 - 1/z)^k / (n + 1 + k)`.
  private func aboveOne(_ n: Int) -> DoubleDouble {
    let v = DoubleDouble(z - 1) / z
    var power = DoubleDouble(1)
    var sum = power / Double(n + 1)
    for k in 1..<400 {
      power = power * v
      let term = power / Double(n + 1 + k)
      sum = sum + term
      if term.high < sum.high * 0x1p-70 { break }
    }
    for _ in 0...n { sum = sum / z }
    return sum
  }

  /// From `(z - 1) M_n = M_(n-1) - 1 / (n z^n)`.
  private func byRecurrence(_ n: Int) -> DoubleDouble {
    let distance = DoubleDouble.sum(z, -1)
    var value = DoubleDouble.logarithm(of: z) / distance
    var power = DoubleDouble(1)
    for k in stride(from: 1, through: n, by: 1) {
      power = power / z
      value = (value - power / Double(k)) / distance
    }
    return value
  }
}

extension DoubleDouble {
  /// The sum of `1 / k^2`, that is `pi^2 / 6`.
  static let zeta2 = DoubleDouble(0x1.a51a6625307d3p+0, 0x1.1873d8912200cp-55)

  static func spence(_ z: Double) -> DoubleDouble { spence(DoubleDouble(z)) }

  /// Spence's function for `0 <= z <= 2`.
  static func spence(_ z: DoubleDouble) -> DoubleDouble {
    let u = DoubleDouble(1) - z
    if z.high < 1e-120 { return zeta2 }
    if z.high < 0.5 { return zeta2 - z.logarithm * (-z).logarithmOfOnePlus - z.dilogarithmSeries }
    if u.high >= 0 { return u.dilogarithmSeries }
    let logarithm = (-u).logarithmOfOnePlus
    return -((-u / z).dilogarithmSeries + logarithm * logarithm.scaled(by: 0.5))
  }

  /// The sum of `u^k / k^2`, for `0 <= u <= 1/2`.
  private var dilogarithmSeries: DoubleDouble {
    var power = self
    var sum = self
    for k in 2..<120 {
      if power.high <= sum.high * 0x1p-75 { break }
      power = power * self
      sum = sum + power / Double(k * k)
    }
    return sum
  }
}
