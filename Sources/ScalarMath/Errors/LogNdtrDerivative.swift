extension Math {
  /// The derivative of order `n` of `logNdtr`; the first is the inverse Mills ratio.
  ///
  /// On the left and around 0 those of `-x^2 / 2 + log(erfcx(-x / sqrt 2))`, beyond 1.75 those of the logarithm
  /// of the series of `ndtr`, beyond 9 those of `ndtr` itself.
  public static func logNdtr(_ x: Double, derivative n: Int) -> Double {
    if n == 0 { return logNdtr(x) }
    if x > 9 { return normalDensity(x, derivative: n - 1) }
    if x > 1.75 { return DoubleDouble.logNdtrRight(x, derivative: n).rounded + 0 }
    if x > -1.75 { return DoubleDouble.logNdtrCentral(x, derivative: n).rounded + 0 }
    if x.isNaN { return x }
    if x == -.infinity { return n == 1 ? .infinity : n == 2 ? -1 : 0 }
    return Scaled.logNdtrTail(x, derivative: n).nearest
  }
}

extension DoubleDouble {
  /// For `|x| <= 1.75`, from the series of `erfcx`.
  fileprivate static func logNdtrCentral(_ x: Double, derivative n: Int) -> DoubleDouble {
    let point = sqrtHalf * -x
    var coefficients: [DoubleDouble] = []
    var factor = DoubleDouble(1)
    for k in 0..<(n + 1) {
      coefficients.append(erfcxNearZero(point, derivative: k) * factor)
      factor = factor * -sqrtHalf / Double(k + 1)
    }
    let curved = TaylorPolynomial(coefficients).logarithm.derivative(n)
    return n == 1 ? curved - x : n == 2 ? curved - 1 : curved
  }

  /// For `1.75 <= x <= 9`, from the derivatives of `ndtr`.
  fileprivate static func logNdtrRight(_ x: Double, derivative n: Int) -> DoubleDouble {
    var coefficients = [-normalTail(x).unscaled + 1]
    let root = DoubleDouble(0x1.9884533d43651p-2, -0x1.cbc0d30ebfd15p-56)
    let bell = product(x, x).scaled(by: -0.5).exponential.unscaled * root
    var (before, polynomial) = (DoubleDouble(0), DoubleDouble(1))
    var factorial = DoubleDouble(1)
    for k in 1..<(n + 1) {
      factorial = factorial * Double(k)
      coefficients.append(bell * polynomial / factorial)
      (before, polynomial) = (polynomial, -(polynomial * x + before * Double(k - 1)))
    }
    return TaylorPolynomial(coefficients).logarithm.derivative(n)
  }
}

extension Scaled {
  /// For `x <= -1.75`, from the series of `erfcx` in the relative distance from its point.
  fileprivate static func logNdtrTail(_ x: Double, derivative n: Int) -> Scaled {
    let inverse = Scaled(DoubleDouble(1) / x.significand, exponent: -Int(x.exponent)).negated(x < 0)
    let square = (inverse * inverse).normalized
    let w = square.exponent < -200 ? DoubleDouble(0) : square.unscaled.scaled(by: 2)
    var coefficients = [DoubleDouble(1)]
    for (k, quotient) in DoubleDouble.erfcxQuotients(reciprocalSquare: w, order: n).enumerated() {
      coefficients.append(-(coefficients[k] * quotient / Double(k + 1)))
    }
    let relative = TaylorPolynomial(coefficients).logarithm.derivative(n)
    let curved = (inverse.power(n) * relative).normalized
    switch n {
    case 1:
      return x < -0x1p60
        ? Scaled(DoubleDouble(x.significand), exponent: Int(x.exponent))
        : Scaled(curved.unscaled - x, exponent: 0)
    case 2:
      return Scaled((curved.exponent < -200 ? DoubleDouble(0) : curved.unscaled) - 1, exponent: 0)
    default: return curved
    }
  }

  fileprivate func negated(_ isNegated: Bool) -> Scaled {
    isNegated ? Scaled(-value, exponent: exponent) : self
  }
}
