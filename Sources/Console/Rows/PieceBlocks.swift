import Tables

extension RowReader {
  /// The rows of a piece, a block after the other, each read when it is asked for.
  func blocks(of piece: [UInt8]) -> PieceBlocks { PieceBlocks(reader: self, piece: piece) }
}

/// The blocks that a piece of a table consists of.
struct PieceBlocks: Sequence, IteratorProtocol {
  let reader: any RowReader
  let piece: [UInt8]
  private var place = 0

  init(reader: any RowReader, piece: [UInt8]) {
    self.reader = reader
    self.piece = piece
  }

  mutating func next() -> RowBlock? {
    let block = piece.withUnsafeBufferPointer {
      reader.read($0, from: &place, atMost: RowBlock.usualCount)
    }
    return block.count > 0 ? block : nil
  }
}
