import Autodiff
import Syntax
import Tables

/// The road from a plot as text to the points of its curves.
public enum Plotting {
  /// Samples what a sentence asks for: `sin(x) and its derivative from 0 to 2pi`.
  ///
  /// The sentence is the expression of the request, whose captured values and named arguments the
  /// curves see.
  public static func run(_ request: Request) throws(Diagnostic) -> PlotData {
    try run(PlotRequest(sentence: request.expression), request)
  }

  /// Samples curves. Values and derivatives are the engine's own, at all points at once.
  ///
  /// - Throws: with the place in the user's text, for curves and ends that have no meaning, and
  ///   `not-finite` where there is nothing to see.
  public static func run(
    _ plot: PlotRequest, _ request: Request
  ) throws(Diagnostic) -> PlotData {
    do throws(Diagnostic) {
      let source = try CurveRecording.Source(plot, request)
      let ends = try Ends(source)
      let data = try sampled(source, ends)
      guard let narrower = ends.isDefault ? data.domain : nil else { return data }
      return try sampled(source, ends.narrowed(to: narrower))
    } catch {
      throw plot.located(error)
    }
  }

  private static func sampled(
    _ source: CurveRecording.Source, _ ends: Ends
  ) throws(Diagnostic) -> PlotData {
    let evaluator = try CurveEvaluator(source, at: ends.from / 2 + ends.to / 2)
    let orders = [0] + source.plot.orders
    let sampler = try CurveSampler(evaluator, orders: orders, from: ends.from, to: ends.to)
    let count = source.orderCount - 1
    let functions = evaluator.labels.enumerated().map { index, label in
      let first = index * source.orderCount
      let breaks = Array(sampler.breaks[first..<first + count])
      return PlotData.Function(
        label: label, values: Array(sampler.columns[first..<first + count]), breaks: breaks,
        hasPole: breaks.map { $0.contains { $0.kind == .pole } })
    }
    guard functions.contains(where: { $0.values[0].contains(where: \.isFinite) }) else {
      throw nothingToSee(source, evaluator, ends)
    }
    return PlotData(
      variable: evaluator.axis, from: ends.from, to: ends.to, isDefaultRange: ends.isDefault,
      usesPi: ends.usesPi, bottom: ends.bottom, top: ends.top, grid: sampler.grid,
      functions: functions, orders: orders)
  }

  private static func nothingToSee(
    _ source: CurveRecording.Source, _ evaluator: CurveEvaluator, _ ends: Ends
  ) -> Diagnostic {
    let curve = source.plot.curves[0]
    return Diagnostic(
      "not-finite",
      "no value is finite for \(evaluator.axis.visible) from \(NumberText.shortest(ends.from)) "
        + "to \(NumberText.shortest(ends.to))",
      at: curve.location(SourceRange(start: 0, end: curve.utf8.count)),
      hint: "from A to B says where else to look")
  }
}

/// The ends of the axis.
private struct Ends {
  private(set) var from: Double
  private(set) var to: Double
  let isDefault: Bool
  let usesPi: Bool
  let bottom: Double?
  let top: Double?

  /// Half of the range if nothing is said about it.
  private static let usual = 10.0

  func narrowed(to range: ClosedRange<Double>) -> Ends {
    var ends = self
    (ends.from, ends.to) = (range.lowerBound, range.upperBound)
    return ends
  }

  init(_ source: CurveRecording.Source) throws(Diagnostic) {
    let plot = source.plot
    let recording = try CurveRecording(
      source, GraphRecorder(numberType: .float64, budget: source.budget))
    let start = try plot.from.map { text throws(Diagnostic) in
      try Self.end(text, "the start of the range", recording)
    }
    let end = try plot.to.map { text throws(Diagnostic) in
      try Self.end(text, "the end of the range", recording)
    }
    bottom = try plot.bottom.map { text throws(Diagnostic) in
      try Self.end(text, "the bottom", recording).value
    }
    top = try plot.top.map { text throws(Diagnostic) in
      try Self.end(text, "the top", recording).value
    }
    from = start?.value ?? min(-Self.usual, (end?.value ?? .infinity) - 2 * Self.usual)
    to = end?.value ?? max(Self.usual, (start?.value ?? -.infinity) + 2 * Self.usual)
    isDefault = start == nil && end == nil
    usesPi = (start?.usesPi ?? false) || (end?.usesPi ?? false)
    guard from < to, (to - from).isFinite else {
      let place = plot.to ?? plot.from
      let range = "the range from \(NumberText.shortest(from)) to \(NumberText.shortest(to))"
      throw Diagnostic(
        "empty-range", from < to ? "\(range) is too long" : "\(range) is empty",
        at: place.map { $0.location(SourceRange(start: 0, end: $0.utf8.count)) },
        hint: from > to ? "the smaller end comes first" : nil)
    }
    if let bottom, let top, bottom >= top {
      throw Diagnostic(
        "empty-range",
        "there are no values from \(NumberText.shortest(bottom)) to \(NumberText.shortest(top))",
        at: plot.top.map { $0.location(SourceRange(start: 0, end: $0.utf8.count)) })
    }
  }

  private static func end(
    _ text: SourceText, _ name: String, _ recording: CurveRecording
  ) throws(Diagnostic) -> (value: Double, usesPi: Bool) {
    let interpreter = recording.interpreter
    let code = interpreter.enter(try Parser.parse(text))
    let place = code.location(of: code.expression.root)
    let value = try interpreter.evaluate(code, in: Scope(parent: recording.lowering.captured))
    guard case .tensor(let tensor) = value, tensor.rank == 0,
      let number = try interpreter.recorder.known(tensor)?.scalarValue
    else {
      throw Diagnostic(
        "wrong-type", "\(name) is a number, not \(value.description)", at: place)
    }
    guard number.isFinite else {
      throw Diagnostic(
        "not-finite", "\(name) is \(number), and a plot ends somewhere", at: place)
    }
    let names = code.expression.freeNames().map(\.name)
    return (number, names.contains("pi") || names.contains("tau") || names.contains("π"))
  }
}

extension PlotData {
  /// The part of the axis in which there is something to see, in round numbers; nil if that is all.
  fileprivate var domain: ClosedRange<Double>? {
    let isSeen = { (index: Int) in
      self.functions.contains { $0.values[0][index].isFinite }
    }
    guard let first = grid.indices.first(where: isSeen),
      let last = grid.indices.last(where: isSeen)
    else { return nil }
    // An edge is found to the last digit; what was meant is the round number beside it.
    let rounded = { (x: Double) in (x * 1e6).rounded() / 1e6 }
    let (low, high) = (rounded(grid[first]), rounded(grid[last]))
    return low < high && (low > from || high < to) ? low...high : nil
  }
}
