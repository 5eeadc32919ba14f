extension Tensor {
  /// The places along `axis` of the largest element up to each: of the first one among equals, of
  /// the first NaN from there on.
  public func runningArgmax(axis: Int) -> Tensor {
    runningPlaces(axis: axis) { $0 > $1 }
  }

  /// The places along `axis` of the smallest element up to each.
  public func runningArgmin(axis: Int) -> Tensor {
    runningPlaces(axis: axis) { $0 < $1 }
  }

  private func runningPlaces(axis: Int, _ beats: (Double, Double) -> Bool) -> Tensor {
    let layout = AxisLayout(shape, axis: axis)
    let (length, inner) = (layout.length, layout.inner)
    if count == 0 || uniformValue != nil { return Tensor(repeating: 0, shape: shape) }
    return withElements { source in
      Tensor(shape: shape) { result in
        for line in 0..<(layout.outer * inner) {
          let start = line / inner * length * inner + line % inner
          var best = 0
          for place in 0..<length {
            let (x, y) = (source[start + place * inner], source[start + best * inner])
            if beats(x, y) || x.isNaN && !y.isNaN { best = place }
            result[start + place * inner] = Double(best)
          }
        }
      }
    }
  }
}
