import Autodiff

import Syntax
import Tables

/// An expression recorded once for all rows whose cells have the same shapes, and compiled for as many
/// rows at a time as are there.
final class RowProgram: Sendable {
  let layout: RowLayout
  private let elementType: ElementType
  private let cellShapes: [Shape]
  /// How many rows may be computed at once.
  private let largestBatch: Int
  private let recording: Guarded<Recording>

  private struct Recording {
    let interpreter: Interpreter
    let cells: [Variable]
    /// Arguments that are the same for all rows, by their nodes.
    let constants: [(node: Int, value: Tensor)]
    let wanted: [Int]
    let start: Int
    var compiled: [Int: Batch] = [:]
  }

  /// The program for a number of rows.
  private struct Batch: Sendable {
    let program: Program
    let constants: [Tensor]
    /// For each result whether it has the rows as its first axis.
    let isByRow: [Bool]
  }

  /// A batch is always computed as a whole: those of few rows are for tables of few rows. From the
  /// fewest on it costs less than the smaller ones that they would fill.
  private static let batches = [
    (size: RowBlock.usualCount, fewest: 200), (size: 32, fewest: 4), (size: 1, fewest: 1),
  ]
  /// More numbers than this in an array of a batch would not stay in the cache.
  private static let mostNumbers = 1 << 17

  /// - Throws: what recording finds wrong, such as shapes that do not fit.
  init(
    _ expression: Expression, _ request: Request, cells shapes: [Shape]
  ) throws(Diagnostic) {
    let recorder = GraphRecorder(
      numberType: request.elementType, budget: Budget(request.limits))
    let interpreter = Interpreter(recorder: recorder)
    let lowering = Lowering(request, interpreter)
    let result = try lowering.result(of: expression)
    let gradients = try result.gradients(request, recorder)
    let transformed = try result.transformed(request, recorder)
    let uncertainty = try result.uncertainty(request, lowering, gradients)
    do throws(TensorError) { try recorder.checkFailure() } catch {
      throw interpreter.diagnostic(error)
    }
    let parts = result.members(gradients, uncertainty, transformed)
    let leaves = parts.flatMap(\.value.leaves).compactMap(\.self)
    layout = RowLayout(parts) { ($0.shape, $0.elementType) }
    elementType = request.elementType
    cellShapes = shapes
    let graph = recorder.graph
    let cells = interpreter.cells
    precondition(cells.count == shapes.count, "every cell of a row has been recorded")
    let largest = graph.shapes.lazy.map(\.count).max() ?? 1
    largestBatch = Self.batches.first { $0.size * largest <= Self.mostNumbers }?.size ?? 1
    recording = Guarded(
      Recording(
        interpreter: interpreter,
        cells: cells.map { Variable(recorder: recorder, node: $0) },
        constants: (0..<graph.count).compactMap { node in recorder.inputs[node].map { (node, $0) }
        },
        wanted: leaves.map(\.node), start: result.start))
  }

  /// The program for a number of rows, compiled when it is first asked for.
  private func batch(of size: Int) throws(Diagnostic) -> Batch {
    try recording.withLock { recording throws(Diagnostic) in
      if let batch = recording.compiled[size] { return batch }
      let recorder = recording.interpreter.recorder
      var inputs = recording.cells
      var isByRow = recording.wanted.map { _ in false }
      var wanted = recording.wanted
      if size > 1 {
        inputs = recording.cells.map {
          recorder.placeholder(
            shape: Shape([size] + $0.shape.dimensions), type: recorder.numberType)
        }
        let rows = recorder.batched(
          wanted, replacing: zip(recording.cells, inputs).map { (node: $0.node, by: $1) },
          size: size, since: recording.start)
        do throws(TensorError) { try recorder.checkFailure() } catch {
          throw recording.interpreter.diagnostic(error)
        }
        isByRow = rows.map { $0 != nil }
        wanted = zip(wanted, rows).map { $1?.node ?? $0 }
      }
      let batch = Batch(
        program: Program(
          recorder.graph.simplified(for: wanted),
          inputs: inputs.map(\.node) + recording.constants.map(\.node)),
        constants: recording.constants.map(\.value), isByRow: isByRow)
      recording.compiled[size] = batch
      return batch
    }
  }

