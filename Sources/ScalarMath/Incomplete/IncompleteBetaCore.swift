/// The beta distribution near a point `x <= 1/2`, by its parameters: the exponential of a constant
/// times a jet, `x^a (1 - x)^b gamma(1 + a + b) / (gamma(1 + a) gamma(1 + b))`, from which the
/// incomplete functions, their derivatives and the density are made.
struct BetaDensity {
  let a: Double
  let b: Double
  let x: Double
  let y: DoubleDouble
  let orders: (Int, Int)
  /// `a (1 - x) - b x`, positive below the mean.
  let drift: DoubleDouble
  private let logarithmOfY: DoubleDouble

  init(_ a: Double, _ b: Double, _ x: Double, orders m: Int, _ n: Int) {
    self.a = a
    self.b = b
    self.x = x
    orders = (m, n)
    y = DoubleDouble.sum(1, -x)
    drift = y * a - DoubleDouble.product(b, x)
    logarithmOfY = y.preciseLogarithm
  }

  // MARK: The factor in front

  /// The logarithm of the number that the jet is relative to.
  private var logarithm: DoubleDouble {
    if a >= 20 && b >= 20 { return deviance }
    let main = DoubleDouble(x).preciseLogarithm * a + logarithmOfY * b
    let (small, large) = a <= b ? (a, b) : (b, a)
    let quotient = LogGammaExpansion.differenceQuotient(
      atOnePlus: DoubleDouble(large), step: small, order: 0)
    let first = LogGammaExpansion(atOnePlus: DoubleDouble(small), order: 0).coefficients[0]
    return main + (quotient[0] * small - first)
  }

  /// For large parameters relative to the mean (Loader's form), in which nothing cancels.
  private var deviance: DoubleDouble {
    let total = DoubleDouble.sum(a, b)
    let left = BetaDensity.deviance(-drift / DoubleDouble(a), total / DoubleDouble(a) * x)
    let right = BetaDensity.deviance(drift / DoubleDouble(b), total / DoubleDouble(b) * y)
    let root = (total / DoubleDouble(a) / DoubleDouble(b)).preciseLogarithm.scaled(by: 0.5)
    let corrections =
      LogGammaExpansion.stirlingCorrection(total, order: 0)[0]
      - LogGammaExpansion.stirlingCorrection(DoubleDouble(a), order: 0)[0]
      - LogGammaExpansion.stirlingCorrection(DoubleDouble(b), order: 0)[0]
    return left * a + right * b + (root - Coefficients.halfLogTwoPi) + corrections
  }

  /// `log(1 + z) - z`, where `1 + z` is known too.
  private static func deviance(_ z: DoubleDouble, _ onePlus: DoubleDouble) -> DoubleDouble {
    z.high.magnitude < 0.25 ? z.logarithmOfOnePlusMinusSelf : onePlus.preciseLogarithm - z
  }

  /// The jet of that number over the number itself, or without the power of `1 - x`.
  private func jet(withPowerOfY: Bool) -> ParameterJet {
    let (m, n) = orders
    var exponents = ParameterJet(orders: m, n)
    if m + n == 0 { return exponents.exponentialWithoutConstant }
    let total = DoubleDouble.sum(a, b)
    let both = LogGammaExpansion(atOnePlus: total, order: m + n).coefficients
    if m > 0 {
      let own = LogGammaExpansion(atOnePlus: DoubleDouble(a), order: m).coefficients
      for i in 1...m { exponents[i, 0] = both[i] - own[i] }
      exponents[1, 0] = exponents[1, 0] + DoubleDouble(x).preciseLogarithm
    }
    if n > 0 {
      let own = LogGammaExpansion.differenceQuotient(
        atOnePlus: DoubleDouble(b), step: a, order: n)
      for j in 1...n { exponents[0, j] = own[j] * a }
      if withPowerOfY { exponents[0, 1] = exponents[0, 1] + logarithmOfY }
    }
    for i in stride(from: 1, through: m, by: 1) {
      for j in stride(from: 1, through: n, by: 1) {
        exponents[i, j] = both[i + j] * ParameterJet.binomial(i + j, i)
      }
    }
    return exponents.exponentialWithoutConstant
  }

