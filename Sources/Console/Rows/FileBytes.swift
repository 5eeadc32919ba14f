import CKernels
import Glibc
import Syntax

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
    name = path == "-" ? "standard input" : path.quotedPath
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
