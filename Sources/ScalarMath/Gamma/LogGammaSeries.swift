/// The logarithm of the gamma function near a point, in double-double: its Taylor coefficients to
/// any order, which are its derivatives over factorials.
///
/// The recurrence (DLMF 5.5.1) up to 24, then Stirling's series (DLMF 5.11.1) differentiated term by
/// term.
enum LogGammaSeries {
  private static let limit = 24.0

  /// The coefficients of orders `0 ... order` of `lgamma(x + scale d)` in `d`, for `x > 0`.
  static func coefficients(_ x: DoubleDouble, order: Int, scale: Double = 1) -> [DoubleDouble] {
    var sums = [DoubleDouble](repeating: DoubleDouble(0), count: order + 1)
    var product = DoubleDouble(1)
    var z = x
    while z.high < limit {
      product = product * z
      let step = DoubleDouble(scale) / z
      var power = step
      for k in stride(from: 1, through: order, by: 1) {
        sums[k] = sums[k] + power
        power = power * step
      }
      z = z + 1
    }
    for k in stride(from: 1, through: order, by: 1) {
      sums[k] = sums[k] * ((k % 2 == 0 ? 1 : -1) / DoubleDouble(Double(k)))
    }
    let main = stirling(z, order: order, scale: scale)
    for k in 0..<(order + 1) { sums[k] = sums[k] + main[k] }
    if z.high != x.high { sums[0] = sums[0] - product.preciseLogarithm }
    return sums
  }

  private static func stirling(_ z: DoubleDouble, order: Int, scale: Double) -> [DoubleDouble] {
    let inverse = DoubleDouble(1) / z
    let step = inverse * scale
    let logarithm = z.preciseLogarithm
    var sums = [(z - 0.5) * logarithm - z + Coefficients.halfLogTwoPi]
    if order > 0 { sums.append((logarithm - inverse.scaled(by: 0.5)) * scale) }
    // (-1)^k z^(1 - k) (1 / (k (k - 1)) + 1 / (2 k z))
    var power = DoubleDouble(scale)
    for k in stride(from: 2, through: order, by: 1) {
      power = power * -step
      let size = DoubleDouble(1) / Double(k - 1) + inverse.scaled(by: 0.5)
      sums.append(-(power * size / Double(k)))
    }
    let square = inverse * inverse
    var powers = inverse
    for i in 1..<(bernoulli.count + 1) {
      // b(i) z^(1 - 2i - k) (-1)^k binomial(2i - 2 + k, k)
      var term = bernoulli[i - 1] * powers
      sums[0] = sums[0] + term
      if term.high.magnitude < 0x1p-115 && order == 0 { break }
      for k in stride(from: 1, through: order, by: 1) {
        term = term * -step * Double(2 * i - 2 + k) / Double(k)
        sums[k] = sums[k] + term
      }
      powers = powers * square
    }
    return sums
  }

  /// `B(2i) / (2i (2i - 1))` from `i = 1`.
  private static let bernoulli: [DoubleDouble] = {
    let numbers: [(Double, Double)] = [
      (1, 6), (-1, 30), (1, 42), (-1, 30), (5, 66), (-691, 2730), (7, 6), (-3617, 510),
      (43867, 798), (-174_611, 330), (854_513, 138), (-236_364_091, 2730), (8_553_103, 6),
      (-23_749_461_029, 870), (8_615_841_276_005, 14322), (-7_709_321_041_217, 510),
    ]
    return numbers.enumerated().map { index, fraction in
      let i = Double(2 * (index + 1))
      return DoubleDouble(fraction.0) / (fraction.1 * i * (i - 1))
    }
  }()
}
