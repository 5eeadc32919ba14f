import Glibc
import Syntax

/// Writes whole files.
enum FileOutput {
  /// Writes a file under a temporary name and renames it at the end: nobody ever sees a part of it, and
  /// if anything fails, what was there before stays.
  ///
  /// - Throws: a diagnostic of the kind `.output` that names the path and the reason.
  static func write(_ bytes: [UInt8], path: String) throws(Diagnostic) {
    let temporary = path + ".\(getpid()).part"
    let descriptor = SystemCall.retrying {
      open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    }
    guard descriptor >= 0 else { throw failure(path, errno) }
    do throws(Diagnostic) {
      let writer = OutputWriter(
        descriptor: descriptor, name: "`\(path.withControlCharactersVisible)`")
      try writer.write(bytes)
      try writer.finish()
      guard rename(temporary, path) == 0 else { throw failure(path, errno) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static func failure(_ path: String, _ code: CInt) -> Diagnostic {
    Diagnostic(
      "output-failed",
      "`\(path.withControlCharactersVisible)` cannot be written: \(SystemCall.description(of: code))",
      kind: .output)
  }
}
