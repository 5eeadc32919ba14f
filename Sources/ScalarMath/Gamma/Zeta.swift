extension Math {
  /// Riemann's zeta function; infinite at 1.
  public static func zeta(_ x: Double) -> Double { zeta(0, x) }

  /// The derivative of order `n` of Riemann's zeta function; by the reflection formula (DLMF 25.4.1)
  /// left of -1.
  public static func zeta(_ n: Int, _ x: Double) -> Double {
    if x.isNaN || x == -.infinity { return .nan }
    if x == 1 { return n == 0 ? .infinity : .nan }
    if x > 1100 { return n == 0 ? 1 : 0 }
    if x >= -1 {
      return ZetaSeries(x, order: n, from: DoubleDouble(1)).sum.derivative(n).rounded + 0
    }
    return reflectedZeta(n, x).nearest
  }

  /// The derivative of order `n` of `zeta(x) - 1`, which does not cancel for large `x`.
  public static func zetac(_ n: Int, _ x: Double) -> Double {
    if n > 0 { return zeta(n, x) }
    if x.isNaN || x == -.infinity { return .nan }
    if x == 1 { return .infinity }
    if x > 1100 { return 0 }
    if x >= -1 { return ZetaSeries(x, order: 0, from: DoubleDouble(2)).nearest(0) }
    let value = reflectedZeta(0, x).normalized
    return value.exponent > 60
      ? value.rounded : (value.exponent < -200 ? DoubleDouble(0) : value.unscaled - 1).rounded
  }

  /// The derivative of orders `(i, j)` by `x` and `q` of Hurwitz's zeta function, at the index
  /// `i + 64 j`; as in SciPy NaN for `x < 1`, and for a negative `q` unless `x` is a whole number.
  public static func hurwitzZeta(_ index: Int, _ x: Double, _ q: Double) -> Double {
    if x.isNaN || q.isNaN || x < 1 { return .nan }
    if x == 1 { return index == 0 ? .infinity : .nan }
    let (byX, byQ) = (index % 64, index / 64)
    let poleSign: Double = (byX + byQ) % 2 == 0 ? 1 : -1
    if q.isNonPositiveInteger {
      return byQ == 0 && byX == 0 ? .infinity : q == 0 ? poleSign * .infinity : .nan
    }
    if q < 0 { return byX == 0 ? continuedZeta(x, q, byQ) : .nan }
    if q == .infinity { return 0 }
    if x == .infinity {
      return index != 0 ? (q > 1 ? 0 : .nan) : q > 1 ? 0 : q == 1 ? 1 : .infinity
    }
    // The exponential has no exponent for more.
    if (x * Math.log(q)).magnitude > 1e9 {
      return q > 1 ? 0 : byQ % 2 == 0 ? .infinity : -.infinity
    }
    // The derivative by q is (-1)^j x (x + 1) ... (x + j - 1) zeta(x + j, q).
    var factor = TaylorPolynomial<DoubleDouble>([DoubleDouble(poleSign * (byX % 2 == 0 ? 1 : -1))])
    var point = DoubleDouble(x)
    for _ in 0..<byQ {
      factor = factor * TaylorPolynomial(variable: point, order: byX)
      point = point + 1
    }
    var series = ZetaSeries(point, order: byX, fromNear: q)
    series.sum = series.sum * factor
    return series.nearest(byX)
  }

  /// For whole `x` and negative `q`, by counting both ways from the nearest poles: with `f` what `q` is
  /// above the next smaller integer, `zeta(x, f) + (-1)^x (zeta(x, 1 - f) - zeta(x, 1 - q))`.
  private static func continuedZeta(_ x: Double, _ q: Double, _ order: Int) -> Double {
    if x != x.rounded() || !x.isFinite || !q.isFinite { return .nan }
    let point = DoubleDouble(x) + Double(order)
    let fraction = DoubleDouble.sum(q, (-q).rounded(.up))
    let starts = [fraction, DoubleDouble(1) - fraction, DoubleDouble.sum(1, -q)]
    let isOdd = (x.remainder(dividingBy: 2) != 0) != (order % 2 != 0)
    // Half-way, the poles on both sides take each other away in odd powers.
    let side = (fraction - 0.5).high
    let isBalanced = side == 0 && isOdd
    if x > 2000 {
      // The nearest pole is at most 1/2 away.
      if isBalanced { return 0 }
      return (side > 0 && isOdd) != (order % 2 != 0) ? -.infinity : .infinity
    }
    let parts = (isBalanced ? Array(starts.suffix(1)) : starts)
      .map { ZetaSeries(point, order: 0, from: $0) }
    let unit = parts.map(\.exponent).max() ?? 0
    let values = parts.map { $0.value(over: unit) }
    var value = values[0]
    if !isBalanced {
      value = isOdd ? value - values[1] + values[2] : value + (values[1] - values[2])
    }
    // The derivative by q is (-1)^j x (x + 1) ... (x + j - 1) zeta(x + j, q).
    for k in 0..<order { value = value * -(DoubleDouble(x) + Double(k)) }
    return Scaled(value, exponent: unit).normalized.nearest
  }

  /// `2^x pi^(x - 1) sin(pi x / 2) gamma(1 - x) zeta(1 - x)` for `x < -1`.
  private static func reflectedZeta(_ n: Int, _ x: Double) -> Scaled {
    let mirrored = DoubleDouble.sum(1, -x)
    if x < -10_000 {
      let quarter = x.remainder(dividingBy: 4)
      let isZero = quarter.truncatingRemainder(dividingBy: 2) == 0 && n == 0
      return Scaled(DoubleDouble(isZero ? 0 : quarter < 0 ? -.infinity : .infinity), exponent: 0)
    }
    func alternating(_ coefficients: [DoubleDouble]) -> [DoubleDouble] {
      coefficients.enumerated().map { $0 % 2 == 0 ? $1 : -$1 }
    }
    var exponents = alternating(LogGammaSeries.coefficients(mirrored, order: n))
    let logTwoPi = Coefficients.halfLogTwoPi.scaled(by: 2)
    let size = exponents[0] + logTwoPi * x
    exponents[0] = DoubleDouble(0)
    if n > 0 { exponents[1] = exponents[1] + logTwoPi }
    let quarter = x.remainder(dividingBy: 4)
    let turns = (quarter * 0.5).rounded()
    let (s, c) = DoubleDouble.sinCosOfPi(DoubleDouble(quarter * 0.5 - turns))
    let cycle = turns == 0 ? [s, c, -s, -c] : [-s, -c, s, c]
    var factor = DoubleDouble(1) / DoubleDouble.pi
    var sine: [DoubleDouble] = []
    for k in 0..<(n + 1) {
      sine.append(cycle[k % 4] * factor)
      factor = factor * DoubleDouble.pi.scaled(by: 0.5) / Double(k + 1)
    }
    let right = ZetaSeries(mirrored, order: n, from: DoubleDouble(1)).sum
    let product =
      TaylorPolynomial(exponents).exponent * TaylorPolynomial(sine)
      * TaylorPolynomial(alternating(right.coefficients))
    return (Scaled(product.derivative(n), exponent: 0).normalized * size.preciseExponential)
      .normalized
  }
}

