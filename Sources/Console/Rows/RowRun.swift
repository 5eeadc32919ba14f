import CKernels
import CStreams
import Calculator
import Rendering

import Syntax
import Tables
import Tensors

/// Carries rows from an input through a calculation to an output.
///
/// Each thread takes a piece of the input, computes it, and waits for its turn to write: so reading,
/// computing and writing go on at the same time, the rows stay in order, and no more than a piece for
/// each thread is in memory.
final class RowRun: Sendable {
  /// What happens to a row that cannot be computed.
  enum FaultPolicy: String, CaseIterable { case report, skip, null, stop }

  let calculation: RowCalculation
  let format: any RowFormat
  let policy: FaultPolicy
  /// Whether a row with NaN or an infinity in its results is faulty.
  let refusesNonFinite: Bool
  /// Whether the text of each row is carried along.
  let keepsText: Bool
  /// Whether statistics are wanted, and no rows.
  let isSummary: Bool
  let rows: any RowReader

  private let input: Guarded<Input>
  private let turnstile = Turnstile()
  /// Only for whose turn it is.
  private let ledger: Guarded<Ledger>

  private struct Input {
    let pieces: any RowPieces
    /// A piece that has been read ahead.
    var first: [UInt8]?
    var number = 0
    var isOver = false
  }

  /// What has become of the rows so far.
  private struct Ledger {
    let output: RowOutput
    var state: RowState
    var statistics: RowStatistics
    let progress: RowProgress
    /// Whether a row has been written, so that the next one is separated from it.
    var hasRows: Bool
    var failure: Diagnostic?
    var readerIsGone = false
    var isOver: Bool { failure != nil || readerIsGone }
  }

  /// How it ended.
  struct Result {
    var state: RowState
    var statistics: RowStatistics
    /// Whether nobody read the output to its end.
    var readerIsGone: Bool
    var failure: Diagnostic?
  }

  init(
    _ calculation: RowCalculation, _ table: RowTable, first: [UInt8]?,
    format: any RowFormat, policy: FaultPolicy, refusesNonFinite: Bool, keepsText: Bool,
    isSummary: Bool, output: RowOutput, state: RowState, progress: RowProgress
  ) {
    self.calculation = calculation
    self.format = format
    self.policy = policy
    self.refusesNonFinite = refusesNonFinite
    self.keepsText = keepsText
    self.isSummary = isSummary
    rows = table.rows
    input = Guarded(Input(pieces: table.pieces, first: first))
    ledger = Guarded(
      Ledger(
        output: output, state: state, statistics: RowStatistics(), progress: progress,
        hasRows: state.rows > 0))
  }

  func run() -> Result {
    sg_keep_freed_memory()
    parallel(ThreadCount.current) { _ in work() }
    return ledger.withLock { ledger in
      ledger.progress.clear()
      return Result(
        state: ledger.state, statistics: ledger.statistics, readerIsGone: ledger.readerIsGone,
        failure: ledger.failure)
    }
  }

  private func work() {
    while let (number, piece) = take() {
      var batch = Batch()
      if case .success(let bytes) = piece {
        compute(bytes, number, &batch)
      } else if case .failure(let diagnostic) = piece {
        batch.failure = diagnostic
      }
      deliver(&batch, number, isLast: true)
      turnstile.leave()
    }
  }

  /// The next piece with its number; nil at the end.
  private func take() -> (number: Int, piece: Swift.Result<[UInt8], Diagnostic>)? {
    input.withLock { input in
      guard !input.isOver else { return nil }
      let number = input.number
      input.number += 1
      if let first = input.first {
        input.first = nil
        return (number, .success(first))
      }
      do throws(Diagnostic) {
        guard let piece = try input.pieces.next() else {
          input.isOver = true
          return nil
        }
        return (number, .success(piece))
      } catch {
        input.isOver = true
        return (number, .failure(error))
      }
    }
  }

  // MARK: Computing

  /// What became of some rows: bytes, with the faults that belong between them.
  private struct Batch {
    var bytes: [UInt8] = []
    /// Where in `bytes` each stands, and its position among the rows.
    var faults: [(offset: Int, row: Int, diagnostic: Diagnostic, original: ArraySlice<UInt8>?)] = []
    var results: [RowResults] = []
    var rows = 0
    var nonFinite = 0
    var firstNonFinite: Int?
    /// How much of the input they were, known with the last of a piece.
    var inputBytes = 0
    /// What ended the calculation.
    var failure: Diagnostic?
  }

  /// With more bytes than this, a part of a piece is written before the rest is computed.
  private static let mostBytes = 1 << 21

  private func compute(_ bytes: [UInt8], _ number: Int, _ batch: inout Batch) {
    if !isSummary { batch.bytes.reserveCapacity(min(2 * bytes.count, Self.mostBytes)) }
    do throws(Diagnostic) {
      for (index, block) in rows.blocks(of: bytes).enumerated() {
        try compute(block, of: bytes, number, isFirst: number == 0 && index == 0, &batch)
      }
    } catch {
      batch.failure = error
    }
    batch.inputBytes = bytes.count
  }

