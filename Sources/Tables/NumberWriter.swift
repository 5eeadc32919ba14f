/// Writes numbers into memory, as `NumberText.shortest` spells them.
public struct NumberWriter: Sendable {
  /// How many bytes a number may take, with those that are written beyond its end.
  public static let room = 40

  nonisolated(unsafe) private let powers = PowerOfTen.Table()

  public init() {}

  /// A number with the digits that it is to have.
  public struct Decided {
    public let number: Double
    /// 0 for integers and what is not finite, whose digits need no search.
    fileprivate let decimal: ShortestDecimal
  }

  /// Finds the digits of some numbers.
  ///
  /// Finding digits and writing them are long chains of operations that wait for each other. A processor
  /// does several of either at the same time, if all numbers are decided before all are written.
  ///
  /// - Parameters:
  ///   - stride: from a number to the next; 0 takes the same for all.
  ///   - spacing: from the place of one to the place of the next.
  public func decide(
    _ numbers: UnsafePointer<Double>, stride: Int, count: Int,
    into decided: UnsafeMutablePointer<Decided>, spacing: Int
  ) {
    var (number, place) = (numbers, decided)
    for _ in 0..<count {
      place.initialize(to: decide(number.pointee))
      number += stride
      place += spacing
    }
  }

  @inline(__always)
  private func decide(_ x: Double) -> Decided {
    let magnitude = x.magnitude
    let needsSearch =
      magnitude < .twoTo53 ? Double(Int64(x)) != x : magnitude < .infinity
    return Decided(number: x, decimal: needsSearch ? ShortestDecimal(magnitude, powers) : .zero)
  }

  /// Writes a number; returns the end of its text.
  ///
  /// Words are written whole: `room` bytes have to be there, and what stood behind the end is lost.
  public func write(
    _ x: Double, at text: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    // Sparse matrices are full of it.
    if x.bitPattern == 0 {
      text[0] = Ascii.zero
      return text + 1
    }
    return Self.write(decide(x), at: text)
  }

  /// The same with digits that have been found.
  @inline(__always)
  public static func write(
    _ x: Decided, at text: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    guard x.decimal.significand != 0 else { return write(withoutSearch: x.number, at: text) }
    text[0] = Ascii.minus
    return write(x.decimal, of: x.number.magnitude, at: text + (x.number < 0 ? 1 : 0))
  }

  private static func write(
    withoutSearch x: Double, at text: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    guard x.isFinite else { return write(x.isNaN ? "nan" : x < 0 ? "-inf" : "inf", at: text) }
    let integer = Int64(x)
    if integer > 0 { return write(integer: UInt64(integer), at: text) }
    if integer == 0 {
      guard x.sign == .plus else { return write("-0.0", at: text) }
      text[0] = Ascii.zero
      return text + 1
    }
    text[0] = Ascii.minus
    return write(integer: integer.magnitude, at: text + 1)
  }

  /// Writes a word; returns its end.
  public static func write(
    _ word: StaticString, at text: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    text.update(from: word.utf8Start, count: word.utf8CodeUnitCount)
    return text + word.utf8CodeUnitCount
  }

  /// - Parameter integer: above 0 and below 10^16.
  @inline(__always)
  private static func write(
    integer: UInt64, at text: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    if integer < 10 {
      text[0] = Ascii.zero | UInt8(truncatingIfNeeded: integer)
      return text + 1
    }
    if integer < 100_000_000 { return write(upToEightDigits: integer, at: text) }
    let (high, low) = integer.quotientAndRemainder(dividingBy: 100_000_000)
    let middle = write(upToEightDigits: high, at: text)
    DigitWord.store(DigitWord.values(of: low) | DigitWord.zeros, at: middle)
    return middle + 8
  }

  /// - Parameter integer: above 0.
  @inline(__always)
  private static func write(
    upToEightDigits integer: UInt64, at text: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    let values = DigitWord.values(of: integer)
    let leadingZeros = values.trailingZeroBitCount >> 3
    DigitWord.store(
      (values | DigitWord.zeros) &>> UInt64(truncatingIfNeeded: 8 &* leadingZeros), at: text)
    return text + (8 &- leadingZeros)
  }

