import Glibc
import Syntax

/// Reads a descriptor line by line, as the lines come in.
struct LineReader {
  private let descriptor: CInt
  private let name: String
  private var buffer: [UInt8] = []
  private var isAtEnd = false

  init(descriptor: CInt = STDIN_FILENO, name: String = "standard input") {
    self.descriptor = descriptor
    self.name = name
  }

  /// The next line without its end; nil behind the last one.
  mutating func next() throws(Diagnostic) -> [UInt8]? {
    var searched = 0
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        var line = buffer[..<end]
        if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
        defer { buffer.removeSubrange(...end) }
        return Array(line)
      }
      searched = buffer.count
      if isAtEnd {
        guard !buffer.isEmpty else { return nil }
        defer { buffer = [] }
        return buffer
      }
      try fill()
    }
  }

  private mutating func fill() throws(Diagnostic) {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = SystemCall.retrying { read(descriptor, &chunk, chunk.count) }
    if count > 0 {
      buffer += chunk[..<count]
    } else if count == 0 {
      isAtEnd = true
    } else if errno != EAGAIN || !SystemCall.wait(for: descriptor, POLLIN) {
      throw Diagnostic(
        "unreadable-input", "\(name) cannot be read: \(SystemCall.description(of: errno))",
        kind: .unreadable)
    }
  }
}
