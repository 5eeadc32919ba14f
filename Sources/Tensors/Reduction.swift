// Reductions over axes, which are sorted and counted from the front.

extension Tensor {
  /// The sum, pairwise. A sum of nothing but -0.0 is -0.0, an empty one 0.0.
  public func sum(over axes: [Int], keepingDimensions: Bool) -> Tensor {
    folded(by: Sum.self, over: axes, keepingDimensions, type: arithmeticType)
  }

  /// The product; 1 if there are no elements.
  public func product(over axes: [Int], keepingDimensions: Bool) -> Tensor {
    folded(by: Product.self, over: axes, keepingDimensions, type: arithmeticType)
  }

  /// The largest element; NaN if there is one, -inf if there are no elements.
  public func maximum(over axes: [Int], keepingDimensions: Bool) -> Tensor {
    folded(by: Maximum.self, over: axes, keepingDimensions, type: elementType)
  }

  /// The smallest element; NaN if there is one, inf if there are no elements.
  public func minimum(over axes: [Int], keepingDimensions: Bool) -> Tensor {
    folded(by: Minimum.self, over: axes, keepingDimensions, type: elementType)
  }

  /// Whether an element is not zero. NaN is not.
  public func any(over axes: [Int], keepingDimensions: Bool) -> Tensor {
    folded(by: Disjunction.self, over: axes, keepingDimensions, type: .bool)
  }

  /// Whether no element is zero.
  public func all(over axes: [Int], keepingDimensions: Bool) -> Tensor {
    folded(by: Conjunction.self, over: axes, keepingDimensions, type: .bool)
  }

  private func folded<Operation: Fold>(
    by operation: Operation.Type, over axes: [Int], _ keepingDimensions: Bool, type: ElementType
  ) -> Tensor {
    let target = shape.reduced(over: axes, keepingDimensions: keepingDimensions)
    if let value = uniformValue {
      let length = axes.reduce(1) { $0 * shape[$1] }
      let result = Operation.reduce(repeating: value, count: length)
      return Tensor(repeating: result, shape: target, type: type)
    }
    if count == 0 { return Tensor(repeating: Operation.empty, shape: target, type: type) }
    return Tensor(shape: target, type: type) { result in
      if let layout = AxisLayout(shape, axes: axes) {
        withElements { Operation.reduce($0, layout, to: result) }
      } else {
        forEachRows(along: axes) { rows in
          let layout = AxisLayout(outer: rows.count, length: rows.length, inner: 1)
          Operation.reduce(rows.start, layout, to: result + rows.first)
        }
      }
      type.round(result, count: target.count)
    }
  }

  /// The place of the largest element along an axis, which is removed: of the first one where there
  /// are several, of the first NaN where there is one.
  public func argmax(axis: Int) -> Tensor {
    extremumPlaces(of: Maximum.self, axis: axis)
  }

  /// The place of the smallest element along an axis, which is removed: of the first one where
  /// there are several, of the first NaN where there is one.
  public func argmin(axis: Int) -> Tensor {
    extremumPlaces(of: Minimum.self, axis: axis)
  }

  private func extremumPlaces<Operation: Extremum>(
    of operation: Operation.Type, axis: Int
  ) -> Tensor {
    let target = shape.reduced(over: [axis], keepingDimensions: false)
    let layout = AxisLayout(shape, axis: axis)
    precondition(layout.length > 0 || target.count == 0, "an element to choose")
    if uniformValue != nil { return Tensor(repeating: 0, shape: target) }
    return withElements { source in
      Tensor(shape: target) { Operation.places(source, layout, to: $0) }
    }
  }

  /// `log(sum(exp(x)))` without overflow, within 2 ulp; where the exponentials add up to almost 1,
  /// so that the result is below 2^-52, within 2^-100.
  ///
  /// -inf where there is no element, or none above -inf.
  public func logSumExp(over axes: [Int], keepingDimensions: Bool) -> Tensor {
    reducingRows(over: axes, keepingDimensions, by: LogSumExp.row)
  }

  /// The Euclidean norm without overflow or underflow on the way, within 1 ulp.
  public func norm2(over axes: [Int], keepingDimensions: Bool) -> Tensor {
    reducingRows(over: axes, keepingDimensions, by: EuclideanNorm.row)
  }

  private func reducingRows(
    over axes: [Int], _ keepingDimensions: Bool,
    by reduce: (UnsafeBufferPointer<Double>) -> Double
  ) -> Tensor {
    let target = shape.reduced(over: axes, keepingDimensions: keepingDimensions)
    let type = arithmeticType
    if uniformValue != nil || count == 0 {
      let length = target.count == 0 ? 0 : axes.reduce(1) { $0 * shape[$1] }
      let row = [Double](repeating: uniformValue ?? 0, count: length)
      return Tensor(repeating: row.withUnsafeBufferPointer(reduce), shape: target, type: type)
    }
    return Tensor(shape: target, type: type) { result in
      forEachRows(along: axes) { rows in
        // As many rows at a time as are worth a turn of a thread.
        let group = max(1, 4096 / rows.length)
        parallel((rows.count + group - 1) / group) { piece in
          for row in piece * group..<min(rows.count, (piece + 1) * group) {
            result[rows.first + row] = reduce(rows[row])
          }
        }
      }
      type.round(result, count: target.count)
    }
  }
}
