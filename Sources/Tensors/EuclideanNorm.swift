/// The square root of a sum of squares.
///
/// Where the plain sum leaves the range in which nothing is lost, the elements are scaled by a
/// power of two first, as in J. Blue, "A portable Fortran program to find the Euclidean norm of a
/// vector", 1978. The sum is compensated (T. Ogita, S. Rump, S. Oishi, "Accurate sum and dot
/// product", 2005), which leaves the rounding of the squares, half an ulp of the norm at most, and
/// that of the root.
enum EuclideanNorm {
  static func row(_ elements: UnsafeBufferPointer<Double>) -> Double {
    guard let start = elements.baseAddress else { return 0 }
    let sum = sumOfSquares(start, elements.count, scale: 1)
    if sum.high > 0x1p-900 && sum.high < 0x1p+900 { return squareRoot(sum) }
    var largest = 0.0
    for x in elements {
      if x.isNaN { return x }
      largest = max(largest, abs(x))
    }
    guard largest > 0, largest.isFinite else { return largest }
    // The scale of the smallest subnormal numbers would overflow; these are exact with less.
    let exponent = max(largest.exponent, -1000)
    let scale = Double(sign: .plus, exponent: -Int(exponent), significand: 1)
    return squareRoot(sumOfSquares(start, elements.count, scale: scale)) / scale
  }

  private static func sumOfSquares(
    _ start: UnsafePointer<Double>, _ count: Int, scale: Double
  ) -> DoubleDouble<Double> {
    var sum = DoubleDouble(high: 0.0, low: 0)
    var index = 0
    if count >= 8 {
      var sums = DoubleDouble(high: Lanes.zero, low: Lanes.zero)
      while index + 8 <= count {
        let scaled = start.lanes(at: index) * scale
        sums.accumulate(scaled * scaled, error: Lanes.zero)
        index += 8
      }
      sum = sums.total
    }
    while index < count {
      let scaled = start[index] * scale
      sum.accumulate(scaled * scaled, error: 0)
      index += 1
    }
    return sum
  }

  /// The root of both parts, by a step of Newton's iteration from that of the first.
  private static func squareRoot(_ x: DoubleDouble<Double>) -> Double {
    let root = x.high.squareRoot()
    let square = DoubleDouble(product: root, root)
    return root + ((x.high - square.high) - square.low + x.low) / (2 * root)
  }
}
