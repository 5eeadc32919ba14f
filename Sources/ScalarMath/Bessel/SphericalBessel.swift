extension Math {
  /// The spherical Bessel function of the first kind, or its `k`-th derivative.
  public static func sphericalJn(_ n: Int, _ x: Double, derivative k: Int = 0) -> Double {
    SphericalBessel.derivative(.firstKind, n, x, k)
  }

  /// The spherical Bessel function of the second kind, or its `k`-th derivative.
  public static func sphericalYn(_ n: Int, _ x: Double, derivative k: Int = 0) -> Double {
    SphericalBessel.derivative(.secondKind, n, x, k)
  }

  /// The modified spherical Bessel function of the first kind, or its `k`-th derivative.
  public static func sphericalIn(_ n: Int, _ x: Double, derivative k: Int = 0) -> Double {
    SphericalBessel.derivative(.modifiedFirst, n, x, k)
  }

  /// The modified spherical Bessel function of the second kind, or its `k`-th derivative.
  public static func sphericalKn(_ n: Int, _ x: Double, derivative k: Int = 0) -> Double {
    SphericalBessel.derivative(.modifiedSecond, n, x, k)
  }
}

/// `sqrt(pi / (2 x))` times the Bessel function of the order `n + 1/2`.
enum SphericalBessel {
  /// The largest order.
  static let limit = 1 << 20

  /// By `(2n + 1) f_n' = n f_(n-1) -+ (n + 1) f_(n+1)` (DLMF 10.51.2), `k` times.
  static func derivative(_ kind: Bessel.Kind, _ n: Int, _ x: Double, _ k: Int) -> Double {
    if n < 0 || n >= limit || k < 0 || x.isNaN { return .nan }
    if x < 0 {
      if kind == .modifiedSecond { return .nan }
      let isOdd = (n + k + (kind == .secondKind ? 1 : 0)) % 2 == 1
      let mirrored = derivative(kind, n, -x, k)
      return isOdd ? -mirrored : mirrored
    }
    // coefficients[i] is that of the order n - k + i.
    var coefficients = [Double](repeating: 0, count: 2 * k + 1)
    coefficients[k] = 1
    for _ in 0..<k {
      var next = [Double](repeating: 0, count: 2 * k + 1)
      for (i, c) in coefficients.enumerated() where c != 0 {
        let m = Double(n - k + i)
        let (below, above) = (m / (2 * m + 1), (m + 1) / (2 * m + 1))
        if m > 0 { next[i - 1] += kind == .modifiedSecond ? -c * below : c * below }
        next[i + 1] += kind == .modifiedFirst ? c * above : -c * above
      }
      coefficients = next
    }
    var sum = 0.0
    for (i, c) in coefficients.enumerated() where c != 0 { sum += c * value(kind, n - k + i, x) }
    return sum
  }

  private static func value(_ kind: Bessel.Kind, _ n: Int, _ x: Double) -> Double {
    let order = Double(n) + 0.5
    switch kind {
    case .firstKind, .modifiedFirst:
      if x == 0 { return n == 0 ? 1 : 0 }
      if x == .infinity { return kind == .firstKind ? 0 : .infinity }
      if n == 0 && kind == .firstKind { return Math.sin(x) / x }
      let isSmall = x < 25 || (kind == .firstKind && x <= 8 * (order + 1).squareRoot())
      if isSmall { return series(kind, order, x) }
      if kind == .firstKind { return scale(x) * Math.jv(order, x) }
      let growth = DoubleDouble(Swift.min(x, 1e4)).preciseExponential
      let scaled = DoubleDouble.product(scale(x), Math.ive(order, x)) * growth.value
      return scaled.rounded.multiplied(byPowerOfTwo: growth.exponent)
    case .secondKind:
      if x == 0 { return -.infinity }
      if x == .infinity { return 0 }
      return n == 0 ? -Math.cos(x) / x : scale(x) * Math.yv(order, x)
    case .modifiedSecond:
      if x == 0 { return .infinity }
      if x == .infinity { return 0 }
      if x > 1e4 { return 0 }
      let decay = DoubleDouble(-x).preciseExponential
      let scaled = DoubleDouble(Math.kve(order, x)) * decay.value * scale(x)
      return scaled.rounded.multiplied(byPowerOfTwo: decay.exponent)
    }
  }

  private static func scale(_ x: Double) -> Double {
    (0.5 * Double.pi).squareRoot() / x.squareRoot()
  }

  private static func series(_ kind: Bessel.Kind, _ order: Double, _ x: Double) -> Double {
    if order > 1500 { return 0 }
    let series = BesselSeries(
      sign: kind == .firstKind ? -1 : 1, order: DoubleDouble(order), x: x, derivative: 0,
      isVarying: false)
    let scale = (DoubleDouble.pi * 0.5).squareRoot / DoubleDouble(x).squareRoot
    return (series.value * scale).rounded.multiplied(byPowerOfTwo: series.exponent)
  }
}
