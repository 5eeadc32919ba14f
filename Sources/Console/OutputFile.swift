import Glibc
import Syntax

/// A file that gets its name when it is complete: nobody ever sees a part of it, and if anything fails,
/// what was there before stays.
struct OutputFile {
  let writer: OutputWriter
  private let temporary: String
  private let path: String

  /// Begins a file under a temporary name.
  ///
  /// - Throws: a diagnostic of the kind `.output` that names the path and the reason.
  init(path: String, mode: mode_t = 0o666, capacity: Int = 1 << 16) throws(Diagnostic) {
    self.path = path
    temporary = "\(path).\(getpid()).part"
    let descriptor = try Self.open(temporary, O_WRONLY | O_EXCL, mode: mode, for: path)
    writer = OutputWriter(descriptor: descriptor, name: path.quotedPath, capacity: capacity)
  }

  /// Ends the file and gives it its name.
  func finish() throws(Diagnostic) {
    try writer.finish()
    guard rename(temporary, path) == 0 else { throw Self.failure(path, errno) }
  }

  /// Takes back what was written.
  func discard() {
    _ = try? writer.finish()
    unlink(temporary)
  }

  /// Writes a whole file.
  static func write(
    _ bytes: [UInt8], path: String, mode: mode_t = 0o666
  ) throws(Diagnostic) {
    let file = try OutputFile(path: path, mode: mode)
    do throws(Diagnostic) {
      try file.writer.write(bytes)
      try file.finish()
    } catch {
      file.discard()
      throw error
    }
  }

  /// A descriptor for writing a file, which is made if there is none.
  ///
  /// - Parameter path: what messages call it.
  static func open(
    _ name: String, _ flags: CInt, mode: mode_t = 0o666, for path: String
  ) throws(Diagnostic) -> CInt {
    // The system would take a zero byte for the end of the path, and write another file.
    let descriptor =
      name.utf8.contains(0)
      ? -1 : SystemCall.retrying { Glibc.open(name, flags | O_CREAT | O_CLOEXEC, mode) }
    guard descriptor >= 0 else { throw failure(path, errno) }
    return descriptor
  }

  static func failure(_ path: String, _ code: CInt) -> Diagnostic {
    Diagnostic(
      "output-failed", "\(path.quotedPath) cannot be written: \(SystemCall.description(of: code))",
      kind: .output)
  }
}
