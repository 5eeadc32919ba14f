import Autodiff

/// Gradients beside what other ways to compute them give: differences, forward mode, the other recorder.
public struct GradientCheck: Sendable {
  public enum Verdict: String, Sendable {
    case passed, failed
    /// The derivatives from both sides differ, and the gradient is one of them or between them.
    case kink
    /// The function jumps there.
    case jump
    /// Differences are no help: their own error is too large.
    case undecided
  }

  /// One number that is differentiated by.
  public struct Entry: Sendable {
    public let argument: String
    /// The position in an array; empty for a number.
    public let index: [Int]
    public let value: Double
    /// Nil where `y` does not depend on it.
    public let gradient: Double?
    /// From both sides; from one where the function has no values on the other.
    public let numerical: NumericalDerivative?
    public let left: NumericalDerivative?
    public let right: NumericalDerivative?
    public let verdict: Verdict

    /// The difference between gradient and numerical derivative, in parts of the larger one.
    public var difference: Double? {
      guard let numerical else { return nil }
      return relativeDifference(gradient ?? 0, numerical.value)
    }
  }

  /// All gradients computed in another way.
  public struct Comparison: Sendable {
    public let name: String
    /// The largest difference, in parts of the larger number; nil where the other way is not to be had.
    public let difference: Double?
    /// Why it is not to be had.
    public let obstacle: String?
    public let verdict: Verdict
  }

  public let tolerance: Double
  public let entries: [Entry]
  /// How many numbers there are, of which `entries` has no more than `largestCount` of each array.
  public let numberCount: Int
  public let comparisons: [Comparison]
  public let elementType: ElementType

  /// How many elements of an array are looked at, evenly spread.
  public static let largestCount = 256

  public var hasPassed: Bool {
    entries.allSatisfy { $0.verdict != .failed } && comparisons.allSatisfy { $0.verdict != .failed }
  }
}

/// In parts of the larger number; 0 for equal ones, and for two that are not numbers.
func relativeDifference(_ a: Double, _ b: Double) -> Double {
  if a == b || a.isNaN && b.isNaN { return 0 }
  let difference = abs(a - b) / Swift.max(abs(a), abs(b))
  return difference.isNaN ? .infinity : difference
}

extension GradientCheck.Verdict {
  /// - Parameters:
  ///   - gradient: 0 where there is no connection.
  ///   - findings: what differences say; afterwards the numerical derivative is the one that decided.
  ///   - size: that of the function's value.
  init(
    gradient: Double, _ findings: inout Surroundings.Findings, tolerance: Double, size: Double
  ) {
    if findings.jumps {
      self = .jump
      return
    }
    if let left = findings.left, let right = findings.right, left.ofLargeSteps == nil,
      right.ofLargeSteps == nil, Self.differ(left, right, tolerance)
    {
      let margin =
        tolerance * Swift.max(abs(left.value), abs(right.value)) + left.error + right.error
      let range = Swift.min(left.value, right.value)...Swift.max(left.value, right.value)
      let isBetween =
        gradient.isNaN
        || gradient >= range.lowerBound - margin && gradient <= range.upperBound + margin
      self = isBetween ? .kink : .failed
      return
    }
    guard let numerical = findings.numerical else {
      self = .undecided
      return
    }
    let verdict = Self(gradient, numerical, tolerance, size)
    guard let other = numerical.ofLargeSteps, verdict != .passed else {
      self = verdict
      return
    }
    let large = NumericalDerivative(value: other.value, error: other.error)
    if Self(gradient, large, tolerance, size) == .passed {
      findings.numerical = large
      self = .passed
    } else {
      self = .undecided
    }
  }

  private init(
    _ gradient: Double, _ numerical: NumericalDerivative, _ tolerance: Double, _ size: Double
  ) {
    let difference = abs(gradient - numerical.value)
    let scale = Swift.max(abs(numerical.value), gradient.isFinite ? abs(gradient) : 0)
    let isExact =
      numerical.error <= 1e-3 * scale
      || gradient == 0 && size.isFinite && numerical.error <= 1e-9 * size
    if difference <= tolerance * scale || isExact && difference <= 2 * numerical.error {
      self = .passed
    } else if difference <= 10 * numerical.error || !isExact {
      self = .undecided
    } else {
      self = .failed
    }
  }

  /// Whether two derivatives, of both sides, are clearly different.
  private static func differ(
    _ left: NumericalDerivative, _ right: NumericalDerivative, _ tolerance: Double
  ) -> Bool {
    left.contradicts(right)
      && abs(left.value - right.value)
        > tolerance * Swift.max(abs(left.value), abs(right.value))
  }
}
