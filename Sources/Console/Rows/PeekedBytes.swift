import Syntax

/// Bytes whose beginning has been looked at.
final class PeekedBytes: ByteReader {
  private let source: any ByteReader
  private var pending: [UInt8] = []

  init(_ source: any ByteReader) {
    self.source = source
  }

  /// The first byte that is no blank; nil if there is none.
  func firstByte() throws(Diagnostic) -> UInt8? {
    while true {
      if let first = pending.first(where: { !" \r\n\t\u{FEFF}".utf8.contains($0) }) { return first }
      let (longer, isEnd) = try pending.appending(1 << 12) {
        [source] room throws(Diagnostic) in try source.read(into: room)
      }
      if isEnd { return nil }
      pending = longer
    }
  }

  var isReady: Bool { !pending.isEmpty || source.isReady }

  func read(into room: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    guard !pending.isEmpty else { return try source.read(into: room) }
    let count = min(room.count, pending.count)
    room.copyBytes(from: pending[..<count])
    pending.removeSubrange(..<count)
    return count
  }
}
