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

  /// Blocks that begin at multiples of this are laid out alike.
  public var unit: Int { inner == 1 ? times : inner }

  /// Some elements of the repeated array, next to each other: where they are, or laid out.
  ///
  /// - Parameter layout: it has room for them. It is the caller's to keep for the next block, which as
  ///   a rule needs the same.
  public func block(
    of source: UnsafePointer<Double>, from start: Int, count: Int, in layout: inout RepeatedRows
  ) -> UnsafePointer<Double> {
    if times == 1 { return source + start }
    let period = times * inner
    let (row, place) = start.quotientAndRemainder(dividingBy: period)
    let column = place % inner
    if column + count <= inner { return source + (row * inner + column) }
    if place + count <= period {
      layout.layOut(source + row * inner, inner: inner, from: column, count: count)
    } else if inner == 1, place == 0 {
      layout.layOut(each: source + row, times: times, count: count)
    } else {
      layOut(source, from: start, count: count, in: &layout)
    }
    return UnsafePointer(layout.memory)
  }

  /// Lays out parts of several rows.
  private func layOut(
    _ source: UnsafePointer<Double>, from start: Int, count: Int, in layout: inout RepeatedRows
  ) {
    var (row, place) = start.quotientAndRemainder(dividingBy: times * inner)
    var done = 0
    while done < count {
      let length = min(count - done, times * inner - place)
      layout.write(
        source + row * inner, inner: inner, from: place % inner, at: done, count: length)
      done += length
      row += 1
      place = 0
    }
  }
}

/// Memory in which rows are laid out over and over, and what it holds.
public struct RepeatedRows {
  let memory: UnsafeMutablePointer<Double>
  /// The one row that it holds, if it holds but one, from which column on and for how long.
  private var row: UnsafePointer<Double>?
  private var column = 0
  private var count = 0

  public init(memory: UnsafeMutablePointer<Double>) { self.memory = memory }

  /// Lays out one row over and over, beginning at one of its columns.
  @inline(__always)
  mutating func layOut(
    _ row: UnsafePointer<Double>, inner: Int, from column: Int, count: Int
  ) {
    if row == self.row, column == self.column, count <= self.count { return }
    write(row, inner: inner, from: column, at: 0, count: count)
    (self.row, self.column, self.count) = (row, column, count)
  }

  /// Lays out numbers one after the other, each some times.
  mutating func layOut(each numbers: UnsafePointer<Double>, times: Int, count: Int) {
    row = nil
    var (start, place) = (0, 0)
    let width = Lanes.scalarCount
    let reach = (times + width - 1) / width * width
    // What is written beyond the last time the next number is written over.
    while start + reach <= count {
      let lanes = Lanes(repeating: numbers[place])
      for offset in stride(from: start, to: start + reach, by: width) {
        (memory + offset).store(lanes)
      }
      start += times
      place += 1
    }
    while start < count {
      let length = min(times, count - start)
      (memory + start).update(repeating: numbers[place], count: length)
      start += times
      place += 1
    }
  }

  mutating func write(
    _ row: UnsafePointer<Double>, inner: Int, from column: Int, at start: Int, count: Int
  ) {
    self.row = nil
    let target = memory + start
    if inner == 1 {
      target.update(repeating: row[0], count: count)
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
