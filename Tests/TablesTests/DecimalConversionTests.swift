import Glibc
import Testing

@testable import Tables

@Suite struct DecimalConversionTests {
  @Test func agreesWithTheLibrary() {
    var generator = SeededGenerator(printingSeedOf: "agreesWithTheLibrary")
    for _ in 0..<50_000 {
      let significand = generator.next() >> UInt64.random(in: 0..<64, using: &generator)
      let exponent = Int.random(in: -350...310, using: &generator)
      let value = DecimalConversion.nearest(significand, exponent: exponent)
      #expect(value == strtod("\(significand)e\(exponent)", nil), "\(significand)e\(exponent)")
    }
  }

  /// Midpoints between two doubles and what is next to them, which are the hardest to decide.
  @Test func midpointsAreDecided() {
    var generator = SeededGenerator(printingSeedOf: "midpointsAreDecided")
    for _ in 0..<20_000 {
      // A midpoint needs one bit more than a double has.
      let odd = generator.next() >> 10 | 1 | 1 << 53
      let exponent = Int.random(in: -27...23, using: &generator)
      let significand = odd &<< UInt64.random(in: 0...10, using: &generator)
      for candidate in [significand &- 1, significand, significand &+ 1] where candidate > 0 {
        #expect(
          DecimalConversion.nearest(candidate, exponent: exponent)
            == strtod("\(candidate)e\(exponent)", nil), "\(candidate)e\(exponent)")
      }
    }
    for bits in 0..<2_000 as Range<UInt64> {
      // Between the smallest numbers there are.
      let middle = (Double(bits) + 0.5) * 4.9406564584124654
      for nudge in [0.999_999_999, 1, 1.000_000_001] {
        let significand = UInt64(middle * nudge * 1e12)
        #expect(
          DecimalConversion.nearest(significand, exponent: -336)
            == strtod("\(significand)e-336", nil))
      }
    }
  }

  @Test func midpointsGoToTheEvenNeighbour() {
    for odd in [(1 << 53) + 1, (1 << 53) + 3, (1 << 54) - 1] as [UInt64] {
      #expect(NumberText.parse("\(odd)".utf8) == Double(odd))
      #expect(NumberText.parse("\(odd)000e-3".utf8) == Double(odd))
    }
  }

  @Test func everyExponentGivesTheExtremes() {
    for exponent in -345...310 {
      for significand in [1, 3, 1 << 53, (1 << 53) + 2, .max >> 1, .max] as [UInt64] {
        let text = "\(significand)e\(exponent)"
        let value = strtod(text, nil)
        #expect(NumberText.parse(text.utf8) == (value.isFinite ? value : nil), "\(text)")
      }
    }
  }
}
