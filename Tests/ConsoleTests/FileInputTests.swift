import Glibc
import Syntax
import Testing

@testable import Console

@Suite struct FileInputTests {
  private func fault(_ path: String, limit: Int = 1 << 30) -> Diagnostic? {
    do throws(Diagnostic) {
      _ = try FileInput.read(path: path, limit: limit)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [0, 1, 4095, 4096, 4097, 1 << 18, 1_000_003])
  func readsTheWholeFile(count: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    #expect(try FileInput.read(path: try folder.file("data", bytes)) == bytes)
  }

  @Test func readsFilesWithoutASize() throws {
    #expect(try FileInput.read(path: "/proc/self/cmdline").isEmpty == false)
    #expect(try FileInput.read(path: "/dev/null").isEmpty)
  }

  @Test func readsAPipeToItsEnd() throws {
    let (readEnd, writeEnd) = try makePipe()
    let bytes = [UInt8](repeating: 7, count: 300_000)
    let writer = Background {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(writeEnd, $0.baseAddress, min($0.count, 12_345)) }
        rest = rest.dropFirst(max(count, 0))
      }
      close(writeEnd)
    }
    #expect(try FileInput.read(descriptor: readEnd, name: "pipe", limit: 1 << 20) == bytes)
    writer.wait()
    close(readEnd)
  }

  @Test func waitsForAPipeThatDoesNotBlockAndIsInterrupted() throws {
    let (readEnd, writeEnd) = try makePipe()
    try #require(fcntl(readEnd, F_SETFL, O_NONBLOCK) == 0)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in }
    try #require(sigaction(SIGUSR2, &action, nil) == 0)
    let reader = pthread_self()
    let writer = Background {
      for byte in 0..<5 as Range<UInt8> {
        usleep(5_000)
        pthread_kill(reader, SIGUSR2)
        usleep(5_000)
        _ = withUnsafeBytes(of: byte) { write(writeEnd, $0.baseAddress, 1) }
      }
      close(writeEnd)
    }
    #expect(try FileInput.read(descriptor: readEnd, name: "pipe", limit: 100) == [0, 1, 2, 3, 4])
    writer.wait()
    // The same where the read itself blocks.
    let (slowEnd, slowWriteEnd) = try makePipe()
    let slow = Background {
      usleep(5_000)
      pthread_kill(reader, SIGUSR2)
      usleep(5_000)
      close(slowWriteEnd)
    }
    #expect(try FileInput.read(descriptor: slowEnd, name: "pipe", limit: 100).isEmpty)
    slow.wait()
    close(readEnd)
    close(slowEnd)
  }

  @Test func namesWhatIsMissing() throws {
    let folder = try TemporaryFolder()
    let error = try #require(fault("\(folder.path)/nothing.json"))
    #expect(error.kind == .unreadable)
    #expect(error.code == "unreadable-input")
    #expect(
      error.message == "`\(folder.path)/nothing.json` cannot be read: there is no such file")
    #expect(error.hint == nil)
  }

  @Test func suggestsASimilarFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("weights.json")
    #expect(fault("\(folder.path)/wieghts.json")?.hint == "did you mean `\(path)`?")
    #expect(fault("~/weights.json")?.hint?.contains("$HOME") == true)
  }

  @Test func refusesAFolder() throws {
    #expect(fault("/tmp")?.message == "`/tmp` cannot be read: it is a directory")
    let descriptor = open("/tmp", O_RDONLY)
    defer { close(descriptor) }
    #expect(throws: Diagnostic.self) {
      try FileInput.read(descriptor: descriptor, name: "standard input", limit: 10)
    }
  }

  @Test func refusesWithoutPermission() throws {
    guard geteuid() != 0 else { return }
    let folder = try TemporaryFolder()
    let path = try folder.file("secret")
    chmod(path, 0)
    #expect(fault(path)?.message == "`\(path)` cannot be read: permission is denied")
  }

  @Test func refusesWhatIsTooLarge() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("large", [UInt8](repeating: 0, count: 11))
    #expect(fault(path, limit: 11) == nil)
    #expect(
      fault(path, limit: 10)?.message == "`\(path)` cannot be read: it has more than 10 bytes")
    #expect(fault("/dev/zero", limit: 1_000_000)?.code == "unreadable-input")
    // A file with holes takes no room on the disk, and must take none in memory.
    truncate(path, 5 << 30)
    #expect(throws: Diagnostic.self) { try FileInput.read(path: path) }
  }

  @Test func refusesAClosedDescriptor() throws {
    #expect(throws: Diagnostic.self) {
      try FileInput.read(descriptor: 987, name: "standard input", limit: 10)
    }
  }

  @Test func showsControlCharactersOfThePath() {
    #expect(
      fault("/nowhere/\u{1B}[31m\n")?.message
        == "`/nowhere/\\u{1B}[31m\\n` cannot be read: there is no such file")
    #expect(fault("/dev/null\0x")?.message.hasSuffix("a path has no zero byte") == true)
    #expect(fault("")?.code == "unreadable-input")
    #expect(fault(String(repeating: "x", count: 5000))?.code == "unreadable-input")
  }
}
