/// The gamma distribution near a point, by its parameter: `x^a exp(-x) / gamma(1 + a)` as an
/// exponential of a constant times a jet, from which the incomplete functions, their derivatives
/// and the density are made.
struct GammaDensity {
  let a: Double
  let x: Double
  let order: Int
  /// The logarithm of `x^a exp(-x) / gamma(1 + a)`.
  let logarithm: DoubleDouble
  /// The jet of the same number over the number itself.
  let jet: ParameterJet

  init(_ a: Double, _ x: Double, order: Int) {
    self.a = a
    self.x = x
    self.order = order
    let isLarge = a >= 20
    var exponents = ParameterJet(orders: order, 0)
    let logarithmOfX = DoubleDouble(x).preciseLogarithm
    var coefficients = [DoubleDouble(0)]
    if order > 0 || !isLarge {
      coefficients = LogGammaExpansion(atOnePlus: DoubleDouble(a), order: order).coefficients
      for k in coefficients.indices { exponents[k, 0] = -coefficients[k] }
    }
    if order > 0 { exponents[1, 0] = logarithmOfX - coefficients[1] }
    logarithm =
      isLarge
      ? GammaDensity.deviance(a, x)
      : logarithmOfX * a - DoubleDouble(x) - coefficients[0]
    jet = exponents.exponentialWithoutConstant
  }

  /// Loader's form, in which nothing cancels: `a (log(x/a) + 1 - x/a) - log(2 pi a) / 2` less the
  /// correction of Stirling's formula.
  private static func deviance(_ a: Double, _ x: Double) -> DoubleDouble {
    let difference = DoubleDouble.sum(x, -a)
    let relative = difference / DoubleDouble(a)
    let main =
      relative.high.magnitude < 0.25
      ? relative.logarithmOfOnePlusMinusSelf
      : (DoubleDouble(x) / DoubleDouble(a)).preciseLogarithm - relative
    let root = DoubleDouble(a).preciseLogarithm.scaled(by: 0.5) + Coefficients.halfLogTwoPi
    return main * a - root - LogGammaExpansion.stirlingCorrection(DoubleDouble(a), order: 0)[0]
  }

  /// The derivative that is `order`! times the last coefficient of the density's jet times another.
  func derivative(_ other: ParameterJet) -> Scaled {
    guard logarithm.high > -3e5 else { return DistributionTail.zero }
    var factor = jet.lastOfProduct(with: other)
    for k in stride(from: 2, through: order, by: 1) { factor = factor * Double(k) }
    return logarithm.exponential * factor
  }

  /// The jet times the parameter itself: that of `x^a exp(-x) / gamma(a)`.
  private func timesParameter(_ other: ParameterJet) -> ParameterJet {
    var product = other
    product.multiply(by: DoubleDouble(a), plusBoth: false)
    return product
  }

  /// The derivative of that order of the density `x^(a - 1) exp(-x) / gamma(a)`, times `x`.
  var densityTimesX: Scaled {
    derivative(timesParameter(ParameterJet(DoubleDouble(1), orders: order, 0)))
  }

  /// The same for the derivative of order `k` of the density by `x`, times `x^(k + 1)`.
  ///
  /// Leibniz' rule: `Σ binomial(k, i) (a - 1) ... (a - i) (-x)^(k - i)`, in double-double as it
  /// cancels.
  func densityTimesPower(slope k: Int) -> Scaled {
    if k == 0 { return densityTimesX }
    var sum = ParameterJet(orders: order, 0)
    var falling = ParameterJet(DoubleDouble(1), orders: order, 0)
    for i in 0...k {
      var term = falling
      var factor = DoubleDouble(ParameterJet.binomial(k, i))
      for _ in 0..<(k - i) { factor = factor * -x }
      term.scale(by: factor)
      sum.add(term)
      falling.multiply(by: DoubleDouble.sum(a, -Double(i + 1)), plusBoth: false)
    }
    return derivative(timesParameter(sum))
  }

  /// The tail that is not close to 1, or the derivative of one of them by `a`.
  var tail: DistributionTail {
    if x > Swift.max(a, 1.5) { return .upper(derivative(timesParameter(integral))) }
    if a < 8 || x < 0.25 * a { return .lower(derivative(series)) }
    return .lower(derivative(timesParameter(integral)))
  }

  /// The sum of `x^k / ((a + 1) ... (a + k))` (DLMF 8.11.4).
  private var series: ParameterJet {
    var term = ParameterJet(DoubleDouble(1), orders: order, 0)
    var sum = term
    for k in 1..<400 {
      term.scale(by: DoubleDouble(x))
      term.divide(by: DoubleDouble.sum(a, Double(k)))
      sum.add(term)
      if k > order && term.isNegligible(beside: sum) { break }
    }
    return sum
  }

  /// The integral of `(t/x)^a exp(x - t)` over `log t`, from `x` to the side where it falls.
  private var integral: ParameterJet {
    let side: Double = x > a ? 1 : -1
    let x = x
    let drift = DoubleDouble.sum(a, -x)
    let slope = drift.rounded
    let sample = { (distance: Double) in
      let u = side * distance
      return TailIntegral.Sample(
        exponent: slope * u - x * Math.expm1MinusSelf(u), slope: slope - x * Math.expm1(u),
        first: u, second: 0)
    }
    if order < 2 {
      return TailIntegral.moments(
        slope: slope.magnitude, curvature: x, orders: order, 0, sample)
    }
    return TailIntegral.preciseMoments(
      slope: slope.magnitude, curvature: x, orders: order, 0, sample
    ) { distance in
      let u = distance * side
      return TailIntegral.PreciseSample(
        exponent: drift * u - u.exponentialMinusOneMinusSelf * x, first: u,
        second: DoubleDouble(0))
    }
  }
}

extension GammaDensity {
  /// The upper tail where it is the small one although `x` is small, divided by `a`: for `x <= 1.5`
  /// and `a` about 1 or less.
  ///
  /// `1 - x^a / gamma(1 + a) (1 + a Σ (-x)^k / (k! (a + k)))` (DLMF 8.7.1), by the exponential minus
  /// 1.
  static func upperTailOverParameter(_ a: Double, _ x: Double) -> DoubleDouble {
    let quotient = LogGammaExpansion.differenceQuotient(
      atOnePlus: DoubleDouble(0), step: a, order: 0)
    let rate = DoubleDouble(x).preciseLogarithm - quotient[0]
    var term = DoubleDouble(1)
    var sum = DoubleDouble(0)
    for k in 1..<60 {
      term = term * -x / Double(k)
      let contribution = term / DoubleDouble.sum(a, Double(k))
      sum = sum + contribution
      if contribution.high.magnitude <= 0x1p-72 * sum.high.magnitude { break }
    }
    return -(rate.exponentialMinusOne(times: a) + (rate * a).exponential.unscaled * sum)
  }
}

extension DoubleDouble {
  /// `(exp(self * factor) - 1) / factor` for a factor of 0 and more, without its underflow.
  func exponentialMinusOne(times factor: Double) -> DoubleDouble {
    if factor < 0x1p-200 { return self }
    return (self * factor).exponentialMinusOne / factor
  }
}
