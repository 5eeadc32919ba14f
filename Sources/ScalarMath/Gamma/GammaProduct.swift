/// A product of gamma functions and their reciprocals of sums of two variables, near a point.
///
/// Its derivatives of any order by both come from one Taylor polynomial in double-double: the
/// exponential of a sum of `LogGammaSeries`, times a sine for each factor left of 1/2
/// (DLMF 5.5.3), whose zeros and poles are exact.
struct GammaProduct {
  struct Factor {
    /// Where the gamma function is taken.
    var point: DoubleDouble
    /// How it moves with the two variables: 1, 0 or -1.
    var slopes: (Double, Double)
    /// In the numerator, or below the line.
    var isNumerator: Bool
  }

  private let orders: (Int, Int)
  private let scales: (Double, Double)
  private var logarithm: Polynomial
  private var sines = Polynomial([Series([DoubleDouble(1)])])

  typealias Series = TaylorPolynomial<DoubleDouble>
  typealias Polynomial = TaylorPolynomial<Series>

  /// NaN where a numerator has a pole, unless `value` is told apart by its caller.
  static func derivative(_ orders: (Int, Int), of factors: [Factor]) -> Double {
    var product = GammaProduct(orders, factors, scales: scales(of: factors))
    for factor in factors { guard product.multiply(factor) else { return .nan } }
    return product.derivative
  }

  /// The derivative of the product times the exponential of a series.
  static func derivative(
    _ orders: (Int, Int), of factors: [Factor], times logarithm: Polynomial
  ) -> Double {
    var product = GammaProduct(orders, factors, scales: (1, 1))
    for factor in factors { guard product.multiply(factor) else { return .nan } }
    product.logarithm = product.logarithm + logarithm
    return product.derivative
  }

  /// The derivative of the product times the exponential of a number.
  static func derivative(
    _ orders: (Int, Int), of factors: [Factor], times logarithm: DoubleDouble
  ) -> Double {
    derivative(orders, of: factors, times: Polynomial([Series([logarithm])]))
  }

  /// The logarithm of the magnitude of the product.
  static func logarithm(of factors: [Factor]) -> DoubleDouble {
    var product = GammaProduct((0, 0), factors, scales: (1, 1))
    for factor in factors {
      guard product.multiply(factor) else { return DoubleDouble(.infinity) }
    }
    let sine = product.sines.constant.magnitude
    if sine.high == 0 { return DoubleDouble(-.infinity) }
    let size = product.logarithm.constant
    return sine.high == 1 ? size : size + sine.preciseLogarithm
  }

  /// A point that moves with the variables.
  static func variable(
    _ point: DoubleDouble, _ orders: (Int, Int), _ first: Double, _ second: Double
  ) -> Polynomial {
    var rows = [[DoubleDouble]](
      repeating: [DoubleDouble](repeating: DoubleDouble(0), count: orders.1 + 1),
      count: orders.0 + 1)
    rows[0][0] = point
    if orders.0 > 0 { rows[1][0] = DoubleDouble(first) }
    if orders.1 > 0 { rows[0][1] = DoubleDouble(second) }
    return Polynomial(rows.map { Series($0) })
  }

  /// `log(gamma(a + m) / gamma(a))` for `a` above 1e12 and `m` below 1e4, from Stirling's series.
  static func logPochhammerOfLarge<Number: SeriesNumber>(_ a: Number, _ m: Number) -> Number {
    let curvature = m * (m - 1) / (a * 2)
    return m * a.logarithm + curvature - curvature * (m * 2 - 1) / (a * 6)
  }

  private init(_ orders: (Int, Int), _ factors: [Factor], scales: (Double, Double)) {
    self.orders = orders
    self.scales = scales
    logarithm = Polynomial(
      (0..<(orders.0 + 1)).map { _ in
        Series([DoubleDouble](repeating: DoubleDouble(0), count: orders.1 + 1))
      })
  }

  /// A variable is measured by the distance of the nearest pole.
  private static func scales(of factors: [Factor]) -> (Double, Double) {
    var scales = (1.0, 1.0)
    for factor in factors where factor.isNumerator {
      let distance = factor.distanceOfPole
      if distance == 0 || distance >= 1 { continue }
      let scale = Double.powerOfTwo(Int(max(distance.exponent, -1000)))
      if factor.slopes.0 != 0 { scales.0 = min(scales.0, scale) }
      if factor.slopes.1 != 0 { scales.1 = min(scales.1, scale) }
    }
    return scales
  }

