/// Where the elements of a row-major array lie in another one: `strides[i]` elements apart along
/// axis `i`.
struct StridedLayout {
  private(set) var lengths: [Int] = []
  private(set) var strides: [Int] = []
  var offset = 0

  /// Adds an inner axis; axes that continue each other are merged, those of length 1 dropped.
  mutating func append(length: Int, stride: Int) {
    if length == 1 { return }
    if let last = strides.last, last == stride * length {
      lengths[lengths.count - 1] *= length
      strides[strides.count - 1] = stride
    } else {
      lengths.append(length)
      strides.append(stride)
    }
  }

  var count: Int { lengths.reduce(1, *) }

  /// Whether the elements lie next to each other, in order.
  var isContiguous: Bool { lengths.count == 0 || (lengths.count == 1 && strides[0] == 1) }

  /// Calls `body` with planes of two axes that together cover every element once.
  ///
  /// The plane's columns are the last axis; its rows are the axis with the smallest stride, so that
  /// a transposition can work in blocks.
  @inline(__always)
  fileprivate func forEachPlane(_ body: (Plane) -> Void) {
    if lengths.contains(0) { return }
    var packed = Shape(lengths).strides
    var (lengths, strides) = (lengths, strides)
    while lengths.count < 2 {
      lengths.insert(1, at: 0)
      strides.insert(0, at: 0)
      packed.insert(0, at: 0)
    }
    let last = lengths.count - 1
    let row = (0..<last).reversed().min { abs(strides[$0]) < abs(strides[$1]) } ?? 0
    var plane = Plane(
      rows: lengths[row], columns: lengths[last], rowStride: strides[row],
      columnStride: strides[last], packedRowStride: packed[row], start: offset, packedStart: 0)
    let outer = (0..<last).filter { $0 != row }
    var counters = [Int](repeating: 0, count: outer.count)
    while true {
      body(plane)
      var level = outer.count - 1
      while level >= 0 {
        let axis = outer[level]
        counters[level] += 1
        plane.start += strides[axis]
        plane.packedStart += packed[axis]
        if counters[level] < lengths[axis] { break }
        plane.start -= strides[axis] * lengths[axis]
        plane.packedStart -= packed[axis] * lengths[axis]
        counters[level] = 0
        level -= 1
      }
      if level < 0 { return }
    }
  }

  /// Copies the elements that lie at these places of `source` to `packed`, in order.
  func gather(from source: UnsafePointer<Double>, to packed: UnsafeMutablePointer<Double>) {
    forEachPlane { plane in
      plane.gather(from: source + plane.start, to: packed + plane.packedStart)
    }
  }

  /// Copies the elements of `packed`, in order, to these places of `target`.
  func scatter(from packed: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>) {
    forEachPlane { plane in
      plane.scatter(from: packed + plane.packedStart, to: target + plane.start)
    }
  }
}

private struct Plane {
  var rows: Int
  var columns: Int
  var rowStride: Int
  var columnStride: Int
  var packedRowStride: Int
  var start: Int
  var packedStart: Int

  /// Runs shorter than this are copied faster by a loop than by a call.
  static let shortRun = 16

  func gather(from source: UnsafePointer<Double>, to packed: UnsafeMutablePointer<Double>) {
    if columnStride == 1, columns >= Plane.shortRun {
      for row in 0..<rows {
        (packed + row * packedRowStride).update(from: source + row * rowStride, count: columns)
      }
    } else if rows >= 8, columns >= 8, abs(rowStride) < abs(columnStride) {
      transpose(from: source, to: packed)
    } else {
      for row in 0..<rows {
        let (from, to) = (source + row * rowStride, packed + row * packedRowStride)
        for column in 0..<columns { to[column] = from[column * columnStride] }
      }
    }
  }

  func scatter(from packed: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>) {
    for row in 0..<rows {
      let (from, to) = (packed + row * packedRowStride, target + row * rowStride)
      if columnStride == 1, columns >= Plane.shortRun {
        to.update(from: from, count: columns)
      } else {
        for column in 0..<columns { to[column * columnStride] = from[column] }
      }
    }
  }

  /// Eight source lines are read side by side and written as whole lines of the target; bands of
  /// rows keep the pages in use few.
  private func transpose(
    from source: UnsafePointer<Double>, to packed: UnsafeMutablePointer<Double>
  ) {
    let band = 64
    let step = columnStride
    for top in stride(from: 0, to: rows, by: band) {
      let bottom = min(top + band, rows)
      var column = 0
      while column + 8 <= columns {
        for row in top..<bottom {
          let from = source + (row * rowStride + column * step)
          let line = SIMD8(
            from[0], from[step], from[2 * step], from[3 * step],
            from[4 * step], from[5 * step], from[6 * step], from[7 * step])
          (packed + (row * packedRowStride + column)).store(line)
        }
        column += 8
      }
      for row in top..<bottom {
        for rest in column..<columns {
          packed[row * packedRowStride + rest] = source[row * rowStride + rest * step]
        }
      }
    }
  }
}
