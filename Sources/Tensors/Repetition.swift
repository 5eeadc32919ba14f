/// How an array is repeated to a larger shape: `[outer, inner]` to `[outer, times, inner]`, so that a
/// reader of blocks of the larger one needs no array of its size.
public struct Repetition: Sendable {
  private let times: Int
  private let inner: Int

  /// Nil where other axes lie between those that are repeated.
  public init?(of source: Shape, to target: Shape) {
    guard let layout = AxisLayout(target, axes: source.axesRepeated(in: target)) else { return nil }
    (times, inner) = (layout.length, layout.inner)
  }

  /// Some elements of the repeated array, next to each other: where they are, or laid out in
  /// `scratch`, which has room for them.
  public func block(
    of source: UnsafePointer<Double>, from start: Int, count: Int,
    scratch: UnsafeMutablePointer<Double>
  ) -> UnsafePointer<Double> {
    if times == 1 { return source + start }
    let period = times * inner
    var (row, place) = start.quotientAndRemainder(dividingBy: period)
    let column = place % inner
    if column + count <= inner { return source + (row * inner + column) }
    var done = 0
    while done < count {
      let length = min(count - done, period - place)
      repeatRow(source + row * inner, from: place % inner, to: scratch + done, count: length)
      done += length
      row += 1
      place = 0
    }
    return UnsafePointer(scratch)
  }

  /// Lays out one row over and over, beginning at one of its columns.
  @inline(__always)
  private func repeatRow(
    _ row: UnsafePointer<Double>, from column: Int, to target: UnsafeMutablePointer<Double>,
    count: Int
  ) {
    if inner == 1 {
      for place in 0..<count { target[place] = row[0] }
      return
    }
    var done = min(inner - column, count)
    target.update(from: row + column, count: done)
    let rest = min(column, count - done)
    (target + done).update(from: row, count: rest)
    done += rest
    while done < count {
      // What is laid out by now is a number of whole rows.
      let next = min(done, count - done)
      (target + done).update(from: target, count: next)
      done += next
    }
  }
}
