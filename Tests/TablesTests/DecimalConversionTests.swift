import Glibc
import Testing

@testable import Tables

@Suite struct DecimalConversionTests {
  @Test func agreesWithTheLibrary() {
    var generator = SeededGenerator(printingSeedOf: "agreesWithTheLibrary")
    var undecided = 0
    for _ in 0..<50_000 {
      let significand = generator.next() >> UInt64.random(in: 0..<64, using: &generator)
      let exponent = Int.random(in: PowerOfTen.exponents, using: &generator)
      guard let value = DecimalConversion.nearest(significand, exponent: exponent) else {
        undecided += 1
        continue
      }
      #expect(value == strtod("\(significand)e\(exponent)", nil), "\(significand)e\(exponent)")
    }
    #expect(undecided < 500)
  }

  @Test func midpointsGoToTheEvenNeighbour() {
    for odd in [(1 << 53) + 1, (1 << 53) + 3, (1 << 54) - 1] as [UInt64] {
      #expect(NumberText.parse("\(odd)".utf8) == Double(odd))
      #expect(NumberText.parse("\(odd)000e-3".utf8) == Double(odd))
    }
  }

  @Test func everyExponentGivesTheExtremes() {
    for exponent in PowerOfTen.exponents {
      for significand in [1, 3, 1 << 53, (1 << 53) + 2, .max >> 1, .max] as [UInt64] {
        let text = "\(significand)e\(exponent)"
        #expect(NumberText.parse(text.utf8) == strtod(text, nil), "\(text)")
      }
    }
  }
}
