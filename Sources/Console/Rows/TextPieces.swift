import Glibc
import Syntax

/// The input in pieces of whole rows.
protocol RowPieces: AnyObject {
  /// The next piece; nil at the end.
  func next() throws(Diagnostic) -> [UInt8]?

  /// Leaves out what an earlier run has done: so many rows, which came in so many bytes of pieces.
  func skip(rows: Int, bytes: Int) throws(Diagnostic)
}

/// Pieces of whole lines, or of whole records of CSV, as they come in.
final class TextPieces: RowPieces {
  private let source: any ByteReader
  /// Whether a line end between quotes belongs to a field, as in CSV.
  private let hasQuotes: Bool
  /// Whether each record is a piece.
  private let isOneByOne: Bool
  private var buffer: [UInt8] = []
  private var isAtEnd = false
  /// What ended the input, to be thrown behind the rows that came before it.
  private var failure: Diagnostic?
  /// The first piece is small, so that results come soon; the next ones are larger.
  private var pieceSize = 1 << 14

  private static let largestPiece = 1 << 20
  /// A record that is longer than this is refused.
  private static let largestRecord = 1 << 27

  init(_ source: any ByteReader, hasQuotes: Bool, isOneByOne: Bool) {
    self.source = source
    self.hasQuotes = hasQuotes
    self.isOneByOne = isOneByOne
  }

  func next() throws(Diagnostic) -> [UInt8]? {
    while true {
      if isOneByOne, let end = endOfFirstRecord { return take(end + 1) }
      if buffer.count >= pieceSize || isAtEnd || !buffer.isEmpty && !source.isReady {
        let end = isAtEnd ? buffer.count : isOneByOne ? 0 : endOfRecords
        if end > 0 {
          pieceSize = min(2 * pieceSize, Self.largestPiece)
          return take(end)
        }
        if let failure { throw failure }
        if isAtEnd { return nil }
      }
      fillOrFail()
    }
  }

  /// The first record, which stays where it is.
  func firstRecord() -> [UInt8] {
    while true {
      let start = buffer.firstIndex { !" \r\n\t".utf8.contains($0) } ?? buffer.count
      if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
        return Array(buffer[start..<end])
      }
      if isAtEnd { return Array(buffer[start...]) }
      fillOrFail()
    }
  }

  func skip(rows: Int, bytes: Int) throws(Diagnostic) {
    let held = min(bytes, buffer.count)
    buffer.removeSubrange(..<held)
    try source.skip(bytes - held)
  }

  /// The first record, without its end.
  func takeHeader(of name: String) throws(Diagnostic) -> [UInt8] {
    while true {
      if let end = endOfFirstRecord ?? (isAtEnd ? buffer.count : nil) {
        guard !buffer.isEmpty else {
          throw Diagnostic(
            "csv-header", "\(name) has no header: it is empty", hint: "--columns gives the names")
        }
        var record = take(min(end + 1, buffer.count))
        if record.last == UInt8(ascii: "\n") { record.removeLast() }
        if record.last == UInt8(ascii: "\r") { record.removeLast() }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return record.starts(with: mark) ? Array(record.dropFirst(mark.count)) : record
      }
      try fill()
    }
  }

  /// Hands out the first bytes; what is behind them is less, and is copied.
  private func take(_ count: Int) -> [UInt8] {
    var piece = buffer
    buffer = Array(piece[count...])
    piece.removeLast(piece.count - count)
    return piece
  }

  /// Where the line end stands that ends the first record.
  private var endOfFirstRecord: Int? {
    var isQuoted = false
    return buffer.firstIndex { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return byte == UInt8(ascii: "\n") && !(hasQuotes && isQuoted)
    }
  }

  /// Behind the last line end that ends a record.
  private var endOfRecords: Int {
    let lineEnd = UInt8(ascii: "\n")
    guard hasQuotes, hasQuote else { return buffer.lastIndex(of: lineEnd).map { $0 + 1 } ?? 0 }
    return buffer.withUnsafeBufferPointer { bytes in
      var (isQuoted, end) = (false, 0)
      for index in bytes.indices {
        if bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
        if bytes[index] == lineEnd, !isQuoted { end = index + 1 }
      }
      return end
    }
  }

  private var hasQuote: Bool {
    buffer.withUnsafeBytes { bytes in
      bytes.baseAddress.map { memchr($0, CInt(UInt8(ascii: "\"")), bytes.count) != nil } ?? false
    }
  }

  /// Reads on; what cannot be read ends the input, and is thrown behind the rows before it.
  private func fillOrFail() {
    do throws(Diagnostic) {
      try fill()
    } catch {
      failure = error
      isAtEnd = true
    }
  }

  private func fill() throws(Diagnostic) {
    guard buffer.count < Self.largestRecord else {
      throw Diagnostic(
        "row-too-long", "a row has more than \(Self.largestRecord) bytes", kind: .limit)
    }
    let room = max(pieceSize, buffer.count, 1 << 16)
    let isEnd: Bool
    (buffer, isEnd) = try buffer.appending(room) { [source] rest throws(Diagnostic) in
      try source.read(into: rest)
    }
    if isEnd { isAtEnd = true }
  }
}
