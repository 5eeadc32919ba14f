extension Tensor {
  /// These elements as places along an axis of `length`; negative ones count from the back.
  ///
  /// - Throws: `index-out-of-range`, or `bad-index` for what is no whole number.
  func places(along axis: Int, length: Int) throws(TensorError) -> [Int] {
    if count == 0 { return [] }
    if let value = uniformValue {
      let place = Tensor.place(value, length)
      if place < 0 { throw Tensor.fault(value, axis, length) }
      return [Int](repeating: place, count: count)
    }
    var fault: Double?
    let places = withElements { indices in
      [Int](unsafeUninitializedCapacity: count) { places, initialized in
        for i in 0..<count {
          let place = Tensor.place(indices[i], length)
          if place < 0, fault == nil { fault = indices[i] }
          places[i] = place
        }
        initialized = count
      }
    }
    if let fault { throw Tensor.fault(fault, axis, length) }
    return places
  }

  /// Negative for an index that names no place.
  @inline(__always)
  private static func place(_ index: Double, _ length: Int) -> Int {
    // Every length is far below 2^53, so the comparisons are exact; NaN fails them.
    guard index >= -Double(length), index < Double(length) else { return -1 }
    let place = Int(index)
    guard Double(place) == index else { return -1 }
    return place < 0 ? place + length : place
  }

  private static func fault(_ index: Double, _ axis: Int, _ length: Int) -> TensorError {
    guard index.rounded() == index else {
      return TensorError("bad-index", "index \(index) is not a whole number")
    }
    let name = Int(exactly: index).map(String.init) ?? "\(index)"
    return TensorError(
      "index-out-of-range", "index \(name) is out of range for axis \(axis) of length \(length)",
      hint: length == 0
        ? "the axis is empty"
        : "indices go from 0 to \(length - 1), or from -1 to -\(length) from the back")
  }
}

extension Tensor {
  /// Of places along axes of `lengths`, which lie along the last axis, their places in a row.
  ///
  /// - Throws: `index-out-of-range`, or `bad-index` for what is no whole number.
  public func linedPlaces(along lengths: [Int]) throws(TensorError) -> Tensor {
    let target = Shape(Array(shape.dimensions.dropLast()))
    var lined = [Int](repeating: 0, count: target.count)
    for (axis, length) in lengths.enumerated() {
      let elements = lined.indices.map { self[$0 * lengths.count + axis] }
      let places = try Tensor(elements, shape: target).places(along: axis, length: length)
      for i in lined.indices { lined[i] = lined[i] * length + places[i] }
    }
    return Tensor(lined.map(Double.init), shape: target)
  }
}
