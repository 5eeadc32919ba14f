/// Immutable UTF-8 text with a name; the thing source ranges point into.
public final class SourceText: Sendable {
  /// What the text is to the user: "expression", "argument x", a file name.
  public let name: String
  /// The text itself, without a leading byte order mark.
  public let text: String
  /// The bytes of `text`; every offset in a `SourceRange` counts these.
  public let utf8: [UInt8]
  private let lineStarts: [Int]
  /// The number of its first line in the file that it is a part of.
  public let firstLine: Int

  /// Wraps a text. One leading byte order mark is dropped.
  public init(_ text: String, name: String = "expression", firstLine: Int = 1) {
    var bytes = Array(text.utf8)
    if bytes.starts(with: Self.byteOrderMark) {
      bytes.removeFirst(Self.byteOrderMark.count)
      self.text = String(decoding: bytes, as: UTF8.self)
    } else {
      self.text = text
    }
    self.name = name
    self.firstLine = firstLine
    utf8 = bytes
    var starts = [0]
    for offset in bytes.indices where bytes[offset] == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// Reads bytes that came from outside.
  ///
  /// Throws `invalid-utf8` at the first byte that is not UTF-8 and `nul-character` at a NUL.
  /// One leading byte order mark is dropped.
  public convenience init(
    bytes: [UInt8], name: String, firstLine: Int = 1
  ) throws(Diagnostic) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .invalidUTF8(in: bytes, name: name)
    }
    self.init(text, name: name, firstLine: firstLine)
    if let offset = utf8.firstIndex(of: 0) {
      let range = SourceRange(start: offset, end: offset + 1)
      throw Diagnostic(
        "nul-character", "\(name.withControlCharactersVisible) contains a NUL byte (U+0000)",
        at: SourceLocation(source: self, range: range))
    }
  }

  /// The line and the column of an offset; lines count from the first one's number, columns from 1
  /// in Unicode scalars.
  ///
  /// An offset outside of the text is taken for the nearest one inside.
  public func position(at offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), utf8.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    var column = 1
    for index in lineStarts[low]..<offset where !isContinuation(utf8[index]) { column += 1 }
    return (low + firstLine, column)
  }

  /// The text of a line (from `firstLine` on) without its line end; empty for a line that does not
  /// exist.
  public func lineText(_ number: Int) -> String {
    let line = number - firstLine + 1
    guard line >= 1, line <= lineStarts.count else { return "" }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : utf8.count
    if end > start, utf8[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: utf8[start..<end], as: UTF8.self)
  }

  /// The number of lines; a text that ends in a line end has an empty last line.
  public var lineCount: Int { lineStarts.count }

  /// The piece of text in a range, cut to what exists.
  public subscript(range: SourceRange) -> String {
    let start = min(max(range.start, 0), utf8.count)
    let end = min(max(range.end, start), utf8.count)
    return String(decoding: utf8[start..<end], as: UTF8.self)
  }

  /// A place in this text.
  public func location(_ range: SourceRange) -> SourceLocation {
    SourceLocation(source: self, range: range)
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}

/// A half-open range of UTF-8 offsets.
///
/// Offsets have 32 bits: no longer text is parsed.
public struct SourceRange: Hashable, Sendable {
  @Compact public var start: Int
  @Compact public var end: Int

  public init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }

  /// The smallest range that holds both.
  public func union(_ other: SourceRange) -> SourceRange {
    SourceRange(start: min(start, other.start), end: max(end, other.end))
  }
}

/// A range together with the text it points into.
public struct SourceLocation: Sendable {
  public let source: SourceText
  public let range: SourceRange

  public init(source: SourceText, range: SourceRange) {
    self.source = source
    self.range = range
  }

  /// The piece of text it points at.
  public var text: String { source[range] }
}
