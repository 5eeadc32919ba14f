/// The white space at the beginning of a line, by which Python groups statements.
struct Indentation {
  private let bytes: ArraySlice<UInt8>

  enum Relation { case same, deeper, shallower, incomparable }

  /// The white space directly before an offset; behind a prompt, that includes the prompt's space.
  init(before offset: Int, in source: SourceText) {
    var start = offset
    while start > 0, Self.isWhiteSpace(source.utf8[start - 1]) { start -= 1 }
    bytes = source.utf8[start..<offset]
  }

  /// How it stands to another one, whatever the width of a tab is: one has to begin with the other.
  func relation(to other: Indentation) -> Relation {
    if bytes.count >= other.bytes.count, bytes.starts(with: other.bytes) {
      return bytes.count == other.bytes.count ? .same : .deeper
    }
    return other.bytes.starts(with: bytes) ? .shallower : .incomparable
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
