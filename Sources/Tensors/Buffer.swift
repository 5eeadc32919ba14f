import CKernels
import Synchronization

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
    guard let memory = sg_take_memory(Swift.max(count, 1)) else { OutOfMemory.end() }
    base = memory
  }

  deinit { sg_give_memory_back(base, Swift.max(count, 1)) }
}

/// What happens where the system refuses memory: nothing that is under way can go on.
public enum OutOfMemory {
  private static let handler = Mutex<(@Sendable () -> Never)?>(nil)

  /// Has the process end in another way than by a trap. It may be called on any thread.
  public static func setHandler(_ handler: @escaping @Sendable () -> Never) {
    self.handler.withLock { $0 = handler }
  }

  static func end() -> Never {
    if let handler = handler.withLock({ $0 }) { handler() }
    fatalError("out of memory")
  }
}
