/// An associative operation that reduces a sequence of elements to one.
///
/// The order in which elements are combined depends only on their number, not on how they lie in
/// memory, so that a reduction gives the same bits along every axis: up to seven one by one; up to
/// 128 in eight interleaved lanes, the lanes pairwise, then the rest one by one; more as a binary
/// tree of blocks of 128 (pairwise summation; N. Higham, "The accuracy of floating point
/// summation", 1993). Blocks of 128 are combined in the order that NumPy uses.
protocol Fold {
  /// The result for no elements at all.
  static var empty: Double { get }
  static func combine(_ a: Double, _ b: Double) -> Double
  static func combine(_ a: Lanes, _ b: Lanes) -> Lanes
  /// Combines each of some elements with another one, in the place of the first.
  static func combine(
    _ result: UnsafeMutablePointer<Double>, with other: UnsafePointer<Double>, count: Int)
}

/// The number of elements that are combined without a tree.
let foldBlock = 128

/// Elements that are worth a turn of a thread: a power of two times `foldBlock`.
private let foldPiece = 1 << 15

/// Columns that are reduced together: as long as whole rows are read, the memory keeps up, and
/// eight accumulators of each still fit into a second-level cache.
private let columnTile = 4096

extension Fold {
  @inline(__always)
  static func combine(
    _ result: UnsafeMutablePointer<Double>, with other: UnsafePointer<Double>, count: Int
  ) {
    var index = 0
    while index + 8 <= count {
      (result + index).store(combine(result.lanes(at: index), other.lanes(at: index)))
      index += 8
    }
    while index < count {
      result[index] = combine(result[index], other[index])
      index += 1
    }
  }

  /// Reduces the middle axis of `source`.
  static func reduce(
    _ source: UnsafePointer<Double>, _ layout: AxisLayout,
    to result: UnsafeMutablePointer<Double>
  ) {
    let (outer, length, inner) = (layout.outer, layout.length, layout.inner)
    if length == 0 {
      result.update(repeating: empty, count: outer * inner)
    } else if inner == 1 {
      reduceRows(source, outer, length, to: result)
    } else {
      reduceColumns(source, layout, to: result)
    }
  }

  private static func reduceRows(
    _ source: UnsafePointer<Double>, _ rows: Int, _ length: Int,
    to result: UnsafeMutablePointer<Double>
  ) {
    if length >= 2 * foldPiece {
      for row in 0..<rows { result[row] = runInPieces(source + row * length, length) }
      return
    }
    // As many rows at a time as make a piece.
    let group = max(1, foldPiece / length)
    parallel((rows + group - 1) / group) { piece in
      for row in piece * group..<min(rows, (piece + 1) * group) {
        result[row] = run(source + row * length, length)
      }
    }
  }

  private static func reduceColumns(
    _ source: UnsafePointer<Double>, _ layout: AxisLayout,
    to result: UnsafeMutablePointer<Double>
  ) {
    let (outer, length, inner) = (layout.outer, layout.length, layout.inner)
    let tile = min(columnTile, inner)
    let levels = Int.bitWidth - (length / foldBlock).leadingZeroBitCount
    let tiles = (inner + tile - 1) / tile
    // As many tiles at a time as make a piece, so that few elements need no second thread.
    let group = max(1, foldPiece / (tile * length))
    parallel((outer * tiles + group - 1) / group) { piece in
      withUnsafeTemporaryAllocation(
        of: Double.self, capacity: tile * (8 + levels)
      ) { scratch in
        guard let scratch = scratch.baseAddress else { return }
        for index in piece * group..<min(outer * tiles, (piece + 1) * group) {
          let (row, column) = (index / tiles, index % tiles * tile)
          let columns = Columns<Self>(width: min(tile, inner - column), stride: inner)
          columns.reduce(
            source + (row * length * inner + column), rows: length,
            to: result + (row * inner + column), scratch: scratch)
        }
      }
    }
  }

