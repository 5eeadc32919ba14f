import Autodiff
import Glibc
import Syntax
import Testing

@testable import Calculator

/// The points of curves, and where they break.
@Suite struct PlotSamplingTests {
  private func plot(_ sentence: String) throws -> PlotData {
    try Plotting.run(Request(SourceText(sentence)))
  }

  private func breaks(_ sentence: String, order: Int = 0) throws -> [PlotData.Break] {
    try plot(sentence).functions[0].breaks[order]
  }

  // MARK: Breaks

  @Test func tangentHasPoles() throws {
    let breaks = try breaks("tan(x) from -5 to 5")
    #expect(breaks.allSatisfy { $0.kind == .pole } && breaks.count == 4)
    for (found, factor) in zip(breaks, [-3.0, -1, 1, 3]) {
      #expect(found.left <= factor * .pi / 2 && found.right >= factor * .pi / 2)
      #expect(found.right - found.left < 1e-5)
    }
  }

  /// At 0 the grid hits the pole, at 1/3 it does not; with and without a change of sign.
  @Test(
    arguments: [
      "1/%", "1/%^2", "-1/%^4",
    ], ["0", "1/3"])
  func poles(function: String, text: String) throws {
    let place = text == "0" ? 0 : 1.0 / 3
    let function = function.split(separator: "%", omittingEmptySubsequences: false)
      .joined(separator: "(x - \(text))")
    let data = try plot("\(function) from -1 to 1")
    let lines = data.lines(data.functions[0], order: 0)
    let left = try #require(lines.first?.last)
    let right = try #require(lines.last?.first)
    #expect(left.x <= place && right.x >= place && right.x - left.x < 1e-3)
    #expect(data.functions[0].hasPole[0])
    #expect(data.visibleRange(order: 0).upperBound < 1000)
  }

  @Test func gammaHasPoles() throws {
    let data = try plot("gamma(x) from -3.5 to 4")
    // One line between any two of -3, -2, -1, 0, and one on either side.
    let lines = data.lines(data.functions[0], order: 0).filter { $0.count > 1 }
    #expect(lines.count == 5)
    for (line, end) in zip(lines, [-3.0, -2, -1, 0]) {
      #expect(abs((line.last?.x ?? 9) - end) < 1e-6)
    }
    #expect(data.visibleRange(order: 0).upperBound < 100)
  }

  @Test func floorJumps() throws {
    let data = try plot("floor(x) and its derivative from -2.5 to 2.5")
    let breaks = data.functions[0].breaks[0]
    #expect(breaks.map(\.kind) == Array(repeating: .jump, count: 5))
    #expect(breaks.map(\.right) == [-2, -1, 0, 1, 2])
    #expect(breaks.allSatisfy { $0.right - $0.left < 1e-15 })
    let lines = data.lines(data.functions[0], order: 0)
    #expect(lines.map { Set($0.map(\.y)) } == [[-3], [-2], [-1], [0], [1], [2]])
    // A jump squashes nothing.
    #expect(data.visibleRange(order: 0) == -3...2)
    // The slope is 0 on both sides.
    #expect(data.functions[0].breaks[1].isEmpty)
  }

  @Test func theSlopeOfAKinkJumps() throws {
    let data = try plot("abs(x) and its derivative from -1 to 2")
    #expect(data.functions[0].breaks[0].isEmpty)
    let lines = data.lines(data.functions[0], order: 1)
    #expect(lines.first?.allSatisfy { $0.y == -1 } == true)
    #expect(lines.last?.allSatisfy { $0.y == 1 } == true)
    #expect(lines.count == 2)
  }

  @Test(arguments: [
    "tanh(1e6*x)", "cbrt(x)", "sin(30x)", "abs(x)", "exp(-1000x^2)", "1/(1e-6 + x^2)", "x^3", "2",
    "atan(1e9*x)",
  ])
  func isContinuous(function: String) throws {
    let data = try plot("\(function) from -1 to 1.01")
    #expect(data.functions[0].breaks[0].isEmpty)
    #expect(data.lines(data.functions[0], order: 0).count == 1)
  }

  @Test func anEdgeIsFound() throws {
    let data = try plot("log(x - 1/3) from -1 to 1")
    let line = try #require(data.lines(data.functions[0], order: 0).first)
    #expect(abs(line[0].x - 1.0 / 3) < 1e-12 && line[0].x > 1.0 / 3 - 1e-15)
    let root = try plot("sqrt(2 - x^2) from -2 to 2")
    let lines = root.lines(root.functions[0], order: 0)
    #expect(lines.count == 1 && abs((lines[0].first?.x ?? 0) + 2.0.squareRoot()) < 1e-12)
    #expect((lines[0].first?.y ?? 1) < 1e-6)
  }

  // MARK: The axis

  private static let domains: [(function: String, from: Double, to: Double)] = [
    ("sin(x)", -10, 10), ("log(x)", 0, 10), ("asin(x)", -1, 1), ("sqrt(4 - x)", -10, 4),
    ("acosh(-x)", -10, -1),
  ]

