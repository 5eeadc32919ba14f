extension Math {
  /// `polygamma(n, x)` for a negative `x` beside a zero, with all digits: the reflection formula
  /// (DLMF 5.15.6) by the Taylor series of the logarithm of the sine, in double-double.
  static func reflectedPolygamma(_ n: Int, _ x: Double) -> Double {
    let r = x - round(x)
    let order = n + 1
    let sine = DoubleDouble.preciseSinOfPi(DoubleDouble(r))
    let cosine = DoubleDouble.preciseSinOfPi(DoubleDouble.sum(0.5, -r.magnitude))
    let cotangent = cosine / sine
    let cycle = [DoubleDouble(1), cotangent, DoubleDouble(-1), -cotangent]
    var factor = DoubleDouble(1)
    var coefficients: [DoubleDouble] = []
    for k in 0..<(order + 1) {
      coefficients.append(cycle[k % 4] * factor)
      factor = factor * DoubleDouble.pi / Double(k + 1)
    }
    let logarithm = TaylorPolynomial(coefficients).logarithm.coefficients[order]
    let mirrored = LogGammaSeries.coefficients(DoubleDouble.sum(1, -x), order: order)[order]
    var value = -(logarithm + (order % 2 == 0 ? mirrored : -mirrored))
    for k in stride(from: 2, through: order, by: 1) { value = value * Double(k) }
    return value.rounded
  }
}
