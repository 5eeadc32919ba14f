import CKernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a calculation may use up: steps of loops and of the interpreter, memory, time.
///
/// Whoever works for long asks now and then, and throws what the budget throws: so that nothing runs
/// for ever, and what ends it is an error like any other.
public final class Budget: Sendable {
  public struct Limits: Sendable {
    public var steps = 100_000_000
    public var bytes = Int(Double(Budget.installedMemory) * 0.75)
    /// In seconds, from the making of the budget.
    public var seconds: Double?

    public init() {}
  }

  /// How many steps of a loop are taken between two looks at the budget.
  static let stepsPerLook = 1024

  public let limits: Limits
  private let deadline: Double?
  private let steps = Atomic<Int>(0)
  private let bytes = Atomic<Int>(0)

  public init(_ limits: Limits = Limits()) {
    self.limits = limits
    deadline = limits.seconds.map { Self.now() + $0 }
  }

  /// Counts steps, and looks at the clock.
  public func spend(steps count: Int) throws(TensorError) {
    let spent = steps.add(count, ordering: .relaxed).newValue
    guard spent <= limits.steps else {
      throw TensorError(
        "too-many-steps", "more than \(limits.steps) steps were taken",
        hint: "does every loop end? --max-steps raises the limit")
    }
    try checkTime()
  }

  /// Looks at the clock, and whether the user wants it to end.
  public func checkTime() throws(TensorError) {
    if sg_is_interrupted() { throw TensorError("interrupted", "interrupted") }
    if let deadline, Self.now() > deadline {
      throw TensorError(
        "timeout", "the time limit of \(limits.seconds ?? 0) s is over",
        hint: "--timeout raises it")
    }
  }

  /// What is left of the time, if it has a limit; never below a microsecond.
  public var secondsLeft: Double? { deadline.map { max(1e-6, $0 - Self.now()) } }

  /// Counts memory that is kept until it is released.
  public func reserve(bytes count: Int) throws(TensorError) {
    let reserved = bytes.add(count, ordering: .relaxed).newValue
    guard reserved <= limits.bytes else {
      throw TensorError(
        "out-of-memory", "more than \(Self.amount(limits.bytes)) of memory would be needed",
        hint: "--max-memory raises the limit; checkpoint(f) has a loop keep less")
    }
  }

  public func release(bytes count: Int) {
    bytes.subtract(count, ordering: .relaxed)
  }

  private static func amount(_ bytes: Int) -> String {
    for (unit, size) in [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)]
    where bytes >= size {
      return "\(bytes / size) \(unit)"
    }
    return "\(bytes) bytes"
  }

  private static let installedMemory: Int = {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    return pages > 0 ? pages * sysconf(Int32(_SC_PAGESIZE)) : 1 << 32
  }()

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
