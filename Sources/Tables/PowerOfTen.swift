/// A power of ten from below: it lies between `significand` and `significand + 2`, both times
/// `2^exponent`.
struct PowerOfTen {
  /// With the top bit set.
  let significand: UInt64
  let exponent: Int

  /// With these, a significand of 64 bits makes a normal double.
  static let exponents = -280...288

  /// The powers with `exponents`, in order.
  static let table: [PowerOfTen] = {
    var table: [PowerOfTen] = []
    table.reserveCapacity(exponents.count)
    var five = PowerOfFive()
    for exponent in stride(from: 0, through: exponents.lowerBound, by: -1) {
      table.append(.init(significand: five.high, exponent: five.exponent + 64 + exponent))
      five.divideByFive()
    }
    table.reverse()
    five = PowerOfFive()
    for exponent in 1...exponents.upperBound {
      five.multiplyByFive()
      table.append(.init(significand: five.high, exponent: five.exponent + 64 + exponent))
    }
    return table
  }()
}

/// A power of five from below, in 128 bits: `(high * 2^64 + low) * 2^exponent`.
///
/// A step cuts off less than 2^-127 of the number, so that after all steps less than 2^-118 of it
/// is missing: far less than the 2^-63 that leaving out `low` misses in the end.
private struct PowerOfFive {
  /// With the top bit set.
  var high: UInt64 = 1 << 63
  var low: UInt64 = 0
  var exponent = -127

  mutating func multiplyByFive() {
    let lower = low.multipliedFullWidth(by: 5)
    let upper = high.multipliedFullWidth(by: 5)
    let (middle, carry) = upper.low.addingReportingOverflow(lower.high)
    let top = upper.high + (carry ? 1 : 0)
    let shift: UInt64 = top < 4 ? 2 : 3
    high = top << (64 - shift) | middle >> shift
    low = middle << (64 - shift) | lower.low >> shift
    exponent += Int(shift)
  }

  mutating func divideByFive() {
    // As many bits as leave the quotient its top bit and no more.
    let shift: UInt64 = high < 5 << 61 ? 3 : 2
    let upper = (5 as UInt64).dividingFullWidth(
      (high >> (64 - shift), high << shift | low >> (64 - shift)))
    let lower = (5 as UInt64).dividingFullWidth((upper.remainder, low << shift))
    (high, low) = (upper.quotient, lower.quotient)
    exponent -= Int(shift)
  }
}
