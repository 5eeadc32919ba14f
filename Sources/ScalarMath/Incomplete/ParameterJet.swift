/// A function of two parameters near a point: the Taylor coefficients by the first (rows) and by
/// the second (columns), up to fixed orders.
///
/// A `TaylorPolynomial` of `TaylorPolynomial`s, laid out flat so that long series can be summed in
/// place.
struct ParameterJet {
  let rows: Int
  let columns: Int
  var coefficients: [DoubleDouble]

  init(orders first: Int, _ second: Int) {
    rows = first + 1
    columns = second + 1
    coefficients = [DoubleDouble](repeating: DoubleDouble(0), count: rows * columns)
  }

  init(_ constant: DoubleDouble, orders first: Int, _ second: Int) {
    self.init(orders: first, second)
    coefficients[0] = constant
  }

  subscript(i: Int, j: Int) -> DoubleDouble {
    get { coefficients[i * columns + j] }
    set { coefficients[i * columns + j] = newValue }
  }

  /// The last coefficient of the product, the only one that the highest derivative needs.
  func lastOfProduct(with other: ParameterJet) -> DoubleDouble {
    var sum = DoubleDouble(0)
    let last = coefficients.count - 1
    for k in coefficients.indices { sum = sum + coefficients[k] * other.coefficients[last - k] }
    return sum
  }

  static func * (a: ParameterJet, b: ParameterJet) -> ParameterJet {
    var product = ParameterJet(orders: a.rows - 1, a.columns - 1)
    for i in 0..<a.rows {
      for j in 0..<a.columns {
        for p in 0...i {
          for q in 0...j { product[i, j] = product[i, j] + a[p, q] * b[i - p, j - q] }
        }
      }
    }
    return product
  }

  /// The exponential without that of the constant, which may be beyond the numbers.
  var exponentialWithoutConstant: ParameterJet {
    var result = ParameterJet(DoubleDouble(1), orders: rows - 1, columns - 1)
    for j in stride(from: 1, to: columns, by: 1) {
      var sum = DoubleDouble(0)
      for q in 1...j { sum = sum + self[0, q] * result[0, j - q] * Double(q) }
      result[0, j] = sum / Double(j)
    }
    for i in stride(from: 1, to: rows, by: 1) {
      for j in 0..<columns {
        var sum = DoubleDouble(0)
        for p in 1...i {
          for q in 0...j { sum = sum + self[p, q] * result[i - p, j - q] * Double(p) }
        }
        result[i, j] = sum / Double(i)
      }
    }
    return result
  }

  /// Multiplies by `c + ε₁`, or by `c + ε₁ + ε₂`.
  mutating func multiply(by c: DoubleDouble, plusBoth: Bool) {
    for i in stride(from: rows - 1, through: 0, by: -1) {
      for j in stride(from: columns - 1, through: 0, by: -1) {
        var value = self[i, j] * c
        if i > 0 { value = value + self[i - 1, j] }
        if plusBoth && j > 0 { value = value + self[i, j - 1] }
        self[i, j] = value
      }
    }
  }

  /// Divides by `c + ε₁`.
  mutating func divide(by c: DoubleDouble) {
    for i in 0..<rows {
      for j in 0..<columns {
        self[i, j] = (i > 0 ? self[i, j] - self[i - 1, j] : self[i, j]) / c
      }
    }
  }

  mutating func scale(by factor: DoubleDouble) {
    for k in coefficients.indices { coefficients[k] = coefficients[k] * factor }
  }

  mutating func add(_ other: ParameterJet) {
    for k in coefficients.indices { coefficients[k] = coefficients[k] + other.coefficients[k] }
  }

  /// Whether every coefficient is below `tolerance` times its counterpart or the largest of all.
  func isNegligible(beside sum: ParameterJet) -> Bool {
    for k in coefficients.indices
    where !(coefficients[k].high.magnitude <= 0x1p-72 * sum.coefficients[k].high.magnitude) {
      return false
    }
    return true
  }

  /// The binomial coefficient, 0 outside of Pascal's triangle.
  static func binomial(_ n: Int, _ k: Int) -> Double {
    if k < 0 || k > n { return 0 }
    var value = 1.0
    for i in stride(from: 0, to: k, by: 1) { value = value * Double(n - i) / Double(i + 1) }
    return Math.round(value)
  }
}
