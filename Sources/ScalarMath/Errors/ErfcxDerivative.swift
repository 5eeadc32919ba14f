extension Math {
  /// The derivative of order `n` of `erfcx`, which is `(-2)^n n!` times the repeated integral
  /// `i^n erfc(x) exp(x^2)` (DLMF 7.18.3).
  ///
  /// Near 0 the power series (DLMF 7.6.3 and 8.4), right of it the continued fraction of the
  /// quotients of neighbouring orders, left of it the recurrence (DLMF 7.18.7), whose terms there
  /// have one sign.
  public static func erfcx(_ x: Double, derivative n: Int) -> Double {
    if n == 0 { return erfcx(x) }
    let sign: Double = n % 2 == 0 ? 1 : -1
    if x >= 1.25 { return x == .infinity ? 0 : Scaled.erfcxOfLarge(x, derivative: n).nearest }
    if x > -1.25 { return DoubleDouble.erfcxNearZero(DoubleDouble(x), derivative: n).rounded + 0 }
    if x.isNaN { return x }
    return x < -60 ? sign * .infinity : Scaled.erfcxOfNegative(x, derivative: n).nearest
  }
}

extension DoubleDouble {
  static let twoOverRootPi = DoubleDouble(0x1.20dd750429b6dp+0, 0x1.1ae3a914fed80p-56)

  /// The sum over `k >= n` of `(-1)^k k! / (k - n)! x^(k - n) / gamma(k/2 + 1)`, for `|x| <= 5/4`.
  static func erfcxNearZero(_ x: DoubleDouble, derivative n: Int) -> DoubleDouble {
    let square = x * x
    var term = start(n).scaled(by: n % 2 == 0 ? 1 : -1)
    var next = start(n + 1) * (n % 2 == 0 ? -x : x)
    var sum = term + next
    var k = Double(n)
    for _ in 0..<200 {
      term = advanced(term, from: k)
      next = advanced(next, from: k + 1)
      let both = term + next
      sum = sum + both
      k += 2
      if term.high.magnitude + next.high.magnitude < sum.high.magnitude * 0x1p-110 { break }
    }
    return sum

    /// `k! / gamma(k/2 + 1)`.
    func start(_ k: Int) -> DoubleDouble {
      var value = k % 2 == 0 ? DoubleDouble(1) : twoOverRootPi
      for j in stride(from: 2 + k % 2, through: k, by: 2) { value = value * (2 * Double(j - 1)) }
      return value
    }

    func advanced(_ term: DoubleDouble, from k: Double) -> DoubleDouble {
      let left = k - Double(n)
      return term * square * (2 * (k + 1)) / ((left + 2) * (left + 1))
    }
  }

  /// The quotients `-x y'(k) / y(k)` of neighbouring derivatives `y(1) / y(0)`, `y(2) / y(1)`, ... of
  /// `erfcx` at `x` up to order `n`, from `1 / x^2 <= 4`; each is between 0 and its order.
  static func erfcxQuotients(reciprocalSquare w: DoubleDouble, order n: Int) -> [DoubleDouble] {
    let reach = 16 * w.high.squareRoot() + Double(n).squareRoot()
    let last = 10 + Int(reach * reach)
    // What is left of the fraction: the positive root of w s^2 + 2 s = 2 k.
    let k = Double(last + 1)
    var quotient = DoubleDouble(2 * k / (1 + (1 + 2 * k * w.high).squareRoot()))
    var quotients = [DoubleDouble](repeating: DoubleDouble(0), count: n)
    for k in stride(from: last, through: 1, by: -1) {
      quotient = DoubleDouble(2 * Double(k)) / (quotient * w + 2)
      if k <= n { quotients[k - 1] = quotient }
    }
    return quotients
  }
}

extension Scaled {
  fileprivate static func erfcxOfLarge(_ x: Double, derivative n: Int) -> Scaled {
    let inverse = (Scaled(DoubleDouble(1) / x.significand, exponent: -Int(x.exponent))).normalized
    let square = inverse * inverse
    let w = square.exponent < -200 ? DoubleDouble(0) : square.unscaled
    var value =
      x < 1e10
      ? Scaled(DoubleDouble.erfcx(DoubleDouble(x)), exponent: 0)
      : inverse * DoubleDouble.twoOverRootPi.scaled(by: 0.5)
    for quotient in DoubleDouble.erfcxQuotients(reciprocalSquare: w, order: n) {
      value = (value * inverse * -quotient).normalized
    }
    return value
  }

  fileprivate static func erfcxOfNegative(_ x: Double, derivative n: Int) -> Scaled {
    let growth = DoubleDouble.product(x, x).exponential
    let unit = Double.powerOfTwo(max(-growth.exponent, -1000))
    let tail = DoubleDouble.erfcx(DoubleDouble(-x)).scaled(by: unit)
    var before = growth.value.scaled(by: 2) - tail
    var value = before * (2 * x) - DoubleDouble.twoOverRootPi.scaled(by: unit)
    for k in stride(from: 1, to: n, by: 1) {
      (before, value) = (value, value * (2 * x) + before * (2 * Double(k)))
    }
    return Scaled(value, exponent: growth.exponent)
  }
}
