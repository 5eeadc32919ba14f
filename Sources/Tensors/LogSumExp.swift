import CKernels

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
    let largest = largest(of: elements)
    guard largest.isFinite, let place = elements.firstIndex(of: largest) else { return largest }
    let sum = sumOfOthers(elements, largest, place)
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

  /// NaN if there is one.
  private static func largest(of elements: UnsafeBufferPointer<Double>) -> Double {
    var largest = Lanes(repeating: -.infinity)
    for start in stride(from: 0, to: elements.count, by: Lanes.scalarCount) {
      largest = Maximum.combine(largest, group(of: elements, at: start))
    }
    return (1..<Lanes.scalarCount).reduce(largest[0]) { Maximum.combine($0, largest[$1]) }
  }

  /// Eight elements, or what is left of them and nothing.
  @inline(__always)
  private static func group(of elements: UnsafeBufferPointer<Double>, at start: Int) -> Lanes {
    if start + Lanes.scalarCount <= elements.count, let base = elements.baseAddress {
      return base.lanes(at: start)
    }
    var group = Lanes(repeating: -.infinity)
    for i in start..<elements.count { group[i - start] = elements[i] }
    return group
  }

  /// The sum of the exponentials of the distances from the largest element, that one's left out.
  private static func sumOfOthers(
    _ elements: UnsafeBufferPointer<Double>, _ largest: Double, _ place: Int
  ) -> DoubleDouble<Double> {
    let block = 64
    var sums = DoubleDouble(high: Lanes.zero, low: Lanes.zero)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * block) { memory in
      guard let powers = memory.baseAddress else { return }
      let rests = powers + block
      for first in stride(from: 0, to: elements.count, by: block) {
        let end = min(block, elements.count - first)
        for i in stride(from: 0, to: end, by: Lanes.scalarCount) {
          var distance = DoubleDouble(
            sum: group(of: elements, at: first + i), Lanes(repeating: -largest))
          // Far below, where the difference may overflow, the exponential is 0: a rest that is no
          // number says so.
          let isFar = .!(distance.high .> -746)
          distance.high.replace(with: 0, where: isFar)
          distance.low.replace(with: .nan, where: isFar)
          (powers + i).store(distance.high)
          (rests + i).store(distance.low)
        }
        if place >= first && place < first + end { rests[place - first] = .nan }
        sg_exponential(powers, powers, (end + 7) & ~7)
        for i in stride(from: 0, to: end, by: Lanes.scalarCount) {
          var (term, rest) = (powers.lanes(at: i), rests.lanes(at: i))
          let isLeftOut = rest .!= rest
          term.replace(with: 0, where: isLeftOut)
          rest.replace(with: 0, where: isLeftOut)
          sums.accumulate(term, error: term * rest)
        }
      }
    }
    return sums.total
  }

  /// - Parameter place: that of the largest element.
  private static func refined(
    _ estimate: Double, _ elements: UnsafeBufferPointer<Double>, _ place: Int
  ) -> Double {
    // sum(exp(x - r)) - 1, where the 1 is taken from the largest exponential before anything is
    // rounded.
    var excesses = DoubleDouble(high: Lanes.zero, low: Lanes.zero)
    for start in stride(from: 0, to: elements.count, by: 8) {
      var distance = DoubleDouble(
        sum: group(of: elements, at: start), Lanes(repeating: -estimate))
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
