/// A function of one variable near a point, by its value and its scaled derivatives
/// `f'(x)`, `f''(x) / 2`, ... up to a fixed order: differentiation to any order of whatever is
/// written in `SeriesNumber`. Polynomials with polynomials as coefficients are functions of two
/// variables.
///
/// Recurrences: Griewank and Walther, Evaluating Derivatives, 2nd edition, section 13.2.
struct TaylorPolynomial<Coefficient: SeriesNumber>: SeriesNumber {
  /// The value first. A constant has one coefficient; all others have as many as the order asks for.
  var coefficients: [Coefficient]

  init(_ coefficients: [Coefficient]) { self.coefficients = coefficients }

  init(_ constant: DoubleDouble) { coefficients = [Coefficient(constant)] }

  /// The variable itself at a point.
  init(variable point: Coefficient, order: Int) {
    coefficients = [Coefficient](repeating: Coefficient(0), count: order + 1)
    coefficients[0] = point
    if order > 0 { coefficients[1] = Coefficient(1) }
  }

  /// The derivative of an order up to that of the polynomial.
  func derivative(_ order: Int) -> Coefficient {
    guard order < coefficients.count else { return Coefficient(0) }
    var factorial = DoubleDouble(1)
    for k in stride(from: 2, through: order, by: 1) { factorial = factorial * Double(k) }
    return coefficients[order] * factorial
  }

  var constant: DoubleDouble { coefficients[0].constant }

  var size: Double {
    coefficients.reduce(0) { largest, coefficient in
      let size = coefficient.size
      return size > largest ? size : largest
    }
  }

  // MARK: Arithmetic

  static func + (a: Self, b: Self) -> Self {
    var (sum, other) = a.coefficients.count < b.coefficients.count ? (b, a) : (a, b)
    for k in other.coefficients.indices {
      sum.coefficients[k] = sum.coefficients[k] + other.coefficients[k]
    }
    other.coefficients = []
    return sum
  }

  static func - (a: Self, b: Self) -> Self { a + -b }

  static prefix func - (a: Self) -> Self { Self(a.coefficients.map { -$0 }) }

  static func * (a: Self, b: Self) -> Self {
    let count =
      a.coefficients.count < b.coefficients.count ? b.coefficients.count : a.coefficients.count
    return Self((0..<count).map { convolution(a, b, $0, from: 0, through: $0) })
  }

  static func / (a: Self, b: Self) -> Self {
    let count =
      a.coefficients.count < b.coefficients.count ? b.coefficients.count : a.coefficients.count
    let reciprocal = Coefficient(1) / b.coefficients[0]
    var quotient = Self([])
    for k in 0..<count {
      let known = convolution(quotient, b, k, from: 0, through: k - 1)
      let numerator = k < a.coefficients.count ? a.coefficients[k] - known : -known
      // The leading one is divided, not multiplied: an exact quotient stays exact.
      quotient.coefficients.append(
        k == 0 ? numerator / b.coefficients[0] : numerator * reciprocal)
    }
    return quotient
  }

  static func + (a: Self, b: DoubleDouble) -> Self {
    var sum = a
    sum.coefficients[0] = sum.coefficients[0] + b
    return sum
  }

  static func + (a: Self, b: Double) -> Self { a + DoubleDouble(b) }
  static func * (a: Self, b: DoubleDouble) -> Self { Self(a.coefficients.map { $0 * b }) }
  static func * (a: Self, b: Double) -> Self { Self(a.coefficients.map { $0 * b }) }

  /// The part of the coefficient `k` of a product that has the coefficients `from ... through` of the
  /// first factor.
  private static func convolution(
    _ a: Self, _ b: Self, _ k: Int, from: Int, through: Int
  ) -> Coefficient {
    var sum = Coefficient(0)
    for j in stride(from: from, through: through, by: 1)
    where j < a.coefficients.count && k - j < b.coefficients.count {
      sum = sum + a.coefficients[j] * b.coefficients[k - j]
    }
    return sum
  }

  // MARK: Functions

  var exponent: Self {
    var result = Self([coefficients[0].exponent])
    for k in coefficients.indices.dropFirst() {
      var sum = Coefficient(0)
      for j in 1...k { sum = sum + coefficients[j] * result.coefficients[k - j] * Double(j) }
      result.coefficients.append(sum / Double(k))
    }
    return result
  }

  var logarithm: Self {
    var result = Self([coefficients[0].logarithm])
    for k in coefficients.indices.dropFirst() {
      var sum = coefficients[k] * Double(k)
      for j in 1..<k { sum = sum - result.coefficients[j] * coefficients[k - j] * Double(j) }
      result.coefficients.append(sum / coefficients[0] / Double(k))
    }
    return result
  }
}
