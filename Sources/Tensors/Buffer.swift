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
  /// Whose memory this is, if it is a part of another buffer.
  private let owner: Buffer?

  @usableFromInline
  init(count: Int) {
    self.count = count
    owner = nil
    guard let memory = sg_take_memory(Swift.max(count, 1)) else { OutOfMemory.end() }
    base = memory
  }

  private init(_ count: Int, of owner: Buffer, at base: UnsafeMutablePointer<Double>) {
    self.count = count
    self.owner = owner
    self.base = base
  }

  deinit {
    if owner == nil { sg_give_memory_back(base, Swift.max(count, 1)) }
  }

  /// `count` elements from `offset` on, without a copy; nil where so small a part would keep too much
  /// memory from being given back.
  func part(_ count: Int, from offset: Int) -> Buffer? {
    2 * count >= (owner ?? self).count ? share(count, from: offset) : nil
  }

  /// `count` elements from `offset` on, without a copy: all of the memory stays as long as they do.
  func share(_ count: Int, from offset: Int) -> Buffer {
    Buffer(count, of: owner ?? self, at: base + offset)
  }
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