/// The Taylor coefficients in `s` of Hurwitz's zeta function: the Euler-Maclaurin formula
/// (DLMF 25.11.5 and 25.2.9), differentiated term by term, in double-double.
struct ZetaSeries {
  typealias Series = TaylorPolynomial<DoubleDouble>

  var sum: Series
  /// The power of two before the sum.
  private(set) var exponent = 0

  /// For numbers of ordinary size.
  init(_ s: Double, order: Int, from q: DoubleDouble) {
    self.init(DoubleDouble(s), order: order, from: q)
  }

  init(_ s: DoubleDouble, order: Int, from q: DoubleDouble) {
    sum = Series(DoubleDouble(0))
    (sum, exponent) = Self.value(s, order, q)
  }

  init(_ s: DoubleDouble, order: Int, fromNear q: Double) {
    self.init(s, order: order, from: DoubleDouble(q))
  }

  func nearest(_ order: Int) -> Double {
    let value = Scaled(sum.derivative(order), exponent: 0).normalized
    return Scaled(value.value, exponent: value.exponent + exponent).nearest
  }

  /// The value as a multiple of 2^unit, for a unit that is not smaller than its own.
  func value(over unit: Int) -> DoubleDouble {
    let shift = exponent - unit
    return shift < -1000
      ? DoubleDouble(0) : sum.derivative(0).scaled(by: Double.powerOfTwo(shift))
  }

