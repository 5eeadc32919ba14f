#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Tensor {
  /// `log(sum(exp(x)))` of the elements up to each along `axis`, without overflow.
  public func runningLogSumExp(axis: Int) -> Tensor {
    let type = arithmeticType
    if count == 0 { return Tensor(repeating: 0, shape: shape, type: type) }
    let layout = AxisLayout(shape, axis: axis)
    let (length, inner) = (layout.length, layout.inner)
    return withElements { source in
      Tensor(shape: shape, type: type) { result in
        for line in 0..<(layout.outer * inner) {
          let start = line / inner * length * inner + line % inner
          var sum = RunningSum()
          for place in 0..<length {
            let position = start + place * inner
            sum.add(source[position])
            result[position] = sum.logarithm
          }
        }
        type.round(result, count: count)
      }
    }
  }
}

/// A sum of exponentials as the largest exponent `m` and the sum of the exponentials of the
/// distances to it. The largest one is 1 and stays apart, so that the logarithm keeps its digits.
private struct RunningSum {
  private var largest = -Double.infinity
  /// The sum of the others, relative to the largest, in two parts.
  private var others = DoubleDouble(high: 0.0, low: 0)
  private var isNaN = false

  mutating func add(_ x: Double) {
    if x.isNaN { isNaN = true }
    if isNaN || x == -.infinity { return }
    guard largest > -.infinity else {
      largest = x
      return
    }
    guard largest < .infinity, x < .infinity else {
      largest = .infinity
      return
    }
    if x <= largest {
      add(exponentialOf: DoubleDouble(sum: x, -largest))
    } else {
      scale(by: DoubleDouble(sum: largest, -x))
      largest = x
    }
  }

  private mutating func add(exponentialOf distance: DoubleDouble<Double>) {
    guard distance.high > -746 else { return }
    let term = exp(distance.high)
    others.accumulate(term, error: term * distance.low)
  }

  /// The old largest one joins the others, and all are seen from the new one.
  private mutating func scale(by distance: DoubleDouble<Double>) {
    let factor = distance.high > -746 ? exp(distance.high) : 0
    let total = DoubleDouble(sum: 1, others.high)
    let product = DoubleDouble(product: total.high, factor)
    let rest = (total.low + others.low) * factor + total.high * factor * distance.low
    others = DoubleDouble(high: product.high, low: product.low + rest)
  }

  var logarithm: Double {
    if isNaN { return .nan }
    guard largest.isFinite else { return largest }
    let total = DoubleDouble(sum: 1, others.high)
    let rest = (total.low + others.low) / total.high
    let logarithm = DoubleDouble(sum: largest, log(total.high))
    return logarithm.high + (logarithm.low + rest)
  }
}
