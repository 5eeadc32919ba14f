extension Math {
  /// The Airy function Ai, or its derivative of an order.
  public static func airyAi(_ x: Double, derivative n: Int = 0) -> Double {
    Airy(x, isSecond: false).derivative(n)
  }

  /// The Airy function Bi, or its derivative of an order.
  public static func airyBi(_ x: Double, derivative n: Int = 0) -> Double {
    Airy(x, isSecond: true).derivative(n)
  }
}

/// An Airy function at a point, with its first derivative (DLMF 9).
struct Airy {
  let x: Double
  private(set) var value = 0.0
  private(set) var slope = 0.0

  init(_ x: Double, isSecond: Bool) {
    self.x = x
    if x.isNaN {
      (value, slope) = (x, x)
    } else if x > (isSecond ? 10 : 4.5) {
      if isSecond { growing() } else { decaying() }
    } else if x < -10 {
      oscillating(isSecond)
    } else {
      maclaurin(isSecond)
    }
  }

  /// The equation `y'' = x y` differentiated: `y^(n) = p y + q y'` with polynomials `p` and `q` in
  /// `x`.
  func derivative(_ n: Int) -> Double {
    if n == 0 { return value }
    if n == 1 { return slope }
    if n < 0 { return .nan }
    if !x.isFinite { return x == .infinity ? value : .nan }
    var (p, q) = ([1.0], [0.0])
    for _ in 0..<n {
      let nextP = Self.sum(Self.derivative(p), [0] + q)
      q = Self.sum(Self.derivative(q), p)
      p = nextP
    }
    let (a, b) = (Self.evaluate(p, x), Self.evaluate(q, x))
    return (a == 0 ? 0 : a * value) + (b == 0 ? 0 : b * slope)
  }

  private static func derivative(_ p: [Double]) -> [Double] {
    p.count < 2 ? [0] : (1..<p.count).map { Double($0) * p[$0] }
  }

  private static func sum(_ a: [Double], _ b: [Double]) -> [Double] {
    (0..<Swift.max(a.count, b.count)).map {
      ($0 < a.count ? a[$0] : 0) + ($0 < b.count ? b[$0] : 0)
    }
  }

  private static func evaluate(_ p: [Double], _ x: Double) -> Double {
    p.reversed().reduce(0) { $0 * x + $1 }
  }

  /// The power series in double-double (DLMF 9.4.1, 9.4.3).
  private mutating func maclaurin(_ isSecond: Bool) {
    let (start, startSlope) =
      isSecond
      ? (Coefficients.airyBiAtZero, Coefficients.airyBiSlopeAtZero)
      : (Coefficients.airyAtZero, Coefficients.airySlopeAtZero)
    let cube = DoubleDouble.product(x, x) * x
    // The terms x^3k and x^(3k + 1), and those of the derivatives without a power of x.
    var (even, odd) = (start, startSlope)
    var (sum, sumOdd) = (even, odd)
    var sumSlope = odd
    var sumEven = DoubleDouble(0)
    for k in 1..<100 {
      let i = Double(3 * k)
      // even / x^2 in the derivative of the even part: the factor i comes first.
      sumEven = sumEven + even / (i - 1)
      even = even * cube / (i * (i - 1))
      odd = odd * cube / (i * (i + 1))
      sum = sum + even
      sumOdd = sumOdd + odd
      sumSlope = sumSlope + odd * (i + 1)
      if even.high.magnitude + odd.high.magnitude * (i + 1) < 1e-36 && i > x.magnitude { break }
    }
    value = (sum + sumOdd * x).rounded
    slope = (sumSlope + sumEven * DoubleDouble.product(x, x)).rounded
  }

  /// `2/3 |x|^(3/2)`.
  private static func zeta(_ x: Double) -> DoubleDouble {
    DoubleDouble(x).squareRoot * x * DoubleDouble(2) / 3
  }

