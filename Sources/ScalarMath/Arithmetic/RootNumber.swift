/// What arithmetic-geometric means and Carlson's integrals are written in: numbers with square roots.
protocol RootNumber: SeriesNumber {
  /// The square root of a number with a positive constant.
  var squareRoot: Self { get }
}

extension DoubleDouble: RootNumber {}

extension TaylorPolynomial: RootNumber where Coefficient: RootNumber {
  var squareRoot: Self {
    let leading = coefficients[0].squareRoot
    let half = Coefficient(0.5) / leading
    var result = Self([leading])
    for k in coefficients.indices.dropFirst() {
      var sum = coefficients[k]
      for j in 1..<k { sum = sum - result.coefficients[j] * result.coefficients[k - j] }
      result.coefficients.append(sum * half)
    }
    return result
  }

  /// `1 + t`, for a variable measured in units of its value.
  static func onePlusVariable(order: Int) -> Self { Self(variable: Coefficient(1), order: order) }
}