  @Test(arguments: domains)
  func theUsualRangeIsTheDomain(function: String, from: Double, to: Double) throws {
    let data = try plot(function)
    #expect(data.isDefaultRange && data.from == from && data.to == to)
  }

  @Test func endsAreExpressions() throws {
    let data = try plot("sin(x) from -pi to 1e-3*k with k=7")
    #expect(data.from == -.pi && data.to == 1e-3 * 7 && data.usesPi && !data.isDefaultRange)
    #expect(data.grid.first == -.pi && data.grid.last == 1e-3 * 7)
    #expect(zip(data.grid, data.grid.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test(arguments: [
    ("sin(t)", "t"), ("t -> t^2", "t"), ("tanh", "x"), ("gammainc with a=2", "x"), ("3", "x"),
    ("x*y for y with x=2", "y"), ("x^2 with x=3", "x"),
  ])
  func theAxisIsTheFreeName(sentence: String, name: String) throws {
    #expect(try plot(sentence).variable == name)
  }

  @Test func capturedValuesAreSeen() throws {
    var request = Request(SourceText("f(x) + a and its derivative from 0 to 1"))
    request.captured = [
      ("f", .text(SourceText("x -> x^2"))), ("a", .json(.number(3))), ("x", .json(.number(5))),
    ]
    let data = try Plotting.run(request)
    #expect(data.functions[0].values[0].first == 3 && data.functions[0].values[0].last == 4)
    #expect(data.functions[0].values[1].last == 2)
  }

  // MARK: Values

  @Test func derivativesAreExact() throws {
    let data = try plot("sin(x)*exp(x) and its derivative and its second derivative from -3 to 3")
    for (index, x) in data.grid.enumerated() {
      let values = data.functions[0].values.map { $0[index] }
      #expect(abs(values[0] - sin(x) * exp(x)) <= 1e-14 * exp(x))
      #expect(abs(values[1] - (sin(x) + cos(x)) * exp(x)) <= 1e-14 * exp(x))
      #expect(abs(values[2] - 2 * cos(x) * exp(x)) <= 1e-14 * exp(x))
    }
  }

  /// Between the points a line is as good as the picture.
  @Test(arguments: ["sin(40x)", "exp(-200x^2)", "sin(1/(x + 1.1))", "x^7", "abs(sin(9x))"])
  func isDenseWhereItBends(function: String) throws {
    let data = try plot("\(function) from -1 to 1")
    let values = data.functions[0].values[0]
    let middles = zip(data.grid, data.grid.dropFirst()).map { $0 / 2 + $1 / 2 }
    let plotted = try PlotRequest(sentence: SourceText(function))
    let source = try CurveRecording.Source(plotted, Request(SourceText(function)))
    let exact = try CurveEvaluator(source, at: 0).columns(at: middles)[0]
    let span = (values.max() ?? 0) - (values.min() ?? 0)
    for (index, y) in exact.enumerated() {
      #expect(abs((values[index] + values[index + 1]) / 2 - y) < span / 500, "\(middles[index])")
    }
    #expect(data.grid.count < 6000)
  }

  @Test func whereThereIsNoValueThereIsNoSlope() throws {
    let data = try plot("log(x) and its derivative from -1 to 1")
    for (index, x) in data.grid.enumerated() {
      #expect(data.functions[0].values[1][index].isNaN == (x <= 0))
    }
  }

  @Test func componentsAreCurves() throws {
    let data = try plot("(sin(t), [t, t^2]) from 0 to 1")
    #expect(data.functions.map(\.label) == ["sin(t)", "t", "t^2"])
    #expect(data.functions[2].values[0].last == 1)
  }

  /// How often the loop runs depends on x: such a curve is followed point by point.
  @Test func valuesMayDecide() throws {
    let data = try plot("sum(i*x for i in range(floor(x))) and its derivative from 0.5 to 3.5")
    let (y, slope) = (data.functions[0].values[0], data.functions[0].values[1])
    #expect(y.last == 3 * 3.5 && slope.last == 3)
    #expect(data.functions[0].breaks[0].map(\.right) == [2, 3])
  }

  @Test func branchesAndLoopsAreBatched() throws {
    let data = try plot(
      "fori_loop(0, 3, (i, c) -> c*x, 1.) if x > 0 else -x and its derivative from -1 to 2")
    #expect(data.functions[0].values[0].first == 1 && data.functions[0].values[0].last == 8)
    #expect(data.functions[0].values[1].first == -1 && data.functions[0].values[1].last == 12)
  }

  @Test func limitsHold() throws {
    var request = Request(SourceText("while_loop(c -> c > x, c -> c + 1, x + 1) from 0 to 1"))
    request.limits.steps = 1000
    let error = try #require(throws: Diagnostic.self) { try Plotting.run(request) }
    #expect(error.kind == .limit)
  }
}