  /// The jet of `b / (a + b)`, where no coefficient cancels.
  private var share: ParameterJet {
    var jet = ParameterJet(orders: orders.0, orders.1)
    let reciprocal = DoubleDouble(1) / DoubleDouble.sum(a, b)
    for i in 0...orders.0 {
      for j in 0...orders.1 {
        let k = i + j
        var value = DoubleDouble(b)
        if k > 0 {
          let gain = DoubleDouble.product(b, ParameterJet.binomial(k - 1, i - 1))
          let loss = DoubleDouble.product(a, ParameterJet.binomial(k - 1, i))
          value = gain - loss
        }
        for _ in 0...k { value = value * reciprocal }
        jet[i, j] = k % 2 == 0 ? value : -value
      }
    }
    return jet
  }

  /// The jet of `a b / (a + b)`.
  private var weight: ParameterJet {
    var jet = share
    jet.multiply(by: DoubleDouble(a), plusBoth: false)
    return jet
  }

  private func derivative(
    _ jet: ParameterJet, _ other: ParameterJet, logarithm: DoubleDouble
  ) -> Scaled {
    guard logarithm.high > -3e5 else { return DistributionTail.zero }
    var factor = jet.lastOfProduct(with: other)
    for k in stride(from: 2, through: orders.0, by: 1) { factor = factor * Double(k) }
    for k in stride(from: 2, through: orders.1, by: 1) { factor = factor * Double(k) }
    return logarithm.exponential * factor
  }

  // MARK: Results

  /// The density, or its derivative by the parameters, times `x (1 - x)`.
  var densityTimesXY: Scaled {
    derivative(jet(withPowerOfY: true), weight, logarithm: logarithm)
  }

  /// The same for the derivative of order `k` of the density by `x`, times `(x (1 - x))^(k + 1)`.
  ///
  /// Leibniz' rule with the powers `x^(a - 1)` and `(1 - x)^(b - 1)`, in double-double as it cancels.
  func densityTimesPower(slope k: Int) -> Scaled {
    if k == 0 { return densityTimesXY }
    let (m, n) = orders
    var sum = ParameterJet(orders: m, n)
    var ofX = ParameterJet(DoubleDouble(1), orders: m, 0)
    for i in 0...k {
      var ofY = ParameterJet(DoubleDouble(1), orders: n, 0)
      for j in stride(from: 1, through: k - i, by: 1) {
        ofY.multiply(by: DoubleDouble.sum(b, -Double(j)), plusBoth: false)
      }
      var factor = DoubleDouble(ParameterJet.binomial(k, i) * ((k - i) % 2 == 0 ? 1 : -1))
      for _ in 0..<(k - i) { factor = factor * x }
      for _ in 0..<i { factor = factor * y }
      for p in 0...m {
        for q in 0...n { sum[p, q] = sum[p, q] + ofX[p, 0] * ofY[q, 0] * factor }
      }
      ofX.multiply(by: DoubleDouble.sum(a, -Double(i + 1)), plusBoth: false)
    }
    return derivative(jet(withPowerOfY: true) * weight, sum, logarithm: logarithm)
  }

  /// The tail that is not close to 1, or the derivative of one of them.
  var tail: DistributionTail {
    let isFew = b * x <= 1.5
    if !isFew && drift.high < 0 {
      return .upper(
        derivative(jet(withPowerOfY: true) * weight, integral, logarithm: logarithm))
    }
    if isFew {
      return .lower(
        derivative(
          jet(withPowerOfY: false) * share, alternatingSeries,
          logarithm: logarithmWithoutPowerOfY))
    }
    if a < 8 {
      return .lower(
        derivative(jet(withPowerOfY: true) * share, positiveSeries, logarithm: logarithm))
    }
    return .lower(derivative(jet(withPowerOfY: true) * weight, integral, logarithm: logarithm))
  }

  private var logarithmWithoutPowerOfY: DoubleDouble {
    if a >= 20 && b >= 20 { return deviance - logarithmOfY * b }
    return logarithm - logarithmOfY * b
  }

