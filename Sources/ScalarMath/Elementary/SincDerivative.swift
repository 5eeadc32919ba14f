extension Math {
  /// The n-th derivative of the normalised sinc, sin(πx)/(πx).
  ///
  /// Near 0 the Taylor series Σ (-1)^k π^2k x^(2k-n) / ((2k+1) (2k-n)!), elsewhere the recurrence
  /// that differentiating x · sinc(x) = sin(πx)/π n times gives. Both follow from
  /// sinc(x) = ∫ cos(πxt) dt over [0, 1], and are summed in double-double.
  public static func sinc(_ x: Double, derivative n: Int) -> Double {
    if n == 0 { return sinc(x) }
    let angle = Double.pi * x.magnitude
    if angle > Double(n) + 0.5 { return sincByRecurrence(x, n) }
    return x.magnitude < 0x1p-200 ? sincNearZero(x, n) : sincBySeries(x, n)
  }

  /// The first term of the series.
  private static func sincNearZero(_ x: Double, _ n: Int) -> Double {
    let first = (n + 1) / 2
    var power = DoubleDouble(first % 2 == 0 ? 1 : -1) / Double(2 * first + 1)
    for _ in 0..<(2 * first) { power = power * DoubleDouble.pi }
    return n % 2 == 0 ? power.rounded : power.rounded * x
  }

  private static func sincBySeries(_ x: Double, _ n: Int) -> Double {
    let first = (n + 1) / 2
    let z = DoubleDouble.pi * x
    let square = z * z
    // π^n (πx)^(2k-n) / (2k-n)!, with its sign.
    var term = n % 2 == 0 ? DoubleDouble(1) : z
    for _ in 0..<n { term = term * DoubleDouble.pi }
    if first % 2 == 1 { term = -term }
    var sum = DoubleDouble(0)
    var power = 2 * first - n
    for k in first..<(first + 60) {
      let contribution = term / Double(2 * k + 1)
      sum = sum + contribution
      if contribution.high.magnitude <= sum.high.magnitude * 0x1p-70 { break }
      term = term * -square / Double((power + 1) * (power + 2))
      power += 2
    }
    return sum.rounded
  }

  private static func sincByRecurrence(_ x: Double, _ n: Int) -> Double {
    if x.isInfinite { return 0 }
    let angle = Angle(halfTurns: x)
    let cycle = [angle.sine, angle.cosine, -angle.sine, -angle.cosine]
    if x.magnitude > 1e100 {
      return (cycle[n % 4].rounded / x) * pow(Double.pi, Double(n - 1)) + 0
    }
    var value = angle.sine / (DoubleDouble.pi * x)
    var power = DoubleDouble(1)
    for k in 1..<(n + 1) {
      value = (power * cycle[k % 4] - value * Double(k)) / x
      power = power * DoubleDouble.pi
    }
    return value.rounded + 0
  }
}
