import Syntax

/// Chooses the points at which curves are evaluated: close together where a curve bends, and as close
/// as numbers allow where it breaks.
///
/// Each curve is known with its slope, so that what a straight line between two points misses can be
/// told without looking between them; so can what the slopes do not account for, which is how a jump,
/// or a wave between the points, shows.
struct CurveSampler {
  /// The points of the first round, one of which is the middle.
  private static let firstCount = 257
  private static let rounds = 7
  /// No more points than this are added where curves bend.
  private static let mostPoints = 8000
  /// What a line may miss, as a share of what is visible.
  private static let tolerance = 1.0 / 2000
  /// How often an interval is halved in which a curve breaks: until its ends are neighbours.
  private static let halvings = 60
  private static let mostBreaks = 300

  private let evaluator: CurveEvaluator
  private let orderCount: Int
  /// The orders that are drawn.
  private let orders: [Int]
  private(set) var grid: [Double] = []
  private(set) var columns: [[Double]] = []
  /// The breaks of each column.
  private(set) var breaks: [[PlotData.Break]]

  init(
    _ evaluator: CurveEvaluator, orders: [Int], from: Double, to: Double
  ) throws(Diagnostic) {
    self.evaluator = evaluator
    self.orders = orders
    orderCount = evaluator.orderCount
    breaks = evaluator.labels.flatMap { _ in
      [[PlotData.Break]](repeating: [], count: evaluator.orderCount)
    }
    let last = Double(Self.firstCount - 1)
    // So that the middle of a symmetric range is exact.
    grid = (0..<Self.firstCount).map { index in
      from * ((last - Double(index)) / last) + to * (Double(index) / last)
    }
    grid[0] = from
    grid[Self.firstCount - 1] = to
    columns = try evaluator.columns(at: grid)
    try refine()
    try findBreaks()
  }

  /// The columns that are drawn, each followed by its slope.
  private var drawn: [(column: Int, order: Int)] {
    evaluator.labels.indices.flatMap { function in
      orders.map { (function * orderCount + $0, $0) }
    }
  }

  private var visible: [Int: ClosedRange<Double>] {
    var ranges: [Int: ClosedRange<Double>] = [:]
    for order in orders {
      ranges[order] = VisibleRange.of(
        evaluator.labels.indices.map { (columns[$0 * orderCount + order], true) }, grid)
    }
    return ranges
  }

  // MARK: Bends

  private mutating func refine() throws(Diagnostic) {
    let narrowest = (grid[grid.count - 1] - grid[0]) / Double(Self.firstCount << Self.rounds)
    for _ in 0..<Self.rounds where grid.count < Self.mostPoints {
      let visible = visible
      var middles: [Double] = []
      for index in 0..<grid.count - 1 {
        let middle = grid[index] / 2 + grid[index + 1] / 2
        guard grid[index + 1] - grid[index] > narrowest, grid[index] < middle,
          middle < grid[index + 1]
        else { continue }
        let bends = drawn.contains { column, order in
          gap(column, index, visible[order] ?? -1...1).map { $0 > 1 } ?? false
        }
        if bends { middles.append(middle) }
      }
      if middles.isEmpty { return }
      insert(middles, try evaluator.columns(at: middles))
    }
  }

  /// How much more than is tolerated a line misses between a point and the next; nil where there is
  /// nothing to see.
  private func gap(_ column: Int, _ index: Int, _ visible: ClosedRange<Double>) -> Double? {
    let (y0, y1) = (columns[column][index], columns[column][index + 1])
    guard y0.isFinite, y1.isFinite else {
      return y0.isFinite || y1.isFinite ? .infinity : nil
    }
    if max(y0, y1) < visible.lowerBound || min(y0, y1) > visible.upperBound { return nil }
    let allowed = (visible.upperBound - visible.lowerBound) * Self.tolerance
    guard allowed > 0 else { return nil }
    let width = grid[index + 1] - grid[index]
    let (s0, s1) = (columns[column + 1][index], columns[column + 1][index + 1])
    guard s0.isFinite, s1.isFinite else { return abs(y1 - y0) / allowed }
    let bend = abs(width * (s1 - s0)) / 8
    return max(bend, unexplained(y0, y1, s0, s1, width) / 4) / allowed
  }

  /// What the slopes at two points do not account for in the difference of their values.
  private func unexplained(
    _ y0: Double, _ y1: Double, _ s0: Double, _ s1: Double, _ width: Double
  ) -> Double {
    abs(y1 - y0 - width * (s0 / 2 + s1 / 2))
  }

  // MARK: Breaks

  /// An interval in which something breaks, halved towards the place.
  fileprivate struct Bracket {
    let column: Int
    let height: ClosedRange<Double>
    var left: (x: Double, values: [Double])
    var right: (x: Double, values: [Double])
    /// Whether the curve turns within, outside of what is visible: 1 upwards, -1 downwards, 0 if not.
    let turn: Int
    /// The difference of the ends when it began, or how far away it turned.
    let first: Double
    var isOver = false

    var ends: (Double, Double) { (left.values[column], right.values[column]) }
    var difference: Double { abs(ends.1 - ends.0) }
    var isEdge: Bool { ends.0.isFinite != ends.1.isFinite }
  }

  private func row(_ index: Int) -> [Double] { columns.map { $0[index] } }