  /// - Parameter x: positive, and no integer below 2^53.
  @inline(__always)
  private static func write(
    _ decimal: ShortestDecimal, of x: Double, at text: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    // Filled up with zeros to 17 digits: the first, and two words of eight.
    let missing = digitsMissing(from: decimal.significand)
    let (upper, lower) = (decimal.significand &* powersOfTen[missing])
      .quotientAndRemainder(dividingBy: 100_000_000)
    let (first, middle) = upper.quotientAndRemainder(dividingBy: 100_000_000)
    let (second, third) = (DigitWord.values(of: middle), DigitWord.values(of: lower))
    let count =
      third != 0
      ? 17 &- third.leadingZeroBitCount >> 3
      : second != 0 ? 9 &- second.leadingZeroBitCount >> 3 : 1
    let digits = Digits(
      first: Ascii.zero | UInt8(truncatingIfNeeded: first), second: second | DigitWord.zeros,
      third: third | DigitWord.zeros, count: count)
    // The power of ten of the first digit.
    let exponent = decimal.exponent &+ 16 &- missing
    if exponent >= -4, exponent < 8 { return digits.write(small: exponent, at: text) }
    return exponent > 0 && x <= .twoTo53
      ? digits.write(large: exponent, at: text) : digits.write(scientific: exponent, at: text)
  }

  /// How many digits fewer than 17 a number has, which has at most so many.
  @inline(__always)
  private static func digitsMissing(from number: UInt64) -> Int {
    if number >= 1_000_000_000_000_000 { return number < 10_000_000_000_000_000 ? 1 : 0 }
    return 17 &- digitCount(number)
  }

  /// - Parameter number: from 1 on.
  @inline(__always)
  private static func digitCount(_ number: UInt64) -> Int {
    // log10(2) is a little less than 1233/4096.
    let guess = ((64 &- number.leadingZeroBitCount) &* 1233) >> 12
    return guess &+ (number >= powersOfTen[guess] ? 1 : 0)
  }

  private static let powersOfTen: [UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
  ]

  /// The digits of a number, to be put around a point.
  private struct Digits {
    let first: UInt8
    let second: UInt64
    let third: UInt64
    /// Without the zeros at the end.
    let count: Int

    /// `1.25e-7`
    @inline(__always)
    func write(
      scientific exponent: Int, at text: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
      text[0] = first
      text[1] = Ascii.dot
      DigitWord.store(second, at: text + 2)
      DigitWord.store(third, at: text + 10)
      var end = text + (count == 1 ? 1 : count &+ 1)
      end[0] = UInt8(ascii: "e")
      end[1] = Ascii.minus
      end += exponent < 0 ? 2 : 1
      return NumberWriter.write(integer: UInt64(exponent.magnitude), at: end)
    }

    /// `0.00125` and `125.5`, for exponents from -4 to 7.
    ///
    /// Branches would depend on the numbers, and cost more than what is done in vain here.
    @inline(__always)
    func write(
      small exponent: Int, at text: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
      let below = exponent >> 63
      // The places behind the first digit that are before the point.
      let places = exponent & ~below
      let start = text + ((1 &- exponent) & below)
      DigitWord.store(DigitWord.zeros, at: text)
      // First as if there were no point among the digits, then what comes after it, a byte further on.
      start[0] = first
      DigitWord.store(second, at: start + 1)
      let offset = 1 & ~below
      DigitWord.store(
        second &>> UInt64(truncatingIfNeeded: 8 &* places), at: start + (1 &+ places &+ offset))
      DigitWord.store(third, at: start + (9 &+ offset))
      text[places &+ 1] = Ascii.dot
      return start + (count &+ offset)
    }

    /// `123456789012.5`, for exponents from 8 to 15; also an integer of 16 digits.
    @inline(never)
    func write(
      large exponent: Int, at text: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
      let point = text + (exponent &+ 1)
      text[0] = first
      DigitWord.store(second, at: text + 1)
      DigitWord.store(third, at: text + 9)
      guard count > exponent &+ 1 else { return point }
      DigitWord.store(third &>> UInt64(truncatingIfNeeded: 8 &* (exponent &- 8)), at: point + 1)
      point[0] = Ascii.dot
      return text + (count &+ 1)
    }
  }
}