  /// All terms are relative to a power of two near the first.
  private static func value(_ s: DoubleDouble, _ order: Int, _ q: DoubleDouble) -> (Series, Int) {
    let first = power(q, s, order)
    let unit = first.exponent
    var sum = first.series
    var z = q
    let limit = 18 + min(s.high.magnitude, 40)
    while z.high < limit {
      z = z + 1
      let term = scaled(power(z, s, order), to: unit)
      if z.high >= limit { return (sum + tail(z, s, order, term), unit) }
      sum = sum + term
      if term.size < sum.size * 0x1p-110 { return (sum, unit) }
    }
    return (tail(z, s, order, sum), unit)
  }

  /// `z^-s` times `z / (s - 1) + 1/2 + B(2j) / (2j)! s (s + 1) ... (s + 2j - 2) / z^(2j - 1) + ...`
  private static func tail(
    _ z: DoubleDouble, _ s: DoubleDouble, _ order: Int, _ power: Series
  ) -> Series {
    let variable = Series(variable: s, order: order)
    let inverse = DoubleDouble(1) / z
    var sum = Series(z) / (variable - 1) + 0.5
    var factor = variable * inverse
    for (j, coefficient) in bernoulli.enumerated() {
      let term = factor * coefficient
      sum = sum + term
      if term.size < sum.size * 0x1p-110 { break }
      let k = Double(2 * j + 1)
      factor = factor * (variable + k) * inverse * ((variable + (k + 1)) * inverse)
    }
    return power * sum
  }

  /// `z^-(s + d)`.
  private static func power(
    _ z: DoubleDouble, _ s: DoubleDouble, _ order: Int
  ) -> (series: Series, exponent: Int) {
    let logarithm = z.preciseLogarithm
    let value = (-(logarithm * s)).preciseExponential
    var coefficients = [value.value]
    for k in stride(from: 1, through: order, by: 1) {
      coefficients.append(coefficients[k - 1] * -logarithm / Double(k))
    }
    return (Series(coefficients), value.exponent)
  }

  private static func scaled(_ term: (series: Series, exponent: Int), to unit: Int) -> Series {
    let shift = term.exponent - unit
    return shift < -1000 ? term.series * 0 : term.series * Double.powerOfTwo(shift)
  }

  /// `B(2j) / (2j)!` from `j = 1`.
  private static let bernoulli: [DoubleDouble] = {
    let numbers: [(Double, Double)] = [
      (1, 6), (-1, 30), (1, 42), (-1, 30), (5, 66), (-691, 2730), (7, 6), (-3617, 510),
      (43867, 798), (-174_611, 330), (854_513, 138), (-236_364_091, 2730), (8_553_103, 6),
      (-23_749_461_029, 870), (8_615_841_276_005, 14322), (-7_709_321_041_217, 510),
    ]
    var factorial = DoubleDouble(1)
    return numbers.enumerated().map { index, fraction in
      factorial = factorial * Double((2 * index + 1) * (2 * index + 2))
      return DoubleDouble(fraction.0) / fraction.1 / factorial
    }
  }()
}
