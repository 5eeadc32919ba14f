import Glibc

/// A program at a terminal: what it shows, and keys that are pressed.
public final class PseudoTerminal {
  private var ours: CInt
  private var process: pid_t = 0
  private var hasEnded = false
  /// Everything that was shown.
  public private(set) var shown = ""
  /// How much of it has been waited for.
  private var seen = 0

  /// Starts a program, `swiftgrad` unless it is said otherwise, with a terminal of its own as standard
  /// input, output and error.
  public init(
    program: String = Binary.path, _ arguments: [String] = [], environment: [String: String],
    columns: Int = 80, lines: Int = 24
  ) throws {
    var ours: CInt = -1
    var theirs: CInt = -1
    guard openpty(&ours, &theirs, nil, nil, nil) == 0 else { throw File.Failure("openpty") }
    for end in [ours, theirs] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.ours = ours
    defer { close(theirs) }
    guard let name = ttyname(theirs) else { throw File.Failure("ttyname") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a session opens is its own, which sends it signals.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    for descriptor in CInt(3)..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigfillset(&defaults)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    // Threads that run tests may block signals.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | Self.newSession))
    resize(columns: columns, lines: lines, announced: false)
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    let code = posix_spawn(&process, program, &actions, &attributes, words, variables)
    guard code == 0 else {
      errno = code
      throw File.Failure("posix_spawn \(program)")
    }
  }

  deinit {
    if !hasEnded {
      kill(process, SIGKILL)
      var status: CInt = 0
      waitpid(process, &status, 0)
    }
    hangUp()
  }

  /// POSIX_SPAWN_SETSID, which the headers hide.
  private static let newSession: Int32 = 0x80

  // MARK: The user

  public func type(_ text: String) {
    let bytes = Array(text.utf8)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(ours, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  public func resize(columns: Int, lines: Int, announced: Bool = true) {
    var size = winsize()
    size.ws_col = UInt16(columns)
    size.ws_row = UInt16(lines)
    _ = ioctl(ours, UInt(TIOCSWINSZ), &size)
    if announced { kill(process, SIGWINCH) }
  }

  public func send(_ signal: CInt) { kill(process, signal) }

  /// Closes the terminal, as its window would.
  public func hangUp() {
    guard ours >= 0 else { return }
    close(ours)
    ours = -1
  }

  // MARK: What is seen

  /// Waits until a text is shown behind everything that has been waited for; gives what came before
  /// it, and false in time.
  @discardableResult
  public func wait(for text: String, seconds: Double = 20) -> Bool {
    let end = Binary.monotonicSeconds() + seconds
    while true {
      let rest = Array(shown.utf8)[seen...]
      if let position = Self.position(of: Array(text.utf8), in: rest) {
        seen = position + text.utf8.count
        return true
      }
      let left = end - Binary.monotonicSeconds()
      guard left > 0, read(seconds: left) else { return false }
    }
  }

  /// Waits for the end of the process; its status, nil if it goes on.
  public func waitForEnd(seconds: Double = 20) -> Int32? {
    let end = Binary.monotonicSeconds() + seconds
    while Binary.monotonicSeconds() < end {
      _ = read(seconds: 0.02)
      var status: CInt = 0
      guard waitpid(process, &status, WNOHANG) == process else { continue }
      hasEnded = true
      while read(seconds: 0) {}
      return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }
    return nil
  }

  private func read(seconds: Double) -> Bool {
    var entry = pollfd(fd: ours, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, Int32(seconds * 1000)) > 0 else { return false }
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    let count = Glibc.read(ours, &chunk, chunk.count)
    guard count > 0 else { return false }
    shown += String(decoding: chunk[..<count], as: UTF8.self)
    return true
  }

  private static func position(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= needle.count else { return nil }
    return (bytes.startIndex...(bytes.endIndex - needle.count)).first {
      bytes[$0..<$0 + needle.count].elementsEqual(needle)
    }
  }
}
