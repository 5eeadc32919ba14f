/// The search for where a log-concave distribution reaches a probability.
///
/// Newton's method on the logarithm of the tail, as a function of the logarithm (or logit) `v` of
/// the point. That function is concave, so the steps come from one side, after the first one; a
/// bracket takes care of starts from which the first step leads nowhere.
enum QuantileSearch {
  /// What is known at a point.
  struct Sample {
    /// The logarithm of the tail less that of the target, and its derivative by `v`.
    var excess: Double
    var rate: Double
    /// The derivative of the logarithm of the density by `v`.
    var bend: Double

    /// From the tail, and the magnitude of its derivative by `v`.
    init(tail: Scaled, target: Double, density: Scaled, isRising: Bool, bend: Double) {
      let ratio = density.value.high / tail.value.high
      let magnitude = ratio.multiplied(byPowerOfTwo: density.exponent - tail.exponent)
      rate = isRising ? magnitude : -magnitude
      self.bend = bend
      let scale = tail.exponent < -900 || target < 0x1p-900 ? 700 : 0
      let scaledTarget = scale == 0 ? target : target * 0x1p700
      if tail.exponent + scale < -1000 {
        excess = Math.log(tail.value.high) + Double(tail.exponent) * Ln2.value.high
        excess -= Math.log(target)
        return
      }
      let value = tail.value.scaled(by: .powerOfTwo(tail.exponent + scale))
      let relative = (value - scaledTarget).rounded / scaledTarget
      excess =
        relative < -0.5 || relative > 1
        ? Math.log(value.high) - Math.log(scaledTarget) : Math.log1p(relative)
    }
  }

  /// The point, and the step from there that is too small to be taken before rounding.
  static func run(
    from start: Double, within limits: ClosedRange<Double>, isRising: Bool,
    _ sample: (Double) -> Sample
  ) -> (point: Double, step: Double) {
    var (low, high) = (limits.lowerBound, limits.upperBound)
    var v = Swift.min(Swift.max(start.isNaN ? 0 : start, low), high)
    for _ in 0..<90 {
      let point = sample(v)
      if point.excess == 0 { return (v, 0) }
      if (point.excess < 0) == isRising { low = v } else { high = v }
      var step = -point.excess / point.rate
      if step * step * (1 + (point.bend - point.rate).magnitude) < 1e-18 { return (v, step) }
      if !(v + step > low && v + step < high) {
        step = 0.5 * (low + high) - v
        if step.magnitude <= 1e-16 * v.magnitude { return (v, 0) }
      }
      v += step
    }
    return (v, 0)
  }
}
