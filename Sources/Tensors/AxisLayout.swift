/// A row-major array seen as `[outer, length, inner]`: one axis, or adjacent ones, singled out.
struct AxisLayout: Equatable {
  var outer: Int
  var length: Int
  var inner: Int

  init(outer: Int, length: Int, inner: Int) {
    self.outer = outer
    self.length = length
    self.inner = inner
  }

  init(_ shape: Shape, axis: Int) {
    precondition(axis >= 0 && axis < shape.rank, "an axis counted from the front")
    outer = shape.dimensions[..<axis].reduce(1, *)
    length = shape[axis]
    inner = shape.dimensions[(axis + 1)...].reduce(1, *)
  }

  /// Nil where axes that are not named lie between those that are. Axes of length 1 do not count.
  init?(_ shape: Shape, axes: [Int]) {
    var (outer, length, inner) = (1, 1, 1)
    var (begun, ended) = (false, false)
    for axis in 0..<shape.rank where shape[axis] != 1 {
      if axes.contains(axis) {
        if ended { return nil }
        begun = true
        length *= shape[axis]
      } else if begun {
        ended = true
        inner *= shape[axis]
      } else {
        outer *= shape[axis]
      }
    }
    self.init(outer: outer, length: length, inner: inner)
  }
}

extension Tensor {
  /// The type of a sum of elements: truth values are counted as float64.
  var arithmeticType: ElementType { elementType == .float32 ? .float32 : .float64 }
}

extension ElementType {
  /// The type to which both convert without loss.
  func joined(with other: ElementType) -> ElementType {
    if self == other { return self }
    return self == .float64 || other == .float64 ? .float64 : .float32
  }

  /// Rounds computed elements in place.
  func round(_ elements: UnsafeMutablePointer<Double>, count: Int) {
    guard self != .float64 else { return }
    for i in 0..<count { elements[i] = rounding(elements[i]) }
  }
}