  private func compute(
    _ block: RowBlock, of bytes: [UInt8], _ number: Int, isFirst: Bool, _ batch: inout Batch
  ) throws(Diagnostic) {
    var row = 0
    let original: ((Int) -> ArraySlice<UInt8>)? = keepsText ? { bytes[block.ranges[$0]] } : nil
    try calculation.run(block, firstDecides: isFirst) { outcome throws(Diagnostic) in
      switch outcome {
      case .fault(let diagnostic):
        add(diagnostic, original?(row), to: &batch)
        row += 1
      case .results(let results):
        add(results, original.map { text in { [row] in text(row + $0) } }, to: &batch)
        row += results.count
      }
      guard batch.bytes.count >= Self.mostBytes else { return }
      guard deliver(&batch, number, isLast: false) else {
        throw Diagnostic("interrupted", "nobody reads any more")
      }
    }
  }

  private func add(
    _ diagnostic: Diagnostic, _ original: ArraySlice<UInt8>?, to batch: inout Batch
  ) {
    batch.faults.append((batch.bytes.count, batch.rows, diagnostic, original))
    batch.rows += 1
  }

  private func add(
    _ results: RowResults, _ original: ((Int) -> ArraySlice<UInt8>)?, to batch: inout Batch
  ) {
    if !results.isFinite {
      if refusesNonFinite, results.count > 1 {
        for row in 0..<results.count {
          add(results.row(row), original.map { text in { text($0 + row) } }, to: &batch)
        }
        return
      }
      if refusesNonFinite {
        return add(
          Diagnostic("not-finite", "the result is not finite, and --nonfinite error forbids that"),
          original?(0), to: &batch)
      }
      let rows = (0..<results.count).filter { !results.isFinite($0) }
      batch.nonFinite += rows.count
      if batch.firstNonFinite == nil { batch.firstNonFinite = rows.first.map { batch.rows + $0 } }
    }
    if isSummary {
      batch.results.append(results)
      batch.rows += results.count
      return
    }
    do throws(Diagnostic) {
      try format.append(results, original, to: &batch.bytes)
      batch.rows += results.count
    } catch {
      for row in 0..<results.count { add(error, original?(row), to: &batch) }
    }
  }

  // MARK: Writing

  /// Waits for the turn of a piece and writes a part of it; false if nothing more is wanted.
  @discardableResult
  private func deliver(_ batch: inout Batch, _ number: Int, isLast: Bool) -> Bool {
    turnstile.enter(number)
    let goesOn = ledger.withLock { ledger in
      if !ledger.isOver {
        do throws(Diagnostic) {
          try write(batch, &ledger, isLast: isLast)
        } catch {
          ledger.failure = error
        }
      }
      return !ledger.isOver
    }
    if !goesOn { input.withLock { $0.isOver = true } }
    batch = Batch()
    return goesOn
  }

  private func write(
    _ batch: Batch, _ ledger: inout Ledger, isLast: Bool
  ) throws(Diagnostic) {
    var written = 0
    for (offset, position, diagnostic, original) in batch.faults {
      try write(batch.bytes[written..<offset], &ledger)
      written = offset
      let row = ledger.state.rows + position + 1
      if case .stop = policy {
        ledger.state.rows = row - 1
        _ = try ledger.output.flush()
        throw diagnostic.inRow(row)
      }
      ledger.state.faulty += 1
      if ledger.state.firstFault == nil {
        ledger.state.firstFault = .init(
          row: row, message: diagnostic.message, hint: diagnostic.hint)
      }
      guard !isSummary else { continue }
      let replacement: [UInt8]
      switch policy {
      case .report:
        replacement = format.fault(diagnostic, row: row, original) ?? format.missing(original)
      case .null: replacement = format.missing(original)
      case .skip, .stop: replacement = []
      }
      try write(replacement[...], &ledger)
    }
    try write(batch.bytes[written...], &ledger)
    for results in batch.results where !ledger.statistics.add(results) {
      throw Diagnostic(
        "other-columns",
        "row \(ledger.state.rows + 1) or one behind it has results of another shape",
        hint: "sums are over numbers and arrays that all rows have")
    }
    if ledger.state.firstNonFinite == nil {
      ledger.state.firstNonFinite = batch.firstNonFinite.map { ledger.state.rows + $0 + 1 }
    }
    ledger.state.nonFinite += batch.nonFinite
    ledger.state.rows += batch.rows
    ledger.state.inputBytes += batch.inputBytes
    if let failure = batch.failure { throw failure }
    ledger.progress.show(rows: ledger.state.rows)
    // What has been computed is there for whoever waits for it.
    let isRead =
      isLast ? try ledger.output.flush(ledger.state) : try ledger.output.flush()
    if !isRead { ledger.readerIsGone = true }
  }

  private func write(_ bytes: ArraySlice<UInt8>, _ ledger: inout Ledger) throws(Diagnostic) {
    guard !bytes.isEmpty, !ledger.readerIsGone else { return }
    let first = ledger.hasRows ? bytes : bytes.dropFirst(format.separator.count)
    ledger.hasRows = true
    if try !ledger.output.write(first) { ledger.readerIsGone = true }
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
