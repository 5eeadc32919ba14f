/// The shortest decimal that reads back to a double, and of several the one nearest to it.
///
/// R. Giulietti, "The Schubfach way to render doubles", 2020: of the multiples of the largest power of
/// ten that is not longer than what rounds to the double, at most two are in there, and else one of the
/// two multiples of a tenth of it that are next to the double is the nearest of the shortest.
struct ShortestDecimal {
  /// May end in zeros.
  let significand: UInt64
  let exponent: Int

  /// - Parameter x: finite, not zero; its sign has no meaning.
  @inline(__always)
  init(_ x: Double, _ powers: PowerOfTen.Table) {
    let fraction = x.bitPattern & ((1 << 52) - 1)
    let biased = Int(truncatingIfNeeded: (x.bitPattern >> 52) & 0x7FF)
    let isNormal = biased != 0
    let binary = isNormal ? fraction | 1 << 52 : fraction
    let binaryExponent = isNormal ? biased &- 1075 : -1074
    // Below a power of two the neighbour is half as far away.
    let isLowerCloser = fraction == 0 && biased > 1

    // floor(log10(2^e)), or of three quarters of that.
    let decimalExponent =
      (binaryExponent &* 1_262_611 &- (isLowerCloser ? 524_031 : 0)) >> 22
    let power = powers[-decimalExponent]
    // The power from above, unless it is exact.
    let isExact = decimalExponent <= 0 && -decimalExponent <= PowerOfTen.exactExponents.upperBound
    let (low, overflow) = power.low.addingReportingOverflow(isExact ? 0 : 1)
    let high = power.high &+ (overflow ? 1 : 0)
    let shift = UInt64(
      truncatingIfNeeded: binaryExponent &+ PowerOfTen.binaryExponent(of: -decimalExponent) &+ 1)

    // The double and the ends of what rounds to it, times four and in units of the power.
    let quarter = binary << 2
    let middle = Self.product(high, low, quarter << shift)
    let lower = Self.product(high, low, (quarter &- (isLowerCloser ? 1 : 2)) << shift)
    let upper = Self.product(high, low, (quarter &+ 2) << shift)
    // The ends themselves round to the double if that is even.
    let odd = binary & 1
    let (first, last) = (lower &+ odd, upper &- odd)

    let floor = middle >> 2
    if floor >= 10 {
      let tens = floor / 10
      let isBelowInside = first <= 40 &* tens
      let isAboveInside = 40 &* tens &+ 40 <= last
      if isBelowInside != isAboveInside {
        significand = tens &+ (isAboveInside ? 1 : 0)
        exponent = decimalExponent &+ 1
        return
      }
    }
    let isBelowInside = first <= 4 &* floor
    let isAboveInside = 4 &* floor &+ 4 <= last
    exponent = decimalExponent
    if isBelowInside != isAboveInside {
      significand = floor &+ (isAboveInside ? 1 : 0)
    } else {
      let half = 4 &* floor &+ 2
      let roundsUp = middle > half || middle == half && floor & 1 == 1
      significand = floor &+ (roundsUp ? 1 : 0)
    }
  }

  /// The product's highest 64 bits, the last of them set if anything is left below: "round to odd",
  /// which keeps every comparison that follows right.
  @inline(__always)
  private static func product(_ high: UInt64, _ low: UInt64, _ factor: UInt64) -> UInt64 {
    let below = low.multipliedFullWidth(by: factor)
    let above = high.multipliedFullWidth(by: factor)
    let (middle, overflow) = above.low.addingReportingOverflow(below.high)
    return (above.high &+ (overflow ? 1 : 0)) | (middle > 1 ? 1 : 0)
  }
}
