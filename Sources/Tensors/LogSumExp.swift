#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The logarithm of a sum of exponentials.
///
/// The largest element `m` is taken out: `m + log(1 + s)`, where `s` sums `exp(x - m)` over the
/// others. The rounding errors of the differences and of the sum are carried along. Where the two
/// parts cancel, the result `r` is corrected by `log(sum(exp(x - r)))`, a tiny number, computed in
/// double-double arithmetic.
enum LogSumExp {
  static func row(_ elements: UnsafeBufferPointer<Double>) -> Double {
    var largest = -Double.infinity
    var place = 0
    for i in 0..<elements.count {
      let x = elements[i]
      if x.isNaN { return x }
      if x > largest { (largest, place) = (x, i) }
    }
    guard largest.isFinite else { return largest }
    var sum = DoubleDouble(high: 0.0, low: 0)
    for i in 0..<elements.count where i != place {
      let distance = DoubleDouble(sum: elements[i], -largest)
      // Far below, where the difference may overflow, the exponential is 0.
      guard distance.high > -746 else { continue }
      let term = exp(distance.high)
      let next = DoubleDouble(sum: sum.high, term)
      sum.high = next.high
      sum.low += next.low + term * distance.low
    }
    // The logarithm of a rounded number is more accurate than log1p, and what rounding dropped is
    // known: log(u + d) = log(u) + d / u for so small a d.
    let total = DoubleDouble(sum: 1, sum.high)
    let rest = (total.low + sum.low) / total.high
    let logarithm = log(total.high)
    let result = DoubleDouble(sum: largest, logarithm)
    let estimate = result.high + (result.low + rest)
    let cancels =
      largest < 0 && abs(estimate) < 0.75 * (logarithm + rest) && logarithm + rest > 0x1p-700
    return cancels ? refined(estimate, elements, place) : estimate
  }

  /// - Parameter place: that of the largest element.
  private static func refined(
    _ estimate: Double, _ elements: UnsafeBufferPointer<Double>, _ place: Int
  ) -> Double {
    // sum(exp(x - r)) - 1, where the 1 is taken from the largest exponential before anything is
    // rounded.
    var excesses = DoubleDouble(high: Lanes.zero, low: Lanes.zero)
    for start in stride(from: 0, to: elements.count, by: 8) {
      var group = Lanes(repeating: -.infinity)
      for i in start..<min(start + 8, elements.count) { group[i - start] = elements[i] }
      var distance = DoubleDouble(sum: group, Lanes(repeating: -estimate))
      let isFar = distance.high .< -600
      distance.high.replace(with: -600, where: isFar)
      distance.low.replace(with: 0, where: isFar)
      var (power, rest) = distance.exponential()
      if place >= start && place < start + 8 { power[place - start] -= 1 }
      excesses = excesses + (rest + DoubleDouble(high: power, low: Lanes.zero))
    }
    var excess = DoubleDouble(high: 0.0, low: 0)
    for i in 0..<8 {
      excess = excess + DoubleDouble(high: excesses.high[i], low: excesses.low[i])
    }
    let correction = excess.high
    return estimate + (correction - correction * correction / 2)
  }
}
