/// Numbers as text, whatever the locale.
public enum NumberText {
  /// The shortest decimal that reads back to the same double: `2`, `0.1`, `1e22`, `-0.0`.
  ///
  /// Numbers that are not finite are `nan`, `inf` and `-inf`.
  public static func shortest(_ x: Double) -> String {
    String(unsafeUninitializedCapacity: NumberWriter.room) { text in
      text.baseAddress.map { NumberWriter().write(x, at: $0) - $0 } ?? 0
    }
  }

  /// Appends the text of `shortest`.
  public static func append(_ x: Double, to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberWriter.room) { text in
      guard let start = text.baseAddress else { return }
      let end = NumberWriter().write(x, at: start)
      bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
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
}