  // MARK: Running

  /// Computes some consecutive rows of columns, in order.
  ///
  /// - Throws: what is no fault of a row: a limit, or an interrupt.
  func run(
    _ columns: [[Double]], rows: Range<Int>, limits: Budget.Limits,
    _ body: (RowOutcome) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var first = rows.lowerBound
    while first < rows.upperBound {
      let left = rows.upperBound - first
      let size =
        Self.batches.first { $0.size <= largestBatch && left >= $0.fewest }?.size ?? 1
      try run(columns, first: first, count: min(size, left), of: size, limits, body)
      first += size
    }
  }

  private func run(
    _ columns: [[Double]], first: Int, count: Int, of size: Int, _ limits: Budget.Limits,
    _ body: (RowOutcome) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let batch = try self.batch(of: size)
    let cells = zip(columns, cellShapes).map { column, shape in
      tensor(column, shape, first: first, count: count, of: size)
    }
    var limits = limits
    let (steps, isTooLarge) = limits.steps.multipliedReportingOverflow(by: count)
    limits.steps = isTooLarge ? .max : steps
    let values: [Tensor]
    do throws(TensorError) {
      values = try batch.program.execute(cells + batch.constants, budget: Budget(limits))
    } catch {
      let diagnostic = recording.withLock { $0.interpreter.diagnostic(error) }
      guard diagnostic.isOfOneRow else { throw diagnostic }
      guard count > 1 else { return try body(.fault(diagnostic)) }
      // Which of the rows it was, each will say for itself.
      for row in first..<first + count {
        try run(columns, first: row, count: 1, of: 1, limits, body)
      }
      return
    }
    let results = zip(values, zip(batch.isByRow, layout.cells)).map { value, form in
      RowResults.Column(value, stride: form.0 ? form.1.count : 0)
    }
    try body(.results(RowResults(count: count, layout: layout, columns: results)))
  }

  /// The cells of a batch; one that is not full is filled up with its last row.
  private func tensor(
    _ column: [Double], _ shape: Shape, first: Int, count: Int, of size: Int
  ) -> Tensor {
    let length = shape.count
    let tensor = Tensor(shape: size == 1 ? shape : Shape([size] + shape.dimensions)) { target in
      column.withUnsafeBufferPointer { source in
        guard let base = source.baseAddress, length > 0 else { return }
        target.update(from: base + first * length, count: count * length)
        for row in count..<max(size, count) {
          (target + row * length).update(
            from: base + (first + count - 1) * length, count: length)
        }
      }
    }
    return tensor.converted(to: elementType)
  }
}

extension Diagnostic {
  /// Whether other rows may well be computed all the same.
  var isOfOneRow: Bool { code != "timeout" && code != "interrupted" }
}

extension RecordedResult {
  /// The results under their keys, in the order of `eval --json`.
  fileprivate func members(
    _ gradients: Gradients,
    _ uncertainty: (labels: [String], recorded: ErrorPropagation.Recorded)?,
    _ transformed: [(transformation: Transformation, result: Structure<Variable?>)]
  ) -> [(key: String, value: Structure<Variable?>)] {
    var members = [(key: "y", value: y)]
    if let targets = calling?.targets {
      members.append(("dydx", targets.map { $0.flatMap { gradients.values[$0.node] } }))
    }
    if let (labels, recorded) = uncertainty {
      members.append(("y_sigma", recorded.sigma))
      if let bias = recorded.bias { members.append(("y_bias", .leaf(bias))) }
      members.append(
        ("variance_share", .dictionary(zip(labels, recorded.shares).map { (key: $0, value: $1) })))
    }
    if let aux { members.append(("aux", aux)) }
    return members + transformed.map { ($0.transformation.rawValue, $0.result) }
  }
}
