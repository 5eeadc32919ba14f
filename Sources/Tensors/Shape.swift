/// The lengths of a tensor's axes, outermost first; empty for a scalar.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral {
  public let dimensions: [Int]

  @inlinable
  public init(_ dimensions: [Int]) {
    self.dimensions = dimensions
  }

  @inlinable
  public init(arrayLiteral elements: Int...) {
    dimensions = elements
  }

  public static let scalar = Shape([])

  /// A shape whose lengths come from input: refuses negative lengths and a product that overflows.
  public init(checking dimensions: [Int]) throws(TensorError) {
    var count = 1
    for length in dimensions where length != 0 {
      guard length > 0 else {
        throw TensorError("bad-shape", "a length of \(length) in the shape \(Shape(dimensions))")
      }
      // Lengths beside a zero are checked as well: a reduction may leave just those.
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      guard !overflow, product <= Shape.largestCount else {
        throw TensorError(
          "too-large", "a tensor of shape \(Shape(dimensions)) has more elements than fit in memory"
        )
      }
      count = product
    }
    self.dimensions = dimensions
  }

  /// The number of elements beyond which no tensor is made: 2^30 doubles are 8 GiB.
  public static let largestCount = 1 << 30

  @inlinable public var rank: Int { dimensions.count }
  @inlinable public var isScalar: Bool { dimensions.isEmpty }

  /// The number of elements; `Int.max` if it is larger than that.
  @inlinable public var count: Int {
    var product = 1
    var isOversize = false
    for length in dimensions {
      if length == 0 { return 0 }
      let (next, overflow) = product.multipliedReportingOverflow(by: length)
      isOversize = isOversize || overflow
      product = next
    }
    return isOversize ? .max : product
  }

  @inlinable public subscript(axis: Int) -> Int { dimensions[axis] }

  /// How many elements apart two neighbours along each axis are, in row-major order.
  public var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    var step = 1
    for axis in stride(from: rank - 1, through: 0, by: -1) {
      strides[axis] = step
      step = step.multipliedReportingOverflow(by: dimensions[axis]).partialValue
    }
    return strides
  }
}

extension Shape: CustomStringConvertible {
  /// As NumPy prints it: `()`, `(3,)`, `(2, 3)`.
  public var description: String {
    if rank == 1 { return "(\(dimensions[0]),)" }
    return "(" + dimensions.map(String.init).joined(separator: ", ") + ")"
  }
}

// MARK: - Broadcasting

extension Shape {
  /// The common shape of two operands by NumPy's rule: aligned at the last axis, lengths are equal
  /// or one of them is 1.
  ///
  /// - Throws: `shape-mismatch`, naming both shapes.
  public func broadcast(with other: Shape) throws(TensorError) -> Shape {
    if self == other { return self }
    let rank = Swift.max(self.rank, other.rank)
    var result = [Int](repeating: 1, count: rank)
    for axis in 0..<rank {
      let a = length(alignedAt: axis, of: rank)
      let b = other.length(alignedAt: axis, of: rank)
      guard a == b || a == 1 || b == 1 else {
        throw TensorError(
          "shape-mismatch", "the shapes \(self) and \(other) do not broadcast",
          hint: "aligned at the last axis, lengths must be equal or 1; here \(a) meets \(b)")
      }
      result[axis] = a == 1 ? b : a
    }
    return Shape(result)
  }

  private func length(alignedAt axis: Int, of rank: Int) -> Int {
    let own = axis - (rank - self.rank)
    return own < 0 ? 1 : dimensions[own]
  }

  /// The axes of `target` along which a tensor of this shape is repeated when broadcast to it.
  public func axesRepeated(in target: Shape) -> [Int] {
    let lead = target.rank - rank
    return (0..<target.rank).filter { axis in
      axis < lead || (dimensions[axis - lead] == 1 && target[axis] != 1)
    }
  }
}

// MARK: - Axes

extension Shape {
  /// `axis` counted from the front, where -1 is the last one.
  public func axis(_ axis: Int) throws(TensorError) -> Int {
    guard axis >= -rank, axis < rank else {
      throw TensorError(
        "bad-axis", "axis \(axis) does not exist in a tensor of shape \(self)",
        hint: axesDescription)
    }
    return axis < 0 ? axis + rank : axis
  }

  private var axesDescription: String {
    switch rank {
    case 0: "a number has no axes"
    case 1: "its only axis is 0, or -1 from the back"
    default: "its axes are 0 to \(rank - 1), or -1 to -\(rank) from the back"
    }
  }

  /// Axes counted from the front, in ascending order; every axis for nil.
  public func axes(_ axes: [Int]?) throws(TensorError) -> [Int] {
    guard let axes else { return Array(0..<rank) }
    var seen = Set<Int>()
    for axis in axes {
      guard seen.insert(try self.axis(axis)).inserted else {
        throw TensorError("bad-axis", "axis \(axis) is named twice")
      }
    }
    return seen.sorted()
  }

  /// The shape after reducing over `axes` (sorted, from the front).
  public func reduced(over axes: [Int], keepingDimensions: Bool) -> Shape {
    var result: [Int] = []
    for axis in 0..<rank {
      if !axes.contains(axis) {
        result.append(dimensions[axis])
      } else if keepingDimensions {
        result.append(1)
      }
    }
    return Shape(result)
  }
}
