import Testing

@testable import Tables

@Suite struct PowerOfTenTests {
  /// Against integers of as many digits as it takes.
  @Test func everyPowerHasItsFirstBits() {
    let powers = PowerOfTen.Table()
    var five = LongInteger(one: 0)
    for exponent in 0...PowerOfTen.exponents.upperBound {
      Self.expect(powers[exponent], exponent, from: five, unit: 0)
      #expect((five.bitWidth <= 128) == PowerOfTen.exactExponents.contains(exponent))
      five.multiplyByFive()
    }
    five = LongInteger(one: LongInteger.bits - 1)
    for exponent in 0 ... -PowerOfTen.exponents.lowerBound {
      Self.expect(powers[-exponent], -exponent, from: five, unit: LongInteger.bits - 1)
      five.divideByFive()
    }
  }

  /// - Parameter unit: the power of five has been multiplied by `2^unit`.
  private static func expect(
    _ power: PowerOfTen, _ exponent: Int, from five: LongInteger, unit: Int
  ) {
    #expect([power.high, power.low] == five.first128, "10^\(exponent)")
    #expect(PowerOfTen.binaryExponent(of: exponent) == five.bitWidth - 1 - unit + exponent)
  }
}

/// A whole number of up to 1,280 bits, lowest word first.
private struct LongInteger {
  static let bits = 1280
  private var words = [UInt64](repeating: 0, count: bits / 64)

  /// A power of two.
  init(one exponent: Int) { words[exponent / 64] = 1 << UInt64(exponent % 64) }

  var bitWidth: Int {
    let top = words.lastIndex { $0 != 0 } ?? 0
    return 64 * (top + 1) - words[top].leadingZeroBitCount
  }

  /// The first 128 bits, filled up with zeros at the end.
  var first128: [UInt64] {
    let width = bitWidth
    return [1, 2].map { part in
      (0..<64).reduce(0) { word, index in
        let position = width - 64 * part + 63 - index
        let bit = position < 0 ? 0 : words[position / 64] >> UInt64(position % 64) & 1
        return word << 1 | bit
      }
    }
  }

  mutating func multiplyByFive() {
    var carry: UInt64 = 0
    for index in words.indices {
      let product = words[index].multipliedFullWidth(by: 5)
      let (sum, overflow) = product.low.addingReportingOverflow(carry)
      words[index] = sum
      carry = product.high + (overflow ? 1 : 0)
    }
  }

  mutating func divideByFive() {
    var rest: UInt64 = 0
    for index in words.indices.reversed() {
      (words[index], rest) = (5 as UInt64).dividingFullWidth((rest, words[index]))
    }
  }
}
