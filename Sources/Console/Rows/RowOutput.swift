import CStreams
import Glibc
import Syntax

/// Where rows are written: standard output, or a file that gets its name when it is complete.
///
/// Until then the file is called `NAME.part`, and beside it stands how far it is (`RowState`), so that a
/// run that was ended, in whatever way, can go on from there.
final class RowOutput {
  private let writer: OutputWriter
  private let file: File?
  /// How many bytes there are, with those of an earlier run.
  private var count: Int
  /// How many of them are on their way to the disk; nil if that is left to the system.
  private var countSent: Int?

  private struct File {
    let path: String
    let descriptor: CInt
    let stateDescriptor: CInt

    var part: String { path + ".part" }
    var state: String { path + ".part.json" }
  }

  private static let capacity = 1 << 18
  private static let bytesSentAtOnce = 1 << 23

  /// Standard output.
  init() {
    writer = OutputWriter(capacity: Self.capacity)
    file = nil
    count = 0
    countSent = nil
  }

  /// A file, from its start or from where an earlier run left it.
  ///
  /// - Parameter start: how many bytes of an earlier run stay.
  init(path: String, at start: Int) throws(Diagnostic) {
    let file = File(
      path: path, descriptor: try OutputFile.open(path + ".part", O_RDWR, for: path),
      stateDescriptor: try OutputFile.open(path + ".part.json", O_RDWR, for: path))
    guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw Diagnostic(
        "output-failed", "\(path.quotedPath) is being written by another run", kind: .output)
    }
    count = start
    countSent = access(path, F_OK) == 0 ? start : nil
    try Self.shorten(file.descriptor, to: start, path)
    if start == 0 { try Self.shorten(file.stateDescriptor, to: 0, path) }
    guard lseek(file.descriptor, 0, SEEK_END) == off_t(start) else {
      throw OutputFile.failure(path, errno)
    }
    self.file = file
    writer = OutputWriter(
      descriptor: file.descriptor, name: path.quotedPath, capacity: Self.capacity)
  }

  /// An empty file is left alone: one that has been cut to nothing is written to the disk when it is
  /// closed, and that would be waited for.
  private static func shorten(
    _ descriptor: CInt, to count: Int, _ path: String
  ) throws(Diagnostic) {
    guard lseek(descriptor, 0, SEEK_END) > off_t(count) else { return }
    guard ftruncate(descriptor, off_t(count)) == 0 else { throw OutputFile.failure(path, errno) }
  }

  /// What an earlier run has left of a file; nil if there is nothing, or less than it says.
  static func state(path: String) -> RowState? {
    var status = stat()
    guard stat(path + ".part", &status) == 0,
      let bytes = try? FileInput.read(path: path + ".part.json", limit: 1 << 20),
      let state = RowState(bytes), Int(status.st_size) >= state.outputBytes
    else { return nil }
    return state
  }

  /// False if nobody reads any more.
  func write(_ bytes: ArraySlice<UInt8>) throws(Diagnostic) -> Bool {
    count += bytes.count
    if case .readerGone = try writer.write(bytes) { return false }
    return true
  }

  /// Hands on what has been written so far; false if nobody reads any more.
  func flush() throws(Diagnostic) -> Bool {
    if case .readerGone = try writer.flush() { false } else { true }
  }

  /// Hands on what has been written, and notes how far the run is.
  func flush(_ state: RowState) throws(Diagnostic) -> Bool {
    guard try flush() else { return false }
    guard let file else { return true }
    sendToDisk(file)
    var state = state
    state.outputBytes = count
    // Never shorter than before, since what it counts only grows: so nothing of the last one stays behind it.
    let bytes = state.bytes
    let written = SystemCall.retrying { pwrite(file.stateDescriptor, bytes, bytes.count, 0) }
    if written < bytes.count { throw OutputFile.failure(file.path, written < 0 ? errno : ENOSPC) }
    return true
  }

  /// Lets the disk begin: a file that takes the name of another one is written first, which would be
  /// waited for at the end.
  private func sendToDisk(_ file: File) {
    guard let sent = countSent, count - sent >= Self.bytesSentAtOnce else { return }
    sg_start_writing(file.descriptor, sent, count - sent)
    countSent = count
  }

  /// Ends the output, and gives a file its name.
  ///
  /// - Parameter header: what is to stand at the start of a file in the place of what is there.
  func finish(header: [UInt8]? = nil) throws(Diagnostic) {
    _ = try writer.flush()
    if let file, let header {
      guard pwrite(file.descriptor, header, header.count, 0) == header.count else {
        throw OutputFile.failure(file.path, errno)
      }
    }
    try writer.finish()
    guard let file else { return }
    guard rename(file.part, file.path) == 0 else { throw OutputFile.failure(file.path, errno) }
    unlink(file.state)
    close(file.stateDescriptor)
  }

  /// Takes back what was written to a file.
  func discard() {
    guard let file else { return }
    unlink(file.part)
    unlink(file.state)
  }

  /// Whether there is a file that can be gone on with.
  var isResumable: Bool { file != nil }
}
