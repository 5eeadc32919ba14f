/// Eight decimal digits in a word, the first in its lowest byte: as a machine with the low byte first
/// loads them from a text.
enum DigitWord {
  static let zeros: UInt64 = 0x3030_3030_3030_3030

  @inline(__always)
  static func load(_ text: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  static func store(_ word: UInt64, at text: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(text).storeBytes(of: word.littleEndian, as: UInt64.self)
  }

  /// How many digits a word begins with, up to eight.
  @inline(__always)
  static func digitCount(_ word: UInt64) -> Int {
    // A byte gets its top bit if it is no digit; a carry can only reach bytes behind such a one.
    let values = word ^ zeros
    let others = (values | (values &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080
    return others.trailingZeroBitCount >> 3
  }

  /// The number whose digits are the values of a word's bytes, 0 to 9 each.
  @inline(__always)
  static func number(ofValues values: UInt64) -> UInt64 {
    // Pairs, then fours, then all eight.
    let pairs = values &* 10 &+ values >> 8
    let mask: UInt64 = 0x0000_00FF_0000_00FF
    let first = (pairs & mask) &* 0x000F_4240_0000_0064
    let second = ((pairs >> 16) & mask) &* 0x0000_2710_0000_0001
    return (first &+ second) >> 32
  }

  /// The values of the eight digits, leading zeros too, of a number below 10^8, a byte each.
  @inline(__always)
  static func values(of number: UInt64) -> UInt64 {
    let high = number / 10_000
    let halves = high | (number &- 10_000 &* high) << 32
    let hundreds = ((halves &* 10_486) >> 20) & 0x0000_007F_0000_007F
    let pairs = hundreds | (halves &- 100 &* hundreds) << 16
    let tens = ((pairs &* 103) >> 10) & 0x000F_000F_000F_000F
    return tens | (pairs &- 10 &* tens) << 8
  }
}
