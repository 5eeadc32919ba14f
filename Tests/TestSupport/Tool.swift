import Glibc

/// A program of the system that some tests use where it is installed.
public struct Tool: Sendable {
  private let path: String

  /// Nil if no folder of PATH has a program of the name.
  public init?(_ name: String) {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin"
    let paths = folders.split(separator: ":").map { "\($0)/\(name)" }
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else { return nil }
    self.path = path
  }

  /// Runs it and waits for its end.
  public func run(
    _ words: [String], input: String, timeLimit: Double = 60
  ) throws -> (status: Int32, output: String, errors: String) {
    let process = try ChildProcess(input: Array(input.utf8), output: .captured)
    try process.start(path, ([path] + words).map { Array($0.utf8) }, environment: [:])
    let status = process.wait(until: Binary.monotonicSeconds() + timeLimit)
    return (status, process.output, process.errors)
  }
}
