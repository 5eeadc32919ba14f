import CKernels

/// A dense array of numbers or truth values of any rank, in row-major order.
///
/// A tensor whose elements are all equal stores one of them: scalars need no allocation, and
/// broadcast constants no memory.
public struct Tensor: Sendable {
  @usableFromInline
  enum Storage: Sendable {
    case uniform(Double)
    case dense(Buffer)
    case bundle(Bundle)
  }

  public let shape: Shape
  public let elementType: ElementType
  @usableFromInline let storage: Storage

  @inlinable
  init(shape: Shape, type: ElementType, storage: Storage) {
    self.shape = shape
    elementType = type
    self.storage = storage
  }

  /// A scalar.
  @inlinable
  public init(_ value: Double, type: ElementType = .float64) {
    shape = .scalar
    elementType = type
    storage = .uniform(type.rounding(value))
  }

  /// A tensor of equal elements.
  @inlinable
  public init(repeating value: Double, shape: Shape, type: ElementType = .float64) {
    self.shape = shape
    elementType = type
    storage = .uniform(type.rounding(value))
  }

  /// A tensor of `elements` in row-major order.
  ///
  /// - Precondition: there are `shape.count` elements, and each is a value of `type`.
  public init(_ elements: [Double], shape: Shape, type: ElementType = .float64) {
    precondition(elements.count == shape.count, "elements do not fill the shape")
    self.init(shape: shape, type: type) { base in
      elements.withUnsafeBufferPointer { source in
        if let start = source.baseAddress { base.update(from: start, count: source.count) }
      }
    }
  }

  /// A tensor whose elements are written by `body` into uninitialised memory.
  @inlinable
  public init(
    shape: Shape, type: ElementType = .float64,
    initializingWith body: (UnsafeMutablePointer<Double>) -> Void
  ) {
    let count = shape.count
    if count == 1 {
      var value = 0.0
      body(&value)
      self.init(shape: shape, type: type, storage: .uniform(value))
    } else {
      let buffer = Buffer(count: count)
      if count > 0 { body(buffer.base) }
      self.init(shape: shape, type: type, storage: .dense(buffer))
    }
  }

  @inlinable public var count: Int { shape.count }
  @inlinable public var rank: Int { shape.rank }

  /// The one value that all elements have, where that is known without looking.
  @inlinable public var uniformValue: Double? {
    if case .uniform(let value) = storage { value } else { nil }
  }

  /// The value of a tensor of rank 0.
  @inlinable public var scalarValue: Double? { shape.isScalar ? uniformValue : nil }

  /// Every element in row-major order.
  public var elements: [Double] {
    switch storage {
    case .uniform(let value): [Double](repeating: value, count: count)
    case .dense(let buffer): Array(UnsafeBufferPointer(start: buffer.base, count: buffer.count))
    case .bundle: []
    }
  }

  /// The element at a row-major position.
  @inlinable public subscript(position: Int) -> Double {
    switch storage {
    case .uniform(let value): value
    case .dense(let buffer): buffer.base[position]
    case .bundle: .nan
    }
  }

  /// Calls `body` with the elements laid out in memory.
  @inlinable
  public func withElements<R>(_ body: (UnsafePointer<Double>) throws -> R) rethrows -> R {
    if case .dense(let buffer) = storage {
      return try withExtendedLifetime(buffer) { try body(buffer.base) }
    }
    let buffer = Buffer(count: count)
    buffer.base.initialize(repeating: self[0], count: count)
    return try withExtendedLifetime(buffer) { try body(buffer.base) }
  }

  /// Where the elements are, if they are laid out in memory; valid as long as this tensor lives.
  @inlinable public var base: UnsafePointer<Double>? {
    if case .dense(let buffer) = storage { UnsafePointer(buffer.base) } else { nil }
  }

  /// The same elements as another type, rounded to it.
  public func converted(to type: ElementType) -> Tensor {
    if type == elementType { return self }
    switch storage {
    case .uniform(let value): return Tensor(repeating: value, shape: shape, type: type)
    case .dense(let buffer):
      // Widening needs no rounding: every float32 and every truth value is a double.
      if type == .float64 { return Tensor(shape: shape, type: type, storage: storage) }
      return Tensor(shape: shape, type: type) { result in
        for position in 0..<count { result[position] = type.rounding(buffer.base[position]) }
      }
    case .bundle: return self
    }
  }

  /// The same elements under another shape of the same count.
  public func reshaped(to shape: Shape) -> Tensor {
    precondition(shape.count == count, "reshaping keeps the number of elements")
    return Tensor(shape: shape, type: elementType, storage: storage)
  }

  /// Whether every element is a finite number.
  public var isFinite: Bool {
    switch storage {
    case .uniform(let value): value.isFinite
    case .dense(let buffer):
      sg_are_finite(buffer.base, buffer.count)
    case .bundle(let bundle): bundle.parts.allSatisfy(\.isFinite)
    }
  }
}

extension Tensor: CustomStringConvertible {
  /// The elements in nested brackets: `2.5`, `[1.0, 2.0]`, `[[1.0], [2.0]]`.
  public var description: String {
    var position = 0
    return description(axis: 0, &position)
  }

  private func description(axis: Int, _ position: inout Int) -> String {
    guard axis < rank else {
      defer { position += 1 }
      return elementType == .bool ? "\(self[position] != 0)" : "\(self[position])"
    }
    let parts = (0..<shape[axis]).map { _ in description(axis: axis + 1, &position) }
    return "[" + parts.joined(separator: ", ") + "]"
  }
}
