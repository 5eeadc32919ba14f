/// The power series of the Bessel functions of the first kind (DLMF 10.2.2, 10.25.2), summed in
/// double-double, of any order `v >= 0` and for derivatives of any order:
///
///     sum over k of (-+ x^2/4)^k / (k! gamma(v + k + 1)) (x/2)^v
///
/// differentiated `n` times by `x`, term by term. With a `TaylorPolynomial` as order it gives the
/// derivatives by the order too.
struct BesselSeries<Number: SeriesNumber> {
  /// The value is `value * 2^exponent`.
  private(set) var value: Number
  private(set) var exponent: Int

  /// - Parameters:
  ///   - sign: -1 for J, 1 for I.
  ///   - order: The order, of which the constant is 0 or more.
  ///   - x: Positive.
  ///   - n: The number of derivatives by `x`.
  ///   - isVarying: Whether the order is more than its constant.
  init(sign: Double, order v: Number, x: Double, derivative n: Int, isVarying: Bool) {
    let constant = v.constant.high
    // Terms whose power has been differentiated away vanish exactly.
    var first = 0
    if !isVarying, constant == constant.rounded(), constant < Double(n) {
      first = (n - Int(constant) + 1) / 2
    }
    (value, exponent) = Self.leading(v, x, power: 2 * first - n)
    if n > 0 { value = value * 0.5.power(of: n) }
    let square = x < 0x1p-500 ? DoubleDouble(0) : DoubleDouble.product(0.5 * x, 0.5 * x)
    // The leading power has the factor 1 / gamma(v + 1); the rest of the first term:
    for k in stride(from: 1, through: first, by: 1) {
      value = value / ((v + Double(k)) * Double(k)) * sign
    }
    var term = value
    var sum = Number(0)
    var largest = 0.0
    var k = first
    while k < 5000 {
      let contribution = n == 0 ? term : term * Self.fallingFactorial(v + Double(2 * k), n)
      sum = sum + contribution
      let size = contribution.size
      largest = size > largest ? size : largest
      k += 1
      let denominator = (v + Double(k)) * Double(k)
      if size < 0x1p-110 * sum.size && square.high < 0.5 * denominator.constant.high { break }
      if square.high == 0 && largest > 0 { break }
      term = term * (square * sign) / denominator
    }
    value = sum
  }

  /// `(x/2)^(v + power) / gamma(v + 1)`.
  private static func leading(_ v: Number, _ x: Double, power: Int) -> (Number, Int) {
    let whole = v.constant.high.rounded()
    let rest = v - whole
    let logarithm = DoubleDouble(x).preciseLogarithm - Ln2.value
    var (value, exponent) = ((rest + Double(power)) * logarithm).preciseExponent
    value = value * Number.reciprocalGamma(onePlus: rest)
    if whole == 0 { return (value, exponent) }
    // The power whole is spread over the factors of gamma; each quotient is (x/2) / (rest + j).
    var product = Number(1)
    let (mantissa, shift) = (0.5 * x.significand, x.isNormal ? Int(x.exponent) : -1074)
    let half = x.isNormal ? mantissa : 0.5 * (x * 0x1p1000 * 0x1p74)
    let inverse = DoubleDouble(1) / half
    for j in stride(from: 1, through: whole, by: 1) {
      product = product * (rest + j) * inverse
      exponent += shift
      let size = product.constant.high.magnitude
      if size > 0x1p200 {
        product = product * 0x1p-200
        exponent -= 200
      } else if size < 0x1p-200 {
        product = product * 0x1p200
        exponent += 200
      }
      if exponent < -3000 && j > x { return (Number(0), 0) }
    }
    return (value / product, exponent)
  }

  /// `a (a - 1) ... (a - n + 1)`.
  private static func fallingFactorial(_ a: Number, _ n: Int) -> Number {
    var product = a
    for j in stride(from: 1, to: n, by: 1) { product = product * (a - Double(j)) }
    return product
  }
}

extension Double {
  /// The power with a whole exponent, where rounding does not matter or does not happen.
  func power(of n: Int) -> Double {
    var product = 1.0
    for _ in 0..<n { product *= self }
    return product
  }
}
