extension Math {
  /// The inverse of the Box-Cox transformation by `x`: `(1 + p y)^(1 / p)`, `e^y` for `p = 0`.
  public static func invBoxcox(_ y: Double, _ p: Double) -> Double {
    guard let exponent = logOfInverse(y, p) else { return exp(logInvBoxcox(y, p, derivative: 0)) }
    return exponent.exponential.rounded
  }

  /// `invBoxcox(y, p) / (1 + p y)^k`, which is `(1 + p y)^(1 / p - k)`.
  public static func invBoxcox(_ y: Double, _ p: Double, less k: Int) -> Double {
    if k == 0 { return invBoxcox(y, p) }
    let product = y * p
    guard let exponent = logOfInverse(y, p), product.magnitude > 0x1p-60 else {
      let power = invBoxcox(y, p)
      return power.isInfinite || power == 0 ? power : power / pow(1 + product, Double(k))
    }
    let logarithm = DoubleDouble.product(y, p).logarithmOfOnePlus
    return (exponent - logarithm * Double(k)).exponential.rounded
  }

  /// `invBoxcox(y, p) - 1`, which is the inverse of `boxcox1p`.
  public static func invBoxcox1p(_ y: Double, _ p: Double) -> Double {
    guard let exponent = logOfInverse(y, p) else { return expm1(logInvBoxcox(y, p, derivative: 0)) }
    if exponent.high.magnitude < 1e-100 { return exponent.high }
    if exponent.high > 200 { return exponent.exponential.rounded }
    return exponent.high < -100 ? -1 : exponent.exponentialMinusOne.rounded
  }

  /// `log(1 + p y) / p` for ordinary numbers, nil where that is beyond the range of exponentials.
  private static func logOfInverse(_ y: Double, _ p: Double) -> DoubleDouble? {
    let product = y * p
    guard y.magnitude < 1e100 && product > -1 && product < 1e100 else { return nil }
    let logarithm: DoubleDouble
    if product.magnitude < 0x1p-60 {
      logarithm = DoubleDouble(y, -0.5 * y * product)
    } else {
      if p.magnitude < 1e-100 || p.magnitude > 1e100 { return nil }
      logarithm = DoubleDouble.product(y, p).logarithmOfOnePlus / p
    }
    return logarithm.high.magnitude < 1e4 ? logarithm : nil
  }

  /// The m-th derivative by `p` of `log(1 + p y) / p`; NaN where `1 + p y < 0`.
  ///
  /// With `z = p y` and `q = z / (1 + z)` it is `(-1)^m m! / p^(m+1)` times the sum of `q^k / k` over
  /// all `k > m`, and that is `log(1 + z)` minus the first `m` terms.
  public static func logInvBoxcox(_ y: Double, _ p: Double, derivative m: Int) -> Double {
    if y.isNaN || p.isNaN { return .nan }
    let product = y * p
    if product < -1 { return .nan }
    if product == -1 { return (m % 2 == 0 ? -1 : 1) * .infinity * pow(p, Double(m + 1)) }
    let z =
      product.magnitude < 1e-100 || y.magnitude > 1e140 || p.magnitude > 1e140
      ? DoubleDouble(product) : DoubleDouble.product(y, p)
    if z.high > -0.34 && z.high < 1 { return logInvBoxcoxBySeries(y, z, m) }
    var sum =
      z.high < 1e100
      ? z.logarithmOfOnePlus
      : DoubleDouble.logarithm(of: y.magnitude) + DoubleDouble.logarithm(of: p.magnitude)
    let q = z.high < 1e100 ? z / (z + 1) : DoubleDouble(1)
    var power = DoubleDouble(1)
    for k in 1..<m + 1 {
      power = power * q
      sum = sum - power / Double(k)
    }
    var value = sum.rounded / p
    for k in 1..<m + 1 { value *= Double(k) * (-1 / p) }
    return value
  }

  /// `(-1)^m m! (y / (1 + z))^(m+1)` times the sum of `q^j / (j + m + 1)`.
  private static func logInvBoxcoxBySeries(_ y: Double, _ z: DoubleDouble, _ m: Int) -> Double {
    let q = z / (z + 1)
    var power = DoubleDouble(1)
    var sum = DoubleDouble(1) / Double(m + 1)
    for j in 1..<200 {
      power = power * q
      let term = power / Double(j + m + 1)
      sum = sum + term
      if term.high.magnitude <= sum.high * 0x1p-70 { break }
    }
    let scale = 1 / (1 + z.rounded)
    var value = (sum * y / (z + 1)).rounded
    if y.magnitude < 1e-100 || y.magnitude > 1e100 { value = sum.rounded * y * scale }
    for k in 1..<m + 1 { value *= -Double(k) * (y * scale) }
    return value
  }
}
