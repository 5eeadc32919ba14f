/// What series, recurrences and continued fractions are written in once, and give values as
/// `DoubleDouble` and derivatives as `TaylorPolynomial`.
protocol SeriesNumber {
  init(_ constant: DoubleDouble)

  /// The number without what varies: what branches and stopping rules look at.
  var constant: DoubleDouble { get }

  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static prefix func - (a: Self) -> Self

  static func + (a: Self, b: DoubleDouble) -> Self
  static func * (a: Self, b: DoubleDouble) -> Self
  static func + (a: Self, b: Double) -> Self
  static func * (a: Self, b: Double) -> Self

  /// e to the power of the number, whose constant is within -700 ... 700.
  var exponent: Self { get }
  /// The natural logarithm of a number with a positive constant.
  var logarithm: Self { get }

  /// The largest magnitude among its coefficients: what a stopping rule compares.
  var size: Double { get }
}

extension SeriesNumber {
  init(_ constant: Double) { self.init(DoubleDouble(constant, 0)) }

  static func - (a: Self, b: DoubleDouble) -> Self { a + -b }
  static func - (a: Self, b: Double) -> Self { a + -b }
  static func / (a: Self, b: Double) -> Self { a * (DoubleDouble(1) / b) }
  static func - (a: Double, b: Self) -> Self { -b + a }
  static func / (a: Double, b: Self) -> Self { Self(a) / b }
}

extension DoubleDouble: SeriesNumber {
  init(_ constant: DoubleDouble) { self = constant }
  var constant: DoubleDouble { self }
  var exponent: DoubleDouble { exponential.unscaled }
  var size: Double { high.magnitude }
}
