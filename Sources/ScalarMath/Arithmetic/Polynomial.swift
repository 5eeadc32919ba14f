/// The polynomial with the given coefficients, constant term first, at `x`.
///
/// Even and odd powers are summed apart (two interleaved Horner schemes), which halves the chain of
/// dependent operations.
@inline(__always)
func polynomial<let count: Int>(_ coefficients: InlineArray<count, Double>, _ x: Double) -> Double {
  let square = x * x
  var even = 0.0
  var odd = 0.0
  var i = count - 1
  if count % 2 == 1 {
    even = coefficients[i]
    i -= 1
  }
  while i > 0 {
    odd = odd * square + coefficients[i]
    even = even * square + coefficients[i - 1]
    i -= 2
  }
  return even + x * odd
}

/// A fitted polynomial whose constant term is known in double-double.
struct Fit<let count: Int> {
  let constant: DoubleDouble
  let rest: InlineArray<count, Double>

  @inline(__always)
  init(_ constant: DoubleDouble, _ rest: InlineArray<count, Double>) {
    self.constant = constant
    self.rest = rest
  }

  /// The value at `x`, with only the part that varies rounded to a double.
  @inline(__always)
  func callAsFunction(_ x: Double) -> DoubleDouble {
    DoubleDouble.orderedSum(constant.high, x * polynomial(rest, x) + constant.low)
  }
}
