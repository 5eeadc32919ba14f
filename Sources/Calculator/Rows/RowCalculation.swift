import Autodiff

import Syntax
import Tables

/// One expression with its gradients over many rows: recorded and compiled once for each combination of
/// the cells' shapes, run for a batch of rows at a time.
///
/// Every row gives the numbers, to the bit, that a calculation of that row alone would give.
public final class RowCalculation: Sendable {
  /// The names whose values the rows give, in the order of the expression; behind them those of standard
  /// deviations.
  public let columns: [String]
  /// Where in a row standard deviations stand.
  private let sigmas: Range<Int>
  private let expression: Expression
  /// With an argument for every parameter: those of the columns in the order of `columns`.
  private let request: Guarded<Request>
  private let limits: Budget.Limits
  private let total: Budget
  private let usesTape: Bool
  private let programs = Guarded<[[[Int]]: Recorded]>([:])

  private enum Recorded {
    case program(RowProgram)
    /// Only the values of a row show whether it can be computed.
    case rowByRow(Diagnostic)
  }

  /// - Parameters:
  ///   - names: what is differentiated by; nil for every column. What is uncertain always is.
  ///   - found: those of the expression's `optionalColumns` that the table has.
  /// - Throws: `no-columns` where the expression reads nothing from the rows.
  public init(
    _ rows: RowExpression, wrt names: [String]?, reading found: [String] = []
  ) throws(Diagnostic) {
    let (request, columns) = try rows.request(wrt: names, reading: found)
    guard !columns.isEmpty else { throw rows.withoutColumns }
    let sigmas = columns.map(RowExpression.sigmaColumn).filter {
      found.contains($0) && !columns.contains($0)
    }
    self.columns = columns + sigmas
    self.sigmas = columns.count..<columns.count + sigmas.count
    expression = rows.expression
    limits = request.limits
    total = Budget(request.limits)
    usesTape = request.usesGradientTape
    self.request = Guarded(request)
  }

  /// What a row of numbers gives.
  ///
  /// - Throws: what is wrong with the expression for numbers.
  public func layoutOfNumbers() throws(Diagnostic) -> RowLayout {
    switch recorded(for: columns.map { _ in [] }) {
    case .program(let program): return program.layout
    case .rowByRow(let diagnostic): throw diagnostic
    }
  }

  /// What the first row of a block that can be computed gives; nil if none can.
  ///
  /// - Throws: what is no fault of a row.
  public func layout(of block: RowBlock) throws(Diagnostic) -> RowLayout? {
    var layout: RowLayout?
    try run(block, firstDecides: true) { outcome in
      if layout == nil, case .results(let results) = outcome { layout = results.layout }
    }
    return layout
  }

  // MARK: Running

  /// Computes the rows of a block, in order.
  ///
  /// - Parameter decides: whether what the first row shows to be wrong with the expression itself ends it
  ///   all: the same would be wrong with every row.
  /// - Throws: what is no fault of a row: a limit, an interrupt, or what `body` throws.
  public func run(
    _ block: RowBlock, firstDecides decides: Bool = false,
    _ body: (RowOutcome) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var next = 0
    for (row, odd) in block.odd {
      try run(block, rows: next..<row, decides, body)
      next = row + 1
      switch odd {
      case .fault(let error):
        try body(.fault(Diagnostic(error)))
      case .values(let values): try run(values, decides: decides && row == 0, body)
      }
    }
    try run(block, rows: next..<block.count, decides, body)
  }

  private func run(
    _ block: RowBlock, rows: Range<Int>, _ decides: Bool,
    _ body: (RowOutcome) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    guard !rows.isEmpty else { return }
    if !usesTape, areProper(block, rows),
      case .program(let program) = recorded(for: block.cellShapes)
    {
      return try program.run(block.columns, rows: rows, limits: try limitsNow(), body)
    }
    for row in rows {
      let values = zip(block.columns, block.cellShapes).map { column, shape in
        let length = shape.reduce(1, *)
        return shape.isEmpty
          ? JSONValue.number(column[row])
          : .numbers(
            .init(
              dimensions: shape, values: Array(column[row * length..<(row + 1) * length])))
      }
      try run(values, decides: decides && row == 0, body)
    }
  }

