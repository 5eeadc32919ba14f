import Glibc

/// The command `swiftgrad` as a process of its own.
public enum Binary {
  /// How a run ended, and what it wrote.
  public struct Run: Sendable {
    /// The exit status; 128 and the signal's number if a signal ended the process.
    public let status: Int32
    public let output: String
    public let errors: String
    /// Wall-clock time.
    public let seconds: Double

    /// Whether the process crashed or was stopped because it took too long.
    public var wasKilled: Bool { status >= 128 }
  }

  /// Where standard output leads to.
  public enum Output: Sendable {
    case captured
    /// Messages and output in the order in which they are written.
    case capturedWithErrors
    /// Nothing is open there.
    case closed
    case file(String)
    /// A pipe whose reader leaves after so many bytes.
    case readerLeaving(after: Int)
    /// A terminal; what it shows is captured.
    case terminal
  }

  /// Runs `swiftgrad` in the root of the package and waits for its end.
  ///
  /// The environment holds nothing of the caller's but the paths, so that results do not depend
  /// on who runs the tests.
  public static func run(
    _ arguments: [String], input: [UInt8]? = [], environment: [String: String] = [:],
    output: Output = .captured, timeLimit: Double = 60
  ) throws -> Run {
    try run(
      arguments.map { Array($0.utf8) }, input: input, environment: environment, output: output,
      timeLimit: timeLimit)
  }

  /// The same with arguments that need not be UTF-8; without `input`, standard input is closed.
  public static func run(
    _ arguments: [[UInt8]], input: [UInt8]? = [], environment: [String: String] = [:],
    output: Output = .captured, timeLimit: Double = 60
  ) throws -> Run {
    guard isInRoot else { throw File.Failure("chdir \(Project.root)") }
    return try run(
      program: path, arguments, input: input, environment: environment, output: output,
      timeLimit: timeLimit)
  }

  /// The same with another program, a shell for instance.
  public static func run(
    program: String, _ arguments: [[UInt8]], input: [UInt8]? = [],
    environment: [String: String] = [:], output: Output = .captured, timeLimit: Double = 60
  ) throws -> Run {
    let process = try ChildProcess(input: input, output: output)
    let words = [Array(program.utf8)] + arguments
    let start = monotonicSeconds()
    try process.start(program, words, environment: inherited.merging(environment) { $1 })
    let status = process.wait(until: start + timeLimit)
    let seconds = monotonicSeconds() - start
    return Run(
      status: status, output: process.output, errors: process.errors, seconds: seconds)
  }

  static func monotonicSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Processes are started where this one is, and paths on their command lines are relative.
  private static let isInRoot = chdir(Project.root) == 0

  private static let inherited: [String: String] = {
    var environment = ["TERM": "xterm", "LC_ALL": "C"]
    for name in ["PATH", "HOME", "LD_LIBRARY_PATH"] {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    return environment
  }()

  /// SWIFTGRAD_BINARY; else the binary that was built beside these tests; else the newest one.
  public static let path: String = {
    if let chosen = getenv("SWIFTGRAD_BINARY") { return String(cString: chosen) }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    if readlink("/proc/self/exe", &buffer, Int(PATH_MAX)) > 0 {
      let sibling = Project.folder(of: String(cString: Array(buffer))) + "/swiftgrad"
      if access(sibling, X_OK) == 0 { return sibling }
    }
    let builds = [".build", ".build-test"].flatMap { folder in
      ["debug", "release"].map { Project.path("\(folder)/\($0)/swiftgrad") }
    }
    let newest = builds.compactMap { path -> (path: String, changed: Int)? in
      var status = stat()
      return stat(path, &status) == 0 ? (path, status.st_mtim.tv_sec) : nil
    }.max { $0.changed < $1.changed }
    return newest?.path ?? Project.path(".build/debug/swiftgrad")
  }()
}
