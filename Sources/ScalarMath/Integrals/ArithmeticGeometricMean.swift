extension Math {
  /// The arithmetic-geometric mean of two numbers of the same sign; NaN for different signs.
  public static func agm(_ a: Double, _ b: Double) -> Double { agm(0, 0, a, b) }

  /// The derivative of the arithmetic-geometric mean of order `i` by `a` and `j` by `b`.
  ///
  /// Gauss's iteration (DLMF 19.8.1) on polynomials in the relative change of both.
  public static func agm(_ i: Int, _ j: Int, _ a: Double, _ b: Double) -> Double {
    if a.isNaN || b.isNaN { return .nan }
    if a < 0 || b < 0 {
      guard a <= 0 && b <= 0 else { return .nan }
      return (i + j) % 2 == 0 ? -agm(i, j, -a, -b) : agm(i, j, -a, -b)
    }
    if a == 0 || b == 0 || a == .infinity || b == .infinity { return edgeOfAgm(i, j, a, b) }
    let larger = Scaled(normalizing: DoubleDouble(Swift.max(a, b)))
    let (x, y) = (
      Scaled(normalizing: DoubleDouble(a)), Scaled(normalizing: DoubleDouble(b))
    )
    let roots = (x.squareRoot * y.squareRoot).value(without: larger.exponent)
    let (first, second) = (x.value(without: larger.exponent), y.value(without: larger.exponent))
    let coefficient: DoubleDouble
    switch (i, j) {
    case (0, 0):
      coefficient = gaussMean((first + second) * 0.5, roots)
    case (_, 0), (0, _):
      typealias Number = TaylorPolynomial<DoubleDouble>
      let varied = Number.onePlusVariable(order: i + j)
      let (moving, fixed) = j == 0 ? (first, second) : (second, first)
      coefficient = gaussMean(
        (varied * moving + fixed) * 0.5, varied.squareRoot * roots
      ).derivative(i + j)
    default:
      typealias Inner = TaylorPolynomial<DoubleDouble>
      typealias Number = TaylorPolynomial<Inner>
      let varied = Number([Inner.onePlusVariable(order: i)])
      let other = Number.onePlusVariable(order: j)
      let mean = gaussMean(
        (varied * first + other * second) * 0.5, varied.squareRoot * other.squareRoot * roots)
      coefficient = mean.derivative(j).derivative(i)
    }
    let scaled = Scaled(normalizing: coefficient) / x.power(i) / y.power(j)
    return Scaled(scaled.value, exponent: scaled.exponent + larger.exponent).rounded
  }

  /// At 0 the mean is 0 with an infinite slope by the vanishing number, and at infinity infinite.
  private static func edgeOfAgm(_ i: Int, _ j: Int, _ a: Double, _ b: Double) -> Double {
    if a == 0 && b == .infinity || b == 0 && a == .infinity { return .nan }
    if a == 0 && b == 0 { return i + j == 0 ? 0 : .nan }
    if a == .infinity || b == .infinity { return i + j == 0 ? .infinity : .nan }
    if i + j == 0 { return 0 }
    // As b / log(4b / a) for a that vanishes.
    let (vanishing, other) = a == 0 ? (i, j) : (j, i)
    if vanishing == 0 { return 0 }
    let changes = vanishing - 1 + Swift.max(other - 1, 0)
    return changes % 2 == 0 ? .infinity : -.infinity
  }
}

extension Scaled {
  /// The value in units of a power of two; 0 where it is far below one unit.
  fileprivate func value(without unit: Int) -> DoubleDouble {
    let exponent = exponent - unit
    return exponent < -1020 ? DoubleDouble(0x1p-1020) : value.scaled(by: .powerOfTwo(exponent))
  }
}

/// The limit of arithmetic and geometric means.
func gaussMean<Number: RootNumber>(_ arithmetic: Number, _ geometric: Number) -> Number {
  var (a, b) = (arithmetic, geometric)
  for _ in 0..<24 {
    let difference = a - b
    if difference.size <= a.size * 0x1p-50 { break }
    (a, b) = ((a + b) * 0.5, (a * b).squareRoot)
  }
  // Where both agree to half of the digits their mean agrees to all.
  return (a + b) * 0.5
}
