/// Two neighbours of a sequence that follows from a recurrence of three terms, with a common power of
/// two so that none over- or underflows.
struct Recurrence<Number: SeriesNumber> {
  private(set) var current = Number(1)
  private var previous = Number(0)
  private(set) var exponent = 0

  /// Goes on to `factor * current - weight * previous`.
  @inline(__always)
  mutating func advance(_ next: Number) {
    previous = current
    current = next
    if next.size > 0x1p300 {
      current = current * 0x1p-300
      previous = previous * 0x1p-300
      exponent += 300
    }
  }

  /// The value before the current one.
  @inline(__always)
  var last: Number { previous }
}

extension Double {
  /// Whether terms of lower degree than the leading one no longer count in a polynomial.
  var exceedsAllRoots: Bool { magnitude > 0x1p100 }
}

/// The orthogonal polynomials that have more than one parameter, by their recurrences
/// (DLMF 18.9.1 with table 18.9.1).
enum OrthogonalPolynomial {
  /// Gegenbauer's polynomial of degree `n`, in units of the given power of two.
  static func gegenbauer<Number: SeriesNumber>(
    _ n: Int, _ lambda: Number, _ x: Double
  ) -> (value: Number, exponent: Int) {
    if n < 0 { return (Number(0), 0) }
    if x.exceedsAllRoots {
      return leading(n, x) { (lambda + Double($0 - 1)) * (2 / DoubleDouble(Double($0))) }
    }
    var terms = Recurrence<Number>()
    let twice = lambda * 2
    for k in stride(from: 1, through: n, by: 1) {
      let count = Double(k)
      let first = (terms.current * x) * (twice + (2 * count - 2))
      terms.advance((first - terms.last * (twice + (count - 2))).over(count))
    }
    return (terms.current, terms.exponent)
  }

  /// The generalized Laguerre polynomial of degree `n`, in units of the given power of two.
  static func laguerre<Number: SeriesNumber>(
    _ n: Int, _ alpha: Number, _ x: Double
  ) -> (value: Number, exponent: Int) {
    if n < 0 { return (Number(0), 0) }
    if x.exceedsAllRoots {
      return leading(n, x) { Number(DoubleDouble(-1) / Double($0)) }
    }
    var terms = Recurrence<Number>()
    let shifted = alpha + DoubleDouble(-x)
    for k in stride(from: 1, through: n, by: 1) {
      let count = Double(k)
      let first = terms.current * (shifted + (2 * count - 1))
      terms.advance((first - terms.last * (alpha + (count - 1))).over(count))
    }
    return (terms.current, terms.exponent)
  }

  /// Hermite's polynomial of degree `n`, with the weight `exp(-scale x^2 / 2)`.
  static func hermite(_ n: Int, _ x: Double, scale: Double) -> Scaled {
    if n < 0 { return Scaled(DoubleDouble(0), exponent: 0) }
    if x.exceedsAllRoots {
      let (value, exponent) = leading(n, x) { (_: Int) -> DoubleDouble in DoubleDouble(scale) }
      return Scaled(value, exponent: exponent)
    }
    var terms = Recurrence<DoubleDouble>()
    for k in stride(from: 0, to: n, by: 1) {
      let next = terms.current * x - terms.last * Double(k)
      terms.advance(next.scaled(by: scale))
    }
    return Scaled(terms.current, exponent: terms.exponent)
  }

  /// The value of an even or odd polynomial, which for tiny `x` is that at a larger tiny point.
  static func withParity(_ n: Int, _ x: Double, _ value: (Double) -> Scaled) -> Scaled {
    if x.magnitude >= 0x1p-80 || x == 0 { return value(x) }
    let shift = Int(x.exponent) + 80
    let scaled = value(x.scaledDown(by: shift))
    return n % 2 == 0 ? scaled : Scaled(scaled.value, exponent: scaled.exponent + shift)
  }

  /// The product of the leading coefficients' ratios and of `x`.
  private static func leading<Number: SeriesNumber>(
    _ n: Int, _ x: Double, _ ratio: (Int) -> Number
  ) -> (value: Number, exponent: Int) {
    let unit = Int(x.exponent)
    let mantissa = x.scaledDown(by: unit)
    var value = Number(1)
    var exponent = 0
    for k in stride(from: 1, through: n, by: 1) {
      value = value * ratio(k) * mantissa
      exponent += unit
      if value.size > 0x1p300 || (value.size < 0x1p-300 && value.size > 0) {
        let shift = value.size > 1 ? 300 : -300
        value = value * .powerOfTwo(-shift)
        exponent += shift
      }
    }
    return (value, exponent)
  }
}

extension SeriesNumber {
  @inline(__always)
  func over(_ count: Double) -> Self { self * (DoubleDouble(1) / count) }
}

extension Double {
  /// The quotient by 2 to the power of `exponent`, for a normal quotient.
  @inline(__always)
  func scaledDown(by exponent: Int) -> Double {
    let half = exponent / 2
    return self * .powerOfTwo(-half) * .powerOfTwo(half - exponent)
  }
}
