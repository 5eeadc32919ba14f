import Glibc
import Syntax

/// Where rows are written: standard output, or a file that gets its name when it is complete.
struct RowOutput {
  private let writer: OutputWriter
  /// The temporary name and the final one.
  private let file: (temporary: String, path: String)?

  init(path: String) throws(Diagnostic) {
    guard path != "-" else {
      writer = OutputWriter(capacity: 1 << 18)
      file = nil
      return
    }
    let temporary = "\(path).\(getpid()).part"
    let name = "`\(path.withControlCharactersVisible)`"
    let descriptor =
      path.utf8.contains(0)
      ? -1
      : SystemCall.retrying { open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
    guard descriptor >= 0 else {
      throw Diagnostic(
        "output-failed", "\(name) cannot be written: \(SystemCall.description(of: errno))",
        kind: .output)
    }
    writer = OutputWriter(descriptor: descriptor, name: name, capacity: 1 << 18)
    file = (temporary, path)
  }

  /// False if nobody reads any more.
  func write(_ bytes: ArraySlice<UInt8>) throws(Diagnostic) -> Bool {
    if case .readerGone = try writer.write(bytes) { false } else { true }
  }

  /// Hands on what has been written so far; false if nobody reads any more.
  func flush() throws(Diagnostic) -> Bool {
    if case .readerGone = try writer.flush() { false } else { true }
  }

  /// Ends the output, and gives a file its name.
  func finish() throws(Diagnostic) {
    try writer.finish()
    guard let file else { return }
    guard rename(file.temporary, file.path) == 0 else {
      throw Diagnostic(
        "output-failed",
        "`\(file.path.withControlCharactersVisible)` cannot be written: "
          + SystemCall.description(of: errno), kind: .output)
    }
  }

  /// Takes back what was written to a file.
  func discard() {
    guard let file else { return }
    _ = try? writer.finish()
    unlink(file.temporary)
  }
}
