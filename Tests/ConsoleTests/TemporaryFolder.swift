import Glibc
import Testing

/// A folder for one test, removed at its end.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    var template = Array("/tmp/console-tests-XXXXXX".utf8CString)
    path = String(cString: try #require(mkdtemp(&template)))
  }

  deinit {
    guard let stream = opendir(path) else { return }
    while let entry = readdir(stream) {
      let name = UnsafeRawPointer(entry) + (MemoryLayout<dirent>.offset(of: \.d_name) ?? 0)
      let file = "\(path)/\(String(cString: name.assumingMemoryBound(to: CChar.self)))"
      if unlink(file) != 0 { rmdir(file) }
    }
    closedir(stream)
    rmdir(path)
  }

  /// Writes a file and returns its path.
  func file(_ name: String, _ bytes: [UInt8] = []) throws -> String {
    let file = try #require(fopen("\(path)/\(name)", "wb"))
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    return "\(path)/\(name)"
  }

  func folder(_ name: String) -> String {
    mkdir("\(path)/\(name)", 0o755)
    return "\(path)/\(name)"
  }
}

/// Both ends of a new pipe.
func makePipe() throws -> (readEnd: CInt, writeEnd: CInt) {
  var ends: [CInt] = [-1, -1]
  try #require(pipe(&ends) == 0)
  return (ends[0], ends[1])
}

/// Work on a thread of its own, which may block without holding up other tests.
final class Background {
  private var thread = pthread_t()
  private let work: @Sendable () -> Void

  init(_ work: @escaping @Sendable () -> Void) {
    self.work = work
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Background>.fromOpaque(context).takeRetainedValue().work()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
  }

  func wait() { pthread_join(thread, nil) }
}
