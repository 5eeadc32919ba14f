import Glibc
import Syntax

/// Reads whole files and standard input.
enum FileInput {
  /// No more than this is taken into memory: 4 GiB.
  static let defaultLimit = 4 << 30

  /// The bytes of a file, or of standard input for `-`.
  ///
  /// - Throws: a diagnostic of the kind `.unreadable` that names the path and the reason.
  static func read(path: String) throws(Diagnostic) -> [UInt8] {
    try read(path: path, limit: defaultLimit)
  }

  static func read(path: String, limit: Int) throws(Diagnostic) -> [UInt8] {
    if path == "-" { return try read(descriptor: 0, name: "standard input", limit: limit) }
    let descriptor = try open(path)
    defer { close(descriptor) }
    return try read(descriptor: descriptor, name: path.quotedPath, limit: limit)
  }

  /// A descriptor for reading a file, which the caller closes.
  static func open(_ path: String) throws(Diagnostic) -> CInt {
    // The system would take a zero byte for the end of the path, and read another file.
    guard !path.utf8.contains(0) else {
      throw unreadable(path.quotedPath, "a path has no zero byte")
    }
    let descriptor = SystemCall.retrying { Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
    guard descriptor >= 0 else { throw cannotOpen(path, errno) }
    return descriptor
  }

  /// Everything up to the end of an open file, pipe or terminal.
  static func read(
    descriptor: CInt, name: String, limit: Int
  ) throws(Diagnostic) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(name, reason(errno)) }
    let type = status.st_mode & S_IFMT
    guard type != S_IFDIR else { throw unreadable(name, reason(EISDIR)) }
    let size = type == S_IFREG ? Int(status.st_size) : 0
    guard size <= limit else { throw tooLarge(name, limit: limit) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    // What the system says of the size is only a guess: a file can grow, and one in /proc has 0.
    var chunk = [UInt8](repeating: 0, count: min(max(size + 1, 1 << 12), 1 << 18))
    while true {
      let count = SystemCall.retrying { Glibc.read(descriptor, &chunk, chunk.count) }
      if count == 0 { return bytes }
      if count < 0 {
        let code = errno
        if code == EAGAIN, SystemCall.wait(for: descriptor, POLLIN) { continue }
        throw unreadable(name, reason(code))
      }
      guard count <= limit - bytes.count else { throw tooLarge(name, limit: limit) }
      bytes += chunk[..<count]
    }
  }
}

extension FileInput {
  private static func unreadable(
    _ name: String, _ reason: String, hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      "unreadable-input", "\(name) cannot be read: \(reason)", hint: hint, kind: .unreadable)
  }

  private static func tooLarge(_ name: String, limit: Int) -> Diagnostic {
    unreadable(name, "it has more than \(limit) bytes")
  }

  private static func cannotOpen(_ path: String, _ code: CInt) -> Diagnostic {
    var hint: String?
    if code == ENOENT {
      hint =
        path.hasPrefix("~")
        ? "the shell replaces ~ only at the start of a word; $HOME works everywhere"
        : SimilarFile.path(like: path).map { "did you mean \($0.quotedPath)?" }
    }
    return unreadable(path.quotedPath, reason(code), hint: hint)
  }

  private static func reason(_ code: CInt) -> String {
    switch code {
    case ENOENT: "there is no such file"
    case EISDIR: "it is a directory"
    case EACCES, EPERM: "permission is denied"
    case EBADF: "it is closed"
    default: SystemCall.description(of: code)
    }
  }
}
