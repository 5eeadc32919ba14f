import Syntax
import Testing

@Suite struct NumberLiteralTests {
  private func value(_ text: String) -> Double? {
    guard let expression = try? parse(text) else { return nil }
    guard case .number(let value) = expression.nodes[expression.root] else { return nil }
    return value
  }

  @Test(arguments: [
    ("1", 1.0), ("1.", 1), (".5", 0.5), ("0", 0), ("00", 0), ("0_0", 0), ("00.5", 0.5),
    ("1e-3", 0.001), ("1E+3", 1000), ("1_000", 1000), ("1_0.2_5e1_0", 10.25e10), ("01e1", 10),
    ("0x1F", 31), ("0XfF", 255), ("0x_1f", 31), ("0b101", 5), ("0B1_1", 3), ("0o17", 15),
    ("123456789012345", 123_456_789_012_345), ("1e22", 1e22), ("1e23", 1e23),
    ("9007199254740993", 9_007_199_254_740_992), ("0x20000000000001", 9_007_199_254_740_992),
    ("0x20000000000003", 9_007_199_254_740_996),
    ("0x200000000000010000000000000000001", 0x1.0000000000001p129),
    ("0xFFFFFFFFFFFFFFFFF", 0x1p68), ("1.7976931348623157e308", .greatestFiniteMagnitude),
    ("5e-324", .leastNonzeroMagnitude),
    ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown),
    ("1e-400", 0), ("0e999999999999999999999", 0), ("1e-99999999999999999999999", 0),
    ("0.000000000000000000000000000000000001", 1e-36),
  ])
  func literalsHaveTheirValue(text: String, expected: Double) {
    #expect(value(text) == expected)
  }

  @Test func everyDoubleReadsBack() {
    var generator = SeededGenerator(seed: 20_240_607)
    for _ in 0..<20_000 {
      let number = Double(bitPattern: generator.next() >> 1)
      guard number.isFinite else { continue }
      #expect(value(number.description) == number)
    }
  }

  @Test func shortDecimalsAreTheNearestDoubles() {
    var generator = SeededGenerator(seed: 20_240_608)
    for _ in 0..<20_000 {
      var text = String(generator.next() % 1_000_000_000_000_000)
      let point = text.index(text.startIndex, offsetBy: Int(generator.next() % UInt64(text.count)))
      text.insert(".", at: point)
      #expect(value("0" + text) == Double("0" + text), "\(text)")
    }
  }

  @Test func digitsBeyondThePrecisionDecideTies() {
    // The middle between 1 and the next double, then a hair above it after many zeros.
    let middle = "1.00000000000000011102230246251565404236316680908203125"
    #expect(value(middle) == 1)
    #expect(value(middle + String(repeating: "0", count: 2000) + "1") == 1.0.nextUp)
    let above = String(repeating: "0", count: 2000)
    #expect(value("0." + above + "1" + "e2001") == 1)
    #expect(value("1" + above + "e-2000") == 1)
    #expect(value("9007199254740993" + above + "1e-2001") == 9_007_199_254_740_994)
  }

  @Test func hundredsOfThousandsOfDigitsTakeLinearTime() {
    let digits = String(repeating: "7", count: 300_000)
    #expect(failure(digits)?.code == "number-too-large")
    #expect(value("0." + digits) == 0.777_777_777_777_777_8)
    #expect(value(digits + "e-299999") == 7.777_777_777_777_778)
    #expect(failure("0x" + digits)?.code == "number-too-large")
    #expect(failure("0b" + String(repeating: "1", count: 300_000))?.code == "number-too-large")
    #expect(failure("1e" + digits)?.code == "number-too-large")
  }

  @Test func theLargestHexadecimalIsTheLargestDouble() {
    let largest = "0x1FFFFFFFFFFFFF" + String(repeating: "0", count: 242)
    #expect(value(largest + "00")?.isFinite == nil)
    let exact = "0xFFFFFFFFFFFFF8" + String(repeating: "0", count: 242)
    #expect(value(exact) == .greatestFiniteMagnitude)
    #expect(failure("0x1" + String(repeating: "0", count: 256))?.code == "number-too-large")
  }
}
