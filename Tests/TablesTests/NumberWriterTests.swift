import Glibc
import Testing

@testable import Tables

@Suite struct NumberWriterTests {
  /// Swift's description, which is the shortest decimal nearest to the number, in our spelling.
  private static func reference(_ x: Double) -> String {
    guard x.isFinite else { return x.isNaN ? "nan" : x < 0 ? "-inf" : "inf" }
    if x == 0 { return x.sign == .minus ? "-0.0" : "0" }
    let parts = x.description.split(separator: "e")
    let mantissa = parts[0].hasSuffix(".0") ? parts[0].dropLast(2) : parts[0]
    guard parts.count == 2, let exponent = Int(parts[1]) else { return String(mantissa) }
    return "\(mantissa)e\(exponent)"
  }

  private static func check(_ x: Double) {
    for x in [x, -x] {
      let text = NumberText.shortest(x)
      #expect(text == reference(x), "\(x.bitPattern)")
      var bytes = Array("<".utf8)
      NumberText.append(x, to: &bytes)
      #expect(bytes.text == "<" + text)
    }
  }

  @Test func randomBits() {
    var generator = SeededGenerator(printingSeedOf: "randomBits")
    for _ in 0..<50_000 { Self.check(generator.anyDouble()) }
  }

  @Test func numbersOfEveryLength() {
    var generator = SeededGenerator(printingSeedOf: "numbersOfEveryLength")
    for _ in 0..<50_000 {
      let integer = Double(generator.next() >> UInt64.random(in: 0..<64, using: &generator))
      Self.check(integer)
      Self.check(integer / pow(10, Double(Int.random(in: 0...30, using: &generator))))
      Self.check(Double.random(in: -1...1, using: &generator))
      Self.check(Double(Float(integer) / 3))
    }
  }

  @Test func powersAndTheirNeighbours() {
    var numbers = (-1074...1023).map { Double(sign: .plus, exponent: $0, significand: 1) }
    for exponent in -324...308 {
      numbers += (1...9).map { strtod("\($0)e\(exponent)", nil) }
    }
    for number in numbers { for x in [number, number.nextUp, number.nextDown] { Self.check(x) } }
  }

  @Test func integersAndHalves() {
    for index in 0..<5_000 {
      let x = Double(index)
      for base in [0, 1e15, 0x1p52, 0x1p53, 1e16, 1e17] { Self.check(base + x) }
      for divisor in [2, 10, 64, 1e3, 1e5, 1e8] { Self.check(x / divisor) }
    }
  }

  @Test func subnormalNumbers() {
    var generator = SeededGenerator(printingSeedOf: "subnormalNumbers")
    for index in 0..<5_000 {
      Self.check(Double(bitPattern: UInt64(index)))
      Self.check(Double(bitPattern: generator.next() >> 12))
    }
  }

  /// Of the decimals that read back, as many digits less tell no more: the next shorter ones on both
  /// sides are other numbers.
  @Test func noShorterOneReadsBack() {
    var generator = SeededGenerator(printingSeedOf: "noShorterOneReadsBack")
    for _ in 0..<20_000 {
      let x = generator.anyDouble().magnitude
      let text = NumberText.shortest(x)
      var digits = text.prefix { $0 != "e" }.filter { $0 != "." }
      while digits.hasPrefix("0") { digits.removeFirst() }
      while digits.hasSuffix("0") { digits.removeLast() }
      guard digits.count > 1, let number = UInt64(digits.dropLast()) else { continue }
      // The power of ten of the last digit that is left.
      let exponent = Int(log10(x).rounded(.down)) - digits.count + 2
      for candidate in [number, number + 1] {
        for power in [exponent - 1, exponent, exponent + 1] {
          #expect(strtod("\(candidate)e\(power)", nil) != x, "\(text)")
        }
      }
    }
  }

  @Test func onlyItsRoomIsWritten() {
    for x in [
      0, -0.0, 1, -12345678, 123456789.5, -.greatestFiniteMagnitude, .leastNonzeroMagnitude,
      -.infinity,
      -0.00012345678901234567, 9_007_199_254_740_991, 0.1, .nan, 4_503_599_627_370_496.5,
    ] as [Double] {
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberWriter.room + 1) { room in
        room.initialize(repeating: 0xAA)
        let start = room.baseAddress!
        let end = NumberWriter().write(x, at: start)
        #expect(room[NumberWriter.room] == 0xAA)
        #expect(Array(start..<end).map(\.pointee).text == NumberText.shortest(x))
      }
    }
  }
}
