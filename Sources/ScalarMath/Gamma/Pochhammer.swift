extension Math {
  /// The derivative of orders `(i, j)` by `a` and `m` of the rising factorial
  /// `gamma(a + m) / gamma(a)`, at the index `i + 64 j`.
  ///
  /// A polynomial in `a` where `m` is a whole number and not differentiated by.
  public static func poch(_ index: Int, _ a: Double, _ m: Double) -> Double {
    if a.isNaN || m.isNaN { return .nan }
    let orders = (index % 64, index / 64)
    if orders.1 == 0 && m == m.rounded() && m.magnitude <= 200 {
      if m >= 0 { return RisingProduct(from: a, step: 1, count: Int(m)).derivative(orders.0) }
      return RisingProduct(from: a - 1, step: -1, count: Int(-m)).derivative(
        orders.0, ofReciprocal: true)
    }
    if !a.isFinite || !m.isFinite { return .nan }
    if a > 1e12 {
      if m.magnitude > 1e4 { return m > 0 ? .infinity : 0 }
      return GammaProduct.derivative(
        orders, of: [],
        times: GammaProduct.logPochhammerOfLarge(
          GammaProduct.variable(DoubleDouble(a), orders, 1, 0),
          GammaProduct.variable(DoubleDouble(m), orders, 0, 1)))
    }
    if !(a + m).isFinite { return .nan }
    return GammaProduct.derivative(
      orders,
      of: [
        .init(DoubleDouble.sum(a, m), 1, 1), .init(DoubleDouble(a), 1, 0, isNumerator: false),
      ])
  }

  /// The derivative of orders `(i, j)` by `n` and `k` of the binomial coefficient
  /// `gamma(n + 1) / (gamma(k + 1) gamma(n - k + 1))`, at the index `i + 64 j`; NaN for negative
  /// integers `n`.
  ///
  /// A polynomial in `n` where `k` is a whole number and not differentiated by.
  public static func binom(_ index: Int, _ n: Double, _ k: Double) -> Double {
    if n.isNaN || k.isNaN || n < 0 && n == n.rounded() { return .nan }
    let orders = (index % 64, index / 64)
    if orders.1 == 0 && k == k.rounded() && k >= 0 && k <= 200 {
      let product = RisingProduct(from: n, step: -1, count: Int(k))
      return product.derivative(orders.0, over: Int(k))
    }
    if !n.isFinite || !k.isFinite { return n == .infinity && k > 0 && index == 0 ? n : .nan }
    let below = GammaProduct.Factor(DoubleDouble.sum(k, 1), 0, 1, isNumerator: false)
    if n > 1e12 && k.magnitude < 1e4 {
      return GammaProduct.derivative(
        orders, of: [below],
        times: GammaProduct.logPochhammerOfLarge(
          GammaProduct.variable(DoubleDouble.sum(n, -k) + 1, orders, 1, -1),
          GammaProduct.variable(DoubleDouble(k), orders, 0, 1)))
    }
    return GammaProduct.derivative(
      orders,
      of: [
        .init(DoubleDouble.sum(n, 1), 1, 0), below,
        .init(DoubleDouble.sum(n, -k) + 1, 1, -1, isNumerator: false),
      ])
  }
}

/// The product of `x`, `x + step`, `x + 2 step`, ..., as a polynomial in `x`.
private struct RisingProduct {
  let start: Double
  let step: Double
  let count: Int

  init(from start: Double, step: Double, count: Int) {
    self.start = start
    self.step = step
    self.count = count
  }

  /// The derivative of an order of the product over the factorial of `divisor`, or of its
  /// reciprocal.
  func derivative(_ order: Int, over divisor: Int = 0, ofReciprocal isReciprocal: Bool = false)
    -> Double
  {
    if start.isInfinite { return infiniteLimit(order, isReciprocal) }
    var coefficients = [DoubleDouble](repeating: DoubleDouble(0), count: order + 1)
    coefficients[0] = DoubleDouble(1)
    var exponent = 0
    for k in 0..<count {
      let factor = DoubleDouble.sum(start, step * Double(k))
      let shift = factor.high.magnitude > 1 ? Int(factor.high.exponent) : 0
      let scale = Double.powerOfTwo(-min(shift, 1000))
      let constant = factor.scaled(by: scale)
      for i in stride(from: order, through: 1, by: -1) {
        coefficients[i] = coefficients[i] * constant + coefficients[i - 1] * scale
      }
      coefficients[0] = coefficients[0] * constant
      if k < divisor {
        for i in 0..<(order + 1) { coefficients[i] = coefficients[i] / Double(k + 1) }
      }
      exponent += min(shift, 1000)
    }
    var series = TaylorPolynomial(coefficients)
    if isReciprocal {
      if coefficients[0].high == 0 { return order == 0 ? .infinity : .nan }
      series = TaylorPolynomial([DoubleDouble(1)]) / series
      exponent = -exponent
    }
    let value = Scaled(series.derivative(order), exponent: 0).normalized
    return Scaled(value.value, exponent: value.exponent + exponent).nearest
  }

  private func infiniteLimit(_ order: Int, _ isReciprocal: Bool) -> Double {
    if order > count && !isReciprocal { return 0 }
    if isReciprocal { return count == 0 && order == 0 ? 1 : 0 }
    if order == count { return (1..<(order + 1)).reduce(1) { $0 * Double($1) } }
    return start < 0 && (count - order) % 2 == 1 ? -.infinity : .infinity
  }
}
