import Glibc
import Syntax

/// Collects output and writes it to a descriptor, checking every write and the end.
///
/// Whoever uses it calls `finish` at the end: a full disk may show only there. The process must
/// ignore SIGPIPE, or it dies before a write can say that the reader is gone.
///
/// Once the reader has gone or a write has failed, nothing more is written: each further call
/// reports the same again.
final class OutputWriter {
  /// How a call ended that has not failed.
  enum Outcome: Sendable {
    /// The bytes are written, or kept for the next flush.
    case written
    /// Nobody reads the pipe any more. That is no error: `| head` does it.
    case readerGone
  }

  private enum State {
    case open, readerGone
    case failed(Diagnostic)
  }

  /// For messages, such as `standard output`.
  let name: String
  private let descriptor: CInt
  private let capacity: Int
  private var buffer: [UInt8] = []
  private var hasWritten = false
  private var isClosed = false
  private var state = State.open

  init(descriptor: CInt = 1, name: String = "standard output", capacity: Int = 1 << 16) {
    self.descriptor = descriptor
    self.name = name
    self.capacity = capacity
    buffer.reserveCapacity(capacity)
  }

  @discardableResult
  func write(_ bytes: [UInt8]) throws(Diagnostic) -> Outcome {
    try write(bytes[...])
  }

  @discardableResult
  func write(_ bytes: ArraySlice<UInt8>) throws(Diagnostic) -> Outcome {
    if buffer.count + bytes.count > capacity { try flush() }
    if bytes.count >= capacity { return try send(bytes) }
    // What will not be written need not be kept.
    if case .open = state { buffer += bytes }
    return try outcome()
  }

  @discardableResult
  func write(_ text: String) throws(Diagnostic) -> Outcome {
    try write(Array(text.utf8))
  }

  /// Writes what has been collected.
  @discardableResult
  func flush() throws(Diagnostic) -> Outcome {
    defer { buffer.removeAll(keepingCapacity: true) }
    return try send(buffer[...])
  }

  /// Writes what has been collected and closes the descriptor, which can fail as well.
  ///
  /// A descriptor that was never open is an error only if there was something to write.
  @discardableResult
  func finish() throws(Diagnostic) -> Outcome {
    guard !isClosed else { return try outcome() }
    let outcome = try flush()
    isClosed = true
    // On Linux an interrupted close has closed all the same, and a second one may hit another file.
    if close(descriptor) == -1, outcome == .written, errno != EINTR, errno != EBADF || hasWritten {
      throw fail(errno)
    }
    return outcome
  }

  private func outcome() throws(Diagnostic) -> Outcome {
    switch state {
    case .open: return .written
    case .readerGone: return .readerGone
    case .failed(let diagnostic): throw diagnostic
    }
  }

  private func send(_ bytes: ArraySlice<UInt8>) throws(Diagnostic) -> Outcome {
    var rest = bytes
    while !rest.isEmpty, case .open = state {
      let count = rest.withUnsafeBytes { raw in
        SystemCall.retrying { Glibc.write(descriptor, raw.baseAddress, raw.count) }
      }
      if count > 0 {
        rest = rest.dropFirst(count)
        hasWritten = true
        continue
      }
      let code = count == 0 ? EIO : errno
      switch code {
      case EPIPE: state = .readerGone
      case EAGAIN where SystemCall.wait(for: descriptor, POLLOUT): continue
      default: throw fail(code)
      }
    }
    return try outcome()
  }

  private func fail(_ code: CInt) -> Diagnostic {
    let diagnostic = Diagnostic(
      "output-failed", "\(name) cannot be written: \(SystemCall.description(of: code))",
      kind: .output)
    state = .failed(diagnostic)
    return diagnostic
  }
}
