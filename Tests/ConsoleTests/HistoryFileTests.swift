import Glibc
import TestSupport
import Testing

@testable import Console

@Suite struct HistoryFileTests {
  @Test(arguments: ["x", "a\nb", #"'\n'"#, #"\\"#, "def f(t):\n\treturn t\n", "ü\u{1F600}", ""])
  func anEntryIsALineAndComesBack(entry: String) {
    let line = HistoryFile.encoded(entry)
    #expect(!line.contains(UInt8(ascii: "\n")))
    #expect(HistoryFile.decoded(line[...]) == entry)
  }

  @Test func entriesAreKeptInOrder() throws {
    let folder = try TemporaryFolder()
    let file = HistoryFile(path: folder.path + "/history")
    #expect(file.entries() == [])
    for entry in ["one", "two\nlines", "three"] { try file.append(entry) }
    #expect(file.entries() == ["one", "two\nlines", "three"])
  }

  @Test func aFileThatHasGrownIsCut() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "history", (0...2 * HistoryFile.memory).flatMap { Array("entry \($0)\n".utf8) })
    let file = HistoryFile(path: path)
    try file.cut()
    let entries = file.entries()
    #expect(entries.count == HistoryFile.memory)
    #expect(entries.last == "entry \(2 * HistoryFile.memory)")
    try file.append("later")
    #expect(file.entries().last == "later")
    let lines = try File.read(path).count { $0 == UInt8(ascii: "\n") }
    #expect(lines == HistoryFile.memory + 1)
  }

  @Test func manyWritersLoseNothing() throws {
    let folder = try TemporaryFolder()
    let file = HistoryFile(path: folder.path + "/history")
    let writers = (0..<4).map { writer in
      Background { for number in 0..<50 { try? file.append("\(writer) \(number)") } }
    }
    for writer in writers { writer.wait() }
    let entries = file.entries()
    #expect(entries.count == 200)
    #expect(Set(entries).count == 200)
  }
}
