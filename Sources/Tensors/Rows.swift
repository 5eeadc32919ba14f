/// Rows of `length` elements that lie one after the other, part of all rows of a tensor.
struct Rows {
  var start: UnsafePointer<Double>
  /// The number of the first row among all rows.
  var first: Int
  var count: Int
  var length: Int

  subscript(row: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: start + row * length, count: length)
  }
}

/// The number of elements that are brought next to each other at a time: they stay in the cache.
private let budget = 1 << 15

extension Tensor {
  /// Calls `body` with the rows of elements along `axes`, in the order of the axes that stay.
  ///
  /// Where elements of a row do not lie next to each other, they are copied, some rows at a time.
  func forEachRows(along axes: [Int], _ body: (Rows) -> Void) {
    let kept = (0..<rank).filter { !axes.contains($0) && shape[$0] != 1 }
    let length = axes.reduce(1) { $0 * shape[$1] }
    let count = kept.reduce(1) { $0 * shape[$1] }
    if count == 0 || length == 0 { return }
    withElements { source in
      if let layout = AxisLayout(shape, axes: axes), layout.inner == 1 {
        return body(Rows(start: source, first: 0, count: count, length: length))
      }
      let blocks = RowBlocks(shape: shape, kept: kept, axes: axes, length: length)
      withUnsafeTemporaryAllocation(of: Double.self, capacity: blocks.capacity) { buffer in
        guard let scratch = buffer.baseAddress else { return }
        blocks.forEach { layout, first, count in
          layout.gather(from: source, to: scratch)
          body(Rows(start: scratch, first: first, count: count, length: length))
        }
      }
    }
  }
}

/// A partition of the rows of a tensor: single places along the first axes that stay, some places
/// along the next one, all along the rest.
private struct RowBlocks {
  var shape: Shape
  var kept: [Int]
  var axes: [Int]
  var length: Int
  /// The position in `kept` of the axis that is divided.
  var divided = 0
  /// Rows for each place along the divided axis.
  var rowsInside = 1
  /// Places along the divided axis in one block.
  var places = 1

  init(shape: Shape, kept: [Int], axes: [Int], length: Int) {
    self.shape = shape
    self.kept = kept
    self.axes = axes
    self.length = length
    divided = kept.count - 1
    while divided > 0, rowsInside * shape[kept[divided]] * length <= budget / 8 {
      rowsInside *= shape[kept[divided]]
      divided -= 1
    }
    // At least eight, the lines that a transposition works on.
    places = min(shape[kept[divided]], max(8, budget / (rowsInside * length)))
  }

  var capacity: Int { places * rowsInside * length }

  func forEach(_ body: (_ layout: StridedLayout, _ first: Int, _ count: Int) -> Void) {
    let strides = shape.strides
    let total = shape[kept[divided]]
    let outer = kept[..<divided].reduce(1) { $0 * shape[$1] }
    for place in 0..<outer {
      var (offset, rest) = (0, place)
      for axis in kept[..<divided].reversed() {
        offset += rest % shape[axis] * strides[axis]
        rest /= shape[axis]
      }
      for start in stride(from: 0, to: total, by: places) {
        let count = min(places, total - start)
        var layout = StridedLayout()
        layout.offset = offset + start * strides[kept[divided]]
        layout.append(length: count, stride: strides[kept[divided]])
        for axis in kept[(divided + 1)...] + axes {
          layout.append(length: shape[axis], stride: strides[axis])
        }
        body(layout, (place * total + start) * rowsInside, count * rowsInside)
      }
    }
  }
}
