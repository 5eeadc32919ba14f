extension Math {
  /// The beta function, `gamma(a) gamma(b) / gamma(a + b)`; infinite where `a` or `b` is 0, -1, -2,
  /// ..., except for two integers with a limit.
  public static func beta(_ a: Double, _ b: Double) -> Double {
    if a.isNaN || b.isNaN { return .nan }
    if a.isNonPositiveInteger || b.isNonPositiveInteger { return betaAtPole(a, b) }
    let (small, large) = a.magnitude < b.magnitude ? (a, b) : (b, a)
    if small.magnitude < 0x1p-70 {
      return large.magnitude < 1 ? 1 / small + 1 / large : 1 / small
    }
    if large.magnitude == .infinity { return large > 0 ? 0 : .nan }
    if large > 1e12 {
      if small > 1e4 { return 0 }
      return GammaProduct.derivative(
        (0, 0),
        of: [.init(DoubleDouble(small), 0, 0)],
        times: -GammaProduct.logPochhammerOfLarge(DoubleDouble(large), DoubleDouble(small)))
    }
    return GammaProduct.derivative((0, 0), of: betaFactors(a, b))
  }

  /// The logarithm of the absolute value of the beta function.
  public static func lbeta(_ a: Double, _ b: Double) -> Double {
    if a.isNaN || b.isNaN { return .nan }
    if a.isNonPositiveInteger || b.isNonPositiveInteger { return log(betaAtPole(a, b).magnitude) }
    let (small, large) = a.magnitude < b.magnitude ? (a, b) : (b, a)
    if small.magnitude < 0x1p-70 {
      let end = -log(small.magnitude)
      return large.magnitude < 1 ? end + log1p(small / large) : end
    }
    if large.magnitude == .infinity { return large > 0 ? -.infinity : .nan }
    if large < 1e12 && (a > 0 && b > 0 || large > -1e12) {
      let logarithm = GammaProduct.logarithm(of: betaFactors(a, b)).rounded
      // No point on the curve of zeros is nearer to a double than this, but for those on it.
      return logarithm.magnitude < 1e-26 ? 0 : logarithm
    }
    return large > 0 && small > 0 ? logBetaOfLarge(small, large) : .nan
  }

  private static func betaFactors(_ a: Double, _ b: Double) -> [GammaProduct.Factor] {
    [
      .init(DoubleDouble(a), 1, 0), .init(DoubleDouble(b), 0, 1),
      .init(DoubleDouble.sum(a, b), 1, 1, isNumerator: false),
    ]
  }

  /// Of two integers the limit along `b`, if the other poles cancel.
  private static func betaAtPole(_ a: Double, _ b: Double) -> Double {
    let (pole, other) = a.isNonPositiveInteger ? (a, b) : (b, a)
    guard other == other.rounded(), 1 - pole - other > 0, other > 0 else { return .infinity }
    let sign: Double = other.truncatingRemainder(dividingBy: 2) == 0 ? 1 : -1
    return sign * beta(1 - pole - other, other)
  }

  /// For `1e12 <= b` and `2^-70 <= a <= b`: both by Stirling's series, as in Didonato and Morris, ACM
  /// Transactions on Mathematical Software 18 (1992), or the smaller one as it is.
  private static func logBetaOfLarge(_ a: Double, _ b: Double) -> Double {
    if a < 24 {
      let start = LogGammaSeries.coefficients(DoubleDouble(a), order: 0)[0]
      let logarithm = DoubleDouble.logarithm(of: b)
      return (start - (logarithm * a + a * (a - 1) / (2 * b))).rounded
    }
    if a > 1e140 { return -(b * log1p(a / b) + a * (log1p(a / b) + log(b / a))) }
    let (logarithm, other) = (DoubleDouble.logarithm(of: a), DoubleDouble.logarithm(of: b))
    let inverse = 1 / a
    let tail =
      Coefficients.halfLogTwoPi - logarithm.scaled(by: 0.5)
      + inverse * polynomial(Coefficients.stirling, inverse * inverse)
    if a < b * 1e-33 { return (tail - (other - logarithm + 1) * a).rounded }
    let growth = (DoubleDouble(a) / b).logarithmOfOnePlus
    let main = growth * (DoubleDouble(b) - 0.5) + (growth + other - logarithm) * a
    return (tail - main).rounded
  }
}

extension Double {
  /// Whether the gamma function has a pole here.
  var isNonPositiveInteger: Bool { self <= 0 && self == rounded() && isFinite }
}
