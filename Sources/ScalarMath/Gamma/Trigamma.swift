extension Math {
  /// The second derivative of `lgamma`; infinite at 0 and the negative integers.
  ///
  /// The recurrence (DLMF 5.15.5) up to 10, then the asymptotic series (DLMF 5.15.8); the
  /// reflection formula (DLMF 5.15.6) for negative arguments.
  public static func trigamma(_ x: Double) -> Double {
    if x > 0x1p100 { return 1 / x }
    if x > 0 {
      let reciprocal = DoubleDouble(1) / x
      return x < 0x1p-60
        ? 1 / x * (1 / x)
        : (reciprocal * reciprocal + trigammaOfOnePlus(x)).rounded
    }
    if !(x > -.infinity) { return .nan }
    let r = x - round(x)
    if r == 0 { return .infinity }
    if r.magnitude < 0x1p-60 { return 1 / r * (1 / r) }
    let ratio = DoubleDouble.pi / DoubleDouble.sinOfPi(r)
    return (ratio * ratio - trigammaOfOnePlus(-x)).rounded
  }

  /// `trigamma(1 + y)` for `y > 0`.
  private static func trigammaOfOnePlus(_ y: Double) -> Double {
    let steps = y < 9 ? 10 : 1
    let reciprocal = 1 / (y + Double(steps))
    let square = reciprocal * reciprocal
    let tail = reciprocal * square * polynomial(Coefficients.trigammaTail, square)
    var sum = reciprocal + (0.5 * square + tail)
    for k in (1..<steps).reversed() {
      let term = 1 / (y + Double(k))
      sum += term * term
    }
    return sum
  }
}
