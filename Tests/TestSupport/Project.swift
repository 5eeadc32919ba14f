import Glibc

/// The places of the source tree that tests read from.
public enum Project {
  /// The folder of the package, without a slash at its end.
  public static let root = folder(of: folder(of: folder(of: #filePath)))

  /// The path of a file given relative to the root.
  public static func path(_ relative: String) -> String { "\(root)/\(relative)" }

  /// The bytes of a file given relative to the root.
  public static func read(_ relative: String) throws -> [UInt8] {
    try File.read(path(relative))
  }

  static func folder(of path: String) -> String {
    String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
  }
}

/// Whole files, with the C library alone.
public enum File {
  /// A call of the system that failed.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String

    public init(_ call: String) { description = "\(call): \(String(cString: strerror(errno)))" }
  }

  public static func read(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure("open \(path)") }
    defer { close(descriptor) }
    return read(descriptor)
  }

  public static func write(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure("open \(path)") }
    defer { close(descriptor) }
    guard write(bytes, to: descriptor) else { throw Failure("write \(path)") }
  }

  /// Everything up to the end, or to the first error: a terminal ends with one.
  static func read(_ descriptor: CInt, atMost limit: Int = .max) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let count = Glibc.read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      bytes += chunk[..<count]
    }
    return bytes
  }

  static func write(_ bytes: [UInt8], to descriptor: CInt) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// An open file without a name, gone when it is closed.
  static func temporary(holding bytes: [UInt8] = []) throws -> CInt {
    var template = Array("/tmp/swiftgrad-tests-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Failure("mkstemp") }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
    guard write(bytes, to: descriptor), lseek(descriptor, 0, SEEK_SET) == 0 else {
      close(descriptor)
      throw Failure("write")
    }
    return descriptor
  }
}
