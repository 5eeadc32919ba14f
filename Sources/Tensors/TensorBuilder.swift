/// A tensor that is still being written, where several are written side by side.
public struct TensorBuilder {
  let shape: Shape
  let type: ElementType
  let buffer: Buffer

  public init(shape: Shape, type: ElementType) {
    self.init(shape: shape, type: type, buffer: Buffer(count: shape.count))
  }

  init(shape: Shape, type: ElementType, buffer: Buffer) {
    self.shape = shape
    self.type = type
    self.buffer = buffer
  }

  /// Where the elements go, in row-major order; valid as long as the builder or its tensor lives.
  public var base: UnsafeMutablePointer<Double> { buffer.base }

  /// The tensor, once every element is written; after that none may be.
  public func finished() -> Tensor {
    if shape.count == 1 { return Tensor(repeating: buffer.base[0], shape: shape, type: type) }
    return Tensor(shape: shape, type: type, storage: .dense(buffer))
  }
}