  private mutating func findBreaks() throws(Diagnostic) {
    let visible = visible
    var brackets: [Bracket] = []
    for (column, order) in drawn {
      let height = visible[order] ?? -1...1
      let allowed = (height.upperBound - height.lowerBound) * Self.tolerance
      var found: [Bracket] = []
      for index in 0..<grid.count - 1 {
        let (y0, y1) = (columns[column][index], columns[column][index + 1])
        guard y0.isFinite || y1.isFinite else { continue }
        var turn = 0
        if y0.isFinite, y1.isFinite {
          let (s0, s1) = (columns[column + 1][index], columns[column + 1][index + 1])
          let rest = unexplained(y0, y1, s0, s1, grid[index + 1] - grid[index])
          if min(y0, y1) > height.upperBound, s0 > 0, s1 < 0 { turn = 1 }
          if max(y0, y1) < height.lowerBound, s0 < 0, s1 > 0 { turn = -1 }
          let isHidden = max(y0, y1) < height.lowerBound || min(y0, y1) > height.upperBound
          guard turn != 0 || !isHidden && abs(y1 - y0) > 2 * allowed && !(rest <= 2 * allowed)
          else { continue }
        }
        found.append(
          Bracket(
            column: column, height: height, left: (grid[index], row(index)),
            right: (grid[index + 1], row(index + 1)), turn: turn,
            first: turn == 0 ? abs(y1 - y0) : max(abs(y0), abs(y1))))
      }
      // So many are no breaks, but waves that are finer than the grid.
      if found.count <= Self.mostBreaks { brackets += found }
    }
    try narrow(&brackets)
    try keep(brackets)
  }

  private mutating func narrow(_ brackets: inout [Bracket]) throws(Diagnostic) {
    for _ in 0..<Self.halvings {
      var open: [Int] = []
      var middles: [Double] = []
      for index in brackets.indices where !brackets[index].isOver {
        let (left, right) = (brackets[index].left.x, brackets[index].right.x)
        let middle = left / 2 + right / 2
        if left < middle, middle < right {
          open.append(index)
          middles.append(middle)
        } else {
          brackets[index].isOver = true
        }
      }
      if open.isEmpty { return }
      let values = try evaluator.columns(at: middles)
      for (position, index) in open.enumerated() {
        brackets[index].halve(
          at: middles[position], values.map { $0[position] }, tolerance: Self.tolerance)
      }
    }
  }

  /// Adds the ends of what was narrowed down, and notes what turned out to be a break.
  private mutating func keep(_ brackets: [Bracket]) throws(Diagnostic) {
    var rows: [Double: [Double]] = [:]
    for bracket in brackets {
      rows[bracket.left.x] = bracket.left.values
      rows[bracket.right.x] = bracket.right.values
      if let kind = bracket.kind(tolerance: Self.tolerance) {
        breaks[bracket.column].append(
          PlotData.Break(kind: kind, left: bracket.left.x, right: bracket.right.x))
      }
    }
    let known = Set(grid)
    let points = rows.keys.filter { !known.contains($0) }.sorted()
    insert(points, columns.indices.map { column in points.map { rows[$0]?[column] ?? .nan } })
    for column in breaks.indices { breaks[column].sort { $0.left < $1.left } }
  }

  // MARK: The grid

  /// Adds points, which are ascending and new.
  private mutating func insert(_ points: [Double], _ values: [[Double]]) {
    var merged: [Double] = []
    merged.reserveCapacity(grid.count + points.count)
    /// Where each point of the result comes from: the grid, or behind it the new ones.
    var origins: [Int] = []
    origins.reserveCapacity(grid.count + points.count)
    var next = 0
    for (index, x) in grid.enumerated() {
      while next < points.count, points[next] < x {
        merged.append(points[next])
        origins.append(grid.count + next)
        next += 1
      }
      merged.append(x)
      origins.append(index)
    }
    let count = grid.count
    for column in columns.indices {
      let (old, new) = (columns[column], values[column])
      columns[column] = origins.map { $0 < count ? old[$0] : new[$0 - count] }
    }
    grid = merged
  }
}

extension CurveSampler.Bracket {
  /// Keeps the half with the break.
  fileprivate mutating func halve(at x: Double, _ values: [Double], tolerance: Double) {
    let middle = values[column]
    let (y0, y1) = ends
    if isEdge {
      if middle.isFinite == y0.isFinite { left = (x, values) } else { right = (x, values) }
      return
    }
    guard middle.isFinite else {
      // The place itself, which separates the curve.
      right = (x, values)
      return
    }
    let slope = values[column + 1] * Double(turn)
    let isLeft = turn == 0 ? abs(middle - y0) < abs(y1 - middle) : slope > 0
    if isLeft { left = (x, values) } else { right = (x, values) }
    // Steep, but continuous; or far beyond everything.
    if turn == 0, difference <= tolerance * span { isOver = true }
    if reach > 1000 * max(first, span) { isOver = true }
  }

  private var span: Double { height.upperBound - height.lowerBound }
  private var reach: Double { max(abs(ends.0), abs(ends.1)) }

  /// What it is that was narrowed down; nil if the curve is continuous there.
  fileprivate func kind(tolerance: Double) -> PlotData.Break.Kind? {
    let (y0, y1) = ends
    if isEdge {
      let finite = y0.isFinite ? y0 : y1
      return finite < height.lowerBound - span || finite > height.upperBound + span ? .pole : .edge
    }
    guard y0.isFinite, y1.isFinite else { return nil }
    // The ends of a jump stay where they are while they come nearer; those of a pole run off.
    if reach > 100 * max(first, span) || turn == 0 && difference > 2 * first { return .pole }
    return turn == 0 && difference > tolerance * span ? .jump : nil
  }
}
