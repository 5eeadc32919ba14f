import CKernels

/// Memory for the elements of tensors, written once by whoever allocates it and shared from then on.
///
/// Its address does not move, so that kernels can be handed pointers without copying.
@usableFromInline
final class Buffer: @unchecked Sendable {
  // Safe to share: it is only written before the tensor that holds it exists.
  @usableFromInline let base: UnsafeMutablePointer<Double>
  @usableFromInline let count: Int

  @usableFromInline
  init(count: Int) {
    self.count = count
    guard let memory = sg_take_memory(Swift.max(count, 1)) else { fatalError("out of memory") }
    base = memory
  }

  deinit { sg_give_memory_back(base, Swift.max(count, 1)) }
}
