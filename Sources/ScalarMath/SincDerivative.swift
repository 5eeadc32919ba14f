extension Math {
  /// The n-th derivative of the normalised sinc, sin(πx)/(πx).
  ///
  /// Near 0 the Taylor series Σ (-1)^k π^2k x^(2k-n) / ((2k+1) (2k-n)!), elsewhere the recurrence
  /// that differentiating x · sinc(x) = sin(πx)/π n times gives. Both follow from
  /// sinc(x) = ∫ cos(πxt) dt over [0, 1].
  public static func sinc(_ x: Double, derivative n: Int) -> Double {
    if n == 0 { return sinc(x) }
    let angle = Double.pi * x.magnitude
    if angle > Double(n) + 0.5 { return sincByRecurrence(x, n) }
    return sincBySeries(x, n)
  }

  private static func sincBySeries(_ x: Double, _ n: Int) -> Double {
    let first = (n + 1) / 2
    let z = Double.pi * x
    // π^n (πx)^(2k-n) / (2k-n)!, with its sign.
    var term = pow(Double.pi, Double(n)) * (first % 2 == 0 ? 1 : -1) * (n % 2 == 0 ? 1 : z)
    var sum = 0.0
    var power = 2 * first - n
    for k in first..<(first + 60) {
      let contribution = term / Double(2 * k + 1)
      sum += contribution
      if contribution.magnitude <= sum.magnitude * 1e-18 { break }
      term *= -z * z / Double((power + 1) * (power + 2))
      power += 2
    }
    return sum
  }

  private static func sincByRecurrence(_ x: Double, _ n: Int) -> Double {
    if x.isInfinite { return 0 }
    let (sine, cosine) = sinCosOfPi(times: x)
    let cycle = [sine, cosine, -sine, -cosine]
    var value = sine / (Double.pi * x)
    var power = 1.0
    for k in 1..<(n + 1) {
      value = (power * cycle[k % 4] - Double(k) * value) / x
      power *= Double.pi
    }
    return value
  }

  /// sin(πx) and cos(πx), with the multiple of 2 taken off exactly.
  private static func sinCosOfPi(times x: Double) -> (sine: Double, cosine: Double) {
    let remainder = x - 2 * (x / 2).rounded(.toNearestOrEven)
    let folded = remainder.magnitude
    let sign = remainder < 0 ? -1.0 : 1.0
    if folded <= 0.25 { return (sin(Double.pi * remainder), cos(Double.pi * folded)) }
    if folded <= 0.75 {
      let rest = Double.pi * (0.5 - folded)
      return (sign * cos(rest), sin(rest))
    }
    let rest = Double.pi * (1 - folded)
    return (sign * sin(rest), -cos(rest))
  }
}
