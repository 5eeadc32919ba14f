import Syntax
import Testing

@Suite struct SourceTextTests {
  @Test func positionsCountLinesAndScalars() {
    let source = SourceText("αβ = 1\r\nx\n\n", name: "test")
    #expect(source.position(at: 0) == (1, 1))
    #expect(source.position(at: 2) == (1, 2))
    #expect(source.position(at: 5) == (1, 4))
    #expect(source.position(at: 10) == (2, 1))
    #expect(source.position(at: 12) == (3, 1))
    #expect(source.position(at: 13) == (4, 1))
    #expect(source.lineCount == 4)
  }

  @Test func offsetsOutsideAreTakenForTheNearestInside() {
    let source = SourceText("ab")
    #expect(source.position(at: -5) == (1, 1))
    #expect(source.position(at: 99) == (1, 3))
    #expect(source[SourceRange(start: -3, end: 99)] == "ab")
    #expect(source[SourceRange(start: 2, end: 1)] == "")
  }

  @Test func linesComeWithoutTheirEnds() {
    let source = SourceText("a\r\nb\n\nc")
    #expect((0...5).map(source.lineText) == ["", "a", "b", "", "c", ""])
    #expect(SourceText("").lineText(1) == "")
  }

  @Test func oneByteOrderMarkIsDropped() throws {
    let bytes: [UInt8] = [0xEF, 0xBB, 0xBF, 0x78]
    let source = try SourceText(bytes: bytes, name: "a file")
    #expect(source.text == "x")
    #expect(source.utf8 == [0x78])
    #expect(SourceText("\u{FEFF}x").text == "x")
    #expect(failure("\u{FEFF}\u{FEFF}x")?.code == "control-character")
  }

  @Test(arguments: [
    ([0x78, 0xFF, 0x79], 1), ([0xC3, 0xA9, 0xC3], 2), ([0xED, 0xA0, 0x80], 0), ([0xC0, 0x80], 0),
    ([0xEF, 0xBB, 0xBF, 0x31, 0x80], 4), ([0xF8], 0),
  ])
  func invalidUTF8IsRefused(bytes: [UInt8], offset: Int) {
    let error = #expect(throws: Diagnostic.self) { try SourceText(bytes: bytes, name: "a file") }
    #expect(error?.code == "invalid-utf8")
    let byte = String(bytes[offset], radix: 16, uppercase: true)
    #expect(error?.message == "a file is not UTF-8: byte 0x\(byte) at offset \(offset)")
    #expect(error?.location?.text == "\u{FFFD}")
  }

  @Test func nulIsRefused() {
    let error = #expect(throws: Diagnostic.self) {
      try SourceText(bytes: [0x31, 0x0A, 0x00, 0x32], name: "a\u{1B}file")
    }
    #expect(error?.code == "nul-character")
    #expect(error?.message == #"a\u{1B}file contains a NUL byte (U+0000)"#)
    #expect(error?.location?.range == SourceRange(start: 2, end: 3))
    #expect(failure("1\0")?.code == "control-character")
  }

  @Test func aMegabyteOfLinesIsFine() {
    let source = SourceText(String(repeating: "x\n", count: 500_000))
    #expect(source.position(at: 999_998) == (500_000, 1))
    #expect(source.lineText(500_000) == "x")
  }
}
