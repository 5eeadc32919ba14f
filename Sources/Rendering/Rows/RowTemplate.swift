import Calculator
import Tables
import Tensors

/// Writes rows of numbers that have the same text around them.
struct RowTemplate: Sendable {
  /// What stands before each number, and at the end, one behind the other.
  private let text: [UInt8]
  /// Where each of them begins, and where the last one ends.
  private let starts: [Int]
  /// How NaN and the infinities are written.
  private let nonFinite: @Sendable (Double) -> [UInt8]

  /// What a column gives for a row.
  enum Column {
    case numbers(UnsafePointer<Double>)
    /// The same for all rows: a number, or text for what is no number.
    case number(Double)
    case truths(UnsafePointer<Double>)
    case text(StaticString)
  }

  /// Words are copied whole, so that as much has to be there behind the last one.
  private static let excess = 8
  /// About as many bytes are written before they are handed on.
  private static let chunk = 1 << 14

  /// - Parameters:
  ///   - parts: the text before each column, and at the end of a row.
  init(_ parts: [[UInt8]], nonFinite: @escaping @Sendable (Double) -> [UInt8]) {
    text = Array(parts.joined()) + [UInt8](repeating: 0, count: Self.excess)
    starts = parts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    self.nonFinite = nonFinite
  }

  /// Appends all rows of some results.
  ///
  /// - Parameter cells: for each part but the last the number behind it.
  func append(_ results: RowResults, _ cells: [RowLayout.Cell], to bytes: inout [UInt8]) {
    withExtendedLifetime(results) {
      append(0..<results.count, of: cells.map { Column($0, of: results) }, to: &bytes)
    }
  }

  private func append(_ rows: Range<Int>, of columns: [Column], to bytes: inout [UInt8]) {
    precondition(columns.count == starts.count - 2, "a template has a place for each column")
    let longest = text.count + columns.count * NumberWriter.room
    let rowsAtOnce = max(1, Self.chunk / longest)
    withUnsafeTemporaryAllocation(
      of: NumberWriter.Decided.self, capacity: rowsAtOnce * columns.count
    ) { decided in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: rowsAtOnce * longest) { room in
        guard let start = room.baseAddress, let numbers = decided.baseAddress else { return }
        var first = rows.lowerBound
        while first < rows.upperBound {
          let next = min(first + rowsAtOnce, rows.upperBound)
          decide(first..<next, of: columns, into: numbers)
          let end = write(first..<next, of: columns, numbers, at: start)
          bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
          first = next
        }
      }
    }
  }

  /// Finds the digits of all numbers of some rows, row after row with a place for each column.
  private func decide(
    _ rows: Range<Int>, of columns: [Column],
    into decided: UnsafeMutablePointer<NumberWriter.Decided>
  ) {
    let writer = NumberWriter()
    for (index, column) in columns.enumerated() {
      let decide = { (numbers: UnsafePointer<Double>, stride: Int) in
        writer.decide(
          numbers, stride: stride, count: rows.count, into: decided + index, spacing: columns.count)
      }
      switch column {
      case .numbers(let numbers): decide(numbers + rows.lowerBound, 1)
      case .number(let number): withUnsafePointer(to: number) { decide($0, 0) }
      case .truths, .text: break
      }
    }
  }

  private func write(
    _ rows: Range<Int>, of columns: [Column],
    _ decided: UnsafeMutablePointer<NumberWriter.Decided>, at start: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    text.withUnsafeBufferPointer { text in
      starts.withUnsafeBufferPointer { starts in
        columns.withUnsafeBufferPointer { columns in
          guard let text = text.baseAddress else { return start }
          var end = start
          var number = decided
          for row in rows {
            var part = 0
            while part < columns.count {
              end = Self.copy(text + starts[part], starts[part + 1] &- starts[part], to: end)
              switch columns[part] {
              case .numbers, .number: end = write(number.pointee, at: end)
              case .truths(let truths):
                end = NumberWriter.write(truths[row] != 0 ? "true" : "false", at: end)
              case .text(let word): end = NumberWriter.write(word, at: end)
              }
              number += 1
              part &+= 1
            }
            end = Self.copy(text + starts[part], starts[part + 1] &- starts[part], to: end)
          }
          return end
        }
      }
    }
  }

  @inline(__always)
  private func write(
    _ decided: NumberWriter.Decided, at end: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    if decided.number.isFinite { return NumberWriter.write(decided, at: end) }
    return writeNonFinite(decided.number, at: end)
  }

  private func writeNonFinite(
    _ number: Double, at end: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    let word = nonFinite(number).prefix(NumberWriter.room)
    return end + UnsafeMutableBufferPointer(start: end, count: word.count).update(from: word).index
  }

  /// Copies a few bytes, and up to seven that follow.
  @inline(__always)
  private static func copy(
    _ text: UnsafePointer<UInt8>, _ count: Int, to end: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    var offset = 0
    while offset < count {
      let word = UnsafeRawPointer(text + offset).loadUnaligned(as: UInt64.self)
      UnsafeMutableRawPointer(end + offset).storeBytes(of: word, as: UInt64.self)
      offset &+= 8
    }
    return end + count
  }
}

extension RowTemplate.Column {
  /// - Precondition: the cell is a number or a truth value.
  init(_ cell: RowLayout.Cell, of results: RowResults) {
    let column = results.columns[cell.column]
    switch (cell.elementType, column.base) {
    case (.bool, let base?): self = .truths(base)
    case (.bool, nil): self = .text(column.number(0, of: 0) != 0 ? "true" : "false")
    case (_, let base?): self = .numbers(base)
    case (_, nil): self = .number(column.number(0, of: 0))
    }
  }
}
