/// The Taylor coefficients of `lgamma(1 + z)` at a point `z >= 0`, to about 2^-95 of the largest
/// term: the logarithm itself, `digamma(1 + z)`, `trigamma(1 + z) / 2`, ...
///
/// The recurrence up to 24 and more, then Stirling's series and its derivatives (DLMF 5.11.1,
/// 5.15.8).
struct LogGammaExpansion {
  let coefficients: [DoubleDouble]

  init(atOnePlus z: DoubleDouble, order: Int) {
    var coefficients = [DoubleDouble](repeating: DoubleDouble(0), count: order + 1)
    var w = z + 1
    var product = DoubleDouble(1)
    let least = 24 + 2 * Double(order)
    while w.high < least {
      product = product * w
      LogGammaExpansion.subtractLogarithm(of: w, from: &coefficients)
      w = w + 1
    }
    let logarithm = w.preciseLogarithm
    let correction = LogGammaExpansion.stirlingCorrection(w, order: order)
    let main = (w - 0.5) * logarithm - w + Coefficients.halfLogTwoPi
    coefficients[0] = coefficients[0] + (main + correction[0])
    if product.high != 1 { coefficients[0] = coefficients[0] - product.preciseLogarithm }
    let reciprocal = DoubleDouble(1) / w
    if order > 0 {
      coefficients[1] =
        coefficients[1] + (logarithm - reciprocal.scaled(by: 0.5) + correction[1])
    }
    // Of (w - 1/2) log(w): (-1)^k [1 / (k (k - 1) w^(k-1)) + 1 / (2k w^k)].
    var power = reciprocal
    for k in stride(from: 2, through: order, by: 1) {
      let n = Double(k)
      let term = power / (n * (n - 1)) + power * reciprocal / (2 * n)
      let signed = k % 2 == 0 ? term : -term
      coefficients[k] = coefficients[k] + (signed + correction[k])
      power = power * reciprocal
    }
    self.coefficients = coefficients
  }

  /// The derivatives of `log(w)` over factorials, from the first on.
  private static func subtractLogarithm(
    of w: DoubleDouble, from coefficients: inout [DoubleDouble]
  ) {
    if coefficients.count == 1 { return }
    let reciprocal = DoubleDouble(1) / w
    var power = reciprocal
    for k in 1..<coefficients.count {
      let term = k == 1 ? power : power / Double(k)
      coefficients[k] = k % 2 == 1 ? coefficients[k] - term : coefficients[k] + term
      power = power * reciprocal
    }
  }

  /// What Stirling's formula leaves: the sum of `B(2j) / (2j (2j - 1) w^(2j - 1))`, with its
  /// Taylor coefficients in `w`.
  static func stirlingCorrection(_ w: DoubleDouble, order: Int) -> [DoubleDouble] {
    if w.high > 1e40 { return [DoubleDouble](repeating: DoubleDouble(0), count: order + 1) }
    let reciprocal = DoubleDouble(1) / w
    let square = reciprocal * reciprocal
    let series = Coefficients.preciseStirling
    let count = w.high > 1e8 ? 2 : w.high > 1e3 ? 6 : series.count
    var result: [DoubleDouble] = []
    var power = reciprocal
    for k in 0...order {
      // The coefficient of ε^k in (w + ε)^-p is (-1)^k binomial(p + k - 1, k) / w^(p + k).
      var sum = DoubleDouble(0)
      for j in stride(from: count - 1, through: 0, by: -1) {
        var binomial = DoubleDouble(1)
        for i in stride(from: 1, through: k, by: 1) {
          binomial = binomial * Double(2 * j + i) / Double(i)
        }
        sum = sum * square + (k == 0 ? series[j] : series[j] * binomial)
      }
      result.append(k % 2 == 0 ? sum * power : -(sum * power))
      power = power * reciprocal
    }
    return result
  }

  /// The coefficients of `[lgamma(1 + z + h) - lgamma(1 + z)] / h` as a function of `z`.
  static func differenceQuotient(
    atOnePlus z: DoubleDouble, step h: Double, order: Int
  ) -> [DoubleDouble] {
    if h > 1e-4 * (1 + z.high) {
      let near = LogGammaExpansion(atOnePlus: z, order: order).coefficients
      let far = LogGammaExpansion(atOnePlus: z + h, order: order).coefficients
      return zip(near, far).map { ($1 - $0) / h }
    }
    let terms = 8
    let all = LogGammaExpansion(atOnePlus: z, order: order + terms).coefficients
    return (0...order).map { k in
      // c(k+1) (k+1 choose 1) + c(k+2) (k+2 choose 2) h + ...
      var sum = DoubleDouble(0)
      for i in stride(from: terms, through: 1, by: -1) {
        var binomial = 1.0
        for j in 0..<i { binomial = binomial * Double(k + i - j) / Double(j + 1) }
        sum = sum * h + all[k + i] * binomial.rounded()
      }
      return sum
    }
  }
}
