#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A place in a text of bytes that moves forward and cannot leave the text.
///
/// Past the end it reads zeros. No grammar here allows a zero byte, so a scanner needs no check
/// for the end of its own: it stops at the zero, and `isAtEnd` tells the end from a zero byte.
struct ByteCursor {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var count: Int { bytes.count }
  var isAtEnd: Bool { position >= bytes.count }
  var current: UInt8 { self[position] }

  /// `index` must not be negative.
  subscript(index: Int) -> UInt8 {
    @inline(__always) get { index < bytes.count ? bytes[index] : 0 }
  }

  mutating func skipWhitespace() {
    while true {
      switch current {
      case Ascii.space, Ascii.newline, Ascii.carriageReturn, Ascii.tab: position += 1
      default: return
      }
    }
  }

  /// Moves past the blanks of a line.
  @inline(__always)
  mutating func skipBlanks() {
    while current <= Ascii.space,
      current == Ascii.space || current == Ascii.tab || current == Ascii.carriageReturn
    { position += 1 }
  }

  /// Where the line ends that goes on at a place in it: at a line feed or the end of the text.
  func lineEnd(from start: Int) -> Int {
    guard let text = bytes.baseAddress, start < count,
      let end = memchr(text + start, CInt(Ascii.newline), count - start)
    else { return count }
    return UnsafeRawPointer(end) - UnsafeRawPointer(text)
  }

  /// Whether the text goes on with `word` here.
  func starts(with word: StaticString) -> Bool {
    guard word.utf8CodeUnitCount <= count - position else { return false }
    for index in 0..<word.utf8CodeUnitCount
    where bytes[position + index] != word.utf8Start[index] { return false }
    return true
  }
}

/// Bytes of the grammars by name.
enum Ascii {
  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let apostrophe = UInt8(ascii: "'")
  static let backslash = UInt8(ascii: "\\")
  static let slash = UInt8(ascii: "/")
  static let comma = UInt8(ascii: ",")
  static let colon = UInt8(ascii: ":")
  static let dot = UInt8(ascii: ".")
  static let plus = UInt8(ascii: "+")
  static let minus = UInt8(ascii: "-")
  static let zero = UInt8(ascii: "0")
  static let nine = UInt8(ascii: "9")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let delete: UInt8 = 0x7F

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}