  /// Ai for large `x`, by the Bessel functions K of the orders 1/3 and 2/3 (DLMF 9.6.2).
  private mutating func decaying() {
    if x > 200 { return (value, slope) = (0, -0.0) }
    let zeta = Self.zeta(x)
    let factor = (-zeta).preciseExponential
    let third = kve(1 / 3.0, zeta.high)
    let twoThirds = kve(2 / 3.0, zeta.high)
    let root = (DoubleDouble(x) / 3).squareRoot / DoubleDouble.pi
    value = (factor.value * root * third).rounded.multiplied(byPowerOfTwo: factor.exponent)
    let scale = DoubleDouble(x) / (DoubleDouble(3).squareRoot * DoubleDouble.pi)
    slope = -(factor.value * scale * twoThirds).rounded.multiplied(byPowerOfTwo: factor.exponent)
  }

  private func kve(_ v: Double, _ x: Double) -> Double { Math.kve(v, x) }

  /// Bi for large `x`, by its asymptotic series (DLMF 9.7.7, 9.7.8).
  private mutating func growing() {
    if x > 110 { return (value, slope) = (.infinity, .infinity) }
    let zeta = Self.zeta(x)
    let factor = zeta.preciseExponential
    let sums = Self.asymptotic(zeta.high, alternating: false)
    let root = DoubleDouble(x).squareRoot.squareRoot
    let scale = factor.value / DoubleDouble.pi.squareRoot
    value = (scale / root * (1 + sums.u)).rounded.multiplied(byPowerOfTwo: factor.exponent)
    slope = (scale * root * (1 + sums.v)).rounded.multiplied(byPowerOfTwo: factor.exponent)
  }

  /// For large negative arguments (DLMF 9.7.9 - 9.7.12).
  private mutating func oscillating(_ isSecond: Bool) {
    let z = -x
    if z > 1e200 {
      return (value, slope) = (0, .nan)
    }
    let zeta = Self.zeta(z)
    let (sine, cosine) = Self.turned(zeta)
    let even = Self.asymptotic(zeta.high, alternating: true)
    let odd = Self.asymptoticOdd(zeta.high)
    let root = z.squareRoot().squareRoot()
    let scale = 1 / Double.pi.squareRoot()
    if isSecond {
      value = scale / root * (cosine * odd.u - sine * (1 + even.u))
      slope = scale * root * (cosine * (1 + even.v) + sine * odd.v)
    } else {
      value = scale / root * (cosine * (1 + even.u) + sine * odd.u)
      slope = scale * root * (sine * (1 + even.v) - cosine * odd.v)
    }
  }

  /// Sine and cosine of `zeta - pi/4`.
  private static func turned(_ zeta: DoubleDouble) -> (Double, Double) {
    let (s, c) = (Math.sin(zeta.high), Math.cos(zeta.high))
    let sine = DoubleDouble(s) + c * zeta.low
    let cosine = DoubleDouble(c) - s * zeta.low
    let half = 0.5.squareRoot()
    return (half * (sine - cosine).rounded, half * (sine + cosine).rounded)
  }

  /// The sums beyond 1 of `u_k / zeta^k` and `v_k / zeta^k`; alternating: of the even terms only,
  /// with alternating signs.
  private static func asymptotic(
    _ zeta: Double, alternating: Bool
  ) -> (u: Double, v: Double) {
    var (u, v) = (0.0, 0.0)
    forEachTerm(zeta) { k, uk, vk in
      if alternating {
        if k % 2 == 0 {
          u += k % 4 == 0 ? uk : -uk
          v += k % 4 == 0 ? vk : -vk
        }
      } else {
        u += uk
        v += vk
      }
    }
    return (u, v)
  }

  private static func asymptoticOdd(_ zeta: Double) -> (u: Double, v: Double) {
    var (u, v) = (0.0, 0.0)
    forEachTerm(zeta) { k, uk, vk in
      if k % 2 == 1 {
        u += k % 4 == 1 ? uk : -uk
        v += k % 4 == 1 ? vk : -vk
      }
    }
    return (u, v)
  }

  private static func forEachTerm(_ zeta: Double, _ body: (Int, Double, Double) -> Void) {
    var term = 1.0
    for k in 1..<45 {
      let i = Double(k)
      term *= (6 * i - 5) * (6 * i - 3) * (6 * i - 1) / (216 * i * (2 * i - 1)) / zeta
      body(k, term, -term * (6 * i + 1) / (6 * i - 1))
      if term < 1e-19 { break }
    }
  }
}
