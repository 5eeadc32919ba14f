// Elements chosen by index tensors, and the transposes that add them back.

extension Tensor {
  /// The slices at `indices` along `axis`, which the axes of `indices` replace.
  ///
  /// - Throws: `index-out-of-range`, `bad-index`.
  public func taking(_ indices: Tensor, axis: Int) throws(TensorError) -> Tensor {
    let layout = AxisLayout(shape, axis: axis)
    let places = try indices.places(along: axis, length: layout.length)
    let target = shape.replacing(axis: axis, by: indices.shape)
    if let value = uniformValue {
      return Tensor(repeating: value, shape: target, type: elementType)
    }
    let inner = layout.inner
    return withElements { source in
      Tensor(shape: target, type: elementType) { result in
        var to = result
        for outer in 0..<layout.outer {
          let from = source + outer * layout.length * inner
          if inner == 1 {
            for place in places {
              to.pointee = from[place]
              to += 1
            }
          } else {
            for place in places {
              to.update(from: from + place * inner, count: inner)
              to += inner
            }
          }
        }
      }
    }
  }

  /// The transpose of ``taking(_:axis:)`` from an axis of `length`: every slice is added to the
  /// place that its index names. What no index names is the background: -0.0, the neutral element of
  /// addition, or 0.
  ///
  /// - Throws: `index-out-of-range`, `bad-index`.
  public func scatteringAdd(
    at indices: Tensor, axis: Int, length: Int, background: Double = -0.0
  ) throws(TensorError) -> Tensor {
    let places = try indices.places(along: axis, length: length)
    let replaced = axis..<(axis + indices.rank)
    precondition(
      replaced.upperBound <= rank && Array(shape.dimensions[replaced]) == indices.shape.dimensions,
      "the shape of what was taken")
    var lengths = shape.dimensions
    lengths.replaceSubrange(replaced, with: [length])
    let target = Shape(lengths)
    if count == 0 { return Tensor(repeating: background, shape: target, type: arithmeticType) }
    let layout = AxisLayout(target, axis: axis)
    let inner = layout.inner
    return withElements { source in
      Tensor(shape: target, type: arithmeticType) { result in
        result.update(repeating: background, count: target.count)
        var from = source
        for outer in 0..<layout.outer {
          let to = result + outer * length * inner
          if inner == 1 {
            for i in places.indices { to[places[i]] += from[i] }
            from += places.count
          } else {
            for place in places {
              let slice = to + place * inner
              for i in 0..<inner { slice[i] += from[i] }
              from += inner
            }
          }
        }
        arithmeticType.round(result, count: target.count)
      }
    }
  }

  /// For every index, the element that it names along `axis`, other places being equal.
  ///
  /// `indices` has this rank; along the other axes both broadcast.
  ///
  /// - Throws: `index-out-of-range`, `bad-index`.
  public func takingAlong(_ indices: Tensor, axis: Int) throws(TensorError) -> Tensor {
    precondition(indices.rank == rank, "an index for each element")
    let length = shape[axis]
    var lengths = try shape.replacing(axis: axis, by: [1])
      .broadcast(with: indices.shape.replacing(axis: axis, by: [1])).dimensions
    lengths[axis] = indices.shape[axis]
    let target = Shape(lengths)
    let places = try indices.broadcast(to: target).places(along: axis, length: length)
    if let value = uniformValue {
      return Tensor(repeating: value, shape: target, type: elementType)
    }
    lengths[axis] = length
    let layout = AxisLayout(target, axis: axis)
    let inner = layout.inner
    return broadcast(to: Shape(lengths)).withElements { source in
      Tensor(shape: target, type: elementType) { result in
        var index = 0
        for outer in 0..<layout.outer {
          let from = source + outer * length * inner
          for _ in 0..<layout.length {
            for column in 0..<inner {
              result[index] = from[places[index] * inner + column]
              index += 1
            }
          }
        }
      }
    }
  }

  /// The transpose of ``takingAlong(_:axis:)`` from an axis of `length`: every element is added to
  /// the place that its index names. What no index names is -0.0.
  ///
  /// - Throws: `index-out-of-range`, `bad-index`.
  public func scatteringAddAlong(
    _ indices: Tensor, axis: Int, length: Int
  ) throws(TensorError) -> Tensor {
    let places = try indices.broadcast(to: shape).places(along: axis, length: length)
    let target = shape.replacing(axis: axis, by: [length])
    if count == 0 { return Tensor(repeating: -0.0, shape: target, type: arithmeticType) }
    let layout = AxisLayout(shape, axis: axis)
    let inner = layout.inner
    return withElements { source in
      Tensor(shape: target, type: arithmeticType) { result in
        result.update(repeating: -0.0, count: target.count)
        var index = 0
        for outer in 0..<layout.outer {
          let to = result + outer * length * inner
          for _ in 0..<layout.length {
            for column in 0..<inner {
              to[places[index] * inner + column] += source[index]
              index += 1
            }
          }
        }
        arithmeticType.round(result, count: target.count)
      }
    }
  }
}

extension Shape {
  fileprivate func replacing(axis: Int, by other: Shape) -> Shape {
    Shape(dimensions[..<axis] + other.dimensions + dimensions[(axis + 1)...])
  }
}
