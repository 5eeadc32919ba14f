/// Memory for the elements of tensors, written once by whoever allocates it and shared from then on.
///
/// Its address does not move, so that kernels can be handed pointers without copying.
@usableFromInline
final class Buffer: @unchecked Sendable {
  // Safe to share: it is only written before the tensor that holds it exists.
  @usableFromInline let base: UnsafeMutablePointer<Double>
  @usableFromInline let count: Int

  /// As wide as a cache line, and as the widest vectors.
  private static let alignment = 64

  @usableFromInline
  init(count: Int) {
    self.count = count
    base = UnsafeMutableRawPointer.allocate(
      byteCount: Swift.max(count, 1) * MemoryLayout<Double>.stride, alignment: Self.alignment
    ).bindMemory(to: Double.self, capacity: Swift.max(count, 1))
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }
}
