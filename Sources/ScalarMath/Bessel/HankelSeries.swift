/// J and Y for arguments large beside the order: Hankel's asymptotic expansions (DLMF 10.17.3,
/// 10.17.4), whose terms fall below the last place from `x = 25` on where `v^2 <= 2 x`.
struct HankelSeries {
  let first: Double
  let second: Double

  static func isValid(order v: Double, x: Double) -> Bool { x >= 25 && v * v <= 2 * x }

  init(order v: Double, x: Double) {
    let square = 4 * v * v
    var term = 1.0
    var (even, odd) = (0.0, 0.0)
    for k in 1..<60 {
      let i = Double(k)
      term *= (square - (2 * i - 1) * (2 * i - 1)) / (8 * i) / x
      let signed = k & 2 == 0 ? term : -term
      if k & 1 == 0 { even += signed } else { odd += signed }
      if term.magnitude < 1e-19 { break }
    }
    let turned = ReducedAngle(x)
    let back = ReducedAngle.quarterTurns(v + 0.5)
    let product = DoubleDouble.product
    let cosine = product(turned.cosine, back.cosine) + product(turned.sine, back.sine)
    let sine = product(turned.sine, back.cosine) - product(turned.cosine, back.sine)
    let scale = (DoubleDouble(2) / DoubleDouble.pi).squareRoot / DoubleDouble(x).squareRoot
    let p = DoubleDouble.orderedSum(1, even)
    first = ((cosine * p - sine * odd) * scale).rounded
    second = ((sine * p + cosine * odd) * scale).rounded
  }

  /// The derivative of order `n` of J, or of Y (DLMF 10.6.7); no term cancels another.
  static func derivative(_ n: Int, order v: Double, x: Double, isSecond: Bool) -> Double {
    var sum = 0.0
    for k in 0...n {
      let series = HankelSeries(order: v + Double(2 * k - n), x: x)
      let weight = binomial(n, k) * (k % 2 == 0 ? 1 : -1)
      sum += weight * (isSecond ? series.second : series.first)
    }
    return sum * 0.5.power(of: n)
  }
}
