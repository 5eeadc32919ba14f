#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The keys of the columns, as they stand in most lines: `"x":`.
final class RowKeys: Sendable {
  /// The bytes of each key.
  let names: [[UInt8]]
  let count: Int
  /// A bit for each of up to 64 columns.
  let all: UInt64
  /// What the longest of them takes with its quotes and its colon.
  let longest: Int
  nonisolated(unsafe) private let patterns: UnsafeMutablePointer<Pattern>

  /// A key with its quotes and the colon behind it.
  private struct Pattern {
    let text: UnsafeMutablePointer<UInt8>
    let length: Int
    /// Its first eight bytes, or as many as there are, and which they are.
    let word: UInt64
    let mask: UInt64

    init(_ name: [UInt8]) {
      let bytes = [Ascii.quote] + name + [Ascii.quote, Ascii.colon]
      length = bytes.count
      text = .allocate(capacity: max(8, length))
      text.initialize(repeating: 0, count: max(8, length))
      text.update(from: bytes, count: length)
      word = DigitWord.load(text)
      // What cannot stand between quotes as it is matches nothing.
      let isPlain = name.allSatisfy { $0 >= 0x20 && $0 != Ascii.quote && $0 != Ascii.backslash }
      mask = isPlain ? .max >> UInt64(8 * max(0, 8 - length)) : 0
    }
  }

  init(_ columns: [String]) {
    names = columns.map { Array($0.utf8) }
    count = names.count
    longest = (names.map(\.count).max() ?? 0) + 3
    all = count < 64 ? (1 << UInt64(count)) - 1 : .max
    patterns = .allocate(capacity: count)
    for (index, name) in names.enumerated() {
      (patterns + index).initialize(to: Pattern(name))
    }
  }

  deinit {
    for index in 0..<count { patterns[index].text.deallocate() }
    patterns.deallocate()
  }

  /// How long a column's key and its colon are, if they stand at the cursor; near the end of the text
  /// nil anyway.
  @inline(__always)
  func length(of column: Int, at cursor: ByteCursor) -> Int? {
    guard let start = cursor.bytes.baseAddress, cursor.count &- cursor.position >= max(8, longest)
    else { return nil }
    return length(of: column, at: start + cursor.position)
  }

  /// The same where there are as many bytes as the longest key takes, and at least eight.
  @inline(__always)
  func length(of column: Int, at text: UnsafePointer<UInt8>) -> Int? {
    let pattern = patterns + column
    let length = pattern.pointee.length
    guard DigitWord.load(text) & pattern.pointee.mask == pattern.pointee.word,
      length <= 8 || memcmp(text + 8, pattern.pointee.text + 8, length &- 8) == 0
    else { return nil }
    return length
  }
}
