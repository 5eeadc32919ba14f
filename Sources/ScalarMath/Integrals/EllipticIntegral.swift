extension Math {
  /// The derivative of order `n` of the complete elliptic integral of the first kind by its parameter
  /// `m`; infinite at 1, NaN beyond.
  ///
  /// `pi / (2 agm(1, sqrt(1 - m)))` (DLMF 19.8.5) on polynomials in the relative change of `1 - m`.
  public static func ellipk(_ n: Int, _ m: Double) -> Double {
    if m == -.infinity { return 0 }
    let value = firstKind(n, DoubleDouble.sum(1, -m))
    return n % 2 == 0 || value.isNaN ? value : -value
  }

  /// The derivative of order `n` of the complete integral of the first kind at `m = 1 - p`, by `p`.
  public static func ellipkm1(_ n: Int, _ p: Double) -> Double {
    p == .infinity ? 0 : firstKind(n, DoubleDouble(p))
  }

  private static func firstKind(_ n: Int, _ q: DoubleDouble) -> Double {
    if !(q.high >= 0) { return .nan }
    if q.high == 0 { return n % 2 == 0 ? .infinity : -.infinity }
    return CompleteElliptic.first(n, q).rounded
  }

  /// The derivative of order `n` of the complete elliptic integral of the second kind by its
  /// parameter `m`; 1 at 1, NaN beyond.
  public static func ellipe(_ n: Int, _ m: Double) -> Double {
    if !(m <= 1) { return .nan }
    if m == 1 { return n == 0 ? 1 : -.infinity }
    if m == -.infinity { return n == 0 ? .infinity : 0 }
    return CompleteElliptic.second(n, DoubleDouble.sum(1, -m)).rounded
  }
}

enum CompleteElliptic {
  /// The derivative of order `n` of K by `q = 1 - m`.
  static func first(_ n: Int, _ q: DoubleDouble) -> Scaled {
    let scaled = Scaled(normalizing: q)
    if n == 0 {
      return Scaled(normalizing: CompleteIntegrals(q: scaled, change: DoubleDouble(1)).first)
    }
    typealias Number = TaylorPolynomial<DoubleDouble>
    let integrals = CompleteIntegrals(q: scaled, change: Number.onePlusVariable(order: n))
    return Scaled(normalizing: integrals.first.derivative(n)) / scaled.power(n)
  }

  /// The derivative of order `n` of E by `m`.
  static func second(_ n: Int, _ q: DoubleDouble) -> Scaled {
    let scaled = Scaled(normalizing: q)
    if n == 0 {
      return Scaled(normalizing: CompleteIntegrals(q: scaled, change: DoubleDouble(1)).second)
    }
    typealias Number = TaylorPolynomial<DoubleDouble>
    let minus = Scaled(-scaled.value, exponent: scaled.exponent)
    if q.high > 0.5 {
      let integrals = CompleteIntegrals(q: scaled, change: Number.onePlusVariable(order: n))
      return Scaled(normalizing: integrals.second.derivative(n)) / minus.power(n)
    }
    // E' = (E - K) / (2m), because E itself varies little.
    let change = Number.onePlusVariable(order: n - 1)
    let integrals = CompleteIntegrals(q: scaled, change: change)
    let m = -(change * q) + 1
    let slope = (integrals.second - integrals.first) / (m * 2)
    return Scaled(normalizing: slope.derivative(n - 1)) / minus.power(n - 1)
  }
}

/// Both complete integrals at `1 - m = q * change`.
struct CompleteIntegrals<Number: RootNumber> {
  let first: Number
  let second: Number

  /// Above 1 by the transformation to `1 / q` (DLMF 19.7.2).
  init(q: Scaled, change: Number) {
    let root = q.squareRoot.parts
    let isLarge = q.exponent >= 0
    let smaller = isLarge ? DoubleDouble(1) / root : root
    let b = (isLarge ? Number(1) / change.squareRoot : change.squareRoot) * smaller
    let (k, ratio) = Self.integrals(complementaryModulus: b)
    first = isLarge ? k * b : k
    second = isLarge ? k * ratio / b : k * ratio
  }

  /// K, and E / K, by the arithmetic-geometric mean (DLMF 19.8.6).
  private static func integrals(complementaryModulus: Number) -> (k: Number, ratio: Number) {
    var a = Number(1)
    var b = complementaryModulus
    var sum = 1 - b * b
    var weight = 1.0
    for _ in 0..<24 {
      let c = (a - b) * 0.5
      (a, b) = ((a + b) * 0.5, (a * b).squareRoot)
      weight *= 2
      sum = sum + c * c * weight
      if c.size <= 0x1p-52 * a.size { break }
    }
    let k = Number(DoubleDouble.pi.scaled(by: 0.5)) / ((a + b) * 0.5)
    return (k, 1 - sum * 0.5)
  }
}
