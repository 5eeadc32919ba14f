// Operations that only move elements. Uniform tensors stay uniform without touching memory.

extension Tensor {
  /// This tensor repeated to a shape it broadcasts to, by NumPy's rule.
  public func broadcast(to shape: Shape) -> Tensor {
    if shape == self.shape { return self }
    if let value = uniformValue {
      return Tensor(repeating: value, shape: shape, type: elementType)
    }
    precondition(rank <= shape.rank, "broadcasting never drops axes")
    var lengths = [Int](repeating: 1, count: shape.rank - rank) + self.shape.dimensions
    var result = self
    // Each run of adjacent repeated axes is one [outer, inner] -> [outer, times, inner].
    var axis = 0
    while axis < shape.rank {
      guard lengths[axis] != shape[axis] else {
        axis += 1
        continue
      }
      let first = axis
      var times = 1
      while axis < shape.rank, lengths[axis] == 1 {
        times *= shape[axis]
        lengths[axis] = shape[axis]
        axis += 1
      }
      precondition(axis > first, "only axes of length 1 are repeated")
      result = result.repeated(times, into: Shape(lengths), inner: axis)
    }
    return result.reshaped(to: shape)
  }

  /// Every run of the elements along the axes of `shape` from `inner` on, `times` in a row.
  private func repeated(_ times: Int, into shape: Shape, inner axis: Int) -> Tensor {
    let inner = shape.dimensions[axis...].reduce(1, *)
    let outer = inner == 0 ? 0 : count / inner
    return withElements { source in
      Tensor(shape: shape, type: elementType) { target in
        for block in 0..<outer {
          let from = source + block * inner
          let to = target + block * inner * times
          if inner == 1 {
            to.update(repeating: from[0], count: times)
            continue
          }
          to.update(from: from, count: inner)
          var done = 1
          while done < times {
            // Doubling keeps the runs long; a bound keeps what is copied in the cache.
            let next = min(done, times - done, max(1, 4096 / inner))
            (to + done * inner).update(from: to, count: next * inner)
            done += next
          }
        }
      }
    }
  }

  /// The tensor whose axis `i` is axis `axes[i]` of this one.
  public func permuted(_ axes: [Int]) -> Tensor {
    precondition(axes.sorted() == Array(0..<rank), "a permutation of the axes")
    let target = Shape(axes.map { shape[$0] })
    let strides = shape.strides
    var layout = StridedLayout()
    for axis in axes { layout.append(length: shape[axis], stride: strides[axis]) }
    return gathered(layout, shape: target)
  }

  /// The elements at the given places along each axis.
  public func sliced(_ ranges: [StridedRange]) -> Tensor {
    gathered(shape.layout(of: ranges), shape: Shape(ranges.map(\.count)))
  }

  private func gathered(_ layout: StridedLayout, shape target: Shape) -> Tensor {
    if let value = uniformValue {
      return Tensor(repeating: value, shape: target, type: elementType)
    }
    if layout.isContiguous, target.count == count { return reshaped(to: target) }
    if layout.isContiguous, target.count > 1, case .dense(let buffer) = storage,
      let part = buffer.part(target.count, from: layout.offset)
    {
      return Tensor(shape: target, type: elementType, storage: .dense(part))
    }
    return withElements { source in
      Tensor(shape: target, type: elementType) { layout.gather(from: source, to: $0) }
    }
  }

  /// A tensor of `shape` with these elements at the given places along each axis and `background`
  /// everywhere else: the transpose of ``sliced(_:)``.
  public func placed(
    in shape: Shape, at ranges: [StridedRange], background: Double
  ) -> Tensor {
    precondition(ranges.map(\.count) == self.shape.dimensions, "one place for each element")
    let layout = shape.layout(of: ranges)
    let background = elementType.rounding(background)
    let isCovered = count == shape.count
    if count == 0 { return Tensor(repeating: background, shape: shape, type: elementType) }
    if let value = uniformValue, isCovered || value.bitPattern == background.bitPattern {
      return Tensor(repeating: value, shape: shape, type: elementType)
    }
    if isCovered, layout.isContiguous { return reshaped(to: shape) }
    return withElements { source in
      Tensor(shape: shape, type: elementType) { target in
        if !isCovered { fill(target, with: background, count: shape.count) }
        layout.scatter(from: source, to: target)
      }
    }
  }

  /// The tensors one after the other along `axis`, along which alone their lengths may differ.
  ///
  /// The element type is one that all of theirs convert to without loss.
  public static func concatenated(_ tensors: [Tensor], axis: Int) -> Tensor {
    precondition(!tensors.isEmpty, "something to concatenate")
    let first = tensors[0]
    if tensors.count == 1 { return first }
    var lengths = first.shape.dimensions
    lengths[axis] = tensors.reduce(0) { $0 + $1.shape[axis] }
    let shape = Shape(lengths)
    let type = tensors.reduce(first.elementType) { $0.joined(with: $1.elementType) }
    if let value = first.uniformValue,
      tensors.allSatisfy({ $0.uniformValue?.bitPattern == value.bitPattern })
    {
      return Tensor(repeating: value, shape: shape, type: type)
    }
    let layout = AxisLayout(shape, axis: axis)
    return Tensor(shape: shape, type: type) { target in
      var places = StridedLayout()
      for tensor in tensors {
        let run = tensor.shape[axis] * layout.inner
        precondition(tensor.count == layout.outer * run, "lengths differ only along the axis")
        var part = places
        part.append(length: layout.outer, stride: layout.length * layout.inner)
        part.append(length: run, stride: 1)
        tensor.withElements { part.scatter(from: $0, to: target) }
        places.offset += run
      }
    }
  }
}

extension Shape {
  /// Where the first of the elements at `ranges` lies, if they lie next to each other, in order.
  public func start(ofRun ranges: [StridedRange]) -> Int? {
    let layout = layout(of: ranges)
    return layout.isContiguous ? layout.offset : nil
  }

  /// Where the elements at `ranges` lie.
  func layout(of ranges: [StridedRange]) -> StridedLayout {
    precondition(ranges.count == rank, "one range for each axis")
    let strides = strides
    var layout = StridedLayout()
    for (axis, range) in ranges.enumerated() {
      precondition(range.fits(self[axis]), "ranges stay inside their axes")
      layout.append(length: range.count, stride: range.step * strides[axis])
      if range.count > 0 { layout.offset += range.start * strides[axis] }
    }
    return layout
  }
}
