import Testing

@testable import Tables

extension RowReader {
  /// The first rows of a text, or all.
  func read(_ text: String, atMost most: Int = .max) -> RowBlock {
    var place = 0
    return Array(text.utf8).withUnsafeBufferPointer { read($0, from: &place, atMost: most) }
  }

  /// The rows of a text in blocks.
  func blocks(of text: String, atMost most: Int) -> [RowBlock] {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      var place = 0
      var blocks: [RowBlock] = []
      while case let block = read(bytes, from: &place, atMost: most), block.count > 0 {
        blocks.append(block)
      }
      return blocks
    }
  }
}

@Suite struct RowReaderTests {
  /// However the rows are cut into blocks, they are the same, and stand at the same places.
  @Test(arguments: [1, 2, 3, 7, 100])
  func blocksAreTheRowsInOrder(most: Int) throws {
    let lines =
      "{\"x\":1,\"y\":2}\n\n{\"x\": 0.5, \"y\": -3e2}\n[]\n{\"y\":4,\"x\":5}\n \n{\"x\":6,\"y\":7}"
    let records = "1,2\n\n0.5,-3e2\n1\n5,4\r\n\n6,7"
    let readers: [(any RowReader, String)] = [
      (NDJSONRows(columns: ["x", "y"], keepsRanges: true), lines),
      (try CSVRows(header: ["x", "y"], columns: ["x", "y"], keepsRanges: true), records),
    ]
    for (reader, text) in readers {
      let whole = reader.read(text)
      #expect(whole.columns[0].map(\.description) == ["1.0", "0.5", "nan", "5.0", "6.0"])
      let blocks = reader.blocks(of: text, atMost: most)
      #expect(blocks.allSatisfy { $0.count <= most })
      for column in 0..<2 {
        let bits = blocks.flatMap { $0.columns[column] }.map(\.bitPattern)
        #expect(bits == whole.columns[column].map(\.bitPattern))
      }
      #expect(blocks.flatMap(\.ranges) == whole.ranges)
      #expect(blocks.reduce(0) { $0 + $1.faults.count } == 1)
    }
  }

  /// A long text is read in another way up to its last lines than in these.
  @Test func usualLinesEndWhereOthersBegin() {
    let rows = NDJSONRows(columns: ["x", "a long name"])
    let usual = (0..<50).map { "{\"x\":\($0).5,\"a long name\": -\($0)e-3}\n" }.joined()
    let others = [
      "{\"x\":1,\"a long name\":2,\"x\":3}", "{\"x\":1,\"a long name\":2,}",
      "{\"x\":01,\"a long name\":2}",
      "{\"x\":1,\"a long nome\":2}", "{\"x\":1,\"a long name\":2} 3", "{\"x\":1;\"a long name\":2}",
    ]
    for other in others {
      let block = rows.read(usual + other + "\n" + usual)
      #expect(block.count == 101)
      #expect(block.faults.map(\.row) == [50])
      #expect(block.columns[1][100] == -0.049)
    }
  }
}
