import Calculator
import Rendering
import Syntax
import Tables
import Tensors

/// Carries rows from an input through a calculation to an output: several pieces at a time, in order.
struct RowRun {
  /// What happens to a row that cannot be computed.
  enum FaultPolicy: String, CaseIterable { case report, skip, null, stop }

  /// How it ended.
  struct Summary {
    var rows = 0
    var faulty = 0
    var nonFinite = 0
    /// The first of each.
    var firstFault: (row: Int, diagnostic: Diagnostic)?
    var firstNonFinite: Int?
    /// Whether nobody read the output to its end.
    var readerIsGone = false
  }

  let calculation: RowCalculation
  let format: any RowFormat
  let policy: FaultPolicy
  /// Reads the rows of a piece.
  let read: @Sendable (UnsafeBufferPointer<UInt8>) -> RowBlock

  /// What became of a piece: bytes, with the faults that belong between them.
  private struct Piece: Sendable {
    var bytes: [UInt8] = []
    /// Where in `bytes` each stands, and its position among the rows.
    var faults: [(offset: Int, row: Int, diagnostic: Diagnostic)] = []
    var rows = 0
    var nonFinite = 0
    var firstNonFinite: Int?
    /// What ended the calculation of the piece.
    var failure: Diagnostic?
  }

  /// - Throws: what cannot be read, written or goes beyond a limit; with `stop` the first faulty row.
  func run(from input: inout RowInput, to output: RowOutput) throws(Diagnostic) -> Summary {
    var summary = Summary()
    guard try output.write(format.header()[...]) else {
      summary.readerIsGone = true
      return summary
    }
    let width = ThreadCount.current
    while true {
      var pieces: [[UInt8]] = []
      while pieces.count < width {
        guard let piece = try input.next(waits: pieces.isEmpty) else { break }
        if piece.isEmpty { break }
        pieces.append(piece)
      }
      if pieces.isEmpty { return summary }
      for piece in computed(pieces) {
        guard try write(piece, to: output, &summary) else {
          summary.readerIsGone = true
          return summary
        }
      }
      // What has been computed is there for whoever waits for it.
      guard try output.flush() else {
        summary.readerIsGone = true
        return summary
      }
    }
  }

  private func computed(_ pieces: [[UInt8]]) -> [Piece] {
    let results = Results(count: pieces.count)
    parallel(pieces.count) { results.pieces[$0] = computed(pieces[$0]) }
    return Array(results.pieces)
  }

  /// Places that several threads write to, each to its own.
  private final class Results: @unchecked Sendable {
    let pieces: UnsafeMutableBufferPointer<Piece>

    init(count: Int) {
      pieces = .allocate(capacity: count)
      pieces.initialize(repeating: Piece())
    }

    deinit {
      pieces.deinitialize()
      pieces.deallocate()
    }
  }

  private func computed(_ bytes: [UInt8]) -> Piece {
    let block = bytes.withUnsafeBufferPointer(read)
    var piece = Piece()
    piece.rows = block.count
    piece.bytes.reserveCapacity(2 * bytes.count)
    var faults = block.faults[...]
    do throws(Diagnostic) {
      try calculation.run(block.columns) { first, results in
        var next = 0
        while next < results.count {
          let end = min(results.count, faults.first.map { $0.row - first } ?? results.count)
          for row in next..<end where !results.isFinite[row] {
            piece.nonFinite += 1
            if piece.firstNonFinite == nil { piece.firstNonFinite = first + row }
          }
          format.append(next..<end, of: results, to: &piece.bytes)
          next = end
          if next < results.count, let fault = faults.popFirst() {
            let diagnostic = Diagnostic(
              fault.error.code, fault.error.message, hint: fault.error.hint)
            piece.faults.append((piece.bytes.count, fault.row, diagnostic))
            next += 1
          }
        }
      }
    } catch {
      piece.failure = error
    }
    return piece
  }

  /// False if nobody reads any more.
  private func write(
    _ piece: Piece, to output: RowOutput, _ summary: inout Summary
  ) throws(Diagnostic) -> Bool {
    var written = 0
    for (offset, position, diagnostic) in piece.faults {
      let row = summary.rows + position + 1
      guard try output.write(piece.bytes[written..<offset]) else { return false }
      written = offset
      summary.faulty += 1
      if summary.firstFault == nil { summary.firstFault = (row, diagnostic) }
      let replacement: [UInt8]
      switch policy {
      case .report: replacement = format.fault(diagnostic, row: row) ?? format.missing()
      case .null: replacement = format.missing()
      case .skip: replacement = []
      case .stop:
        _ = try output.flush()
        throw diagnostic.inRow(row)
      }
      guard try output.write(replacement[...]) else { return false }
    }
    guard try output.write(piece.bytes[written...]) else { return false }
    if let failure = piece.failure { throw failure }
    if summary.firstNonFinite == nil {
      summary.firstNonFinite = piece.firstNonFinite.map { summary.rows + $0 + 1 }
    }
    summary.nonFinite += piece.nonFinite
    summary.rows += piece.rows
    return true
  }
}

extension Diagnostic {
  /// The same about a row of a table.
  func inRow(_ row: Int) -> Diagnostic {
    var diagnostic = self
    diagnostic.message = "row \(row): " + message
    return diagnostic
  }
}
