/// The first 128 bits of a power of ten: `10^q` lies between `high * 2^64 + low` and one more, both
/// times `2^(binaryExponent(of: q) - 127)`.
struct PowerOfTen {
  /// With the top bit set.
  let high: UInt64
  let low: UInt64

  /// With these every double can be read and written.
  static let exponents = -342...324
  /// Those whose 128 bits are the whole power.
  static let exactExponents = 0...55

  /// The power of two below `10^exponent`, for all of `exponents`.
  @inline(__always)
  static func binaryExponent(of exponent: Int) -> Int { (exponent * 217_706) >> 16 }

  /// All of them, for who needs many: they are looked up faster than by a static property, which asks
  /// each time whether its table is there.
  struct Table {
    private let ordinary = PowerOfTen.ordinary - ordinaryExponents.lowerBound

    /// - Precondition: `exponent` is one of `exponents`.
    @inline(__always)
    subscript(exponent: Int) -> PowerOfTen {
      if exponent >= ordinaryExponents.lowerBound, exponent <= ordinaryExponents.upperBound {
        return ordinary[exponent]
      }
      return PowerOfTen.extraordinary(exponent)
    }
  }

  /// The ordinary ones have a table of their own, which is made in a moment: most programs need no
  /// other.
  private static let ordinaryExponents = -64...64
  nonisolated(unsafe) private static let ordinary = table(of: ordinaryExponents)
  nonisolated(unsafe) private static let all = table(of: exponents)

  @inline(never)
  private static func extraordinary(_ exponent: Int) -> PowerOfTen {
    all[exponent - exponents.lowerBound]
  }

  /// Makes a table, which is never given back.
  private static func table(of exponents: ClosedRange<Int>) -> UnsafePointer<PowerOfTen> {
    let table = UnsafeMutablePointer<PowerOfTen>.allocate(capacity: exponents.count)
    let one = table - exponents.lowerBound
    var five = PowerOfFive()
    for exponent in 0...exponents.upperBound {
      (one + exponent).initialize(to: five.bits)
      five.multiplyByFive()
    }
    five = PowerOfFive()
    for exponent in 1 ... -exponents.lowerBound {
      five.divideByFive()
      (one - exponent).initialize(to: five.bits)
    }
    return UnsafePointer(table)
  }
}

/// The leading 192 bits of a power of five, from below. Those of the power of ten are the same.
///
/// A step cuts off less than 2^-190 of the number, so that after all steps less than 2^-181 of it is
/// missing: less than 2^-53 of the last of its first 128 bits. A test compares those with the exact
/// powers.
private struct PowerOfFive {
  /// With the top bit set.
  private var high: UInt64 = 1 << 63
  private var middle: UInt64 = 0
  private var low: UInt64 = 0

  var bits: PowerOfTen { .init(high: high, low: middle) }

  mutating func multiplyByFive() {
    let lower = low.multipliedFullWidth(by: 5)
    let (second, carry) = Self.multiplied(middle, plus: lower.high)
    let (third, top) = Self.multiplied(high, plus: carry)
    let shift: UInt64 = top < 4 ? 2 : 3
    high = top << (64 - shift) | third >> shift
    middle = third << (64 - shift) | second >> shift
    low = second << (64 - shift) | lower.low >> shift
  }

  private static func multiplied(_ word: UInt64, plus carry: UInt64) -> (UInt64, carry: UInt64) {
    let product = word.multipliedFullWidth(by: 5)
    let (sum, overflow) = product.low.addingReportingOverflow(carry)
    return (sum, product.high + (overflow ? 1 : 0))
  }

  mutating func divideByFive() {
    // As many bits as leave the quotient its top bit and no more.
    let shift: UInt64 = high < 5 << 61 ? 3 : 2
    let first = (5 as UInt64).dividingFullWidth(
      (high >> (64 - shift), high << shift | middle >> (64 - shift)))
    let second = (5 as UInt64).dividingFullWidth(
      (first.remainder, middle << shift | low >> (64 - shift)))
    let third = (5 as UInt64).dividingFullWidth((second.remainder, low << shift))
    (high, middle, low) = (first.quotient, second.quotient, third.quotient)
  }
}
