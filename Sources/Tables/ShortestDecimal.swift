/// The shortest decimal that reads back to a double, and of several the one nearest to it.
///
/// R. Giulietti, "The Schubfach way to render doubles", 2020: of the multiples of the largest power of
/// ten that is not longer than what rounds to the double, at most two are in there, and else one of the
/// two multiples of a tenth of it that are next to the double is the nearest of the shortest.
struct ShortestDecimal {
  /// May end in zeros.
  let significand: UInt64
  let exponent: Int

  static let zero = ShortestDecimal(significand: 0, exponent: 0)

  @inline(__always)
  private init(significand: UInt64, exponent: Int) {
    self.significand = significand
    self.exponent = exponent
  }

  /// - Parameter x: finite and positive.
  @inline(__always)
  init(_ x: Double, _ powers: PowerOfTen.Table) {
    self = Self(quickly: x, powers) ?? Self(exactly: x, powers)
  }

  /// Decides by 64 bits behind the point. Nil where these are not enough, which is rare, and for the
  /// powers of two and what is smaller than normal.
  @inline(__always)
  private init?(quickly x: Double, _ powers: PowerOfTen.Table) {
    let fraction = x.bitPattern & ((1 << 52) - 1)
    let biased = Int(truncatingIfNeeded: x.bitPattern >> 52)
    guard fraction != 0, biased != 0 else { return nil }
    let (decimalExponent, shift) = Self.scale(biased &- 1075, isLowerCloser: false)
    let power = powers[-decimalExponent]

    // The double in units of the power, from below: less than 2^-63 is missing.
    let factor = (fraction | 1 << 52) &<< shift
    let below = power.low.multipliedFullWidth(by: factor).high
    let above = power.high.multipliedFullWidth(by: factor)
    let (behindPoint, overflow) = above.low.addingReportingOverflow(below)
    let units = above.high &+ (overflow ? 1 : 0)
    // Its distance from the multiple of ten below, and the half of what rounds to it: from below, in
    // 2^-58, with less than 2 of these missing.
    let tens = units / 10
    let distance = (units &- 10 &* tens) << 58 | behindPoint >> 6
    let half = power.high &>> (7 &- shift)
    let rest = (10 << 58) &- distance
    guard min(distance &- half &+ 4, rest &- half &+ 4, behindPoint &- (1 << 63 &- 4)) > 8
    else { return nil }
    // No branches here, as nobody can foresee them: a difference below 0 has its top bit set.
    let isAboveInside = (rest &- half) >> 63
    let isInside = (distance &- half) >> 63 | isAboveInside
    let multiple = 10 &* (tens &+ isAboveInside)
    let nearest = units &+ behindPoint >> 63
    significand = nearest ^ ((nearest ^ multiple) & (0 &- isInside))
    exponent = decimalExponent
  }

  private init(exactly x: Double, _ powers: PowerOfTen.Table) {
    let fraction = x.bitPattern & ((1 << 52) - 1)
    let biased = Int(truncatingIfNeeded: x.bitPattern >> 52)
    let isNormal = biased != 0
    let binary = isNormal ? fraction | 1 << 52 : fraction
    // Below a power of two the neighbour is half as far away.
    let isLowerCloser = fraction == 0 && biased > 1
    let (decimalExponent, shift) = Self.scale(
      isNormal ? biased &- 1075 : -1074, isLowerCloser: isLowerCloser)
    let power = powers[-decimalExponent]
    // The power from above, unless it is exact.
    let isExact = PowerOfTen.exactExponents.contains(-decimalExponent)
    let (low, overflow) = power.low.addingReportingOverflow(isExact ? 0 : 1)
    let high = power.high &+ (overflow ? 1 : 0)

    // The double and the ends of what rounds to it, times four and in units of the power.
    let quarter = binary << 2
    let middle = Self.product(high, low, quarter &<< shift)
    let lower = Self.product(high, low, (quarter &- (isLowerCloser ? 1 : 2)) &<< shift)
    let upper = Self.product(high, low, (quarter &+ 2) &<< shift)
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

  /// The largest power of ten that is not longer than what rounds to the double, and the shift of the
  /// double, 1 to 4, that brings its product with the table's power to the place.
  @inline(__always)
  private static func scale(
    _ binaryExponent: Int, isLowerCloser: Bool
  ) -> (decimalExponent: Int, shift: UInt64) {
    // floor(log10(2^e)), or of three quarters of that.
    let exponent = (binaryExponent &* 1_262_611 &- (isLowerCloser ? 524_031 : 0)) >> 22
    let shift = binaryExponent &+ PowerOfTen.binaryExponent(of: -exponent) &+ 1
    return (exponent, UInt64(truncatingIfNeeded: shift))
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