  /// `1 + a Σ (1 - b) ... (k - b) x^k / (k! (a + k))` (DLMF 8.17.7), for `b x <= 1.5`.
  private var alternatingSeries: ParameterJet {
    var factor = [DoubleDouble](repeating: DoubleDouble(0), count: orders.1 + 1)
    factor[0] = DoubleDouble(1)
    var sum = ParameterJet(orders: orders.0, orders.1)
    for k in 1..<400 {
      // Times (k - b - ε) x / k.
      let constant = DoubleDouble.sum(Double(k), -b)
      for j in stride(from: orders.1, through: 0, by: -1) {
        var value = factor[j] * constant
        if j > 0 { value = value - factor[j - 1] }
        factor[j] = value * x / Double(k)
      }
      var term = ParameterJet(orders: orders.0, orders.1)
      for j in factor.indices { term[0, j] = factor[j] }
      term.divide(by: DoubleDouble.sum(a, Double(k)))
      sum.add(term)
      if k > orders.1 && term.isNegligible(beside: sum) { break }
    }
    sum.multiply(by: DoubleDouble(a), plusBoth: false)
    sum[0, 0] = sum[0, 0] + 1
    return sum
  }

  /// `Σ (a + b) ... (a + b + k - 1) x^k / ((a + 1) ... (a + k))` (DLMF 8.17.8).
  private var positiveSeries: ParameterJet {
    var term = ParameterJet(DoubleDouble(1), orders: orders.0, orders.1)
    var sum = term
    let total = DoubleDouble.sum(a, b)
    for k in 1..<400 {
      term.multiply(by: total + Double(k - 1), plusBoth: true)
      term.divide(by: DoubleDouble.sum(a, Double(k)))
      term.scale(by: DoubleDouble(x))
      sum.add(term)
      if k > orders.0 + orders.1 && term.isNegligible(beside: sum) { break }
    }
    return sum
  }

  /// The integral of `(t/x)^a ((1 - t)/(1 - x))^b` over `log(t / (1 - t))`, from `x` to the side
  /// where it falls.
  private var integral: ParameterJet {
    let side: Double = drift.high < 0 ? 1 : -1
    let (slope, total, x, drift) = (drift.rounded, DoubleDouble.sum(a, b), x, drift)
    let curvature = total.high * x * (1 - x)
    let sample = { (distance: Double) in
      let u = side * distance
      let growth = x * Math.expm1(u)
      let logarithm = Math.log1p(growth)
      let bend = Math.log1pMinusSelf(growth) + x * Math.expm1MinusSelf(u)
      return TailIntegral.Sample(
        exponent: slope * u - total.high * bend,
        slope: slope - total.high * (x + growth) / (1 + growth) + total.high * x,
        first: u - logarithm, second: -logarithm)
    }
    if orders.0 + orders.1 < 2 {
      return TailIntegral.moments(
        slope: slope.magnitude, curvature: curvature, orders: orders.0, orders.1, sample)
    }
    return TailIntegral.preciseMoments(
      slope: slope.magnitude, curvature: curvature, orders: orders.0, orders.1, sample
    ) { distance in
      let u = distance * side
      let excess = u.exponentialMinusOneMinusSelf
      let growth = (excess + u) * x
      let deviation = growth.logarithmOfOnePlusMinusSelf
      let logarithm = deviation + growth
      return TailIntegral.PreciseSample(
        exponent: drift * u - (deviation + excess * x) * total, first: u - logarithm,
        second: -logarithm)
    }
  }

  /// The upper tail where it is the small one although `b x <= 1.5`, which takes an `a` that is
  /// small beside 1 or `b`; divided by `a / (a + b)`.
  ///
  /// One minus the alternating series, with the exponential minus 1 of the factor in front.
  var upperTailOverShare: DoubleDouble {
    let own = LogGammaExpansion.differenceQuotient(
      atOnePlus: DoubleDouble(0), step: a, order: 0)
    let both = LogGammaExpansion.differenceQuotient(
      atOnePlus: DoubleDouble(b), step: a, order: 0)
    let rate = DoubleDouble(x).preciseLogarithm - own[0] + both[0]
    var term = DoubleDouble(1)
    var sum = DoubleDouble(0)
    for k in 1..<400 {
      term = term * DoubleDouble.sum(Double(k), -b) * x / Double(k)
      let contribution = term / DoubleDouble.sum(a, Double(k))
      sum = sum + contribution
      if contribution.high.magnitude <= 0x1p-72 * sum.high.magnitude { break }
    }
    let lost = rate.exponentialMinusOne(times: a) + (rate * a).exponential.unscaled * sum
    return -(lost * b) + 1
  }
}
