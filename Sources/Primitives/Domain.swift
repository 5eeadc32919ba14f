/// Where a function and its derivative are defined, operand by operand.
public struct Domain: Sendable {
  /// The numbers between two ends, which themselves do not belong to it unless it is closed.
  public struct Interval: Sendable {
    public var lower: Double
    public var upper: Double
    public var isClosed = false
    /// What is left out in between.
    public var poles = Poles.none

    public static let reals = Interval(lower: -.infinity, upper: .infinity)
    public static let positive = Interval(lower: 0, upper: .infinity)
    public static let notNegative = Interval(lower: 0, upper: .infinity, isClosed: true)
    public static let nonzero = reals(except: .number(0))
    public static func reals(except poles: Poles) -> Interval {
      Interval(lower: -.infinity, upper: .infinity, poles: poles)
    }

    public func contains(_ x: Double) -> Bool {
      (x > lower && x < upper || isClosed && (x == lower || x == upper)) && !poles.contains(x)
    }
  }

  /// Single numbers at which a function is not defined.
  public enum Poles: Sendable {
    case none
    case number(Double)
    /// 0, -1, -2, ...
    case nonPositiveIntegers
    /// -1, -2, ...
    case negativeIntegers
    /// The multiples of a number, which the text spells.
    case multiples(of: Double, String)
    case oddMultiples(of: Double, String)

    func contains(_ x: Double) -> Bool {
      switch self {
      case .none: false
      case .number(let number): x == number
      case .nonPositiveIntegers: x <= 0 && x == x.rounded()
      case .negativeIntegers: x < 0 && x == x.rounded()
      case .multiples(let step, _): x.remainder(dividingBy: step) == 0
      case .oddMultiples(let step, _): abs(x.remainder(dividingBy: 2 * step)) == step
      }
    }
  }

  /// One for each operand; the last one also stands for all that follow.
  public let intervals: [Interval]
  /// The condition where it is one on several operands together, or not on numbers between two ends.
  public private(set) var condition: String?
  /// Where the tests take points, if that is less than the whole domain.
  private var sampled: [Interval]?

  public init(_ intervals: Interval...) {
    self.intervals = intervals
  }

  public subscript(operand: Int) -> Interval { intervals[min(operand, intervals.count - 1)] }

  /// The part of the domain in which differences of values come close to the derivative.
  public func sampled(_ operand: Int) -> Interval {
    guard let sampled else { return self[operand] }
    return sampled[min(operand, sampled.count - 1)]
  }

  /// The same domain with a part of it for the tests: away from poles, or where nothing overflows.
  public func sampled(in intervals: Interval...) -> Domain {
    var domain = self
    domain.sampled = intervals
    return domain
  }

  /// The same domain with a condition in words of its own.
  public func meeting(_ condition: String) -> Domain {
    var domain = self
    domain.condition = condition
    return domain
  }

  public static let reals = Domain(.reals)
  public static let positive = Domain(.positive)
  public static let nonzero = Domain(.nonzero)
  public static func between(_ lower: Double, _ upper: Double) -> Domain {
    Domain(Interval(lower: lower, upper: upper))
  }
  public static let realsExceptNonPositiveIntegers = Domain(
    .reals(except: .nonPositiveIntegers))
}

extension Domain.Interval: CustomStringConvertible {
  /// As a condition on `x`: `x > 0`, `-1 < x < 1`.
  public var description: String { condition(on: "x") ?? "all real numbers" }

  /// The condition on a variable; nil where there is none.
  public func condition(on x: String) -> String? {
    let (above, below) = isClosed ? (">=", "<=") : (">", "<")
    let text: String? =
      switch (lower.isInfinite, upper.isInfinite) {
      case (true, true): nil
      case (false, true): "\(x) \(above) \(short(lower))"
      case (true, false): "\(x) \(below) \(short(upper))"
      case (false, false): "\(short(lower)) \(below) \(x) \(below) \(short(upper))"
      }
    let poles: String? =
      switch poles {
      case .none: nil
      case .number(let number): short(number)
      case .nonPositiveIntegers: "0, -1, -2, ..."
      case .negativeIntegers: "-1, -2, ..."
      case .multiples(_, let step): "a multiple of \(step)"
      case .oddMultiples(_, let step): "an odd multiple of \(step)"
      }
    let parts = [text, poles.map { "\(x) is not \($0)" }].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " and ")
  }

  private func short(_ x: Double) -> String {
    Int(exactly: x).map(String.init) ?? "\(x)"
  }
}