  /// False for a pole.
  private mutating func multiply(_ factor: Factor) -> Bool {
    let isReflected = factor.point.high < 0.5
    let isDirect = !isReflected || factor.isNumerator && factor.point.high > 0
    let point = isDirect ? factor.point : -factor.point + 1
    let sign: Double = isDirect == factor.isNumerator ? 1 : -1
    let slopes = isDirect ? factor.slopes : (-factor.slopes.0, -factor.slopes.1)
    let scale = max(slopes.0 == 0 ? 0 : scales.0, slopes.1 == 0 ? 0 : scales.1)
    let order = orders.0 + orders.1
    let coefficients = LogGammaSeries.coefficients(point, order: order, scale: scale)
    logarithm = logarithm + polynomial(coefficients, slopes, scale) * sign
    if isDirect { return true }
    let sine = polynomial(
      Self.sine(factor.point, order: order, scale: scale), factor.slopes, scale)
    if !factor.isNumerator {
      sines = sines * sine
      return true
    }
    guard sine.constant.high != 0 else { return false }
    sines = sines / sine
    return true
  }

  /// The coefficients of `sin(pi (x + scale d)) / pi`.
  private static func sine(_ x: DoubleDouble, order: Int, scale: Double) -> [DoubleDouble] {
    let nearest = x.high.rounded()
    let isOdd = nearest.truncatingRemainder(dividingBy: 2) != 0
    let (s, c) = DoubleDouble.sinCosOfPi(DoubleDouble.sum(x.high - nearest, x.low))
    let cycle = [s, c, -s, -c]
    var factor = DoubleDouble(isOdd ? -1 : 1) / DoubleDouble.pi
    var coefficients: [DoubleDouble] = []
    for k in 0..<(order + 1) {
      coefficients.append(cycle[k % 4] * factor)
      factor = factor * (DoubleDouble.pi * scale) / Double(k + 1)
    }
    return coefficients
  }

  /// A series in `scale d` where `scale d` is the sum of the slopes times the scaled variables.
  private func polynomial(
    _ coefficients: [DoubleDouble], _ slopes: (Double, Double), _ scale: Double
  ) -> Polynomial {
    let first = slopes.0 * (scales.0 / (scale == 0 ? 1 : scale))
    let second = slopes.1 * (scales.1 / (scale == 0 ? 1 : scale))
    var binomials = [1.0]
    var rows = [[DoubleDouble]](
      repeating: [DoubleDouble](repeating: DoubleDouble(0), count: orders.1 + 1),
      count: orders.0 + 1)
    for total in coefficients.indices {
      for i in 0..<(total + 1) where i <= orders.0 && total - i <= orders.1 {
        let power = Self.power(first, i) * Self.power(second, total - i)
        rows[i][total - i] = coefficients[total] * (binomials[i] * power)
      }
      binomials = (0..<(total + 2)).map { i in
        (i > 0 ? binomials[i - 1] : 0) + (i <= total ? binomials[i] : 0)
      }
    }
    return Polynomial(rows.map { Series($0) })
  }

  private static func power(_ x: Double, _ n: Int) -> Double {
    var result = 1.0
    for _ in 0..<n { result *= x }
    return result
  }

  private var derivative: Double {
    let size = logarithm.constant
    if size.high > 1e9 || size.high < -1e9 {
      // At a zero of the sines the sign is that of their derivative.
      let isZero = sines.constant.high == 0
      let leading = isZero ? sines.derivative(orders.0).derivative(orders.1) : sines.constant
      if size.high < 0 || leading.high == 0 { return 0 }
      return leading.high < 0 ? -.infinity : .infinity
    }
    let growth = size.preciseExponential
    let varying = logarithm + -size
    let result = (varying.exponent * sines).derivative(orders.0).derivative(orders.1)
    let shift =
      orders.0 * Int(scales.0.exponent) + orders.1 * Int(scales.1.exponent)
    let value = Scaled(result, exponent: 0).normalized * growth
    return Scaled(value.value, exponent: value.exponent - shift).nearest
  }
}

extension GammaProduct.Factor {
  init(_ point: DoubleDouble, _ first: Double, _ second: Double, isNumerator: Bool = true) {
    self.init(point: point, slopes: (first, second), isNumerator: isNumerator)
  }

  fileprivate var distanceOfPole: Double {
    let x = point.high
    return x >= 0.5 ? x : (x - min(x.rounded(), 0) + point.low).magnitude
  }
}