  /// Whether all standard deviations are some: a row with another one is computed by itself, to say so.
  private func areProper(_ block: RowBlock, _ rows: Range<Int>) -> Bool {
    sigmas.allSatisfy { column in
      let size = block.cellShapes[column].reduce(1, *)
      return block.columns[column][rows.lowerBound * size..<rows.upperBound * size]
        .allSatisfy { $0 >= 0 && $0 < .infinity }
    }
  }

  /// A row by itself: by the program for its shapes, or as `eval` would.
  private func run(
    _ values: [JSONValue], decides: Bool, _ body: (RowOutcome) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var recordingFault: Diagnostic?
    if !usesTape, let (shapes, columns) = Self.numbers(values),
      sigmas.allSatisfy({ columns[$0].allSatisfy { $0 >= 0 && $0 < .infinity } })
    {
      switch recorded(for: shapes) {
      case .program(let program):
        return try program.run(columns, rows: 0..<1, limits: try limitsNow(), body)
      case .rowByRow(let diagnostic): recordingFault = diagnostic
      }
    }
    do throws(Diagnostic) {
      try body(.results(RowResults(try Calculation.run(try request(of: values)))))
    } catch {
      guard error.isOfOneRow else { throw error }
      if decides, let recordingFault, recordingFault.isSame(as: error) { throw error }
      try body(.fault(error))
    }
  }

  /// The shapes and numbers of cells, if they are nothing else.
  private static func numbers(_ values: [JSONValue]) -> (shapes: [[Int]], columns: [[Double]])? {
    var (shapes, columns): ([[Int]], [[Double]]) = ([], [])
    for value in values {
      switch value {
      case .number(let number):
        shapes.append([])
        columns.append([number])
      case .numbers(let array):
        shapes.append(array.dimensions)
        columns.append(array.values)
      default: return nil
      }
    }
    return (shapes, columns)
  }

  private func request(of values: [JSONValue]) throws(Diagnostic) -> Request {
    var request = request.withLock { $0 }
    request.fillCells(values.map { .json($0) })
    request.limits = try limitsNow()
    return request
  }

  /// The limits of a row: its own steps, and the time that is left of all.
  private func limitsNow() throws(Diagnostic) -> Budget.Limits {
    do throws(TensorError) { try total.checkTime() } catch { throw Diagnostic(error) }
    var limits = limits
    limits.seconds = total.secondsLeft
    return limits
  }

  private func recorded(for shapes: [[Int]]) -> Recorded {
    programs.withLock { programs in
      if let known = programs[shapes] { return known }
      var request = request.withLock { $0 }
      request.fillCells(shapes.map { .cell(Shape($0)) })
      let recorded: Recorded
      do throws(Diagnostic) {
        recorded = .program(try RowProgram(expression, request, cells: shapes.map { Shape($0) }))
      } catch {
        recorded = .rowByRow(error)
      }
      // Rows of many shapes are not to fill the memory with programs.
      if programs.count >= Self.mostPrograms { programs.removeAll() }
      programs[shapes] = recorded
      return recorded
    }
  }

  private static let mostPrograms = 64
}

/// What became of rows.
public enum RowOutcome {
  /// One or more rows that follow each other.
  case results(RowResults)
  /// One row that could not be computed.
  case fault(Diagnostic)
}

extension Diagnostic {
  /// Whether it says the same of the same place.
  fileprivate func isSame(as other: Diagnostic) -> Bool {
    code == other.code && location?.range == other.location?.range
  }
}

extension Request {
  /// Gives cells their values: first those of arguments, then those of standard deviations.
  fileprivate mutating func fillCells(_ values: [Given]) {
    var next = values.makeIterator()
    for index in arguments.indices {
      guard case .cell = arguments[index].value, let value = next.next() else { continue }
      arguments[index].value = value
    }
    for index in arguments.indices {
      guard case .cell = arguments[index].sigma, let value = next.next() else { continue }
      arguments[index].sigma = value
    }
  }
}
