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
  public func run(_ words: [String], input: String) throws -> Binary.Run {
    try Binary.run(program: path, words.map { Array($0.utf8) }, input: Array(input.utf8))
  }
}
