/// Evenly spaced places along an axis: `count` of them, `step` apart, from `start` on.
public struct StridedRange: Hashable, Sendable {
  public var start: Int
  /// May be negative, but not 0.
  public var step: Int
  public var count: Int

  @inlinable
  public init(start: Int, step: Int, count: Int) {
    self.start = start
    self.step = step
    self.count = count
  }

  /// Every place of an axis of `length`, in order.
  @inlinable
  public init(allOf length: Int) {
    self.init(start: 0, step: 1, count: length)
  }

  /// Whether every place lies on an axis of `length`.
  func fits(_ length: Int) -> Bool {
    guard step != 0, count >= 0 else { return false }
    guard count > 0 else { return true }
    let (distance, overflow) = step.multipliedReportingOverflow(by: count - 1)
    guard !overflow, start >= 0, start < length else { return false }
    return distance >= -start && distance < length - start
  }
}
