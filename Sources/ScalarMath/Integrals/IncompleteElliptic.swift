extension Math {
  /// The derivative of order `n` of the incomplete elliptic integral of the first kind by its
  /// parameter `m`; NaN for `m > 1`.
  ///
  /// Carlson's symmetric integral (DLMF 19.25.5) for angles up to `pi / 2`, by duplication, and
  /// multiples of the complete integral beyond.
  public static func ellipkinc(_ n: Int, _ phi: Double, _ m: Double) -> Double {
    if let edge = incompleteEdge(n, phi, m) { return edge }
    if m == -.infinity { return 0 }
    if n == 0 && isNearlyIdentity(phi, m) { return phi }
    let angle = EllipticAngle(phi, m)
    if m == 1 && angle.turns.value.high != 0 { return phi > 0 ? .infinity : -.infinity }
    let part = angle.firstKind(n)
    if angle.turns.value.high == 0 { return part.rounded }
    var whole = CompleteElliptic.first(n, DoubleDouble.sum(1, -m))
    if n % 2 == 1 { whole = Scaled(-whole.value, exponent: whole.exponent) }
    return sum(part, whole * angle.turns)
  }

  /// The derivative of order `n` of the incomplete elliptic integral of the second kind by its
  /// parameter `m`; NaN for `m > 1`.
  public static func ellipeinc(_ n: Int, _ phi: Double, _ m: Double) -> Double {
    if let edge = incompleteEdge(n, phi, m) { return edge }
    if m == -.infinity { return n == 0 ? (phi < 0 ? m : -m) : 0 }
    if n == 0 && isNearlyIdentity(phi, m) { return phi }
    let angle = EllipticAngle(phi, m)
    if m == 1 && angle.turns.value.high != 0 {
      if n > 0 { return phi > 0 ? -.infinity : .infinity }
      return (angle.turns.parts + angle.sine).rounded
    }
    let part = angle.secondKind(n)
    if angle.turns.value.high == 0 { return part.rounded }
    return sum(part, CompleteElliptic.second(n, DoubleDouble.sum(1, -m)) * angle.turns)
  }

  /// The power `-k` of `sqrt(1 - m sin(phi)^2)`, the integrand of the elliptic integrals.
  public static func ellipticDelta(_ k: Int, _ phi: Double, _ m: Double) -> Double {
    if phi.isNaN || !(m <= 1) || phi.isInfinite { return .nan }
    if m == -.infinity { return phi == 0 ? .nan : (k > 0 ? 0 : .infinity) }
    let angle = EllipticAngle(phi, m)
    if angle.square.value.high == 0 { return k > 0 ? .infinity : 0 }
    return angle.square.squareRoot.power(-k).rounded
  }

  private static func incompleteEdge(_ n: Int, _ phi: Double, _ m: Double) -> Double? {
    if phi.isNaN || !(m <= 1) { return .nan }
    if phi == 0 { return n == 0 ? phi : 0 }
    if phi.isInfinite { return n == 0 ? phi : .nan }
    return nil
  }

  /// Whether both integrals are `phi` to all digits.
  private static func isNearlyIdentity(_ phi: Double, _ m: Double) -> Bool {
    phi.magnitude < 0x1p-30 && phi.magnitude * (m.magnitude.squareRoot() + 1) < 0x1p-30
  }

  private static func sum(_ a: Scaled, _ b: Scaled) -> Double {
    let (x, y) = (a.parts, b.parts)
    let rough = x.high + y.high
    return rough.isFinite && rough.magnitude > 1e-290 ? (x + y).rounded : rough
  }
}

/// An angle as a multiple of pi and a rest up to pi/2, of which it has sine and cosine, with the
/// parameter of an elliptic integral.
struct EllipticAngle {
  let sine: DoubleDouble
  let cosine: DoubleDouble
  /// Twice the multiple of pi.
  let turns: Scaled
  let m: Double
  /// `1 - m sin^2`.
  let square: Scaled

  init(_ phi: Double, _ m: Double) {
    let angle = LargeAngle(anyAngle: phi)
    let rest = angle.remainder
    let isOdd = angle.quadrant & 1 == 1
    sine = isOdd ? (rest.high > 0 ? -rest.cosineSeries : rest.cosineSeries) : rest.sineSeries
    cosine = isOdd ? rest.sineSeries.magnitude : rest.cosineSeries
    turns = Self.turns(phi, angle, nearest: isOdd ? (rest.high > 0 ? 1 : -1) : 0)
    self.m = m
    let s = Scaled(normalizing: sine)
    let q = Scaled(normalizing: DoubleDouble.sum(1, -m))
    let product = s * s * q
    let cosineSquare = cosine * cosine
    if product.value.high != 0 && product.exponent > 200 {
      square = product
    } else if product.exponent < -1000 {
      square = Scaled(normalizing: cosineSquare)
    } else {
      square = Scaled(normalizing: product.unscaled + cosineSquare)
    }
  }

  /// The even number of right angles that are not in the rest.
  private static func turns(_ phi: Double, _ angle: LargeAngle, nearest: Double) -> Scaled {
    if phi.magnitude < 0.7 { return Scaled(DoubleDouble(0), exponent: 0) }
    let halfPi = DoubleDouble.pi.scaled(by: 0.5)
    if phi.magnitude > 1e40 {
      return Scaled(normalizing: DoubleDouble(phi)) / Scaled(halfPi, exponent: 0)
    }
    let quotient = (DoubleDouble(phi) - angle.remainder) / halfPi
    let high = quotient.high.rounded(.toNearestOrEven)
    let low = (quotient - high).rounded.rounded(.toNearestOrEven)
    return Scaled(normalizing: DoubleDouble.sum(high, low) + nearest)
  }

