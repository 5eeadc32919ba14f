import Glibc

/// A process whose standard streams are files, so that no pipe can fill up and block it.
final class ChildProcess {
  private let inputFile: CInt?
  private let outputFile: CInt
  private let errorFile: CInt
  private let destination: Binary.Output
  private var process: pid_t = 0
  /// Our end of a pipe or terminal.
  private var readEnd: CInt?
  private var received: [UInt8] = []

  init(input: [UInt8]?, output: Binary.Output) throws {
    inputFile = try input.map { try File.temporary(holding: $0) }
    outputFile = try File.temporary()
    errorFile = try File.temporary()
    destination = output
  }

  deinit {
    for descriptor in [inputFile, outputFile, errorFile, readEnd].compactMap(\.self) {
      close(descriptor)
    }
  }

  func start(
    _ path: String, _ words: [[UInt8]], environment: [String: String]
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let inputFile { posix_spawn_file_actions_adddup2(&actions, inputFile, 0) }
    if inputFile == nil { posix_spawn_file_actions_addclose(&actions, 0) }
    posix_spawn_file_actions_adddup2(&actions, errorFile, 2)
    let writeEnd = try redirectOutput(&actions)
    defer { if let writeEnd { close(writeEnd) } }
    // Other tests of this process hold pipes open, whose ends must not live on in the child.
    // (It is no error to close what is not open.)
    for descriptor in CInt(3)..<256 {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var ignored = sigset_t()
    sigemptyset(&ignored)
    sigaddset(&ignored, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &ignored)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    let variables = environment.map { Array("\($0.key)=\($0.value)".utf8) }
    let code = Self.withCStrings(words) { words in
      Self.withCStrings(variables) { variables in
        posix_spawn(&process, path, &actions, &attributes, words, variables)
      }
    }
    guard code == 0 else {
      errno = code
      throw File.Failure("posix_spawn \(path)")
    }
  }

  /// Says where standard output goes; returns a descriptor to close once the process runs.
  private func redirectOutput(
    _ actions: inout posix_spawn_file_actions_t
  ) throws -> CInt? {
    switch destination {
    case .captured:
      posix_spawn_file_actions_adddup2(&actions, outputFile, 1)
    case .capturedWithErrors:
      posix_spawn_file_actions_adddup2(&actions, outputFile, 1)
      posix_spawn_file_actions_adddup2(&actions, outputFile, 2)
    case .closed:
      posix_spawn_file_actions_addclose(&actions, 1)
    case .file(let path):
      posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY, 0)
    case .readerLeaving:
      var ends: [CInt] = [-1, -1]
      guard pipe(&ends) == 0 else { throw File.Failure("pipe") }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      readEnd = ends[0]
      posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
      return ends[1]
    case .terminal:
      var ours: CInt = -1
      var theirs: CInt = -1
      guard openpty(&ours, &theirs, nil, nil, nil) == 0 else { throw File.Failure("openpty") }
      for end in [ours, theirs] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      readEnd = ours
      posix_spawn_file_actions_adddup2(&actions, theirs, 1)
      return theirs
    }
    return nil
  }

  /// The status of the process, which is killed at the given time.
  func wait(until end: Double) -> Int32 {
    if let readEnd {
      switch destination {
      case .readerLeaving(let count): received = File.read(readEnd, atMost: count)
      default: received = File.read(readEnd)
      }
      close(readEnd)
      self.readEnd = nil
    }
    var status: CInt = 0
    var pause: UInt32 = 200
    while waitpid(process, &status, WNOHANG) == 0 {
      if Binary.monotonicSeconds() > end { kill(process, SIGKILL) }
      usleep(pause)
      pause = min(pause * 2, 20_000)
    }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  /// What was written to standard output, as far as it was captured.
  var output: String {
    switch destination {
    case .captured, .capturedWithErrors: Self.text(outputFile)
    default: String(decoding: received, as: UTF8.self)
    }
  }

  var errors: String { Self.text(errorFile) }

  private static func text(_ descriptor: CInt) -> String {
    lseek(descriptor, 0, SEEK_SET)
    return String(decoding: File.read(descriptor), as: UTF8.self)
  }

  /// Calls `body` with a list of C strings that ends with a null pointer.
  private static func withCStrings<R>(
    _ strings: [[UInt8]], _ body: ([UnsafeMutablePointer<CChar>?]) -> R
  ) -> R {
    let copies = strings.map { strdup(($0 + [0]).map { CChar(bitPattern: $0) }) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
