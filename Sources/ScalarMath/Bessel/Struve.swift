extension Math {
  /// The Struve function of order 0, or its `n`-th derivative.
  public static func struveH0(_ x: Double, derivative n: Int = 0) -> Double {
    reflected(x, isOdd: n % 2 == 0) {
      Struve($0, isModified: false).derivative(n, withConstant: true)
    }
  }

  /// The Struve function of order 1, `2/pi - H0'`, or its `n`-th derivative.
  public static func struveH1(_ x: Double, derivative n: Int = 0) -> Double {
    reflected(x, isOdd: n % 2 == 1) {
      0 - Struve($0, isModified: false).derivative(n + 1, withConstant: false)
    }
  }

  /// The modified Struve function of order 0, or its `n`-th derivative.
  public static func struveL0(_ x: Double, derivative n: Int = 0) -> Double {
    reflected(x, isOdd: n % 2 == 0) {
      Struve($0, isModified: true).derivative(n, withConstant: true)
    }
  }

  /// The modified Struve function of order 1, `L0' - 2/pi`, or its `n`-th derivative.
  public static func struveL1(_ x: Double, derivative n: Int = 0) -> Double {
    reflected(x, isOdd: n % 2 == 1) {
      Struve($0, isModified: true).derivative(n + 1, withConstant: false)
    }
  }

  /// An odd or even function from its values for `x >= 0`.
  private static func reflected(
    _ x: Double, isOdd: Bool, _ function: (Double) -> Double
  ) -> Double {
    if x < 0 { return isOdd ? -function(-x) : function(-x) }
    return function(x)
  }
}

/// H0 and L0 with their derivatives for `x >= 0`.
struct Struve {
  let x: Double
  let isModified: Bool

  init(_ x: Double, isModified: Bool) {
    self.x = x
    self.isModified = isModified
  }

  /// The derivative of order `n`; of the first one optionally without its value at 0, 2/pi.
  func derivative(_ n: Int, withConstant: Bool) -> Double {
    if x.isNaN || n < 0 { return .nan }
    if x < (isModified ? 40 : 30) { return series(n, withConstant) }
    if isModified {
      return Bessel(kind: .modifiedFirst, order: 0, x: x, byArgument: n).value
    }
    let bessel = Bessel(kind: .secondKind, order: 0, x: x, byArgument: n).value
    let constant = n == 1 && !withConstant ? -2 / Double.pi : 0
    return constant + (bessel + difference(n))
  }

  /// `2/pi` times the sum of `(-+)^k x^(2k+1) / ((2k+1)!!)^2` (DLMF 11.2.1, 11.2.2).
  private func series(_ n: Int, _ withConstant: Bool) -> Double {
    if x == 0 && n == 1 { return withConstant ? 2 / .pi : 0 }
    let square = x < 1e-150 ? DoubleDouble(0) : DoubleDouble.product(x, x)
    // The first term that is not differentiated away, and its power of x.
    var k = n / 2
    if n == 1 && !withConstant { k = 1 }
    var term = DoubleDouble(1)
    for j in stride(from: 1, through: k, by: 1) {
      term = term / DoubleDouble.product(Double(2 * j + 1), Double(2 * j + 1))
      if !isModified { term = -term }
    }
    let power = 2 * k + 1 - n
    var sum = DoubleDouble(0)
    while k < 400 {
      var contribution = term
      for j in 0..<n { contribution = contribution * Double(2 * k + 1 - j) }
      sum = sum + contribution
      if contribution.high.magnitude < 1e-34 * sum.high.magnitude || square.high == 0,
        Double(2 * k) > x
      {
        break
      }
      k += 1
      let odd = Double(2 * k + 1)
      term = term * square / (odd * odd)
      if !isModified { term = -term }
    }
    let value = (sum * DoubleDouble(2) / DoubleDouble.pi).rounded
    return power == 0 ? value : power == 1 ? value * x : value * x * x
  }

  /// The derivative of `H0 - Y0`, which is 2/pi times the integral of `e^(-x sinh t)` over `t > 0`
  /// (DLMF 11.5.2), by the double exponential rule `u = x sinh t = e^(s - e^-s)`.
  private func difference(_ n: Int) -> Double {
    let h = 0.07
    var sum = 0.0
    for index in -60...70 {
      let s = Double(index) * h
      let e = Math.exp(-s)
      let u = Math.exp(s - e)
      if u > 60 + 6 * Double(n) { break }
      sum += Math.exp(-u) * (-u / x).power(of: n) / Math.hypot(1, u / x) * u * (1 + e)
    }
    return sum * h * 2 / .pi / x
  }
}
