import CStreams
import Syntax

/// The bytes of a file as they were before compression, which its first bytes tell.
final class PlainBytes: ByteReader {
  private let source: FileBytes
  private var decoder: OpaquePointer?
  private var isComplete = true
  /// Bytes of the source that have not been handed on.
  private var pending: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  /// What the first bytes of each kind of compression are.
  private static let magic: [(bytes: [UInt8], compression: sg_compression)] = [
    ([0x1F, 0x8B], SG_GZIP), ([0x28, 0xB5, 0x2F, 0xFD], SG_ZSTD),
  ]
  private static let capacity = 1 << 16

  init(_ source: FileBytes) throws(Diagnostic) {
    self.source = source
    // A pipe may give its first bytes one by one.
    while pending.count < 4, !isAtEnd {
      try fill()
      let start = pending
      guard Self.magic.contains(where: { $0.bytes.starts(with: start.prefix($0.bytes.count)) })
      else { break }
    }
    let known = Self.magic.first { pending.starts(with: $0.bytes) }
    if let known { try open(known.compression) }
  }

  /// A part of a file with a known kind of compression.
  init(_ source: FileBytes, _ compression: sg_compression) throws(Diagnostic) {
    self.source = source
    try open(compression)
  }

  deinit { sg_decoder_close(decoder) }

  var isCompressed: Bool { decoder != nil }

  private func open(_ compression: sg_compression) throws(Diagnostic) {
    decoder = sg_decoder_open(compression)
    isComplete = false
    if decoder == nil {
      throw Diagnostic("out-of-memory", "there is no memory to decompress", kind: .limit)
    }
  }

  var isReady: Bool { position < pending.count || source.isReady }

  func read(into room: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    guard let decoder else { return try readPlain(into: room) }
    while true {
      if position == pending.count, !isAtEnd { try fill() }
      var (taken, given) = (0, 0)
      let state = pending.withUnsafeBufferPointer { input in
        sg_decode(
          decoder, input.baseAddress.map { $0 + position }, input.count - position, &taken,
          room.bindMemory(to: UInt8.self).baseAddress, room.count, &given)
      }
      position += taken
      switch state {
      case SG_CORRUPT: throw source.unreadable("the compressed data is damaged")
      case SG_NO_MEMORY:
        throw Diagnostic("out-of-memory", "there is no memory to decompress", kind: .limit)
      default: break
      }
      if taken > 0 || given > 0 { isComplete = state == SG_COMPLETE }
      if given > 0 { return given }
      if isAtEnd, position == pending.count {
        guard isComplete else { throw source.unreadable("the compressed data ends too early") }
        return 0
      }
    }
  }

  private func readPlain(into room: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    guard position < pending.count else {
      return isAtEnd ? 0 : try source.read(into: room)
    }
    let count = min(room.count, pending.count - position)
    room.copyBytes(from: pending[position..<position + count])
    position += count
    return count
  }

  /// Reads more of the source, behind what is left.
  private func fill() throws(Diagnostic) {
    pending.removeSubrange(..<position)
    position = 0
    (pending, isAtEnd) = try pending.appending(Self.capacity) {
      [source] room throws(Diagnostic) in try source.read(into: room)
    }
  }
}
