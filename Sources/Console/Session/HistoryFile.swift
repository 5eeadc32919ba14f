import Glibc
import Syntax

/// What was entered in earlier sessions: one entry a line, oldest first.
///
/// Each entry is appended as it is entered, under a lock, so a crash loses nothing and sessions at
/// the same time do not lose each other's. A line break in an entry is `\n`, a backslash `\\`.
struct HistoryFile {
  let path: String

  /// How many entries are kept; the file may grow to twice as many before it is cut.
  static let memory = 10_000

  /// `$XDG_STATE_HOME/swiftgrad/history`, by the XDG Base Directory Specification; nil without a home.
  static var standard: HistoryFile? {
    let variable = { (name: String) in
      getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    guard let folder = variable("XDG_STATE_HOME") ?? variable("HOME").map({ $0 + "/.local/state" })
    else { return nil }
    return HistoryFile(path: folder + "/swiftgrad/history")
  }

  // MARK: Reading

  /// The last entries; none if there is no file that can be read.
  func entries() -> [String] {
    guard let bytes = try? FileInput.read(path: path, limit: 1 << 28) else { return [] }
    return bytes.split(separator: UInt8(ascii: "\n")).suffix(Self.memory).map(Self.decoded)
  }

  static func encoded(_ entry: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in entry.utf8 {
      switch byte {
      case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
      case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
      default: bytes.append(byte)
      }
    }
    return bytes
  }

  static func decoded(_ line: ArraySlice<UInt8>) -> String {
    guard line.contains(UInt8(ascii: "\\")) else { return String(decoding: line, as: UTF8.self) }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in line {
      if isEscaped {
        bytes.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Writing

  /// Adds an entry.
  ///
  /// - Throws: if the file cannot be written, with the reason.
  func append(_ entry: String) throws(Diagnostic) {
    try makeFolder()
    try locked { descriptor throws(Diagnostic) in
      let line = Self.encoded(entry) + [UInt8(ascii: "\n")]
      let count = line.withUnsafeBytes { raw in
        SystemCall.retrying { write(descriptor, raw.baseAddress, raw.count) }
      }
      guard count == line.count else { throw failure(count < 0 ? errno : ENOSPC) }
    }
  }

  /// Drops the oldest entries of a file that has grown to twice what is kept.
  func cut() throws(Diagnostic) {
    guard let bytes = try? FileInput.read(path: path, limit: 1 << 28) else { return }
    let lineEnd = UInt8(ascii: "\n")
    guard bytes.count(where: { $0 == lineEnd }) > 2 * Self.memory else { return }
    try locked { _ throws(Diagnostic) in
      // Others may have appended before the lock was ours.
      let lines = try FileInput.read(path: path, limit: 1 << 28).split(separator: lineEnd)
      let kept = Array(lines.suffix(Self.memory).joined(separator: [lineEnd])) + [lineEnd]
      try OutputFile.write(kept, path: path, mode: 0o600)
    }
  }

  /// Runs `body` with the file open for appending and nobody else writing to it.
  private func locked(_ body: (CInt) throws(Diagnostic) -> Void) throws(Diagnostic) {
    while true {
      let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw failure(errno) }
      defer { close(descriptor) }
      guard SystemCall.retrying({ flock(descriptor, LOCK_EX) }) == 0 else { throw failure(errno) }
      // Whoever had the lock may have put another file in its place.
      var (own, current) = (stat(), stat())
      guard fstat(descriptor, &own) == 0 else { throw failure(errno) }
      guard stat(path, &current) == 0, own.st_ino == current.st_ino else { continue }
      return try body(descriptor)
    }
  }

  /// Makes the folders around the file, for the user alone.
  private func makeFolder() throws(Diagnostic) {
    let parts = path.split(separator: "/").dropLast()
    var folder = ""
    for part in parts {
      folder += "/" + part
      if mkdir(folder, 0o700) != 0, errno != EEXIST {
        let code = errno
        // A folder above that cannot be made may be there all the same.
        var status = stat()
        guard stat(folder, &status) == 0 else { throw failure(code) }
      }
    }
  }

  private func failure(_ code: CInt) -> Diagnostic {
    Diagnostic(
      "history",
      "the history is not kept: \(path.withControlCharactersVisible): "
        + SystemCall.description(of: code), kind: .output, severity: .warning)
  }
}
