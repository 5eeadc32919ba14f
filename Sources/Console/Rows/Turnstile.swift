import Glibc

/// Lets threads through one after the other, in the order of their numbers.
final class Turnstile: @unchecked Sendable {
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let moved: UnsafeMutablePointer<pthread_cond_t>
  private var turn = 0

  init() {
    lock = .allocate(capacity: 1)
    moved = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(moved, nil)
  }

  deinit {
    pthread_cond_destroy(moved)
    pthread_mutex_destroy(lock)
    moved.deallocate()
    lock.deallocate()
  }

  /// Waits until it is the turn of a number, which lasts until `leave`. It may be entered again.
  func enter(_ number: Int) {
    pthread_mutex_lock(lock)
    while turn != number { pthread_cond_wait(moved, lock) }
    pthread_mutex_unlock(lock)
  }

  /// Lets the next one in.
  func leave() {
    pthread_mutex_lock(lock)
    turn += 1
    pthread_cond_broadcast(moved)
    pthread_mutex_unlock(lock)
  }
}
