/// The integral of a log-concave function from its largest value at 0 outwards, with the moments
/// that derivatives by parameters are made of.
///
/// The formula of Gauss and Legendre over the interval in which the function falls to 1e-19 of its
/// start. On the scale of the logarithm of the variable of integration the functions here are
/// smooth over it, whatever their parameters.
enum TailIntegral {
  /// A point of the integrand: the logarithm of the function relative to its start, that
  /// logarithm's derivative, and the two logarithms that a derivative by a parameter multiplies by.
  struct Sample {
    var exponent: Double
    var slope: Double
    var first: Double
    var second: Double
  }

  /// The distance at which the exponent is about -44, for an exponent that is concave. Newton's
  /// method, from where a parabola with the given start would be.
  private static func length(
    slope: Double, curvature: Double, _ sample: (Double) -> Sample
  ) -> Double {
    let depth = 44.0
    var u = 2 * depth / (slope + (slope * slope + 2 * depth * curvature).squareRoot())
    for _ in 0..<12 {
      let point = sample(u)
      let excess = point.exponent + depth
      if excess.magnitude < 1 { break }
      if !point.exponent.isFinite || !point.slope.isFinite {
        u *= 0.5
        continue
      }
      let next = u + excess / point.slope.magnitude
      u = Swift.min(Swift.max(next, 0.3 * u), 3 * u)
    }
    return u
  }

  /// The sum of the weights times `first^i second^j / (i! j!)`, as jets are indexed.
  static func moments(
    slope: Double, curvature: Double, orders m: Int, _ n: Int, _ sample: (Double) -> Sample
  ) -> ParameterJet {
    let length = length(slope: slope, curvature: curvature, sample)
    var sums = [Double](repeating: 0, count: (m + 1) * (n + 1))
    for k in 0..<Coefficients.legendreNodes.count {
      let point = sample(length * Coefficients.legendreNodes[k].high)
      var row = Coefficients.legendreWeights[k].high * Math.exp(point.exponent)
      for i in 0...m {
        if i > 0 { row *= point.first / Double(i) }
        var term = row
        sums[i * (n + 1)] += term
        for j in stride(from: 1, through: n, by: 1) {
          term *= point.second / Double(j)
          sums[i * (n + 1) + j] += term
        }
      }
    }
    var jet = ParameterJet(orders: m, n)
    for k in sums.indices { jet.coefficients[k] = DoubleDouble.product(sums[k], length) }
    return jet
  }
}

extension TailIntegral {
  /// A point of the integrand in double-double.
  struct PreciseSample {
    var exponent: DoubleDouble
    var first: DoubleDouble
    var second: DoubleDouble
  }

  /// The moments in double-double, for higher derivatives, in which moments of either sign meet.
  static func preciseMoments(
    slope: Double, curvature: Double, orders m: Int, _ n: Int, _ sample: (Double) -> Sample,
    precise: (DoubleDouble) -> PreciseSample
  ) -> ParameterJet {
    let length = length(slope: slope, curvature: curvature, sample)
    var jet = ParameterJet(orders: m, n)
    for k in 0..<Coefficients.legendreNodes.count {
      let point = precise(Coefficients.legendreNodes[k] * length)
      var row = point.exponent.exponential.unscaled * Coefficients.legendreWeights[k]
      for i in 0...m {
        if i > 0 { row = row * point.first / Double(i) }
        var term = row
        jet[i, 0] = jet[i, 0] + term
        for j in stride(from: 1, through: n, by: 1) {
          term = term * point.second / Double(j)
          jet[i, j] = jet[i, j] + term
        }
      }
    }
    jet.scale(by: DoubleDouble(length))
    return jet
  }
}

/// One of the two tails of a distribution, or a derivative of it by the parameters.
struct DistributionTail {
  var isLower: Bool
  var value: Scaled

  static func lower(_ value: Scaled) -> DistributionTail {
    DistributionTail(isLower: true, value: value)
  }

  static func upper(_ value: Scaled) -> DistributionTail {
    DistributionTail(isLower: false, value: value)
  }

  static let zero = Scaled(DoubleDouble(0), exponent: 0)
}

extension Scaled {
  /// `1 - self` for a number in 0 ... 1.
  var complement: DoubleDouble { exponent < -900 ? DoubleDouble(1) : -unscaled + 1 }
}
