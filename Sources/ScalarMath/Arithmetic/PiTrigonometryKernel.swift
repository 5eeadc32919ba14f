extension DoubleDouble {
  static let pi = DoubleDouble(0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53)

  /// `sin(pi r) / (pi r)` for `|r| <= 1/2`: the power series, of which the first two terms are
  /// summed in double-double.
  @inline(__always)
  static func sincOfPi(_ r: Double) -> DoubleDouble {
    let square = product(r, r)
    let z = square.high
    let tail = z * z * polynomial(Coefficients.sincTail, z)
    let term = square * Coefficients.sincSquare
    let s = orderedSum(1, term.high)
    return orderedSum(s.high, s.low + (term.low + tail))
  }

  /// `sin(pi r)` for `|r| <= 1/2`.
  @inline(__always)
  static func sinOfPi(_ r: Double) -> DoubleDouble { sincOfPi(r) * (pi * r) }

  /// `pi cot(pi r)` for `0 < |r| <= 1/2`.
  @inline(__always)
  static func piCotOfPi(_ r: Double) -> DoubleDouble {
    let cosine = sinOfPi(0.5 - r.magnitude)
    return cosine / (sincOfPi(r) * r)
  }
}
