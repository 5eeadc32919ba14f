import Testing

@testable import Tables

@Suite struct PowerOfTenTests {
  @Test func thereIsOneForEachExponent() {
    #expect(PowerOfTen.table.count == PowerOfTen.exponents.count)
    #expect(PowerOfTen.table.allSatisfy { $0.significand >> 63 == 1 })
  }

  @Test func powersThatFitAreExact() {
    for exponent in 0...19 {
      let power = PowerOfTen.table[exponent - PowerOfTen.exponents.lowerBound]
      let integer = (0..<exponent).reduce(1 as UInt64) { product, _ in product * 10 }
      #expect(power.significand == integer << integer.leadingZeroBitCount)
      #expect(power.exponent == -integer.leadingZeroBitCount)
    }
  }

  /// `10^(a + b)` from `10^a` and `10^b`, by intervals in integers.
  @Test func productsAgree() {
    let lowest = PowerOfTen.exponents.lowerBound
    for first in stride(from: lowest, through: 288, by: 7) {
      for second in stride(from: max(lowest, lowest - first), through: min(288, 288 - first), by: 5)
      {
        let (a, b) = (PowerOfTen.table[first - lowest], PowerOfTen.table[second - lowest])
        let product = PowerOfTen.table[first + second - lowest]
        let lower = UInt128(a.significand) * UInt128(b.significand)
        let shift = product.exponent - a.exponent - b.exponent
        // Each factor is less than 2 too small, and so is the product.
        let slack = 2 * (UInt128(a.significand) + UInt128(b.significand)) + 4
        #expect(lower >> shift < UInt128(product.significand) + 2)
        #expect(UInt128(product.significand) <= (lower >> shift) + (slack >> shift) + 1)
      }
    }
  }
}
