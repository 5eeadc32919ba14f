/// Numbers as text, whatever the locale.
public enum NumberText {
  /// The shortest decimal that reads back to the same double: `2`, `0.1`, `1e22`, `-0.0`.
  ///
  /// Numbers that are not finite are `nan`, `inf` and `-inf`.
  public static func shortest(_ x: Double) -> String {
    guard x.isFinite else { return x.isNaN ? "nan" : x < 0 ? "-inf" : "inf" }
    if let integer = smallInteger(x) { return String(integer) }
    var bytes: [UInt8] = []
    appendDescription(of: x, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text of `shortest`.
  public static func append(_ x: Double, to bytes: inout [UInt8]) {
    if x.isFinite { append(finite: x, to: &bytes) } else { bytes += shortest(x).utf8 }
  }

  /// Appends the text of `shortest` for a finite number.
  static func append(finite x: Double, to bytes: inout [UInt8]) {
    if let integer = smallInteger(x) {
      bytes.append(contentsOf: String(integer).utf8)
    } else {
      appendDescription(of: x, to: &bytes)
    }
  }

  /// Appends Swift's description, which is the shortest decimal that reads back to the same
  /// double, without what it has for looks: the final `.0` of an integer, the plus and the
  /// leading zero of an exponent.
  private static func appendDescription(of x: Double, to bytes: inout [UInt8]) {
    var description = x.description
    description.withUTF8 { bytes.append(contentsOf: $0) }
    let end = bytes.count
    if x != 0, bytes[end - 2] == Ascii.dot, bytes[end - 1] == Ascii.zero {
      bytes.removeLast(2)
    } else if let e = bytes[max(0, end - 5)...].lastIndex(of: UInt8(ascii: "e")) {
      if bytes[e + 1] == Ascii.plus {
        bytes.remove(at: e + 1)
      } else if bytes[e + 2] == Ascii.zero {
        bytes.remove(at: e + 2)
      }
    }
  }

  /// The double nearest to a number in JSON's grammar (RFC 8259, section 6), ties to even.
  ///
  /// `nil` if the text is anything else, even by a space, or larger than every double. The time
  /// is linear in the length of the text.
  public static func parse(_ text: some Collection<UInt8>) -> Double? {
    let parsed = text.withContiguousStorageIfAvailable { parse(buffer: $0) }
    if let parsed { return parsed }
    return ContiguousArray(text).withUnsafeBufferPointer { parse(buffer: $0) }
  }

  private static func parse(buffer: UnsafeBufferPointer<UInt8>) -> Double? {
    var cursor = ByteCursor(buffer)
    guard case .value(let value) = cursor.scanNumber(), cursor.isAtEnd else { return nil }
    return value
  }

  /// `x` as an integer, if its shortest decimal is that integer's digits.
  @inline(__always)
  static func smallInteger(_ x: Double) -> Int? {
    guard x.magnitude < 9_007_199_254_740_992 else { return nil }
    let integer = Int(x)
    guard Double(integer) == x, integer != 0 || x.sign == .plus else { return nil }
    return integer
  }
}
