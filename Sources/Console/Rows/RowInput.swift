import Glibc
import Syntax

/// Reads a descriptor in pieces of whole records, as they come in.
struct RowInput {
  private let descriptor: CInt
  private let name: String
  /// Whether a line end between quotes belongs to a field, as in CSV.
  private let hasQuotes: Bool
  private var buffer: [UInt8] = []
  private var isAtEnd = false
  /// The first piece is small, so that results come soon; the next ones are larger.
  private var pieceSize = 1 << 14

  private static let largestPiece = 1 << 19
  /// A record that is longer than this is refused.
  private static let largestRecord = 1 << 27

  init(path: String, hasQuotes: Bool) throws(Diagnostic) {
    name = path == "-" ? "standard input" : path
    self.hasQuotes = hasQuotes
    descriptor = path == "-" ? STDIN_FILENO : try FileInput.open(path)
  }

  /// The next piece; nil at the end. It ends with a record's end, except at the end of the input.
  ///
  /// - Parameter waits: whether to wait for input that has not come yet; an empty piece says that none
  ///   has.
  mutating func next(waits: Bool) throws(Diagnostic) -> [UInt8]? {
    while true {
      if buffer.count >= pieceSize || isAtEnd || !buffer.isEmpty && !isReady {
        let end = isAtEnd ? buffer.count : endOfRecords
        if end > 0 {
          let piece = Array(buffer[..<end])
          buffer.removeSubrange(..<end)
          pieceSize = min(2 * pieceSize, Self.largestPiece)
          return piece
        }
        if isAtEnd { return nil }
        guard buffer.count < Self.largestRecord else {
          throw Diagnostic(
            "row-too-long", "a row has more than \(Self.largestRecord) bytes", kind: .limit)
        }
      }
      if !waits, !isReady { return [] }
      try fill()
    }
  }

  /// The first record without its end, such as a header; nil if there is nothing.
  mutating func takeRecord() throws(Diagnostic) -> [UInt8]? {
    while true {
      if let end = endOfFirstRecord ?? (isAtEnd ? buffer.count : nil) {
        guard end > 0 || !buffer.isEmpty else { return nil }
        var record = Array(buffer[..<end])
        buffer.removeSubrange(..<min(end + 1, buffer.count))
        if record.last == UInt8(ascii: "\r") { record.removeLast() }
        return record.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(record.dropFirst(3)) : record
      }
      try fill()
    }
  }

  /// Where the line end stands that ends the first record.
  private var endOfFirstRecord: Int? {
    var isQuoted = false
    return buffer.firstIndex { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return byte == UInt8(ascii: "\n") && !(hasQuotes && isQuoted)
    }
  }

  /// Whether there is something to read, or the end.
  private var isReady: Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) > 0
  }

  /// Behind the last line end that ends a record.
  private var endOfRecords: Int {
    let lineEnd = UInt8(ascii: "\n")
    guard hasQuotes, buffer.contains(UInt8(ascii: "\"")) else {
      return buffer.lastIndex(of: lineEnd).map { $0 + 1 } ?? 0
    }
    var (isQuoted, end) = (false, 0)
    for (index, byte) in buffer.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == lineEnd, !isQuoted { end = index + 1 }
    }
    return end
  }

  private mutating func fill() throws(Diagnostic) {
    let room = max(pieceSize, 1 << 16)
    let before = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: room))
    let count = buffer.withUnsafeMutableBytes { raw in
      SystemCall.retrying { read(descriptor, raw.baseAddress.map { $0 + before }, room) }
    }
    let code = errno
    buffer.removeLast(room - max(0, count))
    if count == 0 { isAtEnd = true }
    guard count < 0 else { return }
    if code == EAGAIN, SystemCall.wait(for: descriptor, POLLIN) { return }
    throw Diagnostic(
      "unreadable-input",
      "\(name.withControlCharactersVisible) cannot be read: \(SystemCall.description(of: code))",
      kind: .unreadable)
  }
}
