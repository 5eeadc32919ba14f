extension Math {
  /// The n-th derivative of `(e^x - 1) / x`, which is the integral of `t^n e^(x t)` from 0 to 1.
  public static func exprel(_ x: Double, derivative n: Int) -> Double {
    if x.isNaN { return x }
    if x > 1e4 { return .infinity }
    if x < -1e20 {
      var value = -1 / x
      for k in 1..<Swift.max(n, 0) + 1 { value *= Double(k) / -x }
      return value
    }
    return DoubleDouble.exponentialMoment(DoubleDouble(x), n).rounded
  }

  /// The m-th derivative by `p` of the Box-Cox transformation `(x^p - 1) / p`, `log(x)` for `p = 0`;
  /// NaN below 0.
  public static func boxcox(_ x: Double, _ p: Double, derivative m: Int) -> Double {
    if !(x > 0 && x < .infinity) {
      return x < 0 || x.isNaN ? .nan : boxcoxAtInfinity(p, m, sign: x == 0 ? -1 : 1)
    }
    return boxcox(logarithm: .logarithm(of: x), p, m)
  }

  /// The same of `1 + x`, which is not rounded.
  public static func boxcox1p(_ x: Double, _ p: Double, derivative m: Int) -> Double {
    if !(x > -1 && x < .infinity) {
      return x < -1 || x.isNaN ? .nan : boxcoxAtInfinity(p, m, sign: x == -1 ? -1 : 1)
    }
    if x > 0x1p900 { return boxcox(logarithm: .logarithm(of: x), p, m) }
    let isTiny = x.magnitude < 1e-200
    return boxcox(
      logarithm: isTiny ? DoubleDouble(x) : DoubleDouble(x).logarithmOfOnePlus, p, m)
  }

  /// With the logarithm `l` it is `l^(m+1)` times the integral of `t^m e^(l p t)` from 0 to 1.
  private static func boxcox(logarithm: DoubleDouble, _ p: Double, _ m: Int) -> Double {
    let exponent =
      p.magnitude < 1e-100 ? DoubleDouble(logarithm.high * p) : logarithm * p
    if !(exponent.high.magnitude < 1e4) || exponent.high < -Double(200 + 4 * m) {
      return boxcoxAtInfinity(p, m, sign: logarithm.high < 0 ? -1 : 1)
    }
    let moment = DoubleDouble.exponentialMoment(exponent, m)
    if logarithm.high.magnitude < 1e-100 {
      return pow(logarithm.rounded, Double(m + 1)) * moment.rounded
    }
    var value = moment * logarithm
    for _ in 0..<m { value = value * logarithm }
    return value.rounded
  }

  /// Where `x^p` is 0 or infinite; the sign is that of the logarithm of `x`.
  private static func boxcoxAtInfinity(_ p: Double, _ m: Int, sign: Double) -> Double {
    if p.isNaN { return .nan }
    if p * sign >= 0 { return m % 2 == 0 ? sign * .infinity : .infinity }
    var value = -1 / p
    for k in 1..<m + 1 { value *= Double(k) * (-1 / p) }
    return value
  }
}

extension DoubleDouble {
  /// The integral of `t^n e^(u t)` from 0 to 1, for `-1e20 <= u <= 10000`.
  ///
  /// For `u >= 0` the power series, or (where its terms would be many) the recurrence of integration
  /// by parts, which is stable upwards once `u > n`. For `u < 0` Kummer's transformation makes a series
  /// of positive terms; far out it is `n! / |u|^(n+1)` times 1 minus a Poisson tail. DLMF 8.7, 13.2.39.
  static func exponentialMoment(_ u: DoubleDouble, _ n: Int) -> Scaled {
    if u.high >= 0 {
      return u.high < Double(n + 20)
        ? Scaled(growingSeries(u, n), exponent: 0) : momentByRecurrence(u, n)
    }
    return u.high > -Double(n + 20)
      ? decayingSeries(-u, n) : Scaled(momentByTail(-u, n), exponent: 0)
  }

  /// The sum of `u^k / (k! (n + k + 1))`.
  private static func growingSeries(_ u: DoubleDouble, _ n: Int) -> DoubleDouble {
    var power = DoubleDouble(1)
    var sum = DoubleDouble(1) / Double(n + 1)
    for k in 1..<1000 {
      power = power * u / Double(k)
      let term = power / Double(n + k + 1)
      sum = sum + term
      if term.high <= sum.high * 0x1p-70 { break }
    }
    return sum
  }

  private static func momentByRecurrence(_ u: DoubleDouble, _ n: Int) -> Scaled {
    let growth = u.exponential
    let decay = u.high < 300 ? (-u).exponential.unscaled : DoubleDouble(0)
    var moment = (-decay + 1) / u
    for k in 1..<n + 1 { moment = (moment * -Double(k) + 1) / u }
    return growth * moment
  }

  /// `e^-a` times the sum of `a^k / ((n + 1) ... (n + 1 + k))`.
  private static func decayingSeries(_ a: DoubleDouble, _ n: Int) -> Scaled {
    var term = DoubleDouble(1) / Double(n + 1)
    var sum = term
    for k in 1..<1000 {
      term = term * a / Double(n + 1 + k)
      sum = sum + term
      if term.high <= sum.high * 0x1p-70 { break }
    }
    return (-a).exponential * sum
  }

  private static func momentByTail(_ a: DoubleDouble, _ n: Int) -> DoubleDouble {
    var value = DoubleDouble(1) / a
    for k in 1..<n + 1 { value = value * Double(k) / a }
    if a.high > Double(200 + 4 * n) { return value }
    var term = (-a).exponential.unscaled
    var tail = term
    for k in 1..<n + 1 {
      term = term * a / Double(k)
      tail = tail + term
    }
    return value * (-tail + 1)
  }
}
