extension Tensor {
  /// The indices along `axis` that sort it, ascending: equal elements keep their order, NaN is
  /// last.
  public func sortPermutation(axis: Int) -> Tensor {
    let layout = AxisLayout(shape, axis: axis)
    if layout.inner != 1 {
      // Rows are sorted, so the axis goes last and comes back.
      let others = (0..<rank).filter { $0 != axis }
      let back = Array(0..<axis) + [rank - 1] + Array(axis..<(rank - 1))
      return permuted(others + [axis]).sortPermutation(axis: rank - 1).permuted(back)
    }
    let length = layout.length
    var sorter = RowSorter(length: length)
    return withElements { source in
      Tensor(shape: shape) { result in
        for row in 0..<layout.outer {
          sorter.sort(source + row * length, to: result + row * length)
        }
      }
    }
  }
}

/// Sorts rows of one length, and keeps the memory that this takes.
private struct RowSorter {
  private struct Item {
    var key: UInt64
    var index: Int
  }

  private let length: Int
  private var items: [Item]
  private var spare: [Item]

  /// Rows up to this length are sorted by insertion.
  private static let insertionLimit = 64

  init(length: Int) {
    self.length = length
    items = [Item](repeating: Item(key: 0, index: 0), count: length)
    spare = length > RowSorter.insertionLimit ? items : []
  }

  /// Unsigned numbers in the order of the elements: both zeros are one, NaN is last.
  @inline(__always)
  private static func key(_ x: Double) -> UInt64 {
    if x.isNaN { return .max }
    let bits = (x == 0 ? 0 : x).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  mutating func sort(_ row: UnsafePointer<Double>, to result: UnsafeMutablePointer<Double>) {
    let length = length
    items.withUnsafeMutableBufferPointer { items in
      spare.withUnsafeMutableBufferPointer { spare in
        for i in 0..<length { items[i] = Item(key: RowSorter.key(row[i]), index: i) }
        let sorted =
          length <= RowSorter.insertionLimit
          ? RowSorter.insertionSort(items) : RowSorter.radixSort(items, spare)
        for i in 0..<length { result[i] = Double(sorted[i].index) }
      }
    }
  }

  private static func insertionSort(
    _ items: UnsafeMutableBufferPointer<Item>
  ) -> UnsafeMutableBufferPointer<Item> {
    for i in items.indices.dropFirst() {
      let item = items[i]
      var place = i
      while place > 0, items[place - 1].key > item.key {
        items[place] = items[place - 1]
        place -= 1
      }
      items[place] = item
    }
    return items
  }

  /// By one byte after the other, the least significant first; bytes that all keys share are
  /// skipped.
  private static func radixSort(
    _ items: UnsafeMutableBufferPointer<Item>, _ spare: UnsafeMutableBufferPointer<Item>
  ) -> UnsafeMutableBufferPointer<Item> {
    var (from, to) = (items, spare)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 8 * 256) { counts in
      counts.initialize(repeating: 0)
      for item in items {
        for byte in 0..<8 { counts[byte * 256 + Int(item.key >> (8 * byte) & 255)] += 1 }
      }
      for byte in 0..<8 {
        let counts = UnsafeMutableBufferPointer(rebasing: counts[(byte * 256)..<(byte * 256 + 256)])
        let shift = 8 * byte
        if counts[Int(from[0].key >> shift & 255)] == from.count { continue }
        var start = 0
        for digit in 0..<256 {
          let count = counts[digit]
          counts[digit] = start
          start += count
        }
        for item in from {
          let digit = Int(item.key >> shift & 255)
          to[counts[digit]] = item
          counts[digit] += 1
        }
        swap(&from, &to)
      }
    }
    return from
  }
}
