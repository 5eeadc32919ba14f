/// A choice of one element, whose place can be asked for.
protocol Extremum: Fold {
  /// Whether `a` is chosen although `b` comes first; false where one of them is NaN.
  static func beats(_ a: Double, _ b: Double) -> Bool
}

/// Columns that are searched together.
private let columnTile = 512

/// Up to this length, elements are compared one by one.
private let shortRow = 12

extension Extremum {
  /// The places of the chosen elements along the middle axis: of the first among equals, of the
  /// first NaN where there is one.
  static func places(
    _ source: UnsafePointer<Double>, _ layout: AxisLayout,
    to result: UnsafeMutablePointer<Double>
  ) {
    let (length, inner) = (layout.length, layout.inner)
    if inner == 1 {
      for row in 0..<layout.outer { result[row] = Double(place(source + row * length, length)) }
      return
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: min(columnTile, inner)) { best in
      guard let best = best.baseAddress else { return }
      for row in 0..<layout.outer {
        for column in stride(from: 0, to: inner, by: columnTile) {
          places(
            source + (row * length * inner + column), length,
            columns: min(columnTile, inner - column),
            stride: inner, best: best, to: result + (row * inner + column))
        }
      }
    }
  }

  /// Whether `x` is chosen although `y` comes first.
  @inline(__always)
  private static func isChosen(_ x: Double, over y: Double) -> Bool {
    beats(x, y) ? true : (x.isNaN ? !y.isNaN : false)
  }

  /// The place among elements that lie next to each other. Blocks are folded, and only the one that
  /// holds the chosen element is searched.
  private static func place(_ start: UnsafePointer<Double>, _ count: Int) -> Int {
    var best = start[0]
    if count <= shortRow {
      var place = 0
      for i in 1..<count {
        let isChosen = isChosen(start[i], over: best)
        best = isChosen ? start[i] : best
        place = isChosen ? i : place
      }
      return place
    }
    var block = 0
    for next in stride(from: 0, to: count, by: foldBlock) {
      let candidate = run(start + next, min(foldBlock, count - next))
      if candidate.isNaN || beats(candidate, best) {
        (best, block) = (candidate, next)
        if candidate.isNaN { break }
      }
    }
    var place = block
    if best.isNaN {
      while !start[place].isNaN { place += 1 }
    } else {
      while start[place] != best { place += 1 }
    }
    return place
  }

  private static func places(
    _ start: UnsafePointer<Double>, _ length: Int, columns: Int, stride: Int,
    best: UnsafeMutablePointer<Double>, to result: UnsafeMutablePointer<Double>
  ) {
    best.update(from: start, count: columns)
    result.update(repeating: 0, count: columns)
    for place in 1..<length {
      let next = start + place * stride
      let number = Double(place)
      for column in 0..<columns {
        let (x, y) = (next[column], best[column])
        let isChosen = isChosen(x, over: y)
        best[column] = isChosen ? x : y
        result[column] = isChosen ? number : result[column]
      }
    }
  }
}
