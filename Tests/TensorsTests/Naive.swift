import Tensors

// What the kernels compute, element by element and without regard to time.

/// Every place of an array of `shape`, in row-major order.
func places(_ shape: Shape) -> [[Int]] {
  shape.dimensions.reduce([[]]) { places, length in
    places.flatMap { place in (0..<length).map { place + [$0] } }
  }
}

/// A tensor whose elements `body` computes from their places.
func tensor(
  _ shape: Shape, type: ElementType = .float64, _ body: ([Int]) throws -> Double
) rethrows -> Tensor {
  Tensor(try places(shape).map(body), shape: shape, type: type)
}

extension Tensor {
  subscript(place: [Int]) -> Double {
    self[zip(place, shape.strides).reduce(0) { $0 + $1.0 * $1.1 }]
  }

  /// The elements along `axes` for each place along the others, reduced one after the other.
  func reduced(
    over axes: [Int], keepingDimensions: Bool, type: ElementType? = nil,
    _ body: ([Double]) -> Double
  ) -> Tensor {
    let kept = (0..<rank).filter { !axes.contains($0) }
    let inner = Shape(axes.map { shape[$0] })
    let results = places(Shape(kept.map { shape[$0] })).map { outer in
      body(
        places(inner).map { along in
          var place = [Int](repeating: 0, count: rank)
          for (axis, i) in zip(kept, outer) { place[axis] = i }
          for (axis, i) in zip(axes, along) { place[axis] = i }
          return self[place]
        })
    }
    return Tensor(
      results, shape: shape.reduced(over: axes, keepingDimensions: keepingDimensions),
      type: type ?? elementType)
  }
}

/// Whether shapes, types and every bit agree; one NaN is as good as another.
func isIdentical(_ a: Tensor, _ b: Tensor) -> Bool {
  a.shape == b.shape && a.elementType == b.elementType
    && zip(a.elements, b.elements).allSatisfy { isIdentical($0, $1) }
}

func isIdentical(_ x: Double, _ y: Double) -> Bool {
  x.bitPattern == y.bitPattern || (x.isNaN && y.isNaN)
}

/// The distance in units in the last place of the second number.
func ulps(_ x: Double, from exact: Double) -> Double {
  if isIdentical(x, exact) || x == exact { return 0 }
  return abs(x - exact) / exact.ulp
}
