import Autodiff
import Syntax
import Tables

/// A matrix of covariances, taken apart into standard deviations and correlations.
struct CovarianceMatrix {
  /// The standard deviation of each variable.
  let sigma: [Double]
  /// A matrix L with L Lᵀ the correlations, of as many columns as there are independent directions.
  let factor: Tensor

  /// How far correlations may miss symmetry and definiteness: what is left of sixteen digits after a
  /// computation, or of those that a file has.
  static let tolerance = 1e-8

  /// - Parameters:
  ///   - entries: row by row; those that are not given are 0, if the opposite one is not given either.
  ///   - names: what messages call the variables.
  /// - Throws: `bad-covariance`, which says which entries cannot be.
  init(_ entries: [Double?], names: [String]) throws(Diagnostic) {
    let n = names.count
    let visible = { (index: Int) in "'\(names[index].visible)'" }
    for (place, entry) in entries.enumerated() {
      guard let entry, !entry.isFinite else { continue }
      throw Self.bad(
        "the covariance of \(visible(place / n)) and \(visible(place % n)) is "
          + NumberText.shortest(entry))
    }
    var sigma: [Double] = []
    for index in 0..<n {
      let variance = entries[index * n + index] ?? 0
      guard variance >= 0 else {
        throw Self.bad(
          "the variance of \(visible(index)) is \(NumberText.shortest(variance))")
      }
      sigma.append(variance.squareRoot())
    }
    var correlations = [Double](repeating: 0, count: n * n)
    for row in 0..<n {
      if sigma[row] > 0 { correlations[row * n + row] = 1 }
      for column in 0..<row {
        let (one, other) = (entries[row * n + column], entries[column * n + row])
        let covariance = one ?? other ?? 0
        let pair = "\(visible(column)) and \(visible(row))"
        let correlation = Self.correlation(
          covariance, entries[row * n + row] ?? 0, entries[column * n + column] ?? 0)
        guard abs(correlation) <= 1 + Self.tolerance else {
          throw Self.bad(
            "the covariance of \(pair) is \(NumberText.shortest(covariance)), and the product of their "
              + "standard deviations \(NumberText.shortest(sigma[row] * sigma[column]))",
            hint: "a covariance is not larger than that; the diagonal holds variances")
        }
        let opposite =
          other.map {
            Self.correlation($0, entries[row * n + row] ?? 0, entries[column * n + column] ?? 0)
          } ?? correlation
        guard abs(correlation - opposite) <= Self.tolerance else {
          throw Self.bad(
            "the covariance of \(pair) is \(NumberText.shortest(other ?? 0)) in one place and "
              + "\(NumberText.shortest(covariance)) in the other", hint: "the matrix is symmetric")
        }
        let mean = Swift.min(Swift.max((correlation + opposite) / 2, -1), 1)
        correlations[row * n + column] = mean
        correlations[column * n + row] = mean
      }
    }
    self.sigma = sigma
    factor = try Self.factor(correlations, names)
  }

  /// A covariance in units of both standard deviations; ±1 where it misses that by rounding only.
  private static func correlation(_ covariance: Double, _ one: Double, _ other: Double) -> Double {
    guard covariance != 0 else { return 0 }
    let product = one * other
    let correlation =
      product.isNormal
      ? covariance / product.squareRoot()
      : covariance / one.squareRoot() / other.squareRoot()
    return abs(abs(correlation) - 1) <= 4 * Double.ulpOfOne
      ? (correlation < 0 ? -1 : 1) : correlation
  }

  private static func bad(_ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic("bad-covariance", message, hint: hint)
  }

  /// Cholesky's factor, by the largest pivots first, which ends where nothing is left: N. Higham,
  /// "Analysis of the Cholesky decomposition of a semi-definite matrix", 1990.
  private static func factor(
    _ correlations: [Double], _ names: [String]
  ) throws(Diagnostic) -> Tensor {
    let n = names.count
    var rest = correlations
    var columns: [[Double]] = []
    while let pivot = (0..<n).max(by: { rest[$0 * n + $0] < rest[$1 * n + $1] }) {
      let size = rest[pivot * n + pivot]
      guard size > 1e-15 * Double(n) else { break }
      let isNoise =
        size <= tolerance
        && (0..<n).contains { other in
          let entry = rest[other * n + pivot]
          return entry * entry > 1.001 * size * Swift.max(rest[other * n + other], 0)
        }
      if isNoise {
        for other in 0..<n {
          rest[other * n + pivot] = 0
          rest[pivot * n + other] = 0
        }
        continue
      }
      let column = (0..<n).map { rest[$0 * n + pivot] / size.squareRoot() }
      columns.append(column)
      for row in 0..<n where column[row] != 0 {
        for other in 0..<n { rest[row * n + other] -= column[row] * column[other] }
      }
      for other in 0..<n {
        rest[other * n + pivot] = 0
        rest[pivot * n + other] = 0
      }
      if let worst = (0..<n).first(where: { rest[$0 * n + $0] < -tolerance }) {
        throw bad(
          "the covariances are not positive semidefinite: where the others are known, "
            + "'\(names[worst].visible)' would have a negative variance",
          hint: "no numbers vary together like that")
      }
    }
    // What is left is nothing, unless two variables without variance of their own vary together.
    if let place = rest.indices.first(where: { abs(rest[$0]) > 10 * tolerance }) {
      throw bad(
        "the covariances are not positive semidefinite: '\(names[place / n].visible)' and "
          + "'\(names[place % n].visible)' vary together more than each of them does",
        hint: "no numbers vary together like that")
    }
    let width = Swift.max(columns.count, 1)
    var elements = [Double](repeating: 0, count: n * width)
    for (index, column) in columns.enumerated() {
      for row in 0..<n { elements[row * width + index] = column[row] }
    }
    return Tensor(elements, shape: [n, width])
  }
}
