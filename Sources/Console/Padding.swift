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
