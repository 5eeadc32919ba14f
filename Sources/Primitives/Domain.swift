/// Where a function and its derivative are defined, operand by operand.
public struct Domain: Sendable {
  /// The numbers between two ends, which themselves do not belong to it.
  public struct Interval: Sendable {
    public var lower: Double
    public var upper: Double
    public var excludesZero = false
    public var excludesNonPositiveIntegers = false

    public static let reals = Interval(lower: -.infinity, upper: .infinity)
    public static let positive = Interval(lower: 0, upper: .infinity)
    public static let nonzero = Interval(
      lower: -.infinity, upper: .infinity, excludesZero: true)

    public func contains(_ x: Double) -> Bool {
      x > lower && x < upper && !(excludesZero && x == 0)
        && !(excludesNonPositiveIntegers && x <= 0 && x == x.rounded())
    }
  }

  /// One for each operand; the last one also stands for all that follow.
  public let intervals: [Interval]

  public init(_ intervals: Interval...) {
    self.intervals = intervals
  }

  public subscript(operand: Int) -> Interval { intervals[min(operand, intervals.count - 1)] }

  public static let reals = Domain(.reals)
  public static let positive = Domain(.positive)
  public static func between(_ lower: Double, _ upper: Double) -> Domain {
    Domain(Interval(lower: lower, upper: upper))
  }
  public static let realsExceptNonPositiveIntegers = Domain(
    Interval(lower: -.infinity, upper: .infinity, excludesNonPositiveIntegers: true))
}

extension Domain.Interval: CustomStringConvertible {
  /// As a condition on `x`: `x > 0`, `-1 < x < 1`.
  public var description: String { condition(on: "x") ?? "all real numbers" }

  /// The condition on a variable; nil where there is none.
  public func condition(on x: String) -> String? {
    let text: String? =
      switch (lower.isInfinite, upper.isInfinite) {
      case (true, true): nil
      case (false, true): "\(x) > \(short(lower))"
      case (true, false): "\(x) < \(short(upper))"
      case (false, false): "\(short(lower)) < \(x) < \(short(upper))"
      }
    let poles = excludesNonPositiveIntegers ? "\(x) is not 0, -1, -2, ..." : nil
    let parts = [text, excludesZero ? "\(x) is not 0" : nil, poles].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " and ")
  }

  private func short(_ x: Double) -> String {
    Int(exactly: x).map(String.init) ?? "\(x)"
  }
}
