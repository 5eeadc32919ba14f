// Adjacent rows of an array, a row being all that has one place along the first axis.

extension Tensor {
  /// Some rows, without a copy: they keep the memory of all rows.
  package func band(_ rows: Range<Int>) -> Tensor {
    precondition(rank > 0 && rows.upperBound <= shape[0], "rows of the array")
    let target = Shape([rows.count] + shape.dimensions.dropFirst())
    let length = target.count / max(1, rows.count)
    switch storage {
    case .uniform(let value): return Tensor(repeating: value, shape: target, type: elementType)
    case .dense(let buffer):
      if target.count == 1 {
        let value = buffer.base[rows.lowerBound * length]
        return Tensor(repeating: value, shape: target, type: elementType)
      }
      let part = buffer.share(target.count, from: rows.lowerBound * length)
      return Tensor(shape: target, type: elementType, storage: .dense(part))
    case .bundle: return self
    }
  }
}

extension TensorBuilder {
  /// Some rows of it, which are written by themselves.
  package func band(_ rows: Range<Int>) -> TensorBuilder {
    let band = Shape([rows.count] + shape.dimensions.dropFirst())
    let offset = rows.lowerBound * (band.count / max(1, rows.count))
    return TensorBuilder(shape: band, type: type, buffer: buffer.share(band.count, from: offset))
  }

  /// Writes all elements, unless they were written here.
  package func write(_ tensor: Tensor) {
    if let source = tensor.base {
      if source != base { base.update(from: source, count: shape.count) }
    } else {
      base.update(repeating: tensor[0], count: shape.count)
    }
  }
}
