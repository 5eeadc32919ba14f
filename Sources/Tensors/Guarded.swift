import Synchronization

/// A value that several threads use, one at a time.
///
/// Unlike a `Mutex` it takes values whose parts the compiler cannot tell from those of others; that
/// nobody else holds any is up to whoever makes it.
public final class Guarded<Value>: @unchecked Sendable {
  private let lock = Mutex<Void>(())
  private var value: Value

  public init(_ value: Value) {
    self.value = value
  }

  public func withLock<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var result: Swift.Result<Result, Failure>?
    lock.withLock { _ in
      do throws(Failure) {
        result = .success(try body(&value))
      } catch {
        result = .failure(error)
      }
    }
    switch result {
    case .success(let value)?: return value
    case .failure(let error)?: throw error
    case nil: preconditionFailure("the lock has run the body")
    }
  }
}
