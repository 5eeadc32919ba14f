import CKernels

extension Tensor {
  /// The sum of parts that each lie at places of their own, and of `background` everywhere: several
  /// ``placed(in:at:background:)`` added up, without making any of them.
  ///
  /// - Parameters:
  ///   - ranges: for each part its places along each axis.
  ///   - background: what stands where there is no part: -0.0, which changes nothing where there is
  ///     one, or 0.
  public static func assembled(
    _ parts: [Tensor], in shape: Shape, at ranges: [[StridedRange]], background: Double = -0.0,
    type: ElementType
  ) -> Tensor {
    let strides = shape.strides
    let layouts = ranges.map { shape.layout(of: $0) }
    return Tensor(shape: shape, type: type) { target in
      if layouts.allSatisfy(\.isContiguous) {
        let runs = zip(parts, layouts).map { Run(start: $1.offset, part: $0) }
        parallel((shape.count + tile - 1) / tile) { index in
          let (start, end) = (index * tile, min(shape.count, (index + 1) * tile))
          (target + start).update(repeating: background, count: end - start)
          for run in runs { run.add(to: target, from: start, to: end) }
          type.round(target + start, count: end - start)
        }
        return
      }
      target.update(repeating: background, count: shape.count)
      for (part, own) in zip(parts, ranges) where part.count > 0 {
        part.withElements { source in
          add(source, part.shape, to: target, own, strides)
        }
      }
      type.round(target, count: shape.count)
    }
  }

  /// Elements of the result that are put together at a time: they stay in the first-level cache.
  private static let tile = 2048

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
      if step == 1, length >= shortRun {
        sg_add(to, row, to, length)
      } else {
        for column in 0..<length {
          to.pointee += row[column]
          to += step
        }
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

  /// Runs shorter than this are added faster by a loop than by a call.
  private static let shortRun = 8
}

/// A part that lies in one run of the result.
private struct Run {
  let start: Int
  let part: Tensor

  /// Adds those of its elements that lie between two places.
  func add(to target: UnsafeMutablePointer<Double>, from first: Int, to end: Int) {
    let (first, end) = (max(start, first), min(start + part.count, end))
    guard first < end else { return }
    if let base = part.base {
      sg_add(target + first, base + (first - start), target + first, end - first)
    } else {
      for place in first..<end { target[place] += part[place - start] }
    }
  }
}
