import Syntax

/// Where rows are written: standard output, or a file that gets its name when it is complete.
struct RowOutput {
  private let writer: OutputWriter
  /// Nil for standard output.
  private let file: OutputFile?

  private static let capacity = 1 << 18

  init(path: String) throws(Diagnostic) {
    file = path == "-" ? nil : try OutputFile(path: path, capacity: Self.capacity)
    writer = file?.writer ?? OutputWriter(capacity: Self.capacity)
  }

  /// False if nobody reads any more.
  func write(_ bytes: ArraySlice<UInt8>) throws(Diagnostic) -> Bool {
    if case .readerGone = try writer.write(bytes) { false } else { true }
  }

  /// Hands on what has been written so far; false if nobody reads any more.
  func flush() throws(Diagnostic) -> Bool {
    if case .readerGone = try writer.flush() { false } else { true }
  }

  /// Ends the output, and gives a file its name.
  func finish() throws(Diagnostic) {
    if let file { try file.finish() } else { try writer.finish() }
  }

  /// Takes back what was written to a file.
  func discard() { file?.discard() }
}
