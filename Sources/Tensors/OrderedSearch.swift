extension Tensor {
  /// For each value, how many elements of this sorted vector are before it: less than it, or also
  /// those equal to it. NaN comes last.
  public func placesInOrder(of values: Tensor, afterEqualOnes: Bool) -> Tensor {
    let length = count
    return withElements { sorted in
      let place = { (value: Double) -> Double in
        var (low, high) = (0, length)
        while low < high {
          let middle = (low + high) / 2
          let isBefore =
            afterEqualOnes
            ? !Tensor.precedes(value, sorted[middle]) : Tensor.precedes(sorted[middle], value)
          if isBefore { low = middle + 1 } else { high = middle }
        }
        return Double(low)
      }
      if let value = values.uniformValue {
        return Tensor(repeating: place(value), shape: values.shape)
      }
      return values.withElements { source in
        Tensor(shape: values.shape) { result in
          for i in 0..<values.count { result[i] = place(source[i]) }
        }
      }
    }
  }

  private static func precedes(_ a: Double, _ b: Double) -> Bool { a < b || b.isNaN && !a.isNaN }
}
