/// A sum of a series, in units of a power of two, with the largest of its terms.
struct SeriesSum<Number: SeriesNumber> {
  var value = Number(1)
  var exponent = 0
  var largest = 1.0
  private(set) var term = Number(1)
  private(set) var hasConverged = false

  /// Sums terms, each from the one before by `next`, until they neither count nor grow.
  init(limit: Int, _ next: (Number, Int) -> Number) {
    for n in 0..<limit {
      let before = term.size
      term = next(term, n)
      value = value + term
      let size = term.size
      if size > largest { largest = size }
      if size <= value.size * 0x1p-100 && size <= before * 0.5 {
        hasConverged = true
        return
      }
      if size > 0x1p300 {
        value = value * 0x1p-300
        term = term * 0x1p-300
        largest *= 0x1p-300
        exponent += 300
      }
    }
  }

  /// Whether enough of the 106 bits are left.
  var isAccurate: Bool { hasConverged && value.size > largest * 0x1p-44 }
}

/// A number in units of a power of two.
struct ScaledNumber<Number: SeriesNumber> {
  let value: Number
  let exponent: Int
}

/// Kummer's function M(a, b, x), for numbers `a` and `b` that may vary.
struct Confluent<Number: SeriesNumber> {
  let a: Number
  let b: Number
  let limit: Int

  /// Nil where the terms cancel beyond what double-doubles hold.
  func value(_ x: Double) -> ScaledNumber<Number>? {
    if x >= 0 { return ofPositive(x, timesExponential: 0) }
    // Kummer's transformation (DLMF 13.2.39): no signs that alternate.
    return Confluent(a: b - a, b: b, limit: limit).ofPositive(-x, timesExponential: x)
  }

  /// The value for a positive `x`, times the exponential of `shift`.
  private func ofPositive(_ x: Double, timesExponential shift: Double) -> ScaledNumber<Number>? {
    if x > 30, let far = asymptotic(x, shift) { return far }
    if x > 1e5 { return nil }
    let sum = SeriesSum<Number>(limit: limit) { term, n in
      let count = Double(n)
      return term * (a + count) * x / ((b + count) * (count + 1))
    }
    guard sum.isAccurate else { return nil }
    let growth = DoubleDouble(shift).exponential
    return ScaledNumber(
      value: sum.value * growth.value, exponent: sum.exponent + growth.exponent)
  }

  /// The expansion for large `x` (DLMF 13.7.1); nil where it does not reach all digits, or where
  /// what it leaves out counts.
  private func asymptotic(_ x: Double, _ shift: Double) -> ScaledNumber<Number>? {
    let (p, q) = (a.constant.rounded, b.constant.rounded)
    let growing = x + (2 * p - q) * Math.log(x) - Math.lgamma(p) + Math.lgamma(q - p)
    guard growing > 50 else { return nil }
    let inverse = DoubleDouble(1) / x
    let (first, second) = (b - a, 1 - a)
    var term = Number(1)
    var sum = term
    for s in 0..<300 {
      let count = Double(s)
      let next = term * ((first + count) * (second + count)) * (inverse / (count + 1))
      if next.size > term.size && s > 3 && Double(s) > Math.sqrt(p.magnitude + q.magnitude) {
        return nil
      }
      if !(next.size < 0x1p40) { return nil }
      term = next
      sum = sum + term
      if term.size < sum.size * 0x1p-72 { break }
      if s == 299 { return nil }
    }
    let (upper, lower) = (GammaOfSeries(b), GammaOfSeries(a))
    let power = (a - b) * DoubleDouble.logarithm(of: x)
    let growth = upper.logarithm - lower.logarithm + power + DoubleDouble.sum(x, shift)
    let (value, exponent) = growth.scaledExponential
    return ScaledNumber(
      value: value * lower.product / upper.product * sum, exponent: exponent)
  }
}

/// The confluent limit function 0F1(; v; x), for a number `v` that may vary.
struct ConfluentLimit<Number: SeriesNumber> {
  let v: Number
  let limit: Int

