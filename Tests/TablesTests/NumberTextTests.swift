import Testing

@testable import Tables

@Suite struct NumberTextTests {
  @Test(arguments: [
    (2.0, "2"), (-0.0, "-0.0"), (0.0, "0"), (0.1, "0.1"), (1e22, "1e22"), (1e-7, "1e-7"),
    (-1.5e-9, "-1.5e-9"), (1e-10, "1e-10"),
    (-1.5e300, "-1.5e300"), (123456.0, "123456"), (9_007_199_254_740_991, "9007199254740991"),
    (9_007_199_254_740_992, "9007199254740992"), (-9_007_199_254_740_994, "-9.007199254740994e15"),
    (1e16, "1e16"), (.leastNonzeroMagnitude, "5e-324"), (.nan, "nan"), (-.nan, "nan"),
    (.signalingNaN, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
    (.greatestFiniteMagnitude, "1.7976931348623157e308"), (100.25, "100.25"),
  ])
  func shortest(x: Double, text: String) {
    #expect(NumberText.shortest(x) == text)
  }

  @Test func shortestReadsBackByBits() {
    var generator = SeededGenerator(printingSeedOf: "shortestReadsBackByBits")
    for index in 0..<20_000 {
      let x = index % 2 == 0 ? generator.anyDouble() : generator.plainDouble()
      let text = NumberText.shortest(x)
      #expect(NumberText.parse(text.utf8)?.bitPattern == x.bitPattern, "\(text)")
    }
  }

  @Test func agreesWithPython() throws {
    for row in try Fixture.table("numbers.tsv") {
      let read = NumberText.parse(row[0])
      let expected = row[1].text == "range" ? nil : try double(row[1].text)
      #expect(read?.bitPattern == expected?.bitPattern, "\(row[0].text)")
    }
  }

  @Test(arguments: [
    "", " ", "1 ", " 1", "+1", "-", "--1", ".5", "1.", "-.5", "01", "-01", "00", "1e", "1e+", "1E-",
    "1.e5", "0x10", "1_000", "1,5", "nan", "NaN", "inf", "Infinity", "1e5.0", "1e400", "-1e400",
    "1\0", "1f", "0b1", "١", "1e5e5", "1..2",
  ])
  func refuses(text: String) {
    #expect(NumberText.parse(text.utf8) == nil)
  }

  @Test func acceptsAnyCollection() {
    #expect(NumberText.parse([0x31, 0x2E, 0x35]) == 1.5)
    #expect(NumberText.parse([9, 0x31, 0x2E, 0x35, 9][1..<4]) == 1.5)
    #expect(NumberText.parse(Array("5.1".utf8).reversed()) == 1.5)
  }

  @Test func aMillionDigitsTakeNoTime() {
    let digits = [UInt8](repeating: UInt8(ascii: "7"), count: 1_000_000)
    let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: 1_000_000)
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(NumberText.parse(Array("0.".utf8) + digits) == 0.7777777777777778)
      #expect(NumberText.parse(digits + Array("e-999999".utf8)) == 7.777777777777778)
      #expect(NumberText.parse(digits) == nil)
      #expect(NumberText.parse(Array("0.".utf8) + zeros + Array("25e1000001".utf8)) == 2.5)
      #expect(NumberText.parse(Array("1e".utf8) + digits) == nil)
      #expect(NumberText.parse(Array("1e-".utf8) + digits) == 0)
      #expect(NumberText.parse(Array("-1e-".utf8) + digits)?.sign == .minus)
    }
    #expect(time < .seconds(10))
  }
}
