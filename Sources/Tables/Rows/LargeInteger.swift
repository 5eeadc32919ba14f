extension Double {
  /// Up to here every integer is a double, and from here on every double is an integer.
  static var twoTo53: Double { 9_007_199_254_740_992 }
}

extension ByteCursor {
  /// Whether a number that ends here is written as an integer, and is one that a double may not equal.
  @inline(__always)
  func isLargeInteger(_ number: Double, from start: Int) -> Bool {
    number.magnitude >= .twoTo53 && isInteger(from: start)
  }

  /// Whether what was read from `start` on has digits only.
  private func isInteger(from start: Int) -> Bool {
    bytes[(self[start] == Ascii.minus ? start + 1 : start)..<position].allSatisfy(Ascii.isDigit)
  }

  /// Whether the integer that ends here is another one than its double.
  ///
  /// Where the digits are those of the double's shortest decimal, filled up with zeros, it was the double
  /// that was written, and it is not misread.
  func isInexactInteger(_ number: Double, from start: Int) -> Bool {
    guard isLargeInteger(number, from: start) else { return false }
    let first = self[start] == Ascii.minus ? start + 1 : start
    let text = String(decoding: bytes[first..<position], as: UTF8.self)
    if number.magnitude < 0x1p64, text == String(UInt64(number.magnitude)) { return false }
    let digits = NumberText.shortest(number.magnitude).prefix { $0 != "e" }.filter { $0 != "." }
    let isWritten =
      text.hasPrefix(digits) && text.dropFirst(digits.count).allSatisfy { $0 == "0" }
    return !isWritten
  }
}
