/// A derivative by differences, with an estimate of its error.
public struct NumericalDerivative: Sendable {
  public let value: Double
  /// About how far it may be from the derivative: by the step, and by the rounding of the function.
  public let error: Double
  /// What large steps gave where small ones contradict it: the function has steps or waves, or its values
  /// are rounded far more than they have to be.
  let ofLargeSteps: (value: Double, error: Double)?

  init(
    value: Double, error: Double, ofLargeSteps: (value: Double, error: Double)? = nil
  ) {
    self.value = value
    self.error = error
    self.ofLargeSteps = ofLargeSteps
  }

  /// Difference quotients of steps that are halved from one to the next, extrapolated to a step of 0: the
  /// entry of Richardson's scheme that changes least. C. Ridders, "Accurate computation of F'(x) and
  /// F'(x) F''(x)", 1982.
  ///
  /// - Parameters:
  ///   - quotients: each with what the rounding of its values makes of it; those that are not finite are left
  ///     out.
  ///   - factor: by how much the error of a quotient shrinks, and each of its further terms: 4 for central
  ///     differences, 2 for those of one side.
  /// - Returns: nil if no two neighbouring quotients are finite.
  init?(extrapolating quotients: [(value: Double, rounding: Double)], factor: Double) {
    var found: NumericalDerivative?
    var previous: [Double] = []
    for (quotient, rounding) in quotients {
      guard quotient.isFinite else {
        previous = []
        continue
      }
      var row = [quotient]
      var best: NumericalDerivative?
      var weight = factor
      for column in previous.prefix(Self.depth).indices {
        let next = (row[column] * weight - previous[column]) / (weight - 1)
        let change = Swift.max(abs(next - row[column]), abs(next - previous[column]))
        let error = change + rounding
        if error < best?.error ?? .infinity {
          best = NumericalDerivative(value: next, error: error)
        }
        row.append(next)
        weight *= factor
      }
      previous = row
      found = Self.joined(found, best)
    }
    guard let found else { return nil }
    self = found
  }

  /// Of what larger and smaller steps gave the more exact; the one of smaller steps where they contradict each
  /// other, with the first that was contradicted beside it.
  static func joined(
    _ larger: NumericalDerivative?, _ smaller: NumericalDerivative?
  ) -> NumericalDerivative? {
    guard let larger, let smaller else { return larger ?? smaller }
    let contradicted =
      smaller.contradicts(larger) ? (value: larger.value, error: larger.error) : nil
    let exact = smaller.contradicts(larger) || smaller.error < larger.error ? smaller : larger
    return NumericalDerivative(
      value: exact.value, error: exact.error,
      ofLargeSteps: larger.ofLargeSteps ?? contradicted ?? smaller.ofLargeSteps)
  }

  /// Whether another value cannot be the same derivative.
  func contradicts(_ other: NumericalDerivative) -> Bool {
    abs(value - other.value) > 20 * (error + other.error)
  }

  /// How many terms of the error are taken away; further ones bring rounding only.
  private static let depth = 6
}

/// A function of one number around a place: its values at steps to both sides that are halved from one to the
/// next.
struct Surroundings {
  /// The largest step first.
  private let steps: [Double]
  let place: Double

  /// - Parameter largestStep: a power of two, so that steps are exact.
  init(_ place: Double, largestStep: Double) {
    self.place = place
    steps = (0..<Self.stepCount).map {
      largestStep * Double(sign: .plus, exponent: -$0, significand: 1)
    }
  }

  private static let stepCount = 48
  /// How many values a look around takes.
  static let pointCount = 2 * stepCount + 1

  /// Where the function is evaluated: the place itself, then left and right in turn.
  var points: [Double] { [place] + steps.flatMap { [place - $0, place + $0] } }

  /// What the values at the points say.
  struct Findings {
    /// From both sides; from one where the function has no values on the other.
    var numerical: NumericalDerivative?
    var left: NumericalDerivative?
    var right: NumericalDerivative?
    /// Whether the values do not approach the one at the place.
    var jumps = false
  }

  func findings(_ values: [Double]) -> Findings {
    let points = points
    let quotient = { (a: Int, b: Int) -> (value: Double, rounding: Double) in
      let distance = points[b] - points[a]
      let size = Swift.max(abs(values[a]), abs(values[b]))
      guard distance > 0 else { return (.nan, .nan) }
      return ((values[b] - values[a]) / distance, 2 * size.ulp / distance)
    }
    let sides = steps.indices.map { (left: 1 + 2 * $0, right: 2 + 2 * $0) }
    var findings = Findings()
    findings.left = NumericalDerivative(
      extrapolating: sides.map { quotient($0.left, 0) }, factor: 2)
    findings.right = NumericalDerivative(
      extrapolating: sides.map { quotient(0, $0.right) }, factor: 2)
    findings.numerical =
      NumericalDerivative(
        extrapolating: sides.map { quotient($0.left, $0.right) }, factor: 4)
      ?? findings.right ?? findings.left
    findings.jumps =
      jumps(values, sides.map { $0.left }) || jumps(values, sides.map { $0.right })
    return findings
  }

  /// Whether what is near is as far from the value at the place as what is sixteen times as far away.
  private func jumps(_ values: [Double], _ side: [Int]) -> Bool {
    let points = points
    let distinct = side.filter { points[$0] != place }
    guard distinct.count > 5 else { return false }
    let near = abs(values[distinct[distinct.count - 1]] - values[0])
    let far = abs(values[distinct[distinct.count - 5]] - values[0])
    let size = side.reduce(0) { values[$1].isFinite ? Swift.max($0, abs(values[$1])) : $0 }
    return near.isFinite && near > 1e-9 * size && abs(near - far) < 0.25 * near
  }
}
