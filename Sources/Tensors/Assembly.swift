extension Tensor {
  /// The sum of parts that each lie at places of their own, where there is none -0.0: several
  /// ``placed(in:at:background:)`` added up, without making any of them.
  ///
  /// - Parameter ranges: for each part its places along each axis.
  public static func assembled(
    _ parts: [Tensor], in shape: Shape, at ranges: [[StridedRange]], type: ElementType
  ) -> Tensor {
    let strides = shape.strides
    return Tensor(shape: shape, type: type) { target in
      target.update(repeating: -0.0, count: shape.count)
      for (part, own) in zip(parts, ranges) where part.count > 0 {
        part.withElements { source in
          add(source, part.shape, to: target, own, strides)
        }
      }
      type.round(target, count: shape.count)
    }
  }

  private static func add(
    _ source: UnsafePointer<Double>, _ shape: Shape, to target: UnsafeMutablePointer<Double>,
    _ ranges: [StridedRange], _ strides: [Int]
  ) {
    let rank = shape.rank
    guard rank > 0 else {
      target[0] += source[0]
      return
    }
    let (length, step) = (shape[rank - 1], ranges[rank - 1].step * strides[rank - 1])
    var place = zip(ranges, strides).reduce(0) { $0 + $1.0.start * $1.1 }
    var counters = [Int](repeating: 0, count: rank - 1)
    var row = source
    while true {
      var to = target + place
      for column in 0..<length {
        to.pointee += row[column]
        to += step
      }
      row += length
      var axis = rank - 2
      while axis >= 0 {
        let move = ranges[axis].step * strides[axis]
        counters[axis] += 1
        place += move
        if counters[axis] < shape[axis] { break }
        place -= move * shape[axis]
        counters[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }
}
