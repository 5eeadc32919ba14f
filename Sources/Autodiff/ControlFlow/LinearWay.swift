import CKernels

/// The way back through steps that are linear in cotangents, block by block: products of cotangents
/// and coefficients, which are there as columns.
final class LinearWay {
  private let linear: LoopReversal.LinearStep
  private let stateCount: Int
  private let length: Int
  private let arena = Arena()
  private var record = sg_linear()
  private let terms: UnsafeMutablePointer<sg_term>
  /// Which coefficient each term takes.
  private var coefficients: [Int] = []
  private let seeds: UnsafeMutablePointer<UnsafeMutablePointer<Double>?>
  /// Where the state is noted.
  private let notes: [UnsafeMutablePointer<Double>]

  /// - Parameters:
  ///   - rows: where the cotangents of the slices go.
  ///   - sums: where those of the constants are added up.
  init(
    _ linear: LoopReversal.LinearStep, state: UnsafeMutablePointer<Double>, stateCount: Int,
    length: Int, rows: [UnsafeMutablePointer<Double>], sums: [UnsafeMutablePointer<Double>]
  ) {
    self.linear = linear
    self.stateCount = stateCount
    self.length = length
    notes = (0..<stateCount).map { [arena] _ in arena.numbers(length) }
    let seedCount = linear.terms.flatMap { $0 }.map(\.seed).max().map { $0 + 1 } ?? 0
    seeds = arena.copy(
      [UnsafeMutablePointer<Double>?](repeating: nil, count: max(seedCount, stateCount)))
    let ordered = linear.terms.enumerated().flatMap { target, terms in
      terms.map { (target: target, term: $0) }
    }
    coefficients = ordered.map(\.term.coefficient)
    terms = arena.copy(
      ordered.map { target, term in
        sg_term(
          base: nil, stride: 0, seed: Int32(term.seed),
          target: Int32(target < stateCount ? target : target - stateCount), kind: term.kind)
      })
    record.terms = UnsafePointer(terms)
    record.term_count = ordered.count
    record.state_term_count = ordered.count { $0.target < stateCount }
    record.state_count = stateCount
    record.state = state
    record.staging = arena.numbers(stateCount)
    record.seeds = UnsafePointer(seeds)
    record.rows = UnsafePointer(
      arena.copy(rows.map { Optional($0) } + sums.map { _ in nil }))
    record.sums = UnsafePointer(
      arena.copy(rows.map { _ in nil } + sums.map { Optional($0) }))
  }

  /// - Parameter rows: the cotangents of the rows of the loop, by position.
  func go(_ numbers: NumberRun, _ block: Block, _ rows: [UnsafePointer<Double>?]) {
    numbers.computeLanes(block.count, lowest: block.lowest, direction: block.direction)
    for (index, coefficient) in coefficients.enumerated() {
      guard let column = numbers.column(of: coefficient) else { continue }
      terms[index].base = column.base
      terms[index].stride = column.stride
    }
    for (index, note) in notes.enumerated() { seeds[index] = note - block.lowest }
    for (index, row) in rows.enumerated() {
      seeds[stateCount + index] = UnsafeMutablePointer(mutating: row)
    }
    sg_go_linearly(&record, block.last, block.direction, block.count)
  }
}