  /// Nil where neither the series nor the expansion keeps all digits.
  func value(_ x: Double) -> ScaledNumber<Number>? {
    if x.magnitude > 120, let far = asymptotic(x) { return far }
    if x.magnitude > 1e6 { return nil }
    let sum = SeriesSum<Number>(limit: limit) { term, n in
      let count = Double(n)
      return term * x / ((v + count) * (count + 1))
    }
    guard sum.isAccurate else { return nil }
    return ScaledNumber(value: sum.value, exponent: sum.exponent)
  }

  /// Hankel's expansions of the Bessel functions J and I (DLMF 10.17.3 and 10.40.1) with
  /// `z = 2 sqrt|x|` and `nu = v - 1` (DLMF 10.16.9 and 10.39.9).
  private func asymptotic(_ x: Double) -> ScaledNumber<Number>? {
    let root = DoubleDouble(x.magnitude).squareRoot
    let z = root * 2
    guard x.magnitude < 1e60 else { return nil }
    let order = v - 1.0
    let square = order * order * 4.0
    let inverse = DoubleDouble(0.125) / z
    var term = Number(1)
    var parts = [term, Number(0)]
    for k in 1..<400 {
      let odd = Double(2 * k - 1)
      let next = term * (square - odd * odd) * (inverse / Double(k))
      if next.size > term.size && odd > 2 * order.constant.high.magnitude { return nil }
      // The terms cancel to a sum of about 1.
      if !(next.size < 0x1p40) { return nil }
      term = next
      if term.size < parts[0].size * 0x1p-72 { break }
      if k == 399 { return nil }
      // Signs: alternating for I, in pairs for J.
      let isNegative = x > 0 ? k % 2 == 1 : k % 4 >= 2
      let index = x > 0 ? 0 : k % 2
      parts[index] = isNegative ? parts[index] - term : parts[index] + term
    }
    let gamma = GammaOfSeries(v)
    // sqrt(2 / (pi z)), and half of that for I.
    let half = x > 0 ? DoubleDouble(0.5) : DoubleDouble(2)
    let amplitude = (half / (DoubleDouble.pi * z)).squareRoot
    let power = gamma.logarithm - order * root.logarithm
    let (value, exponent) = (x > 0 ? power + z : power).scaledExponential
    let wave = x > 0 ? parts[0] : oscillation(z, order, parts)
    return ScaledNumber(value: value * amplitude / gamma.product * wave, exponent: exponent)
  }

  /// `cos(w) P - sin(w) Q` for `w = z - pi nu / 2 - pi / 4`.
  private func oscillation(_ z: DoubleDouble, _ order: Number, _ parts: [Number]) -> Number {
    let halfPi = DoubleDouble.pi.scaled(by: 0.5)
    let phase = -(order * halfPi) + (z - halfPi.scaled(by: 0.5))
    let center = phase.constant
    // The rest has no constant, so its powers end.
    let rest = phase - center
    var (cosine, sine) = (Number(1), rest)
    var power = rest
    for k in 2..<8 {
      power = power * rest / Double(k)
      switch k % 4 {
      case 0: cosine = cosine + power
      case 1: sine = sine + power
      case 2: cosine = cosine - power
      default: sine = sine - power
      }
    }
    let (s, c) = (DoubleDouble.sine(of: center), DoubleDouble.cosine(of: center))
    let cosineOfSum = cosine * c - sine * s
    let sineOfSum = sine * c + cosine * s
    return cosineOfSum * parts[0] - sineOfSum * parts[1]
  }
}

extension DoubleDouble {
  /// The sine of a double-double.
  static func sine(of x: DoubleDouble) -> DoubleDouble {
    sine(of: x.high) * x.low.smallCosine + cosine(of: x.high) * x.low
  }

  /// The cosine of a double-double.
  static func cosine(of x: DoubleDouble) -> DoubleDouble {
    cosine(of: x.high) * x.low.smallCosine - sine(of: x.high) * x.low
  }
}

extension Double {
  /// The cosine of a number that is far below 1.
  fileprivate var smallCosine: Double { 1 - 0.5 * self * self }
}
