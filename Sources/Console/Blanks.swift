extension String {
  /// With blanks before it, up to a width.
  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  /// With blanks behind it, up to a width, and at least one.
  func rightPadded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}

extension StringProtocol {
  /// Without blanks around it.
  var withoutOuterBlanks: String {
    var text = Substring(self)
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}