  /// The derivative of order `n` of the integral of the first kind over the rest, by `m`.
  func firstKind(_ n: Int) -> Scaled {
    if n == 0 { return integrals(change: DoubleDouble(1)).first(sine) }
    typealias Number = TaylorPolynomial<DoubleDouble>
    let all = integrals(change: Number.onePlusVariable(order: n))
    return Scaled(normalizing: all.rf.derivative(n)) * all.rootScale(1)
      * Scaled(normalizing: sine) * slope.power(n)
  }

  /// The derivative of order `n` of the integral of the second kind over the rest, by `m`. The first
  /// is `-sin^3 R_D / 6`.
  func secondKind(_ n: Int) -> Scaled {
    let s = Scaled(normalizing: sine)
    if n == 0 {
      let all = integrals(change: DoubleDouble(1))
      return Scaled(normalizing: all.rf - all.rd * thirdOfProduct(all)) * all.rootScale(1) * s
    }
    typealias Number = TaylorPolynomial<DoubleDouble>
    let all = integrals(change: Number.onePlusVariable(order: n - 1))
    let factor = Scaled(normalizing: DoubleDouble(-1) / 6) * s.power(3) * slope.power(n - 1)
    return Scaled(normalizing: all.rd.derivative(n - 1)) * all.rootScale(3) * factor
  }

  /// The change of `m` that changes `1 - m sin^2` by its own size, inverted and negative.
  private var slope: Scaled {
    let s = Scaled(normalizing: sine)
    let quotient = s * s / square
    return Scaled(-quotient.value, exponent: quotient.exponent)
  }

  /// `m sin^2 / 3` in units of the scale.
  private func thirdOfProduct<Number>(_ all: CarlsonIntegrals<Number>) -> DoubleDouble {
    let s = Scaled(normalizing: sine)
    let three = Scaled(DoubleDouble(3), exponent: 0)
    let product = s * s * (Scaled(normalizing: DoubleDouble(m)) / three)
    return Scaled(product.value, exponent: product.exponent + all.exponent).parts
  }

  private func integrals<Number: RootNumber>(change: Number) -> CarlsonIntegrals<Number> {
    // The three arguments times 2^exponent, so that none leaves the range of a double-double.
    let exponent = square.exponent > 200 ? -(square.exponent / 4) * 2 : 0
    let unit = Double.powerOfTwo(exponent)
    return CarlsonIntegrals(
      Number((cosine * cosine).scaled(by: unit)),
      change * Scaled(square.value, exponent: square.exponent + exponent).parts,
      Number(DoubleDouble(unit)), exponent: exponent)
  }
}

/// Carlson's symmetric integrals `R_F(x, y, z)` and `R_D(x, y, z)` of arguments that were multiplied
/// by 2^exponent.
///
/// Carlson 1995, Numerical computation of real or complex elliptic integrals: duplication until the
/// arguments nearly agree, then a series in their differences (DLMF 19.36.1 and 19.36.2).
struct CarlsonIntegrals<Number: RootNumber> {
  let rf: Number
  let rd: Number
  let exponent: Int

  init(_ x: Number, _ y: Number, _ z: Number, exponent: Int) {
    self.exponent = exponent
    var (x, y, z) = (x, y, z)
    var sum = Number(0)
    var power = 1.0
    for _ in 0..<40 {
      let mean = (x + y + z) / 3
      let spread = (mean - x).size + (mean - y).size + (mean - z).size
      if spread < 0x1p-12 * mean.constant.high { break }
      let (rootX, rootY, rootZ) = (x.squareRoot, y.squareRoot, z.squareRoot)
      let lambda = rootX * rootY + rootX * rootZ + rootY * rootZ
      sum = sum + Number(power) / (rootZ * (z + lambda))
      power *= 0.25
      (x, y, z) = ((x + lambda) * 0.25, (y + lambda) * 0.25, (z + lambda) * 0.25)
    }
    rf = Self.seriesOfFirst(x, y, z)
    rd = Self.seriesOfSecond(x, y, z) * power + sum * 3
  }

  private static func seriesOfFirst(_ x: Number, _ y: Number, _ z: Number) -> Number {
    let mean = (x + y + z) / 3
    let (u, v) = ((mean - x) / mean, (mean - y) / mean)
    let w = -(u + v)
    let e2 = u * v - w * w
    let e3 = u * v * w
    let linear = e3 / 14 - e2 / 10
    let quadratic = e2 * e2 / 24 - e2 * e3 * (3 / 44.0)
    return (linear + quadratic + 1) / mean.squareRoot
  }

  private static func seriesOfSecond(_ x: Number, _ y: Number, _ z: Number) -> Number {
    let mean = (x + y + z * 3) / 5
    let (u, v) = ((mean - x) / mean, (mean - y) / mean)
    let w = -(u + v) / 3
    let product = u * v
    let square = w * w
    let e2 = product - square * 6
    let e3 = (product * 3 - square * 8) * w
    let e4 = (product - square) * square * 3
    let e5 = product * square * w
    let linear = e3 / 6 - e2 * 3 / 14 - e4 * 3 / 22 + e5 * 3 / 26
    let quadratic = e2 * e2 * 9 / 88 - e2 * e3 * 9 / 52
    return (linear + quadratic + 1) / (mean * mean.squareRoot)
  }

  /// What undoes the scale in an integral of the given homogeneity, in halves.
  func rootScale(_ halves: Int) -> Scaled {
    Scaled(DoubleDouble(1), exponent: exponent / 2 * halves)
  }
}

extension CarlsonIntegrals where Number == DoubleDouble {
  func first(_ sine: DoubleDouble) -> Scaled {
    Scaled(normalizing: rf) * rootScale(1) * Scaled(normalizing: sine)
  }
}