  /// The same as ``run(_:_:)`` for many elements: pieces are whole branches of its tree.
  private static func runInPieces(_ start: UnsafePointer<Double>, _ count: Int) -> Double {
    let pieces = (count + foldPiece - 1) / foldPiece
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: pieces) { parts in
      guard let parts = parts.baseAddress else { return empty }
      parallel(pieces) { piece in
        let first = piece * foldPiece
        (parts + piece).initialize(to: run(start + first, min(foldPiece, count - first)))
      }
      return combine(parts, of: foldPiece, count)
    }
  }

  /// The result for `count` elements from those for blocks of `length`, a power of two times
  /// `foldBlock`. Recursion halves: its depth is at most 30.
  static func combine(_ blocks: UnsafePointer<Double>, of length: Int, _ count: Int) -> Double {
    if count <= length { return count == 0 ? empty : blocks[0] }
    let left = leftBranch(of: count)
    return combine(
      combine(blocks, of: length, left), combine(blocks + left / length, of: length, count - left))
  }

  /// The result for `count` elements that are all `value`, in the order of ``reduce(_:_:to:)`` but
  /// in logarithmic time.
  static func reduce(repeating value: Double, count: Int) -> Double {
    if count <= 1 { return count == 0 ? empty : value }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: foldBlock) { buffer in
      buffer.initialize(repeating: value)
      guard let start = buffer.baseAddress else { return empty }
      var rest = count
      var parts: [Double] = []
      while rest > foldBlock {
        let left = leftBranch(of: rest)
        var part = run(start, foldBlock)
        var size = foldBlock
        while size < left {
          part = combine(part, part)
          size *= 2
        }
        parts.append(part)
        rest -= left
      }
      return parts.reversed().reduce(run(start, rest)) { combine($1, $0) }
    }
  }

  /// The largest block times a power of two below `count`.
  @inline(__always)
  static func leftBranch(of count: Int) -> Int {
    let blocks = (count - 1) / foldBlock
    return foldBlock << (Int.bitWidth - 1 - blocks.leadingZeroBitCount)
  }

  /// Elements next to each other, at least one. Recursion halves: its depth is at most 30.
  static func run(_ start: UnsafePointer<Double>, _ count: Int) -> Double {
    if count > foldBlock {
      let left = leftBranch(of: count)
      return combine(run(start, left), run(start + left, count - left))
    }
    var index = 1
    var result = start[0]
    if count >= 8 {
      var lanes = start.lanes(at: 0)
      index = 8
      while index + 8 <= count {
        lanes = combine(lanes, start.lanes(at: index))
        index += 8
      }
      result = combineAcross(lanes)
    }
    while index < count {
      result = combine(result, start[index])
      index += 1
    }
    return result
  }

  @inline(__always)
  private static func combineAcross(_ lanes: Lanes) -> Double {
    let (a, b) = (combine(lanes[0], lanes[1]), combine(lanes[2], lanes[3]))
    let (c, d) = (combine(lanes[4], lanes[5]), combine(lanes[6], lanes[7]))
    return combine(combine(a, b), combine(c, d))
  }
}

/// Rows of `width` elements, `stride` apart, that are combined element by element.
private struct Columns<Operation: Fold> {
  var width: Int
  var stride: Int

  /// Recursion halves: its depth is at most 30; each level takes `width` elements of `scratch`, the
  /// innermost eight times as many.
  func reduce(
    _ start: UnsafePointer<Double>, rows: Int, to result: UnsafeMutablePointer<Double>,
    scratch: UnsafeMutablePointer<Double>
  ) {
    if rows <= foldBlock {
      reduceBlock(start, rows: rows, to: result, lanes: scratch)
    } else {
      let left = Operation.leftBranch(of: rows)
      reduce(start, rows: left, to: result, scratch: scratch)
      reduce(start + left * stride, rows: rows - left, to: scratch, scratch: scratch + width)
      Operation.combine(result, with: scratch, count: width)
    }
  }

  private func reduceBlock(
    _ start: UnsafePointer<Double>, rows: Int, to result: UnsafeMutablePointer<Double>,
    lanes: UnsafeMutablePointer<Double>
  ) {
    var row = 1
    if rows < 8 {
      result.update(from: start, count: width)
    } else {
      row = rows & ~7
      if stride == width {
        // Adjacent rows: eight of them are one long row.
        lanes.update(from: start, count: 8 * width)
        for group in 1..<max(1, rows / 8) {
          Operation.combine(lanes, with: start + group * 8 * width, count: 8 * width)
        }
      } else {
        for lane in 0..<8 {
          (lanes + lane * width).update(from: start + lane * stride, count: width)
        }
        for next in 8..<max(8, row) {
          Operation.combine(lanes + (next & 7) * width, with: start + next * stride, count: width)
        }
      }
      for distance in [1, 2, 4] {
        for lane in Swift.stride(from: 0, to: 8, by: 2 * distance) {
          Operation.combine(
            lanes + lane * width, with: lanes + (lane + distance) * width, count: width)
        }
      }
      result.update(from: lanes, count: width)
    }
    while row < rows {
      Operation.combine(result, with: start + row * stride, count: width)
      row += 1
    }
  }
}
