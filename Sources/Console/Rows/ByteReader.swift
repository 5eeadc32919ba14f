import CDecompression
import CKernels
import Glibc
import Syntax

/// Bytes that come one after the other.
protocol ByteReader: AnyObject {
  /// Waits for bytes and writes them to `room`; says how many there were, 0 at the end.
  ///
  /// - Throws: what cannot be read, and `interrupted` if a signal asks the process to end.
  func read(into room: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int

  /// Whether there is something to read at once, or the end.
  var isReady: Bool { get }
}

extension ByteReader {
  /// So many bytes, or fewer at the end.
  func read(count: Int) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    // What a file promises is not allocated before it is there.
    while bytes.count < count {
      let wanted = min(count - bytes.count, max(1 << 19, bytes.count))
      let (longer, isEnd) = try bytes.appending(wanted) { [self] room throws(Diagnostic) in
        try read(into: room)
      }
      bytes = longer
      if isEnd { break }
    }
    return bytes
  }

  /// Leaves out so many bytes, or all that are left.
  func skip(_ count: Int) throws(Diagnostic) {
    var left = count
    while left > 0 {
      let (skipped, isEnd) = try [UInt8]().appending(min(left, 1 << 16)) {
        [self] room throws(Diagnostic) in try read(into: room)
      }
      if isEnd { return }
      left -= skipped.count
    }
  }
}

extension [UInt8] {
  /// These bytes with what `body` writes behind them, and whether it wrote nothing.
  func appending(
    _ room: Int, _ body: (UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int
  ) throws(Diagnostic) -> ([UInt8], Bool) {
    var failure: Diagnostic?
    var isEmpty = false
    let result = [UInt8](unsafeUninitializedCapacity: count + room) { target, count in
      _ = target.update(fromContentsOf: self)
      count = self.count
      do throws(Diagnostic) {
        let written = try body(
          UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(target)[count..<count + room]))
        isEmpty = written == 0
        count += written
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return (result, isEmpty)
  }
}

/// The bytes of a file, a pipe or a terminal.
final class FileBytes: ByteReader {
  /// For messages: a path in quotes, or `standard input`.
  let name: String
  private let descriptor: CInt
  private let isRegular: Bool
  /// What is there without its start, for a regular file.
  let size: Int?
  private(set) var count = 0

  /// - Parameter offset: where in a file reading begins.
  init(path: String, offset: Int = 0) throws(Diagnostic) {
    name = path == "-" ? "standard input" : "`\(path.withControlCharactersVisible)`"
    descriptor = path == "-" ? STDIN_FILENO : try FileInput.open(path)
    var status = stat()
    isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    size = isRegular ? Int(status.st_size) : nil
    if offset > 0 { lseek(descriptor, off_t(offset), SEEK_SET) }
    count = offset
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  var isReady: Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) > 0
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    while true {
      try wait()
      let got = Glibc.read(descriptor, room.baseAddress, room.count)
      if got >= 0 {
        count += got
        return got
      }
      let code = errno
      if code == EINTR || code == EAGAIN { continue }
      throw unreadable(SystemCall.description(of: code))
    }
  }

  /// Waits for bytes or for a signal that asks the process to end.
  private func wait() throws(Diagnostic) {
    if !isRegular {
      var entries = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: sg_interrupt_descriptor(), events: Int16(POLLIN), revents: 0),
      ]
      _ = SystemCall.retrying { poll(&entries, nfds_t(entries.count), -1) }
    }
    if sg_is_interrupted() { throw Diagnostic("interrupted", "interrupted") }
  }

  func unreadable(_ reason: String) -> Diagnostic {
    Diagnostic("unreadable-input", "\(name) cannot be read: \(reason)", kind: .unreadable)
  }
}

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
