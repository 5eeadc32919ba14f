import Glibc
import Syntax
import Testing

@testable import Console

@Suite struct OutputWriterTests {
  init() { signal(SIGPIPE, SIG_IGN) }

  private func fault(_ body: () throws(Diagnostic) -> Void) -> Diagnostic? {
    do throws(Diagnostic) {
      try body()
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [1, 10, 1000, 1 << 16])
  func keepsTheOrder(capacity: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("out")
    let writer = OutputWriter(descriptor: open(path, O_WRONLY), name: "out", capacity: capacity)
    var expected: [UInt8] = []
    for count in [0, 1, 5, 9, 10, 11, 3, 2500, 1, 0, 100_000, 7] {
      let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: expected.count), count: count)
      expected += bytes
      #expect(try writer.write(bytes) == .written)
    }
    try writer.write("π\n")
    expected += Array("π\n".utf8)
    #expect(try writer.finish() == .written)
    #expect(try writer.finish() == .written)
    #expect(try FileInput.read(path: path) == expected)
  }

  @Test func writesNothingBeforeTheFlush() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("out")
    let writer = OutputWriter(descriptor: open(path, O_WRONLY), name: "out")
    try writer.write("abc")
    #expect(try FileInput.read(path: path).isEmpty)
    try writer.flush()
    #expect(try FileInput.read(path: path) == Array("abc".utf8))
    try writer.finish()
  }

  @Test func aFullDiskIsAnError() throws {
    let writer = OutputWriter(descriptor: open("/dev/full", O_WRONLY))
    #expect(fault { () throws(Diagnostic) in try writer.write("abc") } == nil)
    let error = try #require(fault { () throws(Diagnostic) in try writer.finish() })
    #expect(error.kind == .output)
    #expect(error.code == "output-failed")
    #expect(error.message == "standard output cannot be written: No space left on device")
    // It stays an error, and what did not fit is not tried again.
    #expect(fault { () throws(Diagnostic) in try writer.write("abc") }?.code == "output-failed")
    #expect(fault { () throws(Diagnostic) in try writer.finish() }?.code == "output-failed")
  }

  @Test func aFullDiskShowsInALargeWriteAtOnce() {
    let writer = OutputWriter(descriptor: open("/dev/full", O_WRONLY), capacity: 8)
    #expect(fault { () throws(Diagnostic) in try writer.write("0123456789") } != nil)
  }

  @Test func aClosedDescriptorIsAnErrorIfThereIsOutput() {
    let writer = OutputWriter(descriptor: 987)
    #expect(fault { () throws(Diagnostic) in try writer.write("abc") } == nil)
    #expect(
      fault { () throws(Diagnostic) in try writer.finish() }?.message
        == "standard output cannot be written: Bad file descriptor")
    let silent = OutputWriter(descriptor: 987)
    #expect(fault { () throws(Diagnostic) in try silent.finish() } == nil)
  }

  @Test func aDescriptorForReadingIsAnError() {
    let writer = OutputWriter(descriptor: open("/dev/null", O_RDONLY))
    #expect(fault { () throws(Diagnostic) in try writer.write("abc") } == nil)
    #expect(fault { () throws(Diagnostic) in try writer.flush() }?.code == "output-failed")
  }

  @Test func aReaderThatHasGoneIsNoError() throws {
    let (readEnd, writeEnd) = try makePipe()
    close(readEnd)
    let writer = OutputWriter(descriptor: writeEnd)
    #expect(try writer.write("abc") == .written)
    #expect(try writer.flush() == .readerGone)
    #expect(try writer.write("abc") == .readerGone)
    #expect(try writer.write([UInt8](repeating: 0, count: 1 << 20)) == .readerGone)
    #expect(try writer.finish() == .readerGone)
    #expect(try writer.finish() == .readerGone)
  }

  @Test(arguments: [0, O_NONBLOCK])
  func shortWritesGoOn(flags: CInt) throws {
    let (readEnd, writeEnd) = try makePipe()
    try #require(fcntl(writeEnd, F_SETFL, flags) == 0)
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 4) }
    let writing = Background {
      let writer = OutputWriter(descriptor: writeEnd, capacity: 100_000)
      for start in stride(from: 0, to: bytes.count, by: 50_000) {
        #expect(throws: Never.self) { try writer.write(bytes[start..<start + 50_000]) }
      }
      #expect(throws: Never.self) { try writer.write(bytes) }
      #expect(throws: Never.self) { try writer.finish() }
    }
    usleep(20_000)
    let received = try FileInput.read(descriptor: readEnd, name: "pipe", limit: 1 << 30)
    writing.wait()
    close(readEnd)
    #expect(received == bytes + bytes)
  }
}
